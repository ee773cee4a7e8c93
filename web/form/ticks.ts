/** What is ticked for something that is open: a dispute resolved, a case solved, an item closed. */
import type { ListName } from '../../shared/submissions/contract.ts';
import { type FormRow, presenceOf, type Values, valuesOf } from './rows.ts';

/** The lists of things that open and close, with the field that names one. */
export const ID_FIELDS = {
  disputes: 'dispute',
  cases: 'case',
  followUps: 'item',
} as const satisfies Partial<Record<ListName, string>>;
export type TickedList = keyof typeof ID_FIELDS;

/**
 * The rows that say no more than that something open was dealt with, by its id, and all others.
 * A second row of the same id stands among the others, where it can be deleted.
 */
export function ticksOf(
  list: TickedList,
  rows: readonly FormRow[],
  open: ReadonlySet<string>,
): { readonly ticks: ReadonlyMap<string, FormRow>; readonly others: readonly FormRow[] } {
  const field = ID_FIELDS[list];
  const ticks = new Map<string, FormRow>();
  const others = rows.filter((row) => {
    const values = valuesOf(row);
    const id = values[field];
    const isTick =
      typeof id === 'string' && open.has(id) && !ticks.has(id) && isPlainTick(list, values);
    if (isTick) ticks.set(id, row);
    return !isTick;
  });
  return { ticks, others };
}

const EVENTS: Readonly<Record<TickedList, readonly string[]>> = {
  disputes: ['resolved', 'escalated'],
  cases: ['solved', 'withdrawn'],
  followUps: ['closed', 'escalated'],
};
const LEVELS: readonly unknown[] = ['post', 'office', 'station', 'bureau'];

function isPlainTick(list: TickedList, values: Values): boolean {
  const { event, level } = values;
  if (typeof event !== 'string' || !EVENTS[list].includes(event)) return false;
  if (event === 'resolved' && !LEVELS.includes(level)) return false;
  return Object.keys(values).every((name) => presenceOf(list, values, name) === 'required');
}
