/** For each field of a list: which column it comes from, and what the words in it mean. */
import type { Table } from '../../shared/imports/table.ts';
import { containsPersonalData } from '../../shared/submissions/personal-data.ts';
import { count } from '../format.ts';
import {
  type Choice,
  codesOf,
  columnChoice,
  distinctOf,
  type Kind,
  kindsOf,
  type Matching,
  type Ours,
  sampleOf,
  unknownOf,
} from './imports.ts';
import { useImportWords } from './imports-words.ts';

const NOWHERE = 'nowhere';
const CONSTANT = 'constant';
const COLUMN = 'column:';

export function MappingForm({
  table,
  matching,
  onChange,
  stations,
  faults,
}: {
  readonly table: Table;
  readonly matching: Matching;
  readonly onChange: (matching: Matching) => void;
  /** What stations can be matched to; none where there are too many to list. */
  readonly stations: readonly Ours[];
  /** What is wrong, by field. */
  readonly faults: Readonly<Record<string, string>>;
}) {
  const { language } = useImportWords();
  return Object.entries(kindsOf(matching.list)).map(([name, kind]) => (
    <FieldChoice
      key={`${matching.list} ${name}`}
      name={name}
      kind={kind}
      table={table}
      choice={matching.choices[name] ?? { from: 'nowhere' }}
      ours={kind.kind === 'station' ? stations : codesOf(kind, language)}
      fault={faults[name]}
      onChange={(choice) =>
        onChange({ ...matching, choices: { ...matching.choices, [name]: choice } })
      }
    />
  ));
}

interface FieldChoiceProps {
  readonly name: string;
  readonly kind: Kind;
  readonly table: Table;
  readonly choice: Choice;
  readonly ours: readonly Ours[];
  readonly fault: string | undefined;
  readonly onChange: (choice: Choice) => void;
}

function FieldChoice({ name, kind, table, choice, ours, fault, onChange }: FieldChoiceProps) {
  const { language, say } = useImportWords();
  const field = kind.names[language];
  const id = `field-${name}`;
  const isRequired = !('presence' in kind) || kind.presence === 'required';
  const isConditional = 'presence' in kind && typeof kind.presence === 'object';
  const columns = [...new Set(table.headings)].filter(
    (heading) => heading !== '' && !containsPersonalData(heading),
  );
  const chosen = choice.from === 'column' ? choice.column : undefined;
  const isGone = chosen !== undefined && !columns.includes(chosen);
  const choose = (value: string) => {
    if (value === NOWHERE) onChange({ from: 'nowhere' });
    else if (value === CONSTANT) onChange({ from: 'constant', constant: '' });
    else onChange(columnChoice(table, value.slice(COLUMN.length), ours));
  };
  const said = fault ?? (isGone ? say.columnGone(chosen) : undefined);
  return (
    <div className="command-field">
      <div>
        {field}{' '}
        <span className="quiet">
          {isRequired ? say.required : isConditional ? say.conditional : ''}
        </span>
      </div>
      <div>
        <select
          id={id}
          className="command-select"
          aria-label={say.sourceOf(field)}
          aria-invalid={said !== undefined}
          aria-describedby={`${id}-said`}
          value={chosen === undefined ? choice.from : COLUMN + chosen}
          onChange={({ target }) => choose(target.value)}
        >
          <option value={NOWHERE}>{isRequired ? say.choosePlease : say.none}</option>
          {isGone && <option value={COLUMN + chosen}>{chosen}</option>}
          {columns.map((column) => (
            <option key={column} value={COLUMN + column}>
              {column}
            </option>
          ))}
          <option value={CONSTANT}>{say.constant}</option>
        </select>
        <div id={`${id}-said`} className="command-fault">
          {said}
        </div>
      </div>
      <div>
        {choice.from === 'constant' && (
          <Constant
            field={field}
            kind={kind}
            ours={ours}
            value={choice.constant}
            onChange={(constant) => onChange({ from: 'constant', constant })}
          />
        )}
        {choice.from === 'column' && !isGone && (
          <ColumnContents
            field={field}
            kind={kind}
            table={table}
            choice={choice}
            ours={ours}
            onChange={onChange}
          />
        )}
      </div>
    </div>
  );
}

/** The same value for all rows. */
function Constant(props: {
  readonly field: string;
  readonly kind: Kind;
  readonly ours: readonly Ours[];
  readonly value: string;
  readonly onChange: (value: string) => void;
}) {
  const { say } = useImportWords();
  const { field, kind, ours, value, onChange } = props;
  const common = { className: 'command-select', 'aria-label': say.constantOf(field), value };
  if (ours.length > 0) {
    return (
      <select {...common} onChange={({ target }) => onChange(target.value)}>
        <option value="">{say.choosePlease}</option>
        {ours.map(({ code, name }) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </select>
    );
  }
  const type = kind.kind === 'date' ? 'date' : kind.kind === 'integer' ? 'number' : 'text';
  return <input {...common} type={type} onChange={({ target }) => onChange(target.value)} />;
}

/** What is in a column: a sample, or, where it holds codes, what its words mean. */
function ColumnContents(props: {
  readonly field: string;
  readonly kind: Kind;
  readonly table: Table;
  readonly choice: Extract<Choice, { readonly from: 'column' }>;
  readonly ours: readonly Ours[];
  readonly onChange: (choice: Choice) => void;
}) {
  const { say } = useImportWords();
  const { field, kind, table, choice, ours, onChange } = props;
  const { column, values } = choice;
  if (ours.length === 0) {
    const sample = sampleOf(table, column);
    const isHidden = sample === undefined && distinctOf(table, column).hidden > 0;
    return (
      <span className="quiet">
        {kind.kind === 'station' && `${say.stationCodes} · `}
        {isHidden ? say.sampleHidden : sample !== undefined && say.sample(sample)}
      </span>
    );
  }
  const distinct = distinctOf(table, column);
  const unknown = unknownOf(distinct, ours);
  const left = unknown.filter(({ text }) => !values[text]).length;
  return (
    <>
      {unknown.length === 0 && <span className="quiet">{say.allMatched}</span>}
      {unknown.length > 0 && (
        <ul className="command-values" aria-label={say.valuesOf(field)}>
          {unknown.map(({ text, rows }) => (
            <li key={text}>
              <span>{say.timesOf(text, count(rows))}</span>
              <select
                className="command-select"
                aria-label={`${field} ${text}`}
                value={values[text] ?? ''}
                onChange={({ target }) =>
                  onChange({ ...choice, values: { ...values, [text]: target.value } })
                }
              >
                <option value="">{say.asIs}</option>
                {ours.map(({ code, name }) => (
                  <option key={code} value={code}>
                    {name}
                  </option>
                ))}
              </select>
            </li>
          ))}
        </ul>
      )}
      {left > 0 && <div>{say.unmatched(count(left))}</div>}
      {distinct.more > 0 && <div className="quiet">{say.valuesMore(count(distinct.more))}</div>}
      {distinct.hidden > 0 && (
        <div className="quiet">{say.valuesHidden(count(distinct.hidden))}</div>
      )}
    </>
  );
}
