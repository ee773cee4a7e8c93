/**
 * The ledger: which revision of a station's day counts, every revision that was receipted, and
 * for each (city, day) how often its entries changed, which tells compaction what is dirty.
 *
 * | item | pk | sk |
 * | --- | --- | --- |
 * | entry | `DAY#2024-04-15#410400000000` (day, city) | `STATION#410481002000` |
 * | the same in `index1` | `STATION#410481002000` | `DAY#2024-04-15` |
 * | revision, never changed | `REVISIONS#410481002000#2024-04-15` | `0003` |
 * | partition | `PARTITION#410400000000` | `2024-04-15` |
 */
import { z } from 'zod';
import type { Day } from '../calendar/day.ts';
import type { ItemKey, ItemTable, ItemWrite } from '../ports.ts';

const revisionSchema = z.object({
  station: z.string(),
  day: z.string(),
  /** The city whose partition held the entry when the revision came. */
  city: z.string(),
  revision: z.int().positive(),
  /** SHA-256 of the canonical content, hexadecimal. */
  hash: z.string(),
  /** The raw document's key in the lake bucket. */
  key: z.string(),
  /** Milliseconds since 1970. */
  receivedAt: z.number(),
  /** Whether the day's first revision came by the deadline. */
  onTime: z.boolean(),
  /** The account (`sub`) that sent it. */
  sender: z.string(),
  /** Which line of which bulk file brought it; null where it came alone. */
  origin: z.string().nullable(),
  /** Rows in each of the six lists. */
  counts: z.record(z.string(), z.int().nonnegative()),
});

/** One receipted document: everything its receipt says, and who sent it. */
export type Revision = Readonly<z.infer<typeof revisionSchema>>;

const entrySchema = revisionSchema.extend({ firstReceivedAt: z.number() });

/** The revision that counts for a station's day, and when its first one was received. */
export type LedgerEntry = Readonly<z.infer<typeof entrySchema>>;

const partitionSchema = z.object({
  sk: z.string(),
  version: z.int().nonnegative(),
  /** The version that the lake holds; 0 before the first compaction. */
  compacted: z.int().nonnegative().default(0),
});

/** How often the ledger of a (city, day) has changed, and the state that the lake holds. */
export interface PartitionState {
  readonly city: string;
  readonly day: Day;
  readonly version: number;
  readonly compacted: number;
}

const entryKey = (entry: { day: Day; city: string; station: string }): ItemKey => ({
  pk: `DAY#${entry.day}#${entry.city}`,
  sk: `STATION#${entry.station}`,
});

const revisionsKey = (station: string, day: Day) => `REVISIONS#${station}#${day}`;

/** Where a (city, day) counts its changes: `version`, `compacted`. */
export const partitionKey = (city: string, day: Day): ItemKey => ({
  pk: `PARTITION#${city}`,
  sk: day,
});

/** Every revision of a station's day, the first one first; strongly consistent. */
export async function revisionsOf(
  items: ItemTable,
  station: string,
  day: Day,
): Promise<Revision[]> {
  const found = await items.query({ pk: revisionsKey(station, day) });
  return found.items.map((item) => revisionSchema.parse(item));
}

/** A station's entries from one day to another, both included, in their order. */
export async function calendarOf(
  items: ItemTable,
  station: string,
  from: Day,
  to: Day,
): Promise<LedgerEntry[]> {
  const found = await items.query({
    index: 'index1',
    pk: `STATION#${station}`,
    from: `DAY#${from}`,
    to: `DAY#${to}`,
  });
  return found.items.map((item) => entrySchema.parse(item));
}

/** The entries of a (day, city), by station: what compaction reads; strongly consistent. */
export async function entriesOf(items: ItemTable, day: Day, city: string): Promise<LedgerEntry[]> {
  const found = await items.query({ pk: `DAY#${day}#${city}` });
  return found.items.map((item) => entrySchema.parse(item));
}

/** A city's partitions from one day to another, both included, in their order. */
export async function partitionsOf(
  items: ItemTable,
  city: string,
  range: { readonly from?: Day; readonly to?: Day } = {},
): Promise<PartitionState[]> {
  const found = await items.query({ pk: `PARTITION#${city}`, ...range });
  return found.items.map((item) => {
    const { sk, version, compacted } = partitionSchema.parse(item);
    return { city, day: sk, version, compacted };
  });
}

/** A revision about to count, and what it follows. */
export interface Succession {
  readonly next: Revision;
  /** The revision that counts until then; undefined where `next` is the first. */
  readonly latest: Revision | undefined;
  readonly firstReceivedAt: number;
}

/** So many successions fit one transaction of 100 writes, even if every station moved. */
export const SUCCESSIONS_PER_TRANSACTION = 20;

/**
 * The writes that make each `next` the revision that counts, of different stations' days. As
 * one transaction they hold only while every `latest` still is the latest. Where a station has
 * come to another city since, its entry moves there.
 */
export function writesOf(successions: readonly Succession[]): ItemWrite[] {
  const writes: ItemWrite[] = [];
  const changes = new Map<string, { readonly key: ItemKey; count: number }>();
  const change = (city: string, day: Day) => {
    const key = partitionKey(city, day);
    const held = changes.get(`${city} ${day}`);
    if (held) held.count += 1;
    else changes.set(`${city} ${day}`, { key, count: 1 });
  };
  for (const { next, latest, firstReceivedAt } of successions) {
    const { station, day, city, revision } = next;
    const moved = latest !== undefined && latest.city !== city;
    const stillLatest = latest
      ? ({ attribute: 'revision', equals: latest.revision } as const)
      : ({ absent: true } as const);
    const index = { pk1: `STATION#${station}`, sk1: `DAY#${day}` };
    writes.push(
      {
        put: { pk: revisionsKey(station, day), sk: String(revision).padStart(4, '0'), ...next },
        condition: { absent: true },
      },
      {
        put: { ...entryKey(next), ...index, ...next, firstReceivedAt },
        condition: moved ? { absent: true } : stillLatest,
      },
    );
    change(city, day);
    if (moved) {
      writes.push({ remove: entryKey(latest), condition: stillLatest });
      change(latest.city, day);
    }
  }
  for (const { key, count } of changes.values()) {
    writes.push({ update: key, add: { version: count } });
  }
  return writes;
}
