/**
 * What is open of a station's disputes, cases and follow-ups, and which events have no opening.
 * The rules are the KPIs': a thing is known by station and id, begins with its first opening, and
 * what a successor sends without an opening of its own belongs to its predecessor's thing.
 */
import type { Day } from '../calendar/day.ts';
import type { Facts } from '../evidence/facts.ts';
import { type History, historiesOf, type Placed, rowsIn } from '../evidence/trace.ts';
import type { CaseRow, DisputeRow, FollowUpRow } from '../submissions/contract.ts';
import type { KnownDay } from './days.ts';

/** A station with those whose past it holds, and what is known of their days. */
export interface Past {
  readonly station: string;
  /** Whose past it holds, the nearest first. */
  readonly predecessors: readonly string[];
  readonly ancestorsOf: Facts['ancestorsOf'];
  /** Of all of them, by day. */
  readonly days: readonly KnownDay[];
}

/** How a list tells of things: their id, and the event that begins one. */
const DISPUTES = {
  list: 'disputes',
  id: (row: DisputeRow) => row.dispute,
  opens: (row: DisputeRow) => row.event === 'opened',
} as const;
const CASES = {
  list: 'cases',
  id: (row: CaseRow) => row.case,
  opens: (row: CaseRow) => row.event === 'filed',
} as const;
const FOLLOW_UPS = {
  list: 'followUps',
  id: (row: FollowUpRow) => row.item,
  opens: (row: FollowUpRow) => row.event === 'raised',
} as const;

type Told<T> = {
  readonly list: 'disputes' | 'cases' | 'followUps';
  readonly id: (row: T) => string;
  readonly opens: (row: T) => boolean;
};

function histories<T>(past: Past, told: Told<T>): History<T>[] {
  // The list decides the rows' type; the table above keeps the two together.
  const rows = rowsIn(past.days, told.list) as unknown as Placed<T>[];
  return historiesOf(past, rows, told.id, told.opens);
}

/** A history that was opened. */
type Opened<T> = History<T> & { readonly opening: Placed<T> };

/**
 * Things opened by the station or one whose past it holds, and not ended, by opening day and id.
 * Of an id that several have used, only the one that the station's next event would belong to.
 */
function open<T>(past: Past, told: Told<T>, isOpen: (history: Opened<T>) => boolean): Opened<T>[] {
  const order = [past.station, ...past.predecessors];
  const opened = histories(past, told)
    .filter((history): history is Opened<T> => history.opening !== undefined)
    .sort((a, b) => order.indexOf(a.home) - order.indexOf(b.home));
  const nearest = new Map<string, Opened<T>>();
  for (const history of opened) {
    if (!nearest.has(history.id)) nearest.set(history.id, history);
  }
  return [...nearest.values()]
    .filter(isOpen)
    .sort(
      (a, b) =>
        (a.opening.day < b.opening.day ? -1 : a.opening.day > b.opening.day ? 1 : 0) ||
        (a.id < b.id ? -1 : 1),
    );
}

export interface OpenItems {
  readonly disputes: readonly {
    readonly dispute: string;
    /** Day of its first opening. */
    readonly opened: Day;
    readonly category: string;
    readonly grid: string;
    readonly officer: string;
    readonly reopened: boolean;
  }[];
  readonly cases: readonly {
    readonly case: string;
    readonly filed: Day;
    readonly category: string;
    readonly grid: string;
  }[];
  readonly followUps: readonly {
    readonly item: string;
    readonly kind: string;
    readonly raised: Day;
    readonly grid: string;
    readonly escalated: boolean;
  }[];
}

/**
 * What was open on the evening before `date`: the events of that day itself, and of later ones,
 * do not count. A dispute is open while its last event is an opening or a reopening; one that was
 * ever escalated is not, as no later event makes it a resolved one. A case is open until it is
 * solved or withdrawn, a follow-up until it is closed.
 */
export function openBefore(past: Past, date: Day): OpenItems {
  const before = { ...past, days: past.days.filter(({ day }) => day < date) };
  const disputes = open(before, DISPUTES, ({ events }) => {
    const last = events.at(-1)?.row.event;
    const escalated = events.some(({ row }) => row.event === 'escalated');
    return !escalated && (last === 'opened' || last === 'reopened');
  });
  const cases = open(before, CASES, ({ events }) =>
    events.every(({ row }) => row.event === 'filed'),
  );
  const followUps = open(before, FOLLOW_UPS, ({ events }) =>
    events.every(({ row }) => row.event !== 'closed'),
  );
  return {
    disputes: disputes.map(({ id, opening: { day, row }, events }) => ({
      ...{ dispute: id, opened: day, category: row.category ?? '', grid: row.grid ?? '' },
      officer: row.officer ?? '',
      reopened: events.at(-1)?.row.event === 'reopened',
    })),
    cases: cases.map(({ id, opening: { day, row } }) => ({
      ...{ case: id, filed: day, category: row.category ?? '', grid: row.grid ?? '' },
    })),
    followUps: followUps.map(({ id, opening: { day, row }, events }) => ({
      ...{ item: id, kind: row.kind, raised: day, grid: row.grid ?? '' },
      escalated: events.some(({ row: event }) => event.event === 'escalated'),
    })),
  };
}

/** An event whose opening was never received. */
export interface Orphan {
  readonly date: Day;
  readonly list: 'disputes' | 'cases' | 'followUps';
  /** JSON pointer into the day's document. */
  readonly pointer: string;
  readonly id: string;
  readonly event: string;
}

function orphansIn<T extends { readonly event: string }>(
  past: Past,
  told: Told<T>,
  counts: (history: History<T>) => boolean = () => false,
): Orphan[] {
  return histories(past, told)
    .filter((history) => history.opening === undefined && !counts(history))
    .flatMap(({ id, events }) =>
      events
        .filter(({ station }) => station === past.station)
        .map(({ day, position, row }) => ({
          ...{ date: day, list: told.list, pointer: `/${told.list}/${position}`, id },
          event: row.event,
        })),
    );
}

/**
 * The station's own events from `from` on whose opening no document brings, the latest day first.
 * A case whose first solving carries a category needs no filing: it is an old one, and counts.
 */
export function orphansOf(past: Past, from: Day): Orphan[] {
  const isOldCase = ({ events }: History<CaseRow>) =>
    events.find(({ row }) => row.event === 'solved')?.row.category !== undefined;
  const lists = [
    orphansIn(past, DISPUTES),
    orphansIn(past, CASES, isOldCase),
    orphansIn(past, FOLLOW_UPS),
  ];
  return lists
    .flat()
    .filter(({ date }) => date >= from)
    .sort((a, b) => (a.date < b.date ? 1 : a.date > b.date ? -1 : 0));
}
