import { type Day, dayAt, monthOf } from '../calendar/day.ts';
import { forEachOf } from '../concurrency.ts';
import { releaseLease, renewLease, takeLease } from '../lease.ts';
import type { Clock, ItemTable, ObjectStore } from '../ports.ts';
import { oldestOfficerDay } from '../retention.ts';
import type { Submission } from '../submissions/contract.ts';
import {
  entriesOf,
  type PartitionState,
  partitionKey,
  partitionsOf,
} from '../submissions/ledger.ts';
import { decodeParquet, encodeParquet } from './parquet.ts';
import { rowsOf } from './rows.ts';
import { type LakeTable, lakeKey, type Row, SUBMISSION_TABLES } from './tables.ts';

export interface LakePorts {
  /** The lake bucket: raw documents in, Parquet objects out. */
  readonly objects: ObjectStore;
  readonly items: ItemTable;
  readonly clock: Clock;
}

/** The days of one city's month that the lake does not hold as the ledger has them. */
interface DirtyMonth {
  readonly city: string;
  readonly month: string;
  readonly dirty: readonly PartitionState[];
  /** Whether those are all of the month's days in the ledger: nothing old is worth keeping. */
  readonly whole: boolean;
}

/** What a compaction has found to do and done so far, in days of one city. */
export interface CompactionProgress {
  readonly done: number;
  readonly of: number;
}

const DOCUMENTS_AT_ONCE = 16;
/** While one day's objects are written, the next one's documents are read. */
const DAYS_AT_ONCE = 2;
const decoder = new TextDecoder();
/** Officers' time alone: what expires with age. */
const DAILY = SUBMISSION_TABLES.filter(({ partition }) => partition?.name === 'day');
const MONTHLY = SUBMISSION_TABLES.filter(({ partition }) => partition?.name === 'month');

async function keysUnder(objects: ObjectStore, prefix: string): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of objects.list(prefix)) keys.push(key);
  return keys;
}

/** Which months have a day whose ledger moved on, or an object that is gone. */
async function dirtyMonths(ports: LakePorts, cities: readonly string[]): Promise<DirtyMonth[]> {
  const held = new Set<string>();
  for (const { name } of SUBMISSION_TABLES) {
    for (const key of await keysUnder(ports.objects, `lake/${name}/`)) held.add(key);
  }
  const oldest = oldestOfficerDay(dayAt(ports.clock()));
  const found: DirtyMonth[] = [];
  for (const city of cities) {
    const months = Map.groupBy(await partitionsOf(ports.items, city), ({ day }) => monthOf(day));
    for (const [month, partitions] of months) {
      const gone = MONTHLY.some(({ name }) => !held.has(lakeKey(name, month, city)));
      const dirty = partitions.filter(
        ({ day, version, compacted }) =>
          gone ||
          version > compacted ||
          // What is missing of older days has expired.
          (day >= oldest && DAILY.some(({ name }) => !held.has(lakeKey(name, day, city)))),
      );
      if (dirty.length > 0) {
        found.push({ city, month, dirty, whole: dirty.length === partitions.length });
      }
    }
  }
  return found;
}

type TableRows = ReadonlyMap<string, readonly Row[]>;

/** What the tables hold of one day of a city: by station, then as it stands in each document. */
async function rowsOfDay(ports: LakePorts, city: string, day: Day): Promise<TableRows> {
  const entries = await entriesOf(ports.items, day, city);
  const documents: Readonly<Record<string, readonly Row[]>>[] = [];
  await forEachOf(entries.entries(), DOCUMENTS_AT_ONCE, async ([place, entry]) => {
    const object = await ports.objects.get(entry.key);
    if (!object) throw new Error(`the ledger names ${entry.key}, which is not in the lake bucket`);
    // Written by this system under its content's hash, after validation.
    const submission = JSON.parse(decoder.decode(object.body)) as Submission;
    documents[place] = rowsOf(entry, submission);
  });
  return new Map(
    SUBMISSION_TABLES.map(({ name }) => [name, documents.flatMap((rows) => rows[name] ?? [])]),
  );
}

/** By day, station and position: the same rows in the same order, whoever came first. */
function inOrder(rows: Row[]): Row[] {
  const compare = (a: unknown, b: unknown) =>
    a === b ? 0 : (a as string | number) < (b as string | number) ? -1 : 1;
  return rows.sort(
    (a, b) =>
      compare(a.day, b.day) || compare(a.station, b.station) || compare(a.position, b.position),
  );
}

/**
 * Replaces the rebuilt days in a month's object and keeps the others; `rows` are in order. Another compaction may be
 * at the same object: the write holds only over the object that was read.
 */
async function replaceDays(
  objects: ObjectStore,
  table: LakeTable,
  key: string,
  days: ReadonlySet<Day>,
  rows: readonly Row[],
  whole: boolean,
): Promise<void> {
  for (;;) {
    const old = await objects.get(key);
    const kept =
      old && !whole
        ? (await decodeParquet(table, old.body)).filter((row) => !days.has(String(row.day)))
        : [];
    const body = encodeParquet(table, kept.length > 0 ? inOrder([...kept, ...rows]) : rows);
    const condition = old ? { ifMatch: old.etag } : ({ ifAbsent: true } as const);
    if (await objects.put(key, body, { condition })) return;
  }
}

async function compactMonth(
  ports: LakePorts,
  { city, month, dirty, whole }: DirtyMonth,
): Promise<void> {
  const monthly: TableRows[] = [];
  // Day by day, since a city's month of officer time would fill the memory.
  const oldest = oldestOfficerDay(dayAt(ports.clock()));
  await forEachOf(dirty.entries(), DAYS_AT_ONCE, async ([place, { day, version, compacted }]) => {
    const rows = await rowsOfDay(ports, city, day);
    // An old day's officers come back to the lake only where somebody has sent it anew.
    const isKept = day >= oldest || version > compacted;
    for (const table of isKept ? DAILY : []) {
      const body = encodeParquet(table, rows.get(table.name) ?? []);
      await ports.objects.put(lakeKey(table.name, day, city), body);
    }
    monthly[place] = new Map(MONTHLY.map(({ name }) => [name, rows.get(name) ?? []]));
  });
  const days = new Set(dirty.map(({ day }) => day));
  for (const table of MONTHLY) {
    const key = lakeKey(table.name, month, city);
    const rows = monthly.flatMap((ofDay) => ofDay.get(table.name) ?? []);
    await replaceDays(ports.objects, table, key, days, rows, whole);
  }
  await forEachOf(dirty, DOCUMENTS_AT_ONCE, async ({ day, version }) => {
    // A later compaction may have gone further: its word stands.
    await ports.items.transact([
      {
        update: partitionKey(city, day),
        set: { compacted: version },
        condition: { attribute: 'compacted', lessThan: version },
      },
    ]);
  });
}

/** The lake is another's: it is being compacted or queried by a run just now. */
export class LakeBusy extends Error {
  override readonly name = 'LakeBusy';
}

/** Keeps the lake while work goes on; throws LakeBusy where it was taken over meanwhile. */
export type KeepLake = () => Promise<void>;

/**
 * Does `work` while nobody else writes the lake's tables: two compactions at once could undo each
 * other's newer rows, and a run must query what it has compacted. `work` calls `keep` as it gets
 * on. Taken up again by the same `owner` after a crash. Throws LakeBusy while another holds it.
 */
export async function withLake<T>(
  ports: Pick<LakePorts, 'items' | 'clock'>,
  owner: string,
  work: (keep: KeepLake) => Promise<T>,
): Promise<T> {
  const lease = { name: 'lake', owner };
  if (!(await takeLease(ports.items, lease, ports.clock))) throw new LakeBusy('in use');
  try {
    return await work(async () => {
      if (!(await renewLease(ports.items, lease, ports.clock))) throw new LakeBusy('taken over');
    });
  } finally {
    await releaseLease(ports.items, lease);
  }
}

/** Officers' rows that a run would need have expired: their time would count as none. */
export class RowsExpired extends Error {
  override readonly name = 'RowsExpired';
}

/** Throws RowsExpired where officers' rows of a day from `first` to `last` have. */
export async function requireOfficerRows(
  ports: LakePorts,
  cities: readonly string[],
  first: Day,
  last: Day,
): Promise<void> {
  const oldest = oldestOfficerDay(dayAt(ports.clock()));
  if (first >= oldest) return;
  for (const city of cities) {
    const days = (await partitionsOf(ports.items, city)).filter(
      ({ day }) => day >= first && day <= last && day < oldest,
    );
    await forEachOf(days, DOCUMENTS_AT_ONCE, async ({ day }) => {
      for (const { name } of DAILY) {
        if (await ports.objects.head(lakeKey(name, day, city))) continue;
        throw new RowsExpired(`officers' rows of ${day} have expired`);
      }
    });
  }
}

/**
 * Brings the lake up to the ledger: for every (day, city) whose ledger moved on since it was last
 * compacted, or whose object is gone, reads the documents that count and writes one Parquet
 * object a table. To be called within `withLake`. Killed and begun again it gives the same objects.
 */
export async function compact(
  ports: LakePorts,
  cities: readonly string[],
  keep: KeepLake,
  onProgress: (progress: CompactionProgress) => Promise<void> = async () => {},
): Promise<CompactionProgress> {
  const months = await dirtyMonths(ports, cities);
  const of = months.reduce((sum, { dirty }) => sum + dirty.length, 0);
  let done = 0;
  await onProgress({ done, of });
  for (const month of months) {
    await keep();
    await compactMonth(ports, month);
    done += month.dirty.length;
    await onProgress({ done, of });
  }
  return { done, of };
}
