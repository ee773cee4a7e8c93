/** A decision to enter in the ledger: a veto, a deduction or a bonus, perhaps shared. */

import { Button } from 'antd';
import { type FormEvent, useId, useState } from 'react';
import type { Scheme } from '../../shared/scoring/scheme.ts';
import { NotDone, useAct } from '../act.tsx';
import type { Unit } from '../api.ts';
import { faultOfText } from '../appeals/appeal.ts';
import { MOST_CHARACTERS, Written } from '../appeals/written.tsx';
import { Confirm } from '../confirm.tsx';
import { points as printed } from '../format.ts';
import { placeName } from '../made-up.ts';
import { Place } from '../place.tsx';
import { useResource } from '../resource.ts';
import { gradeName } from '../words.ts';
import { Field, Line, Select } from './fields.tsx';
import type { LedgerEntry } from './months.ts';
import { useReviewWords } from './review-words.ts';
import { UnitPicker } from './unit-picker.tsx';

const KINDS: readonly LedgerEntry['kind'][] = ['bonus', 'deduction', 'veto'];
const MOST_EVIDENCE = 500;
const EMPTY = { points: '', gradeCap: '', reason: '', evidence: '', merit: '' };

export function LedgerForm({
  period,
  own,
  scheme,
  onEntered,
}: {
  readonly period: string;
  readonly own: Unit;
  /** Whose grades a veto may leave. */
  readonly scheme: string | undefined;
  readonly onEntered: (count: number) => void;
}) {
  const { language, say } = useReviewWords();
  const id = useId();
  const held = useResource<Scheme>(scheme && `/schemes/${scheme}`, language);
  const [kind, setKind] = useState<LedgerEntry['kind']>('bonus');
  const [unit, setUnit] = useState<Unit>();
  const [sharing, setSharing] = useState<readonly Unit[]>([]);
  const [text, setText] = useState(EMPTY);
  const [tried, setTried] = useState(false);
  const [isAsked, setAsked] = useState(false);
  const { busy, failure, act, forget } = useAct();
  const write = (part: Partial<typeof EMPTY>) => {
    setText({ ...text, ...part });
    forget();
  };
  const points = Number(text.points);
  const isNumber = kind === 'veto' || (text.points.trim() !== '' && points > 0);
  const shared = kind === 'bonus' ? sharing.filter(({ code }) => code !== unit?.code) : [];
  const isComplete =
    unit !== undefined &&
    isNumber &&
    !faultOfText(text.reason, MOST_CHARACTERS) &&
    !faultOfText(text.evidence, MOST_EVIDENCE);
  const saidOf = (name: string) =>
    failure?.kind === 'problem'
      ? failure.errors.find(({ pointer }) => pointer === `/${name}`)?.messages[language]
      : undefined;
  const ask = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (isComplete) setAsked(true);
  };
  const enter = async () => {
    const json = {
      ...{ period, unit: unit?.code, kind, reason: text.reason, evidence: text.evidence },
      ...(kind !== 'veto' && { points }),
      ...(kind === 'veto' && text.gradeCap && { gradeCap: text.gradeCap }),
      ...(kind === 'bonus' && text.merit.trim() && { merit: text.merit }),
      ...(shared.length > 0 && { sharedWith: shared.map(({ code }) => code) }),
    };
    const entered = await act<{ readonly items: readonly LedgerEntry[] }>('/ledger', {
      ...{ method: 'POST', json },
    });
    setAsked(false);
    if (!entered) return;
    setText(EMPTY);
    setSharing([]);
    setTried(false);
    onEntered(entered.items.length);
  };
  const what = `${say.ledgerKinds[kind]}${kind === 'veto' ? '' : ` ${printed(points)}`}`;
  const units = [...(unit ? [unit] : []), ...shared].map(({ name }) => placeName(name));
  return (
    <>
      <form onSubmit={ask}>
        <div className="months-form">
          <Field label={say.kind}>
            <Select
              value={kind}
              options={KINDS.map((one) => [one, say.ledgerKinds[one] ?? one])}
              onChange={(next) => {
                setKind(KINDS.find((one) => one === next) ?? 'bonus');
                forget();
              }}
            />
          </Field>
          {kind === 'veto' ? (
            <Field label={say.gradeCap} fault={saidOf('gradeCap')}>
              <Select
                value={text.gradeCap}
                options={[
                  ['', say.usualCap],
                  // A cap at the best grade would be none.
                  ...(held.value?.grades ?? [])
                    .slice(1)
                    .map(({ grade }) => [grade, gradeName(grade, language)] as const),
                ]}
                onChange={(gradeCap) => write({ gradeCap })}
              />
            </Field>
          ) : (
            <Field
              label={say.points}
              fault={saidOf('points') ?? (tried && !isNumber ? say.number : undefined)}
            >
              <Line
                value={text.points}
                inputMode="decimal"
                onChange={(next) => write({ points: next })}
              />
            </Field>
          )}
          {kind === 'bonus' && (
            <Field label={say.merit} fault={saidOf('merit')}>
              <Line value={text.merit} onChange={(merit) => write({ merit })} />
            </Field>
          )}
        </div>
        <UnitPicker
          own={own}
          label={say.unit}
          fault={saidOf('unit') ?? (tried && !unit ? say.chooseUnit : undefined)}
          onChange={setUnit}
        />
        {kind === 'bonus' && <Sharing own={own} units={sharing} onChange={setSharing} />}
        <Written
          id={`${id}-reason`}
          label={say.reason}
          value={text.reason}
          onChange={(reason) => write({ reason })}
          rows={2}
          tried={tried}
          refused={saidOf('reason')}
        />
        <Written
          id={`${id}-evidence`}
          label={say.evidence}
          value={text.evidence}
          onChange={(evidence) => write({ evidence })}
          maximum={MOST_EVIDENCE}
          rows={1}
          tried={tried}
          refused={saidOf('evidence')}
        />
        <NotDone failure={failure} />
        <Button type="primary" htmlType="submit">
          {say.enterYes}
        </Button>
      </form>
      {isAsked && (
        <Confirm
          title={say.enterTitle}
          yes={say.enterYes}
          no={say.cancel}
          busy={busy}
          onYes={() => void enter()}
          onNo={() => setAsked(false)}
        >
          <p>{say.enterText(what, units.join(language === 'zh' ? '、' : ', '))}</p>
        </Confirm>
      )}
    </>
  );
}

/** The units that get the same for the same merit (同功同奖). */
function Sharing({
  own,
  units,
  onChange,
}: {
  readonly own: Unit;
  readonly units: readonly Unit[];
  readonly onChange: (units: readonly Unit[]) => void;
}) {
  const { say } = useReviewWords();
  const [next, setNext] = useState<Unit>();
  return (
    <>
      <UnitPicker own={own} label={say.shared} fault={undefined} onChange={setNext} />
      <Button
        size="small"
        disabled={!next}
        onClick={() => {
          if (next && !units.some(({ code }) => code === next.code)) onChange([...units, next]);
        }}
      >
        {say.addShared}
      </Button>
      {units.length > 0 && (
        <ul className="months-chips">
          {units.map((unit) => (
            <li key={unit.code}>
              <Place name={unit.name} />{' '}
              <Button
                size="small"
                aria-label={say.remove(placeName(unit.name))}
                onClick={() => onChange(units.filter(({ code }) => code !== unit.code))}
              >
                ×
              </Button>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
