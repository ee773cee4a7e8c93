/**
 * The rows of other systems that wait at a station to be confirmed: all days in one object of the
 * lake bucket, `drafts/<station>/imported.json`, since an import brings rows of many days.
 */
import { z } from 'zod';
import { addDays, type Day, dayAt } from '../calendar/day.ts';
import type { DraftDocument, DraftRow } from './document.ts';
import { type DraftPorts, racing, readObject } from './objects.ts';
import { IMPORT_LISTS, likeness, Received } from './received.ts';

const waitingSchema = z.object({
  /** The mapping that brought it. */
  source: z.string(),
  /** Milliseconds since 1970. */
  importedAt: z.number(),
  list: z.enum(IMPORT_LISTS),
  row: z.record(z.string(), z.union([z.string(), z.number()])),
  /** Which of the day's equal rows it is, from 1, where the list has no ids. */
  nth: z.int().positive().optional(),
  /** Not shown to anyone yet; shown; or taken over into the document, until that is sent. */
  state: z.enum(['new', 'shown', 'typed']),
});

/** A row of another system that waits to be confirmed. */
export type WaitingRow = Readonly<z.infer<typeof waitingSchema>>;

/** `openings` counts how often the rows were shown otherwise than before. */
const dayRowsSchema = z.object({
  openings: z.int().nonnegative(),
  rows: z.array(waitingSchema).readonly(),
});
export type DayRows = Readonly<z.infer<typeof dayRowsSchema>>;

const stationRowsSchema = z.record(z.string(), dayRowsSchema);
/** By day. */
type StationRows = Readonly<z.infer<typeof stationRowsSchema>>;

/** Rows that may wait at one station. */
export const MAX_WAITING = 20_000;
/** Days after which a day's rows that nobody confirmed are forgotten. */
const FORGOTTEN_AFTER = 70;

export const NO_ROWS: DayRows = { openings: 0, rows: [] };

const rowsKey = (station: string) => `drafts/${station}/imported.json`;

/** What waits at a station, by day, and the way to write over it. */
export const readRows = ({ objects }: DraftPorts, station: string) =>
  readObject(objects, rowsKey(station), stationRowsSchema);

/** What a day's rows are once it is opened; the same object where they stay as they are. */
export function shownNow(
  before: DayRows,
  document: DraftDocument | null,
  received: Received,
  day: Day,
): DayRows {
  const typed = typedIn(document, day);
  const rows = before.rows
    .filter(({ list, row, nth }) => !received.has(list, row, day, nth))
    .map((one): WaitingRow => {
      const state = typed.has(one.list, one.row, day, one.nth) ? 'typed' : 'shown';
      return state === one.state ? one : { ...one, state };
    });
  const isSame =
    rows.length === before.rows.length && rows.every((row, place) => row === before.rows[place]);
  return isSame ? before : { openings: before.openings + 1, rows };
}

function typedIn(document: DraftDocument | null, day: Day): Received {
  const typed = new Received();
  for (const list of IMPORT_LISTS) {
    for (const row of document?.[list] ?? []) typed.add(list, row, day);
  }
  return typed;
}

/** Takes off the shown rows that are in none of the places, unless they were shown anew meanwhile. */
export async function keepWaiting(
  ports: DraftPorts,
  station: string,
  day: Day,
  {
    openings,
    kept,
    document,
  }: {
    readonly openings: number;
    readonly kept: ReadonlySet<number>;
    readonly document: DraftDocument | null;
  },
): Promise<void> {
  const typed = typedIn(document, day);
  await racing(async () => {
    const { held, put } = await readRows(ports, station);
    const before = held?.[day];
    if (!before || before.openings !== openings) return true;
    const shown = before.rows.filter(({ state }) => state === 'shown');
    const others = before.rows.filter(({ state }) => state !== 'shown');
    const rows = numberedAnew(shown, kept).filter(
      ({ one, isKept }) => isKept || typed.has(one.list, one.row, day, one.nth),
    );
    const after = rows.map(({ one, isKept }) =>
      isKept ? one : { ...one, state: 'typed' as const },
    );
    const next = { openings, rows: [...after, ...others] };
    return (await put({ ...held, [day]: next })) || undefined;
  });
}

/**
 * Rows with whether they are kept. Of equal ones without ids those that are kept get the last
 * numbers: n typed or received ones stand for the first n.
 */
function numberedAnew(rows: readonly WaitingRow[], kept: ReadonlySet<number>) {
  const marked = rows.map((one, place) => ({ one, isKept: kept.has(place) }));
  const inOrder = [
    ...marked.filter(({ isKept }) => !isKept),
    ...marked.filter(({ isKept }) => isKept),
  ];
  const numbers = Map.groupBy(
    rows.flatMap(({ row, nth }) => (nth === undefined ? [] : [{ key: likeness(row), nth }])),
    ({ key }) => key,
  );
  const left = new Map(
    [...numbers].map(([key, equal]) => [key, equal.map(({ nth }) => nth).sort((a, b) => a - b)]),
  );
  const numbered = new Map(
    inOrder.map(({ one }) => {
      const nth = one.nth === undefined ? undefined : left.get(likeness(one.row))?.shift();
      return [one, nth === undefined ? one : { ...one, nth }];
    }),
  );
  return marked.map(({ one, isKept }) => ({ one: numbered.get(one) ?? one, isKept }));
}

/** A row that is to wait. */
export interface NewRow {
  readonly day: Day;
  readonly list: WaitingRow['list'];
  readonly row: DraftRow;
  /** Which of the day's equal rows it is, from 1, where the list has no ids. */
  readonly nth?: number | undefined;
}

/** What waits at a station, whether it was shown or not. */
export interface Waiting {
  /** Of all days. */
  readonly count: number;
  of(day: Day): readonly WaitingRow[];
}

/**
 * Adds the rows that `choose` picks to those that wait at a station; `dryRun` only asks. It may
 * be called again, where another wrote meanwhile; the last answer counts.
 */
export async function addWaiting(
  ports: DraftPorts,
  {
    station,
    source,
    dryRun,
  }: {
    readonly station: string;
    readonly source: string;
    readonly dryRun: boolean;
  },
  choose: (waiting: Waiting) => readonly NewRow[],
): Promise<void> {
  const importedAt = ports.clock();
  await racing(async () => {
    const { held, put } = await readRows(ports, station);
    const days = remembered(held ?? {}, importedAt);
    const chosen = choose({
      count: [...days.values()].reduce((total, { rows }) => total + rows.length, 0),
      of: (day) => days.get(day)?.rows ?? [],
    });
    if (chosen.length === 0 || dryRun) return true;
    for (const [day, rows] of Map.groupBy(chosen, (one) => one.day)) {
      const { openings, rows: before } = days.get(day) ?? NO_ROWS;
      const added = rows.map(
        ({ list, row, nth }): WaitingRow => ({
          ...{ source, importedAt, list, row: { ...row }, state: 'new' },
          ...(nth !== undefined && { nth }),
        }),
      );
      days.set(day, { openings, rows: [...before, ...added] });
    }
    return (await put(Object.fromEntries(days))) || undefined;
  });
}

/** The days whose rows came not too long ago. A day without rows is still needed for its count. */
function remembered(held: StationRows, now: number): Map<Day, DayRows> {
  const oldest = addDays(dayAt(now), -FORGOTTEN_AFTER);
  const isRecent = ([day, { rows }]: [Day, DayRows]) =>
    day >= oldest || rows.some(({ importedAt }) => dayAt(importedAt) >= oldest);
  return new Map(Object.entries(held).filter(isRecent));
}
