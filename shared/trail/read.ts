import { addDays, type Day } from '../calendar/day.ts';
import { forEachOf } from '../concurrency.ts';
import { InvalidCursor, type ObjectStore } from '../ports.ts';
import type { ActCode } from './acts.ts';
import { entryAt, prefixOfDay, stemParts, type TrailEntry } from './trail.ts';

/** Days whose keys are listed at once, and entries that are read at once. */
const DAYS_AT_ONCE = 8;
const READS_AT_ONCE = 32;

export interface TrailQuery {
  readonly from: Day;
  readonly to: Day;
  /** Only this kind of act. */
  readonly act?: ActCode | undefined;
  /** Whether the reader sees what accounts of the unit did (null: the system) on the day. */
  readonly sees: (unit: string | null, day: Day) => boolean;
  readonly limit: number;
  /** The `next` of the page before. */
  readonly cursor?: string | undefined;
}

/**
 * Entries from the latest to the earliest. Throws InvalidCursor where no page of the days can have
 * given the cursor.
 */
export async function readTrail(
  trail: ObjectStore,
  query: TrailQuery,
): Promise<{ readonly items: TrailEntry[]; readonly next: string | null }> {
  const before = query.cursor === undefined ? undefined : stemOfCursor(query.cursor, query);
  // One more than asked for tells whether there is a next page.
  const found: Found[] = [];
  let last = before?.day ?? query.to;
  while (last >= query.from && found.length <= query.limit) {
    const days = daysUpTo(last, query.from);
    const keys = await Promise.all(days.map((day) => keysOfDay(trail, day, query)));
    found.push(...keys.flat().filter(({ stem }) => before === undefined || stem < before.stem));
    last = addDays(last, -days.length);
  }
  const page = found.slice(0, query.limit);
  const items: TrailEntry[] = [];
  await forEachOf(page.entries(), READS_AT_ONCE, async ([place, { key }]) => {
    items[place] = await entryAt(trail, key);
  });
  const end = page.at(-1);
  const isMore = end !== undefined && found.length > page.length;
  return { items, next: isMore ? Buffer.from(end.stem).toString('base64url') : null };
}

interface Found {
  readonly stem: string;
  /** Of the object that says most: how it ended, else that it was begun. */
  readonly key: string;
}

/** Days from `last` backwards, as many as are listed at once. */
function daysUpTo(last: Day, first: Day): Day[] {
  const days = Array.from({ length: DAYS_AT_ONCE }, (_, back) => addDays(last, -back));
  return days.filter((day) => day >= first);
}

/** What the reader sees of a day, the latest first. */
async function keysOfDay(trail: ObjectStore, day: Day, query: TrailQuery): Promise<Found[]> {
  const keys = new Map<string, string>();
  for await (const { key } of trail.list(prefixOfDay(day))) {
    const stem = key.replace(/\.(begun|ended)\.json$/, '');
    const parts = stemParts(stem);
    if (!parts || (query.act && parts.act !== query.act) || !query.sees(parts.unit, day)) continue;
    // `ended` comes after `begun`.
    keys.set(stem, key);
  }
  return Array.from(keys, ([stem, key]) => ({ stem, key })).reverse();
}

function stemOfCursor(cursor: string, { from, to }: TrailQuery) {
  const stem = Buffer.from(cursor, 'base64url').toString();
  const day = stemParts(stem)?.day;
  if (day === undefined || day < from || day > to) {
    throw new InvalidCursor('the cursor is not one of these days');
  }
  return { stem, day };
}
