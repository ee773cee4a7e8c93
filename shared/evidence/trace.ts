import type { Day } from '../calendar/day.ts';
import type { Span } from '../calendar/period.ts';
import type { Measures } from '../kpis/evaluate.ts';
import type { ListName, Submission } from '../submissions/contract.ts';
import type { Facts } from './facts.ts';

/** A station's day as the run read it. */
export interface StationDay {
  readonly station: string;
  readonly day: Day;
  readonly revision: number;
  /** Milliseconds since 1970. */
  readonly receivedAt: number;
  /** Whether the day's first revision came by the deadline. */
  readonly onTime: boolean;
  /** The lists that were asked for, and perhaps others; null where none of them has a row. */
  readonly submission: Partial<Submission> | null;
}

/** What one row of a document (or the day itself) adds to measures. */
export interface Trace {
  readonly station: string;
  readonly day: Day;
  /** Null for the day itself. */
  readonly row: { readonly list: ListName; readonly position: number } | null;
  readonly measures: Measures;
  /** The dispute, case or item that it is about: what one of its rows adds, the others explain. */
  readonly about: string | null;
  /** The village or community in which it counts: the row's own, or its opening's. */
  readonly grid: string | null;
  /** The row's activity or kind, or its opening's category or kind. */
  readonly kind: string | null;
}

/** How some measures come from documents: the same rules as their SQL file's, written apart from it. */
export interface Source {
  readonly measures: readonly string[];
  /** Documents without rows in these lists need not be read. */
  readonly lists: readonly ListName[];
  /** Whose documents. */
  stations(facts: Facts): Iterable<string>;
  /** Of which days. */
  reads(span: Span, day: Day): boolean;
  /** `days` in their order, those of one day by station. */
  trace(facts: Facts, days: readonly StationDay[]): Iterable<Trace>;
}

export const inPeriod = ({ first, last }: Span, day: Day) => day >= first && day <= last;
export const inYearBefore = ({ previousFirst, previousLast }: Span, day: Day) =>
  day >= previousFirst && day <= previousLast;
export const isKnown = ({ readFrom, asOf }: Span, day: Day) => day >= readFrom && day <= asOf;

/** A row of a list with its place. */
export interface Placed<T> {
  readonly station: string;
  readonly day: Day;
  readonly position: number;
  readonly row: T;
}

/** Every row of a list in the order of events: by day, position and station. */
export function rowsIn<L extends ListName>(
  days: readonly Pick<StationDay, 'station' | 'day' | 'submission'>[],
  list: L,
): Placed<Submission[L][number]>[] {
  const rows = days.flatMap(({ station, day, submission }) =>
    (submission?.[list] ?? []).map((row, position) => ({ station, day, position, row })),
  );
  return rows.sort(
    (a, b) =>
      (a.day < b.day ? -1 : a.day > b.day ? 1 : 0) ||
      a.position - b.position ||
      (a.station < b.station ? -1 : 1),
  );
}

/** One thing that rows tell of: where it was opened, and all of its events in their order. */
export interface History<T> {
  /** The station that opened it; where none did, the one that sent the event. */
  readonly home: string;
  readonly id: string;
  /** Its first opening. */
  readonly opening: Placed<T> | undefined;
  readonly events: readonly Placed<T>[];
}

/**
 * Puts the events of disputes, cases or items together. A thing is known by station and id; an
 * event that a successor sends without an opening of its own belongs to the nearest predecessor's
 * thing of that id, from the day of the succession on.
 */
export function historiesOf<T>(
  facts: Pick<Facts, 'ancestorsOf'>,
  rows: readonly Placed<T>[],
  idOf: (row: T) => string,
  opens: (row: T) => boolean,
): History<T>[] {
  const key = (station: string, id: string) => `${station} ${id}`;
  const openings = new Map<string, Placed<T>>();
  for (const placed of rows) {
    const at = key(placed.station, idOf(placed.row));
    if (opens(placed.row) && !openings.has(at)) openings.set(at, placed);
  }
  const homeOf = ({ station, day, row }: Placed<T>): string => {
    const id = idOf(row);
    if (openings.has(key(station, id))) return station;
    const from = facts
      .ancestorsOf(station)
      .find((ancestor) => ancestor.since <= day && openings.has(key(ancestor.station, id)));
    return from?.station ?? station;
  };
  const groups = Map.groupBy(rows, (placed) => key(homeOf(placed), idOf(placed.row)));
  return [...groups].map(([at, events]) => {
    const [home = '', id = ''] = at.split(' ');
    return { home, id, opening: openings.get(at), events };
  });
}
