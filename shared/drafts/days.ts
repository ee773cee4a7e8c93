/**
 * A station's past days as far as the form needs them: their events, and of recent days the
 * officers' time. The ledger and the raw documents are the truth; reading hundreds of documents
 * each time a form is opened would take too long, so what was read is kept in one object a
 * station, `known/<station>.json.gz`, by day and content hash. A kept day counts only while the
 * ledger names its hash, so the object can be lost, outdated or deleted at any time.
 */
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { z } from 'zod';
import { addDays, type Day } from '../calendar/day.ts';
import { forEachOf } from '../concurrency.ts';
import type { ItemTable, ObjectStore, StoredObject } from '../ports.ts';
import type { ListName, Submission } from '../submissions/contract.ts';
import { calendarOf, type LedgerEntry } from '../submissions/ledger.ts';

/** The lists whose rows are kept of every day. */
export const EVENT_LISTS = ['disputes', 'cases', 'followUps', 'incidents'] as const;
type KnownList = (typeof EVENT_LISTS)[number] | 'officerTime';

/** A station's day: the rows of the revision that counts, of the lists that are known of it. */
export interface KnownDay {
  readonly station: string;
  readonly day: Day;
  readonly submission: Partial<Pick<Submission, KnownList>>;
}

export interface KnownPorts {
  /** The lake bucket: raw documents under `raw/`, what is kept of them under `known/`. */
  readonly objects: Pick<ObjectStore, 'get' | 'put'>;
  readonly items: ItemTable;
}

/** Days before today whose events are kept: more than two years, the longest that a KPI reads. */
export const KEPT_DAYS = 800;
/** And whose officers' time: the 62 days open to a clerk, and the 28 before that show a pattern. */
const KEPT_TIME_DAYS = 90;

const DOCUMENTS_AT_ONCE = 32;

export const knownKey = (station: string) => `known/${station}.json.gz`;

interface KeptDay {
  readonly day: Day;
  readonly hash: string;
  readonly submission: KnownDay['submission'];
}

// Rows were written by this system, of documents that had passed validation.
const keptSchema = z.array(
  z.object({
    day: z.string(),
    hash: z.string(),
    submission: z.custom<KnownDay['submission']>(
      (value) => typeof value === 'object' && value !== null,
    ),
  }),
);

/** Which lists of a day are wanted: none that is empty, officers' time only of recent days. */
function wantedLists({ day, counts }: LedgerEntry, today: Day): KnownList[] {
  const lists: KnownList[] = EVENT_LISTS.filter((list) => counts[list]);
  if (counts.officerTime && keepsTime(day, today)) lists.push('officerTime');
  return lists;
}

/** Whether events of the day are kept, as seen today. */
export const isKept = (day: Day, today: Day) => day >= addDays(today, -KEPT_DAYS);
const keepsTime = (day: Day, today: Day) => day >= addDays(today, -KEPT_TIME_DAYS);

function only(
  submission: KnownDay['submission'],
  lists: readonly ListName[],
): KnownDay['submission'] {
  return Object.fromEntries(
    Object.entries(submission).filter(([list]) => lists.includes(list as ListName)),
  );
}

/** What is kept of a station, by day, and the object that holds it. */
export interface Kept {
  readonly days: ReadonlyMap<Day, KeptDay>;
  readonly object: StoredObject | undefined;
}

/** What is kept of a station; nothing where that is lost or broken. */
export async function keptOf(objects: Pick<ObjectStore, 'get'>, station: string): Promise<Kept> {
  const object = await objects.get(knownKey(station));
  return { days: new Map((await unpack(object)).map((day) => [day.day, day])), object };
}

/** Which rows are asked for: those of these entries of one station, as they are kept today. */
export interface RowsWanted {
  readonly station: string;
  readonly entries: readonly LedgerEntry[];
  readonly today: Day;
  /** How many documents may be read that are not kept yet, the latest first. */
  readonly most?: number;
}

/**
 * The rows of a station's days, by day: those of the days that are kept, and of the others what
 * their documents say, which is kept from now on. Days without rows to know of are left out, as
 * are those beyond `most`.
 */
export async function rowsOf(
  objects: KnownPorts['objects'],
  kept: Kept,
  { station, entries, today, most = Number.POSITIVE_INFINITY }: RowsWanted,
): Promise<ReadonlyMap<Day, KnownDay['submission']>> {
  const found = new Map<Day, KeptDay>();
  const unread: LedgerEntry[] = [];
  for (const entry of entries) {
    const lists = wantedLists(entry, today);
    if (lists.length === 0) continue;
    const held = kept.days.get(entry.day);
    const holds =
      held?.hash === entry.hash && lists.every((list) => Object.hasOwn(held.submission, list));
    if (holds) found.set(entry.day, { ...held, submission: only(held.submission, lists) });
    else unread.push(entry);
  }
  const affordable = unread.slice(Math.max(0, unread.length - most));
  await forEachOf(affordable, DOCUMENTS_AT_ONCE, async (entry) => {
    const raw = await objects.get(entry.key);
    if (!raw) throw new Error(`the raw document ${entry.key} is gone`);
    // Written by this system under its content's hash, after validation.
    const document = JSON.parse(new TextDecoder().decode(raw.body)) as Submission;
    const submission = only(document, wantedLists(entry, today));
    found.set(entry.day, { day: entry.day, hash: entry.hash, submission });
  });
  if (affordable.some(({ day }) => isKept(day, today))) {
    const days = [...new Map([...kept.days, ...found]).values()];
    await keep(objects, station, days, today, kept.object);
  }
  return new Map([...found.values()].map(({ day, submission }) => [day, submission]));
}

/**
 * A station's days from `from` to `to` that have rows to know of, in their order, each in the
 * revision that counts. Documents that are not kept yet are read and kept; no more than `most`,
 * the latest first, and days beyond are left out.
 */
export async function knownDays(
  { objects, items }: KnownPorts,
  station: string,
  { from, to }: { readonly from: Day; readonly to: Day },
  today: Day,
  most = Number.POSITIVE_INFINITY,
): Promise<KnownDay[]> {
  const [entries, kept] = await Promise.all([
    calendarOf(items, station, from, to),
    keptOf(objects, station),
  ]);
  const rows = await rowsOf(objects, kept, { station, entries, today, most });
  return entries.flatMap(({ day }) => {
    const submission = rows.get(day);
    return submission ? [{ station, day, submission }] : [];
  });
}

async function unpack(object: StoredObject | undefined): Promise<KeptDay[]> {
  if (!object) return [];
  try {
    const text = await promisify(gunzip)(object.body);
    return keptSchema.parse(JSON.parse(text.toString('utf8')));
  } catch {
    // Whatever is wrong with it, it is made anew from the documents.
    return [];
  }
}

/** Keeps days, those that have grown too old left out. Where another was faster, that one stands. */
async function keep(
  objects: KnownPorts['objects'],
  station: string,
  days: readonly KeptDay[],
  today: Day,
  over: StoredObject | undefined,
): Promise<void> {
  const recent = days
    .filter(({ day }) => isKept(day, today))
    .map(({ day, hash, submission }): KeptDay => {
      const lists = keepsTime(day, today) ? [...EVENT_LISTS, 'officerTime' as const] : EVENT_LISTS;
      return { day, hash, submission: only(submission, lists) };
    });
  await objects.put(knownKey(station), await promisify(gzip)(JSON.stringify(recent)), {
    contentType: 'application/gzip',
    condition: over ? { ifMatch: over.etag } : { ifAbsent: true },
  });
}
