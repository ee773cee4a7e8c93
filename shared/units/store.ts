/**
 * The loaded reference files: each version an item in the table and a CSV file in the lake
 * bucket, and one head item whose `generation` tells readers when to read them again.
 *
 * | item | pk | sk |
 * | --- | --- | --- |
 * | version | `REFERENCE#grids` | `2024-04-01#0002` (effective day, version) |
 * | head | `REFERENCE` | `HEAD` |
 */
import { z } from 'zod';
import type { Day } from '../calendar/day.ts';
import { forEachOf } from '../concurrency.ts';
import type { Clock, ItemTable, ObjectStore } from '../ports.ts';
import type { Refused } from '../submissions/errors.ts';
import { ReferenceBook } from './book.ts';
import { REFERENCE_KINDS, type ReferenceKind, type ReferenceVersion } from './kinds.ts';
import type { ReferenceErrorCode } from './messages.ts';
import { parseReference, reopenReference } from './reference.ts';

const versionSchema = z.object({
  kind: z.enum(REFERENCE_KINDS),
  /** Counts up in each kind; a number may be left out. */
  version: z.int().positive(),
  effective: z.string(),
  rows: z.int().nonnegative(),
  /** The file's key in the lake bucket. */
  key: z.string(),
  /** Milliseconds since 1970. */
  receivedAt: z.number(),
  /** The account (`sub`) that sent it. */
  sender: z.string(),
});

/** A loaded file, without its rows. */
export type ReferenceEntry = Readonly<z.infer<typeof versionSchema>>;

const headSchema = z.object({ generation: z.int().positive() });

const HEAD = { pk: 'REFERENCE', sk: 'HEAD' };
const FILES_AT_ONCE = 4;
/** Every lost race means that another upload won. */
const MAX_RACES = 20;

export type Uploaded =
  | { readonly ok: true; readonly entry: ReferenceEntry }
  | Refused<ReferenceErrorCode>;

export interface ReferenceStore {
  /** All versions. Reads the head each time and the files only when it has changed. */
  book(): Promise<ReferenceBook>;
  /**
   * Checks a file against the others and makes it a version, in force from `effective` on;
   * or says every row that is wrong and changes nothing.
   */
  upload(kind: ReferenceKind, bytes: Uint8Array, effective: Day, sender: string): Promise<Uploaded>;
  /** The loaded versions of a kind, by effective day and version. */
  versions(kind: ReferenceKind): Promise<ReferenceEntry[]>;
  /** A version's file as UTF-8. */
  file(entry: ReferenceEntry): Promise<Uint8Array>;
}

/** The reference data of the lake bucket and the table. One store keeps what it has read. */
export function createReferenceStore(ports: {
  readonly objects: ObjectStore;
  readonly items: ItemTable;
  readonly clock: Clock;
}): ReferenceStore {
  const { objects, items, clock } = ports;
  let held: { readonly generation: number; readonly book: Promise<ReferenceBook> } = {
    generation: 0,
    book: Promise.resolve(new ReferenceBook([])),
  };

  async function generationNow(): Promise<number> {
    const head = await items.get(HEAD);
    return head ? headSchema.parse(head).generation : 0;
  }

  async function versions(kind: ReferenceKind): Promise<ReferenceEntry[]> {
    const found = await items.query({ pk: `REFERENCE#${kind}` });
    return found.items.map((item) => versionSchema.parse(item));
  }

  async function file(entry: ReferenceEntry): Promise<Uint8Array> {
    const object = await objects.get(entry.key);
    if (!object) throw new Error(`the reference file ${entry.key} is gone`);
    return object.body;
  }

  /** The book of the versions there are now, with the rows that the book before already has. */
  async function load(before: Promise<ReferenceBook>): Promise<ReferenceBook> {
    const known = new Map<string, ReferenceVersion>();
    for (const version of (await before).versions) {
      known.set(`${version.kind} ${version.version}`, version);
    }
    const entries: ReferenceEntry[] = [];
    for (const kind of REFERENCE_KINDS) entries.push(...(await versions(kind)));
    const loaded: ReferenceVersion[] = [];
    await forEachOf(entries.entries(), FILES_AT_ONCE, async ([place, entry]) => {
      loaded[place] =
        known.get(`${entry.kind} ${entry.version}`) ?? versionOf(entry, await file(entry));
    });
    return new ReferenceBook(loaded);
  }

  async function book(): Promise<ReferenceBook> {
    const generation = await generationNow();
    if (generation > held.generation) {
      // Where the reading fails, the next caller tries again from what was there before.
      const before = held;
      const next = { generation, book: load(before.book) };
      next.book.catch(() => {
        if (held === next) held = before;
      });
      held = next;
    }
    return held.book;
  }

  /** Writes the file under the first number that is free: a lost upload may have left one. */
  async function putFile(kind: ReferenceKind, last: number, text: string) {
    for (let version = last + 1; ; version += 1) {
      const key = `reference/${kind}/${String(version).padStart(4, '0')}.csv`;
      const condition = { ifAbsent: true } as const;
      if (await objects.put(key, text, { contentType: 'text/csv; charset=utf-8', condition })) {
        return { version, key };
      }
    }
  }

  return {
    book,
    versions,
    file,
    async upload(kind, bytes, effective, sender) {
      for (let race = 0; race < MAX_RACES; race += 1) {
        // The head first: what is read after it is at least as new, and the condition on it
        // fails where it has become newer.
        const generation = await generationNow();
        const parsed = parseReference(kind, bytes, { effective, book: await book() });
        if (!parsed.ok) return parsed;
        const last = Math.max(0, ...(await versions(kind)).map((entry) => entry.version));
        const entry: ReferenceEntry = {
          kind,
          ...(await putFile(kind, last, parsed.text)),
          effective,
          rows: parsed.rows.length,
          receivedAt: clock(),
          sender,
        };
        const sk = `${effective}#${String(entry.version).padStart(4, '0')}`;
        const stored = await items.transact([
          { put: { pk: `REFERENCE#${kind}`, sk, ...entry }, condition: { absent: true } },
          {
            put: { ...HEAD, generation: generation + 1 },
            condition:
              generation === 0 ? { absent: true } : { attribute: 'generation', equals: generation },
          },
        ]);
        if (stored) return { ok: true, entry };
      }
      throw new Error('the reference data change faster than they can be read');
    },
  };
}

function versionOf(entry: ReferenceEntry, bytes: Uint8Array): ReferenceVersion {
  const { kind, version, effective } = entry;
  const rows = reopenReference(kind, new TextDecoder().decode(bytes));
  // The rows were read as this very kind's.
  return { kind, version, effective, rows } as ReferenceVersion;
}
