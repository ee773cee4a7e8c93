import type { Day } from '../calendar/day.ts';
import { forEachOf } from '../concurrency.ts';
import type { ItemTable, ObjectStore } from '../ports.ts';
import type { ListName, Submission } from '../submissions/contract.ts';
import { calendarOf, type Revision, revisionsOf } from '../submissions/ledger.ts';
import { daysOf, type Manifest } from './manifest.ts';
import type { StationDay } from './trace.ts';

export interface DocumentPorts {
  /** The lake bucket: raw documents stand under `raw/`. */
  readonly objects: Pick<ObjectStore, 'get'>;
  readonly items: ItemTable;
}

/** Which documents are wanted. */
export interface Wanted {
  readonly stations: Iterable<string>;
  readonly reads: (day: Day) => boolean;
  /** A document without rows in any of these lists is not read. */
  readonly lists: readonly ListName[];
}

const DOCUMENTS_AT_ONCE = 32;

async function revisionAt(
  items: ItemTable,
  held: Revision | undefined,
  station: string,
  day: Day,
  revision: number,
): Promise<Revision> {
  if (held?.revision === revision) return held;
  const found = (await revisionsOf(items, station, day)).find((one) => one.revision === revision);
  if (!found) throw new Error(`the ledger lacks revision ${revision} of ${station} on ${day}`);
  return found;
}

/**
 * Station-days as a run read them, by day and station: each in the manifest's revision, also where
 * it was corrected since. The ledger is asked once a station, and again for each corrected day.
 */
export async function readStationDays(
  { objects, items }: DocumentPorts,
  manifest: Manifest,
  { stations, reads, lists }: Wanted,
): Promise<StationDay[]> {
  const wanted: { station: string; day: Day; revision: number; held: Revision | undefined }[] = [];
  for (const station of new Set(stations)) {
    const days = [...daysOf(manifest, station)].filter(([day]) => reads(day));
    const [first] = days[0] ?? [];
    const [last] = days.at(-1) ?? [];
    if (first === undefined || last === undefined) continue;
    const entries = await calendarOf(items, station, first, last);
    const byDay = new Map(entries.map((entry) => [entry.day, entry]));
    for (const [day, revision] of days) {
      wanted.push({ station, day, revision, held: byDay.get(day) });
    }
  }
  wanted.sort((a, b) => (a.day < b.day || (a.day === b.day && a.station < b.station) ? -1 : 1));
  const read: StationDay[] = [];
  await forEachOf(
    wanted.entries(),
    DOCUMENTS_AT_ONCE,
    async ([place, { station, day, ...rest }]) => {
      const found = await revisionAt(items, rest.held, station, day, rest.revision);
      const { revision, receivedAt, onTime, key, counts } = found;
      const isEmpty = lists.every((list) => !counts[list]);
      const object = isEmpty ? undefined : await objects.get(key);
      if (!isEmpty && !object) throw new Error(`the raw document ${key} is gone`);
      // Written by this system under its content's hash, after validation.
      const submission = object
        ? (JSON.parse(new TextDecoder().decode(object.body)) as Submission)
        : null;
      read[place] = { station, day, revision, receivedAt, onTime, submission };
    },
  );
  return read;
}
