/**
 * The rows of other systems that wait at a station to be confirmed: all days in one object of the
 * lake bucket, `drafts/<station>/waiting.json`, since an import brings rows of many days. A row
 * stays there for some weeks with its number, whatever becomes of it. Whether it still waits is
 * seen from what was received and typed since; only that a clerk turned it down is written to it.
 */
import { z } from 'zod';
import { addDays, type Day, dayAt } from '../calendar/day.ts';
import { type DraftPorts, racing, readObject } from './objects.ts';
import { IMPORT_LISTS, Received, type Told } from './received.ts';

const waitingSchema = z.object({
  /** Of no other row of the station, now or later. */
  number: z.int().positive(),
  day: z.string(),
  /** The mapping that brought it. */
  source: z.string(),
  /** Milliseconds since 1970. */
  importedAt: z.number(),
  list: z.enum(IMPORT_LISTS),
  row: z.record(z.string(), z.union([z.string(), z.number()])),
  /** A clerk left it out; it is kept so that the next export does not bring it again. */
  isDeclined: z.boolean(),
});

/** A row of another system that waits to be confirmed. */
export type WaitingRow = Readonly<z.infer<typeof waitingSchema>>;

const stationSchema = z.object({
  /** The number of the next row. */
  next: z.int().positive(),
  rows: z.array(waitingSchema).readonly(),
});

/** Rows that are kept of one station. */
export const MAX_WAITING = 20_000;
/** Days after which rows are forgotten, counted from their import or their own day, the later one. */
const FORGOTTEN_AFTER = 70;

const EMPTY: z.infer<typeof stationSchema> = { next: 1, rows: [] };

const rowsKey = (station: string) => `drafts/${station}/waiting.json`;

const readRows = ({ objects }: DraftPorts, station: string) =>
  readObject(objects, rowsKey(station), stationSchema);

/** The rows of a day that nobody has turned down, in the order of their numbers. */
export async function waitingRows(
  ports: DraftPorts,
  station: string,
  day: Day,
): Promise<readonly WaitingRow[]> {
  const { held = EMPTY } = await readRows(ports, station);
  return held.rows.filter((one) => one.day === day && !one.isDeclined);
}

/** Turns rows of a day down; numbers that it does not have, or no longer, are left alone. */
export async function declineRows(
  ports: DraftPorts,
  station: string,
  day: Day,
  numbers: readonly number[],
): Promise<void> {
  const declined = new Set(numbers);
  if (declined.size === 0) return;
  await racing(async () => {
    const { held = EMPTY, put } = await readRows(ports, station);
    const rows = held.rows.map((one) =>
      one.day === day && !one.isDeclined && declined.has(one.number)
        ? { ...one, isDeclined: true }
        : one,
    );
    if (rows.every((one, place) => one === held.rows[place])) return true;
    return (await put({ ...held, rows })) || undefined;
  });
}

/** What an import adds to a station, and what it had no room for. */
export interface Added<T> {
  readonly added: readonly T[];
  readonly refused: readonly T[];
}

/**
 * Adds the rows that are not there yet, whether they wait or were turned down, on whatever day.
 * Rows with ids that were received make room; incidents are told apart from later ones by how
 * many there were. With `dryRun` nothing is written.
 */
export async function addWaiting<T extends Told>(
  ports: DraftPorts,
  {
    station,
    source,
    dryRun,
  }: { readonly station: string; readonly source: string; readonly dryRun: boolean },
  rows: readonly T[],
  received: Received,
): Promise<Added<T>> {
  const importedAt = ports.clock();
  const oldest = addDays(dayAt(importedAt), -FORGOTTEN_AFTER);
  return racing(async () => {
    const { held = EMPTY, put } = await readRows(ports, station);
    const recent = held.rows.filter((one) => one.day >= oldest || dayAt(one.importedAt) >= oldest);
    const known = new Received(recent).among(rows);
    const fresh = rows.filter((one) => !known.has(one));
    const done = received.among(recent.filter(({ list }) => list !== 'incidents'));
    const kept = recent.filter((one) => !done.has(one));
    const room = Math.max(0, MAX_WAITING - kept.length);
    const result = { added: fresh.slice(0, room), refused: fresh.slice(room) };
    if (result.added.length === 0 || dryRun) return result;
    const added = result.added.map(
      ({ day, list, row }, place): WaitingRow => ({
        ...{ number: held.next + place, day, source, importedAt, list, row: { ...row } },
        isDeclined: false,
      }),
    );
    const next = held.next + added.length;
    return (await put({ next, rows: [...kept, ...added] })) ? result : undefined;
  });
}
