/**
 * The manifest of a revision: which revision of each station's day its run read, which versions of
 * the reference data it knew, and what else its counts depend on. It stands beside the revision's
 * figures, so that evidence stays true after later corrections.
 */
import { gunzipSync, gzipSync } from 'node:zlib';
import { z } from 'zod';
import { addDays, type Day } from '../calendar/day.ts';
import type { Span } from '../calendar/period.ts';
import { bind, type ParameterValue } from '../kpis/statement.ts';
import type { ObjectStore, QueryEngine } from '../ports.ts';
import { keptKey, readKept } from '../scorecards/kept.ts';
import { ReferenceBook } from '../units/book.ts';
import sql from './manifest.sql';

const spanSchema = z.object({
  first: z.string(),
  last: z.string(),
  asOf: z.string(),
  previousFirst: z.string(),
  previousLast: z.string(),
  baseFirst: z.string(),
  baseLast: z.string(),
  yearFirst: z.string(),
  readFrom: z.string(),
  over: z.boolean(),
}) satisfies z.ZodType<Span>;

const manifestSchema = z.object({
  span: spanSchema,
  /** Disputes that an officer's quota asks for. */
  quota: z.number(),
  /** Categories of the eight major crimes. */
  eightMajor: z.array(z.string()),
  /** The version of each kind of reference data that was loaded last: later ones were not known. */
  reference: z.record(z.string(), z.int()),
  stations: z.record(
    z.string(),
    z.object({
      /** Days since `span.readFrom`, with their revision where it is not the first: `0,1:2,2`. */
      days: z.string(),
      /** Other stations in whose documents officers of this one found disputes of the period. */
      others: z.array(z.string()),
    }),
  ),
});

export type Manifest = Readonly<z.infer<typeof manifestSchema>>;

/** Key in the lake bucket of a revision's manifest; that of a provisional one stands elsewhere. */
export function manifestKey(period: string, revision: number, isProvisional = false): string {
  return keptKey(period, revision, 'manifest.json.gz', isProvisional ? 'passing' : 'kept');
}

/** What a run knows when it asks for its manifest. */
export interface ManifestInput {
  readonly span: Span;
  /** As for the measures' queries (`queryParameters`). */
  readonly parameters: Readonly<Record<string, ParameterValue>>;
  readonly book: ReferenceBook;
}

/** Asks the lake which station-days it holds. To be called while the run has the lake to itself. */
export async function queryManifest(
  engine: QueryEngine,
  { span, parameters, book }: ManifestInput,
): Promise<Manifest> {
  const bound = bind(sql, parameters);
  const { rows } = await engine.query(bound.statement, bound.parameters);
  const reference: Record<string, number> = {};
  for (const { kind, version } of book.versions) {
    reference[kind] = Math.max(version, reference[kind] ?? 0);
  }
  const eightMajor = z.array(z.string()).parse(parameters.eight_major);
  return {
    span,
    quota: Number(parameters.quota),
    eightMajor,
    reference,
    stations: Object.fromEntries(
      rows.map(([station, days, others]) => [
        station ?? '',
        { days: days ?? '', others: others ? others.split(',') : [] },
      ]),
    ),
  };
}

/** The manifest as it is kept; the same manifest gives the same bytes. */
export function encodeManifest(manifest: Manifest): Uint8Array {
  return gzipSync(JSON.stringify(manifest), { level: 6 });
}

/** What `encodeManifest` kept. Throws where the object is damaged. */
export function decodeManifest(bytes: Uint8Array): Manifest {
  return manifestSchema.parse(JSON.parse(gunzipSync(bytes).toString('utf8')));
}

/** A province's takes a tenth of a second to decode, and one revision is looked into again and again. */
const DECODED_KEPT = 3;
const decoded = new WeakMap<Pick<ObjectStore, 'get'>, Map<string, Manifest>>();

/** The manifest of a finished revision, which nothing changes; undefined where it has none. */
export async function manifestOf(
  objects: Pick<ObjectStore, 'get'>,
  period: string,
  revision: number,
): Promise<Manifest | undefined> {
  const held = decoded.get(objects) ?? new Map<string, Manifest>();
  decoded.set(objects, held);
  const key = manifestKey(period, revision);
  const object = held.has(key)
    ? undefined
    : await readKept(objects, period, revision, 'manifest.json.gz');
  const manifest = held.get(key) ?? (object && decodeManifest(object.body));
  if (!manifest) return undefined;
  // The ones asked for last stand last.
  held.delete(key);
  held.set(key, manifest);
  for (const oldest of [...held.keys()].slice(0, -DECODED_KEPT)) held.delete(oldest);
  return manifest;
}

/** The days of a station that the run read, with the revision of each, in their order. */
export function daysOf(manifest: Manifest, station: string): ReadonlyMap<Day, number> {
  const { days } = manifest.stations[station] ?? { days: '' };
  const read = new Map<Day, number>();
  for (const entry of days === '' ? [] : days.split(',')) {
    const [offset, revision = '1'] = entry.split(':');
    read.set(addDays(manifest.span.readFrom, Number(offset)), Number(revision));
  }
  return read;
}

/** The reference data as they were known to the run: versions loaded since are left out. */
export function bookKnownTo(manifest: Manifest, book: ReferenceBook): ReferenceBook {
  const known = book.versions.filter(
    ({ kind, version }) => version <= (manifest.reference[kind] ?? 0),
  );
  // A book has its indices made already.
  return known.length === book.versions.length ? book : new ReferenceBook(known);
}
