/** Rows as they stand in the form: anything that a document can hold, each with a key of its own. */
import {
  type Field,
  LIST_NAMES,
  LISTS,
  type List,
  type ListName,
} from '../../shared/submissions/contract.ts';
import type { Known } from './shapes.ts';

/** A row keeps its key for as long as it is in the form; its value may be of any kind. */
export interface FormRow {
  readonly key: number;
  readonly value: unknown;
}

export type Values = Readonly<Record<string, unknown>>;
export type FormLists = Readonly<Record<ListName, readonly FormRow[]>>;
/** The six lists of a document that may be wrong in any way. */
export type DocumentLists = Readonly<Record<ListName, readonly unknown[]>>;

export const isRecord = (value: unknown): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A row's fields; none where it is no object. */
export const valuesOf = (row: FormRow): Values => (isRecord(row.value) ? row.value : {});

/** A record with one entry a list, in the document's order. */
export function eachList<T>(make: (list: ListName) => T): Record<ListName, T> {
  return Object.fromEntries(LIST_NAMES.map((list) => [list, make(list)])) as Record<ListName, T>;
}

export const NO_ROWS: DocumentLists = eachList(() => []);

/** Gives every row of a document a key, from `firstKey` on; a list that is none counts as empty. */
export function formListsOf(document: Values, firstKey: number): FormLists {
  let key = firstKey;
  return eachList((list) => {
    const rows = document[list];
    return Array.isArray(rows) ? rows.map((value: unknown) => ({ key: key++, value })) : [];
  });
}

/** The document's lists again. */
export const documentListsOf = (lists: FormLists): DocumentLists =>
  eachList((list) => lists[list].map(({ value }) => value));

/** How many rows the lists have in all. */
export const rowsIn = (lists: FormLists): number =>
  LIST_NAMES.reduce((sum, list) => sum + lists[list].length, 0);

/** The fields in the order in which they are asked for, the number of an event last. */
const ASKED: Readonly<Record<ListName, readonly string[]>> = {
  officerTime: ['officer', 'activity', 'grid', 'minutes'],
  disputes: ['event', 'category', 'grid', 'officer', 'level', 'dispute'],
  cases: ['event', 'case', 'category', 'grid'],
  followUps: ['event', 'kind', 'grid', 'item'],
  counts: ['kind', 'grid', 'officer', 'count'],
  incidents: ['kind', 'grid', 'count'],
};

export function fieldOf(list: ListName, name: string): Field | undefined {
  const { fields }: List = LISTS[list];
  return Object.hasOwn(fields, name) ? fields[name] : undefined;
}

/** Whether the field must, may or must not stand in a row with these values. */
export function presenceOf(
  list: ListName,
  values: Values,
  name: string,
): 'required' | 'optional' | 'absent' {
  const presence = fieldOf(list, name)?.presence ?? 'absent';
  if (presence === 'absent' || typeof presence === 'string') return presence;
  const decider = fieldOf(list, presence.field);
  const value = values[presence.field];
  if (decider?.kind !== 'choice' || typeof value !== 'string') return 'optional';
  if (presence.required.includes(value)) return 'required';
  if (!Object.hasOwn(decider.values, value) || presence.allowed?.includes(value)) return 'optional';
  return 'absent';
}

/** The fields that a row shows as inputs, and those that stand in it though it does not have them. */
export function fieldsOf(
  list: ListName,
  values: Values,
): { readonly asked: readonly string[]; readonly extra: readonly string[] } {
  const asked = ASKED[list].filter((name) => {
    const presence = presenceOf(list, values, name);
    return presence === 'required' || (presence === 'optional' && Object.hasOwn(values, name));
  });
  return { asked, extra: Object.keys(values).filter((name) => !asked.includes(name)) };
}

/**
 * The row with a field set, or without it where the value is undefined. Where that decides which
 * other fields the row has, those that it no longer has go; a field that it now needs is filled
 * with what the station's reference data suggests: the officer's own grid, the grid's officer.
 */
export function withField(
  list: ListName,
  values: Values,
  name: string,
  value: unknown,
  known: Known,
): Values {
  const next: Record<string, unknown> = { ...values };
  if (value === undefined) delete next[name];
  else next[name] = value;
  for (const other of ASKED[list]) {
    if (other === name || presenceOf(list, next, other) !== 'absent') continue;
    // What was wrong before stays to be seen and deleted; what this change made wrong goes.
    if (presenceOf(list, values, other) !== 'absent') delete next[other];
  }
  if (list === 'officerTime' && name !== 'grid' && presenceOf(list, next, 'grid') === 'required') {
    const own = known.officers.find(({ officer }) => officer === next.officer)?.grids[0];
    if (own !== undefined) next.grid ??= own;
  }
  if (list === 'disputes' && name === 'grid' && presenceOf(list, next, 'officer') === 'required') {
    const before = officerOf(known, values.grid);
    const suggested = officerOf(known, next.grid);
    if (suggested !== undefined && (next.officer === undefined || next.officer === before)) {
      next.officer = suggested;
    }
  }
  return next;
}

const officerOf = (known: Known, grid: unknown): string | undefined =>
  known.officers.find(({ grids }) => typeof grid === 'string' && grids.includes(grid))?.officer;

/** What was typed into a field: a whole number where the field is one, nothing where it is empty. */
export function typedValue(field: Field | undefined, text: string): string | number | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return undefined;
  if (field?.kind !== 'integer') return trimmed;
  const folded = trimmed.normalize('NFKC');
  return /^-?\d{1,15}$/.test(folded) ? Number(folded) : trimmed;
}
