/**
 * Whether rows have been told before, in whatever way. A dispute, case or item is known by its id
 * and event on any day, as two systems may date it differently; a dispute is resolved or reopened
 * again only where the other of the two stands between. Petitions and accidents have no ids: of a
 * day, kind and grid they are known by their count, however many rows it was told in.
 */
import type { Day } from '../calendar/day.ts';
import type { ListName } from '../submissions/contract.ts';
import type { KnownDay } from './days.ts';
import type { DraftRow } from './document.ts';

/** The lists that another system's rows may go to. */
export const IMPORT_LISTS = ['disputes', 'cases', 'followUps', 'incidents'] as const;
export type ImportList = (typeof IMPORT_LISTS)[number];

/** A row of a station's day. */
export interface Told {
  readonly list: ImportList;
  readonly row: DraftRow;
  readonly day: Day;
}

const ID_FIELD: Readonly<Partial<Record<ListName, string>>> = {
  disputes: 'dispute',
  cases: 'case',
  followUps: 'item',
};
/** Events that undo each other, and so can come again. */
const OPPOSITE: Readonly<Record<string, string>> = { resolved: 'reopened', reopened: 'resolved' };

function eventKey({ list, row }: Told, event = row.event): string {
  const field = ID_FIELD[list];
  return JSON.stringify([list, field === undefined ? null : row[field], event]);
}

const placeKey = ({ day, row }: Told) => JSON.stringify([day, row.kind, row.grid]);
const equalKey = ({ day, row }: Told) => JSON.stringify([day, row.kind, row.grid, row.count]);
/** What is half typed counts for nothing. */
const countOf = ({ row }: Told) => (typeof row.count === 'number' ? Math.max(0, row.count) : 0);

/** Rows to look others up in. */
export class Received {
  readonly #days = new Map<string, Day[]>();
  /** Rows of incidents that are equal, */
  readonly #equal = new Map<string, number>();
  /** and the sums of their counts by day, kind and grid. */
  readonly #counts = new Map<string, number>();

  constructor(rows: Iterable<Told> = []) {
    for (const row of rows) this.add(row);
  }

  /** What is known of a station's days. */
  static of(days: readonly KnownDay[]): Received {
    const received = new Received();
    for (const { day, submission } of days) {
      for (const list of IMPORT_LISTS) {
        for (const row of submission[list] ?? []) received.add({ list, row: { ...row }, day });
      }
    }
    return received;
  }

  add(told: Told): void {
    if (told.list === 'incidents') {
      increase(this.#equal, equalKey(told), 1);
      increase(this.#counts, placeKey(told), countOf(told));
      return;
    }
    const key = eventKey(told);
    const held = this.#days.get(key);
    if (held) held.push(told.day);
    else this.#days.set(key, [told.day]);
  }

  /**
   * Those of the rows that it has. Of incidents first those that are equal to one of its own,
   * then in their order as many as its counts have left; so one row of three stands for three.
   */
  among<T extends Told>(rows: readonly T[]): Set<T> {
    const found = new Set(rows.filter((told) => told.list !== 'incidents' && this.#has(told)));
    const equal = new Map(this.#equal);
    const counts = new Map(this.#counts);
    const take = (told: T) => {
      found.add(told);
      increase(counts, placeKey(told), -countOf(told));
    };
    const others = rows.filter((told) => {
      if (told.list !== 'incidents') return false;
      const left = equal.get(equalKey(told)) ?? 0;
      if (left === 0) return true;
      equal.set(equalKey(told), left - 1);
      take(told);
      return false;
    });
    for (const told of others) {
      const count = countOf(told);
      if (count > 0 && count <= (counts.get(placeKey(told)) ?? 0)) take(told);
    }
    return found;
  }

  #has(told: Told): boolean {
    const { list, row, day } = told;
    const held = this.#days.get(eventKey(told)) ?? [];
    const opposite = OPPOSITE[row.event ?? ''];
    if (list !== 'disputes' || opposite === undefined) return held.length > 0;
    const others = this.#days.get(eventKey(told, opposite)) ?? [];
    return held.some(
      (one) =>
        one === day ||
        !others.some((other) =>
          one < day ? other >= one && other <= day : other >= day && other <= one,
        ),
    );
  }
}

function increase(counts: Map<string, number>, key: string, by: number): void {
  counts.set(key, (counts.get(key) ?? 0) + by);
}
