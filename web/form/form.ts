/** The form's state and everything that can be done to it. No React, no clock, no network. */
import { LIST_NAMES, type ListName, type Names } from '../../shared/submissions/contract.ts';
import {
  type DocumentLists,
  eachList,
  type FormLists,
  type FormRow,
  formListsOf,
  isRecord,
  NO_ROWS,
  rowsIn,
  type Values,
  valuesOf,
} from './rows.ts';
import type { ImportedRow } from './shapes.ts';

/** Something that is wrong in the form; a list and key are missing where no row is at fault. */
export interface FormError {
  readonly code: string;
  readonly list?: ListName;
  readonly key?: number;
  /** Missing where the row as a whole is wrong. */
  readonly field?: string;
  /** What is wrong and what to do, without the place. */
  readonly text: Names;
}

export interface FormState {
  readonly lists: FormLists;
  /** Officers whose time was confirmed. */
  readonly confirmed: readonly string[];
  /** Imported rows that wait to be confirmed, */
  readonly waiting: readonly ImportedRow[];
  /** the numbers of those that were taken over, */
  readonly taken: readonly number[];
  /** and of those that were turned down. */
  readonly declined: readonly number[];
  /** The revision that the document corrects; 0 where it corrects none. */
  readonly basedOn: number;
  /** What the server refused; each stands until its field changes. */
  readonly refused: readonly FormError[];
  readonly nextKey: number;
}

export type Action =
  | { readonly do: 'set'; readonly list: ListName; readonly key: number; readonly values: Values }
  | { readonly do: 'add'; readonly list: ListName; readonly values: Values }
  | { readonly do: 'remove'; readonly list: ListName; readonly key: number }
  /** Accepts an officer's time: the rows that stand there, else the suggestion. */
  | { readonly do: 'confirm'; readonly officer: string; readonly suggestion: readonly Values[] }
  /** Puts the suggestion into rows to be changed, not yet confirmed. */
  | { readonly do: 'open'; readonly officer: string; readonly suggestion: readonly Values[] }
  /** The whole day off. */
  | { readonly do: 'leave'; readonly officer: string; readonly minutes: number }
  | { readonly do: 'take' | 'drop'; readonly numbers: readonly number[] }
  /** Other rows in place of all. */
  | { readonly do: 'fill'; readonly document: Values }
  | { readonly do: 'restore'; readonly state: FormState }
  | { readonly do: 'base'; readonly basedOn: number }
  | { readonly do: 'wait'; readonly imported: readonly ImportedRow[] }
  | { readonly do: 'refuse'; readonly errors: readonly FormError[] };

const NOTHING_IMPORTED = { waiting: [], taken: [], declined: [] } as const;

/** A form with a document's rows; without `confirmed`, all officers in it count as confirmed. */
export function formOf(document: Values, confirmed?: readonly string[], basedOn = 0): FormState {
  const lists = formListsOf(document, 1);
  return {
    ...NOTHING_IMPORTED,
    ...{ lists, basedOn, refused: [], nextKey: rowsIn(lists) + 1 },
    confirmed: confirmed ?? officersIn(lists),
  };
}

export function reduceForm(state: FormState, action: Action): FormState {
  switch (action.do) {
    case 'set':
      return setRow(state, action.list, action.key, action.values);
    case 'add':
      return addRows(state, action.list, [action.values]);
    case 'remove':
      return withoutRows(state, action.list, ({ key }) => key === action.key);
    case 'confirm':
      return confirm(withSuggestion(state, action), action.officer);
    case 'open':
      return withSuggestion(state, action);
    case 'leave': {
      const { officer, minutes } = action;
      const others = withoutRows(state, 'officerTime', (row) => valuesOf(row).officer === officer);
      const row = { officer, activity: 'leave', minutes };
      return confirm(addRows(others, 'officerTime', [row]), officer);
    }
    case 'take': {
      const rows = state.waiting.filter(({ number }) => action.numbers.includes(number));
      const form = rows.reduce((before, { list, row }) => addRows(before, list, [row]), state);
      return wait({ ...form, taken: [...form.taken, ...action.numbers] }, form.waiting);
    }
    case 'drop':
      return wait({ ...state, declined: [...state.declined, ...action.numbers] }, state.waiting);
    case 'fill': {
      const lists = formListsOf(action.document, state.nextKey);
      const nextKey = state.nextKey + rowsIn(lists);
      return { ...state, lists, confirmed: officersIn(lists), refused: [], nextKey };
    }
    case 'restore':
      return wait(
        {
          ...action.state,
          // What was turned down since is so on the server as well.
          declined: state.declined,
          nextKey: Math.max(action.state.nextKey, state.nextKey),
        },
        action.state.waiting,
      );
    case 'base':
      return { ...state, basedOn: action.basedOn };
    case 'wait':
      return wait(state, action.imported);
    case 'refuse':
      return { ...state, refused: action.errors };
  }
}

/** Lets those of the rows wait that were neither taken over nor turned down. */
export function wait(state: FormState, imported: readonly ImportedRow[]): FormState {
  const settled = new Set([...state.taken, ...state.declined]);
  return { ...state, waiting: imported.filter(({ number }) => !settled.has(number)) };
}

function setRow(state: FormState, list: ListName, key: number, values: Values): FormState {
  const row = state.lists[list].find((one) => one.key === key);
  if (!row) return state;
  const before = valuesOf(row);
  const changed = (field: string) => before[field] !== values[field];
  return {
    ...withList(state, list, (rows) =>
      rows.map((one) => (one === row ? { key, value: values } : one)),
    ),
    refused: state.refused.filter((error) => {
      // Errors of the whole document, and between rows, may be cured by any change.
      if (error.key === undefined || (error.list === list && BETWEEN_ROWS.has(error.code))) {
        return false;
      }
      if (error.list !== list || error.key !== key) return true;
      return error.field !== undefined && !changed(error.field) && isRecord(row.value);
    }),
  };
}

const BETWEEN_ROWS: ReadonlySet<string> = new Set(['duplicate_row', 'minutes_over_day']);

function addRows(state: FormState, list: ListName, added: readonly Values[]): FormState {
  const rows = added.map((value, index) => ({ key: state.nextKey + index, value }));
  return {
    ...withList(state, list, (before) => [...before, ...rows]),
    nextKey: state.nextKey + added.length,
  };
}

function withoutRows(
  state: FormState,
  list: ListName,
  isGone: (row: FormRow) => boolean,
): FormState {
  const gone = new Set(state.lists[list].filter(isGone).map(({ key }) => key));
  const left = withList(state, list, (rows) => rows.filter(({ key }) => !gone.has(key)));
  const officers = new Set(officersIn(left.lists));
  return {
    ...left,
    // An officer without rows has nothing that could be confirmed.
    confirmed:
      list === 'officerTime' ? state.confirmed.filter((one) => officers.has(one)) : state.confirmed,
    refused: state.refused.filter(
      ({ key, code }) => key !== undefined && !gone.has(key) && !BETWEEN_ROWS.has(code),
    ),
  };
}

function withSuggestion(
  state: FormState,
  { officer, suggestion }: { readonly officer: string; readonly suggestion: readonly Values[] },
): FormState {
  const has = state.lists.officerTime.some((row) => valuesOf(row).officer === officer);
  return has ? state : addRows(state, 'officerTime', suggestion);
}

const confirm = (state: FormState, officer: string): FormState =>
  state.confirmed.includes(officer)
    ? state
    : { ...state, confirmed: [...state.confirmed, officer] };

const withList = (
  state: FormState,
  list: ListName,
  change: (rows: readonly FormRow[]) => readonly FormRow[],
): FormState => ({ ...state, lists: { ...state.lists, [list]: change(state.lists[list]) } });

/** Every officer that a row of working time names, once. */
export function officersIn(lists: FormLists): string[] {
  const officers = lists.officerTime.map((row) => valuesOf(row).officer);
  return [...new Set(officers.filter((one) => typeof one === 'string'))];
}

/** What is sent: the rows, without the time of officers who are not confirmed, and whose rows they are. */
export interface ToSend {
  readonly document: DocumentLists;
  readonly keys: Readonly<Record<ListName, readonly number[]>>;
}

export function toSend(state: FormState): ToSend {
  const sent = LIST_NAMES.map((list) => {
    const rows = state.lists[list].filter((row) => {
      const { officer } = valuesOf(row);
      return (
        list !== 'officerTime' || typeof officer !== 'string' || state.confirmed.includes(officer)
      );
    });
    return [list, rows] as const;
  });
  return {
    document: {
      ...NO_ROWS,
      ...Object.fromEntries(sent.map(([list, rows]) => [list, rows.map(({ value }) => value)])),
    },
    keys: {
      ...eachList(() => []),
      ...Object.fromEntries(sent.map(([list, rows]) => [list, rows.map(({ key }) => key)])),
    },
  };
}
