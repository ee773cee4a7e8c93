/** A row's fields as inputs with their errors; what does not belong there can be seen and deleted. */
import { Button } from 'antd';
import type { KeyboardEvent } from 'react';
import { LISTS, type List, type ListName } from '../../shared/submissions/contract.ts';
import { containsPersonalData, holdsPersonalData } from '../../shared/submissions/personal-data.ts';
import type { Choice } from './choices.ts';
import { cellId, errorId, rowId, useForm } from './context.ts';
import { after } from './focus.ts';
import type { FormError } from './form.ts';
import { Picker } from './picker.tsx';
import {
  type FormRow,
  fieldOf,
  fieldsOf,
  isRecord,
  typedValue,
  valuesOf,
  withField,
} from './rows.ts';
import { STEP } from './time.ts';

export interface RowProps {
  readonly list: ListName;
  readonly row: FormRow;
  /** What the row is called, for those who cannot see where it stands. */
  readonly legend: string;
  /** Fields that the row's place tells already; shown all the same where they are wrong. */
  readonly hide?: readonly string[];
}

export function RowFields({ list, row, legend, hide = [] }: RowProps) {
  const { dispatch, errorsAt, known, words, language } = useForm();
  const { key, value } = row;
  const values = valuesOf(row);
  const { asked, extra } = fieldsOf(list, values);
  const set = (name: string, next: unknown) =>
    dispatch({ do: 'set', list, key, values: withField(list, values, name, next, known) });
  const shown = asked.filter((name) => !hide.includes(name) || errorsAt(key, name).length > 0);
  return (
    <fieldset
      className="form-row"
      id={rowId(key)}
      data-row
      tabIndex={-1}
      {...(errorsAt(key).length > 0 && { 'aria-describedby': errorId(key, '') })}
    >
      <legend className="form-unseen">{legend}</legend>
      {shown.map((name) => (
        <FieldInput
          key={name}
          list={list}
          row={row}
          name={name}
          onSet={(next) => set(name, next)}
        />
      ))}
      {extra.map((name) => (
        <ExtraField
          key={name}
          list={list}
          row={row}
          name={name}
          onDelete={() => set(name, undefined)}
        />
      ))}
      {!isRecord(value) && (
        <span className="form-extra">
          {words.notObject}
          {holdsPersonalData(value) ? words.hidden : `${words.colon}${textOf(value)}`}
        </span>
      )}
      <Button
        type="text"
        className="form-remove"
        aria-label={`${words.remove} ${legend}`}
        onClick={() => dispatch({ do: 'remove', list, key })}
      >
        {words.remove}
      </Button>
      <Errors id={errorId(key, '')} errors={errorsAt(key)} language={language} />
    </fieldset>
  );
}

/** Errors in words, each with its code beside it for whoever has to ask about it. */
export function Errors({
  id,
  errors,
  language,
}: {
  readonly id: string;
  readonly errors: readonly FormError[];
  readonly language: 'zh' | 'en';
}) {
  if (errors.length === 0) return null;
  return (
    <span className="form-errors" id={id}>
      {errors.map(({ code, text }) => (
        <span key={code}>
          {text[language]} <code>{code}</code>
        </span>
      ))}
    </span>
  );
}

function FieldInput({
  list,
  row,
  name,
  onSet,
}: {
  readonly list: ListName;
  readonly row: FormRow;
  readonly name: string;
  readonly onSet: (value: unknown) => void;
}) {
  const { errorsAt, language } = useForm();
  const field = fieldOf(list, name);
  const { fields }: List = LISTS[list];
  const label = fields[name]?.names[language] ?? name;
  const choices = useChoices(list, name);
  const errors = errorsAt(row.key, name);
  const value = valuesOf(row)[name];
  const common = {
    id: cellId(row.key, name),
    label,
    value: value === undefined ? '' : textOf(value),
    isWrong: errors.length > 0,
    describedBy: errors.length > 0 ? errorId(row.key, name) : undefined,
  };
  return (
    <div className={`form-field form-field-${name}`}>
      <span className="form-label" aria-hidden="true">
        {label}
      </span>
      {choices ? (
        <Picker {...common} choices={choices} onChoose={onSet} />
      ) : name === 'minutes' ? (
        <Stepper {...common} onType={(text) => onSet(typedValue(field, text))} onSet={onSet} />
      ) : (
        <TextCell
          {...common}
          isNumber={field?.kind === 'integer'}
          onType={(text) => onSet(typedValue(field, text))}
        />
      )}
      <Errors id={errorId(row.key, name)} errors={errors} language={language} />
    </div>
  );
}

/** The values among which a field is chosen; undefined for one that is typed. */
function useChoices(list: ListName, name: string): readonly Choice[] | undefined {
  const { known, language } = useForm();
  const field = fieldOf(list, name);
  switch (field?.kind) {
    case 'choice':
      return Object.entries(field.values).map(([value, names]) => ({
        value,
        label: names[language],
      }));
    case 'grid':
      return known.grids.map(({ code, name: label }) => ({
        value: code,
        label,
        hint: code.slice(-3),
      }));
    case 'officer':
      return known.officers.map(({ officer }) => ({ value: officer, label: officer }));
    default:
      return undefined;
  }
}

interface CellProps {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly isWrong: boolean;
  readonly describedBy: string | undefined;
  readonly onType: (text: string) => void;
}

export function TextCell({
  id,
  label,
  value,
  isWrong,
  describedBy,
  onType,
  isNumber = false,
  onKey,
}: CellProps & {
  readonly isNumber?: boolean;
  /** Whether the key was taken. */
  readonly onKey?: (event: KeyboardEvent<HTMLInputElement>) => boolean;
}) {
  const { focusLater } = useForm();
  return (
    <input
      id={id}
      data-cell
      className="form-input"
      aria-label={label}
      aria-invalid={isWrong}
      {...(describedBy !== undefined && { 'aria-describedby': describedBy })}
      autoComplete="off"
      spellCheck={false}
      inputMode={isNumber ? 'numeric' : 'text'}
      value={value}
      onChange={(event) => onType(event.target.value)}
      onFocus={(event) => {
        const { length } = event.target.value;
        if (isNumber) event.target.select();
        else event.target.setSelectionRange(length, length);
      }}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing || onKey?.(event)) return;
        if (event.key !== 'Enter') return;
        event.preventDefault();
        const from = event.currentTarget;
        focusLater(() => after(from));
      }}
    />
  );
}

/** Minutes, typed or up and down by half an hour, also with the arrow keys. */
function Stepper({ onSet, ...cell }: CellProps & { readonly onSet: (minutes: number) => void }) {
  const { words } = useForm();
  const now = /^\d+$/.test(cell.value) ? Number(cell.value) : 0;
  // To the next half hour, so that odd minutes become even ones.
  const more = () => onSet(Math.min(1440, (Math.floor(now / STEP) + 1) * STEP));
  const less = () => onSet(Math.max(STEP, (Math.ceil(now / STEP) - 1) * STEP));
  return (
    <span className="form-stepper">
      <Button aria-label={words.less} tabIndex={-1} onClick={less} disabled={now <= STEP}>
        −
      </Button>
      <TextCell
        {...cell}
        isNumber
        onKey={(event) => {
          if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return false;
          event.preventDefault();
          if (event.key === 'ArrowUp') more();
          else less();
          return true;
        }}
      />
      <Button aria-label={words.more} tabIndex={-1} onClick={more} disabled={now >= 1440}>
        +
      </Button>
    </span>
  );
}

/** A field that the row should not have: its name, its value, and a way to be rid of it. */
function ExtraField({
  list,
  row,
  name,
  onDelete,
}: {
  readonly list: ListName;
  readonly row: FormRow;
  readonly name: string;
  readonly onDelete: () => void;
}) {
  const { words, errorsAt, language } = useForm();
  const value = valuesOf(row)[name];
  const isHidden = containsPersonalData(name);
  const { fields }: List = LISTS[list];
  const label = isHidden
    ? words.hidden
    : Object.hasOwn(fields, name)
      ? (fields[name]?.names[language] ?? name)
      : name.slice(0, 64);
  const errors = errorsAt(row.key, name);
  return (
    <span className="form-extra" id={cellId(row.key, name)} tabIndex={-1}>
      {label}
      {words.colon}
      {isHidden || containsPersonalData(textOf(value)) || holdsPersonalData(value)
        ? words.hidden
        : textOf(value)}{' '}
      <Button size="small" onClick={onDelete} aria-label={`${words.remove} ${label}`}>
        {words.remove}
      </Button>
      <Errors id={errorId(row.key, name)} errors={errors} language={language} />
    </span>
  );
}

/** A value of any kind as text, cut where it is long. */
const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : (JSON.stringify(value) ?? '').slice(0, 80);
