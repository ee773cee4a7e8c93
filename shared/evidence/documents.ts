import type { Day } from '../calendar/day.ts';
import { forEachOf } from '../concurrency.ts';
import { EVENT_LISTS, isKept, keptOf, rowsOf } from '../drafts/days.ts';
import type { ItemTable, ObjectStore } from '../ports.ts';
import type { ListName, Submission } from '../submissions/contract.ts';
import { calendarOf, type LedgerEntry, type Revision, revisionsOf } from '../submissions/ledger.ts';
import { daysOf, type Manifest } from './manifest.ts';
import type { StationDay } from './trace.ts';

export interface DocumentPorts {
  /** The lake bucket: raw documents stand under `raw/`, what is kept of them under `known/`. */
  readonly objects: Pick<ObjectStore, 'get' | 'put'>;
  readonly items: ItemTable;
  /** From which day on events are kept is counted back from it. */
  readonly today: Day;
}

/** Which documents are wanted. */
export interface Wanted {
  readonly stations: Iterable<string>;
  readonly reads: (day: Day) => boolean;
  /** A document without rows in any of these lists is not read. */
  readonly lists: readonly ListName[];
}

const DOCUMENTS_AT_ONCE = 32;

/** A station's day in the revision that the run read. */
interface Read {
  readonly day: Day;
  readonly revision: Revision;
  /** The same where it still is the one that counts. */
  readonly entry: LedgerEntry | undefined;
}

/** The days of a station that the run read. The ledger is asked once, and again for each corrected day. */
async function daysRead(
  { items }: DocumentPorts,
  manifest: Manifest,
  station: string,
  reads: Wanted['reads'],
): Promise<Read[]> {
  const days = [...daysOf(manifest, station)].filter(([day]) => reads(day));
  const [first] = days[0] ?? [];
  const [last] = days.at(-1) ?? [];
  if (first === undefined || last === undefined) return [];
  const entries = await calendarOf(items, station, first, last);
  const byDay = new Map(entries.map((entry) => [entry.day, entry]));
  const found: Read[] = [];
  await forEachOf(days.entries(), DOCUMENTS_AT_ONCE, async ([place, [day, number]]) => {
    const held = byDay.get(day);
    const entry = held?.revision === number ? held : undefined;
    const revision = entry ?? (await revisionAt(items, station, day, number));
    found[place] = { day, revision, entry };
  });
  return found;
}

async function revisionAt(
  items: ItemTable,
  station: string,
  day: Day,
  number: number,
): Promise<Revision> {
  const found = (await revisionsOf(items, station, day)).find(
    ({ revision }) => revision === number,
  );
  if (!found) throw new Error(`the ledger lacks revision ${number} of ${station} on ${day}`);
  return found;
}

const hasAny = ({ counts }: Revision, lists: readonly ListName[]) =>
  lists.some((list) => counts[list]);

/**
 * A station's days. Where only events are wanted, those of days that still count are kept together
 * (`drafts/days.ts`): two years of a station are one object then, and not hundreds.
 */
async function stationDays(
  ports: DocumentPorts,
  manifest: Manifest,
  station: string,
  { reads, lists }: Pick<Wanted, 'reads' | 'lists'>,
): Promise<StationDay[]> {
  const { objects, today } = ports;
  const events: readonly ListName[] = EVENT_LISTS;
  const areEvents = lists.length > 0 && lists.every((list) => events.includes(list));
  const [days, kept] = await Promise.all([
    daysRead(ports, manifest, station, reads),
    areEvents ? keptOf(objects, station) : undefined,
  ]);
  const entries = days.flatMap(({ entry }) =>
    entry && isKept(entry.day, today) && hasAny(entry, lists) ? [entry] : [],
  );
  const rows = kept && (await rowsOf(objects, kept, { station, entries, today }));
  const read: StationDay[] = [];
  await forEachOf(days.entries(), DOCUMENTS_AT_ONCE, async ([place, { day, revision: found }]) => {
    const { revision, receivedAt, onTime } = found;
    const submission = hasAny(found, lists)
      ? (rows?.get(day) ?? (await documentAt(ports, found.key)))
      : null;
    read[place] = { station, day, revision, receivedAt, onTime, submission };
  });
  return read;
}

async function documentAt({ objects }: DocumentPorts, key: string): Promise<Submission> {
  const object = await objects.get(key);
  if (!object) throw new Error(`the raw document ${key} is gone`);
  // Written by this system under its content's hash, after validation.
  return JSON.parse(new TextDecoder().decode(object.body)) as Submission;
}

/**
 * Station-days as a run read them, by day and station: each in the manifest's revision, also where
 * it was corrected since.
 */
export async function readStationDays(
  ports: DocumentPorts,
  manifest: Manifest,
  { stations, ...wanted }: Wanted,
): Promise<StationDay[]> {
  const read: StationDay[] = [];
  for (const station of new Set(stations)) {
    read.push(...(await stationDays(ports, manifest, station, wanted)));
  }
  return read.sort((a, b) =>
    a.day < b.day || (a.day === b.day && a.station < b.station) ? -1 : 1,
  );
}
