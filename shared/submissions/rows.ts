import {
  type Field,
  ID_PATTERN,
  LISTS,
  type List,
  type ListName,
  MINUTES_PER_DAY,
  type Names,
} from './contract.ts';
import { onlyThese, outOfRange, rowPlace, type SubmissionErrorCode, TEXT } from './messages.ts';
import { containsPersonalData } from './personal-data.ts';
import {
  type ErrorSink,
  isRecord,
  type Place,
  refusePersonalData,
  refuseUnknown,
  report,
  type SubmissionErrors,
} from './report.ts';

/** What the reference data says about the submission's station and day. */
export interface ReferenceOnDay {
  /** What is wrong with the code of a grid; undefined where nothing is. */
  grid(code: string): 'unknown_grid' | 'grid_not_of_station' | undefined;
  knowsOfficer(officer: string): boolean;
}

type Problem = readonly [code: SubmissionErrorCode, text: Names];

/** Checks all rows of one list: each by itself, then against the rows before it. */
export function checkRows(
  name: ListName,
  rows: readonly unknown[],
  reference: ReferenceOnDay,
  errors: SubmissionErrors,
): void {
  const list: List = LISTS[name];
  const seen = new Set<string>();
  const minutesOf = new Map<string, number>();
  rows.forEach((row, index) => {
    const place = (field?: string): Place => ({
      pointer: `/${name}/${index}${field === undefined ? '' : `/${field}`}`,
      names: rowPlace(
        list.names,
        index,
        field === undefined ? undefined : list.fields[field]?.names,
      ),
    });
    const values = checkRow(list, row, place, reference, errors);
    const key = values && keyOf(list, values);
    if (key !== undefined) {
      if (seen.has(key)) report(errors, 'duplicate_row', place(), TEXT.duplicateRow);
      seen.add(key);
    }
    const officer = values?.get('officer');
    const minutes = values?.get('minutes');
    if (typeof officer === 'string' && typeof minutes === 'number') {
      const before = minutesOf.get(officer) ?? 0;
      const total = before + minutes;
      minutesOf.set(officer, total);
      // Told once an officer, at the row that goes over.
      if (before <= MINUTES_PER_DAY && total > MINUTES_PER_DAY) {
        report(errors, 'minutes_over_day', place('minutes'), TEXT.minutesOverDay);
      }
    }
  });
}

/** Well-formed values of a row's fields, also where the reference data does not know them. */
type RowValues = ReadonlyMap<string, string | number>;

/** Checks one row by itself; undefined where it is no object. */
export function checkRow(
  list: List,
  row: unknown,
  place: (field?: string) => Place,
  reference: ReferenceOnDay,
  errors: ErrorSink,
): RowValues | undefined {
  if (!isRecord(row)) {
    refusePersonalData(errors, place(), row);
    report(errors, 'wrong_type', place(), TEXT.notObject);
    return undefined;
  }
  const values = new Map<string, string | number>();
  for (const [name, field] of Object.entries(list.fields)) {
    const presence = presenceIn(row, list, field);
    if (!Object.hasOwn(row, name)) {
      if (presence === 'required') report(errors, 'missing_field', place(name), TEXT.missing);
      continue;
    }
    const value = row[name];
    if (presence === 'absent') {
      refusePersonalData(errors, place(name), value);
      report(errors, 'field_not_expected', place(name), TEXT.notExpected);
      continue;
    }
    if (typeof value === 'object') refusePersonalData(errors, place(name), value);
    const problem = formProblem(field, value);
    if (problem) {
      report(errors, problem[0], place(name), problem[1]);
      continue;
    }
    values.set(name, value as string | number);
    const stranger = referenceProblem(field, value as string, reference);
    if (stranger) report(errors, stranger[0], place(name), stranger[1]);
  }
  for (const name of Object.keys(row)) {
    if (!Object.hasOwn(list.fields, name)) refuseUnknown(errors, place(), name, row[name]);
  }
  return values;
}

/**
 * Whether the field must, may or must not stand in this row. Where the field that decides is
 * itself wrong, it may: that one error is enough.
 */
export function presenceIn(
  row: Readonly<Record<string, unknown>>,
  list: List,
  { presence }: Field,
): 'required' | 'optional' | 'absent' {
  if (typeof presence === 'string') return presence;
  const decider = list.fields[presence.field];
  const value = row[presence.field];
  if (decider?.kind !== 'choice' || typeof value !== 'string') return 'optional';
  if (presence.required.includes(value)) return 'required';
  if (!Object.hasOwn(decider.values, value) || presence.allowed?.includes(value)) return 'optional';
  return 'absent';
}

/** What is wrong with a value by itself. Personal data comes before everything else. */
function formProblem(field: Field, value: unknown): Problem | undefined {
  if (typeof value === 'string' && containsPersonalData(value)) {
    return ['personal_data', TEXT.personalData];
  }
  if (field.kind === 'integer') {
    const { minimum, maximum } = field;
    // JSON's 1e400 reads as Infinity: a number, but far out of range.
    if (typeof value !== 'number' || (Number.isFinite(value) && !Number.isInteger(value))) {
      return ['wrong_type', TEXT.notInteger];
    }
    if (value < minimum || value > maximum) return ['out_of_range', outOfRange(minimum, maximum)];
    return undefined;
  }
  if (typeof value !== 'string') return ['wrong_type', TEXT.notText];
  if (field.kind === 'choice') {
    return Object.hasOwn(field.values, value)
      ? undefined
      : ['not_allowed', onlyThese(field.values)];
  }
  if (field.kind !== 'grid' && !ID_PATTERN.test(value)) return ['invalid_id', TEXT.invalidId];
  return undefined;
}

/** What the reference data has against a well-formed value. */
function referenceProblem(
  field: Field,
  value: string,
  reference: ReferenceOnDay,
): Problem | undefined {
  if (field.kind === 'officer' && !reference.knowsOfficer(value)) {
    return ['unknown_officer', TEXT.unknownOfficer];
  }
  if (field.kind === 'grid') {
    const problem = reference.grid(value);
    if (problem === 'unknown_grid') return [problem, TEXT.unknownGrid];
    if (problem === 'grid_not_of_station') return [problem, TEXT.gridNotOfStation];
  }
  return undefined;
}

/** The values that must not stand twice; undefined where one that is required is wrong. */
function keyOf(list: List, values: RowValues): string | undefined {
  if (!list.key) return undefined;
  for (const name of list.key) {
    if (!values.has(name) && list.fields[name]?.presence === 'required') return undefined;
  }
  return list.key.map((name) => values.get(name) ?? '').join('\n');
}
