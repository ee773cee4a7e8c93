/**
 * Whether a row has been sent before, in whatever way. A dispute, case or item is known by its id
 * and event on any day, as two systems may date it differently; a dispute is resolved or reopened
 * again only where the other of the two stands between. Petitions and accidents have no ids: of
 * one day's equal rows the nth was received where n of them were.
 */
import type { Day } from '../calendar/day.ts';
import type { ListName } from '../submissions/contract.ts';
import type { KnownDay } from './days.ts';
import type { DraftRow } from './document.ts';

/** The lists that another system's rows may go to. */
export const IMPORT_LISTS = ['disputes', 'cases', 'followUps', 'incidents'] as const;
export type ImportList = (typeof IMPORT_LISTS)[number];

const ID_FIELD: Readonly<Partial<Record<ListName, string>>> = {
  disputes: 'dispute',
  cases: 'case',
  followUps: 'item',
};
/** Events that undo each other, and so can come again. */
const OPPOSITE: Readonly<Record<string, string>> = { resolved: 'reopened', reopened: 'resolved' };

/** What tells rows of a list without ids apart, but for how many there are of them. */
export function likeness({ kind, grid, count }: DraftRow): string {
  return JSON.stringify([kind, grid, count]);
}

/** What tells rows of a list with ids apart; without `event`, the row's own. */
export function eventKey(list: ListName, row: DraftRow, event = row.event): string {
  const field = ID_FIELD[list];
  return `${list}\n${field === undefined ? '' : row[field]}\n${event}`;
}

/** Rows with their days, to look others up in. */
export class Received {
  readonly #days = new Map<string, Day[]>();
  readonly #incidents = new Map<string, number>();

  /** Of known days; rows of drafts are added one by one. */
  static of(days: readonly KnownDay[]): Received {
    const received = new Received();
    for (const { day, submission } of days) {
      for (const list of IMPORT_LISTS) {
        for (const row of submission[list] ?? []) received.add(list, { ...row }, day);
      }
    }
    return received;
  }

  add(list: ImportList, row: DraftRow, day: Day): void {
    if (list === 'incidents') {
      const key = `${day}\n${likeness(row)}`;
      this.#incidents.set(key, this.count(row, day) + 1);
    } else {
      const key = eventKey(list, row);
      const held = this.#days.get(key);
      if (held) held.push(day);
      else this.#days.set(key, [day]);
    }
  }

  /** Equal incidents of the day. */
  count(row: DraftRow, day: Day): number {
    return this.#incidents.get(`${day}\n${likeness(row)}`) ?? 0;
  }

  /** `nth` says which of the day's equal rows it is, from 1, where the list has no ids. */
  has(list: ImportList, row: DraftRow, day: Day, nth = 1): boolean {
    if (list === 'incidents') return nth <= this.count(row, day);
    const held = this.#days.get(eventKey(list, row)) ?? [];
    const opposite = OPPOSITE[row.event ?? ''];
    if (list !== 'disputes' || opposite === undefined) return held.length > 0;
    const others = this.#days.get(eventKey(list, row, opposite)) ?? [];
    return held.some(
      (one) =>
        one === day ||
        !others.some((other) =>
          one < day ? other >= one && other <= day : other >= day && other <= one,
        ),
    );
  }
}
