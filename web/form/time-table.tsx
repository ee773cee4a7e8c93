/** Working time: one line an officer. The usual day is a suggestion until somebody confirms it. */
import { Button } from 'antd';
import { type KeyboardEvent, useState } from 'react';
import { rowId, useForm } from './context.ts';
import { RowFields, TextCell } from './fields.tsx';
import { firstEmpty } from './focus.ts';
import type { FormRow } from './rows.ts';
import { Section } from './section.tsx';
import type { OfficerLine } from './time.ts';
import { OfficerTime } from './time-line.tsx';

export function TimeTable({
  lines,
  strays,
}: {
  readonly lines: readonly OfficerLine[];
  readonly strays: readonly FormRow[];
}) {
  const { words } = useForm();
  return (
    <Section list="officerTime" number="①">
      <p className="caption">{words.timeHint}</p>
      <ul className="form-lines" onKeyDown={alongLines}>
        {lines.map((line) => (
          <OfficerTime key={line.officer} line={line} />
        ))}
      </ul>
      {strays.length > 0 && (
        <div data-list>
          <h3>{words.otherRows}</h3>
          {strays.map((row, index) => (
            <RowFields
              key={row.key}
              list="officerTime"
              row={row}
              legend={`${words.sections.officerTime} ${words.row(index + 1)}`}
            />
          ))}
        </div>
      )}
      <OtherOfficer lines={lines} />
    </Section>
  );
}

/** Up and down go from line to line where no input wants the keys. */
function alongLines(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (step === 0 || !(event.target instanceof HTMLButtonElement)) return;
  const lines = [...event.currentTarget.children];
  const at = lines.findIndex((line) => line.contains(event.target as Node));
  const button = lines[at + step]?.querySelector('button');
  if (!button) return;
  event.preventDefault();
  button.focus();
}

/** Somebody who helped out and is on no roster of the station. */
function OtherOfficer({ lines }: { readonly lines: readonly OfficerLine[] }) {
  const { words, addRow, setOpen, focusLater } = useForm();
  const [number, setNumber] = useState('');
  const officer = number.trim();
  const add = () => {
    if (officer === '') return;
    setNumber('');
    setOpen(officer, true);
    if (lines.some((line) => line.officer === officer)) return;
    const key = addRow('officerTime', { officer });
    focusLater(() => firstEmpty(document.getElementById(rowId(key))));
  };
  return (
    <div className="form-other">
      <span className="form-other-number">
        <TextCell
          id="other-officer"
          label={words.otherOfficer}
          value={number}
          isWrong={false}
          describedBy={undefined}
          onType={setNumber}
          onKey={(event) => {
            if (event.key !== 'Enter' || officer === '') return false;
            event.preventDefault();
            add();
            return true;
          }}
        />
      </span>
      <span className="quiet" aria-hidden="true">
        {words.otherOfficer}
      </span>
      <Button onClick={add} disabled={officer === ''}>
        {words.add}
      </Button>
    </div>
  );
}
