/** What the bench stores, part after part, so that never more than a city is in memory. */
import { createHash } from 'node:crypto';
import { randomOf } from '../local/demo/generator/random.ts';
import { type Day, deadlineOf, eachDay, monthOf, startOfDay } from '../shared/calendar/day.ts';
import { encodeParquet } from '../shared/lake/parquet.ts';
import { rowsOf } from '../shared/lake/rows.ts';
import {
  lakeKey,
  type Row,
  SUBMISSION_TABLES,
  type SubmissionTableName,
} from '../shared/lake/tables.ts';
import { canonicalJson, countsOf, rawKey } from '../shared/submissions/content.ts';
import type { Submission } from '../shared/submissions/contract.ts';
import type { Revision } from '../shared/submissions/ledger.ts';
import { liveCity } from './days.ts';
import { buildProvince, type City, type Scale, SEED } from './province.ts';

/** What to make: everything of the days from `first` to `last`. */
export interface Order {
  readonly scale: Scale;
  readonly first: Day;
  readonly last: Day;
  /** `submissions` as stations send them; `events` as they stand in the lake, no officer time. */
  readonly as: 'submissions' | 'events';
}

/** A submission and its revision, which is its station's first of that day. */
export interface Document {
  readonly revision: Revision;
  /** The canonical content, which is what is kept. */
  readonly text: string;
}

export type Part =
  /** Of one city's day. */
  | { readonly kind: 'documents'; readonly documents: readonly Document[] }
  /** An object of the lake. */
  | {
      readonly kind: 'object';
      readonly key: string;
      readonly body: Uint8Array;
      readonly table: string;
      readonly rows: number;
    };

const DAY = 86_400_000;
const HOUR = 3_600_000;

/** Mostly received in the morning after, some two days late. */
function firstRevision(city: string, submission: Submission, hash: string): Revision {
  const { station, date: day } = submission;
  const late = randomOf(SEED, 'late', station, day).chance(0.03);
  const receivedAt = startOfDay(day) + DAY + 10 * HOUR + (late ? 2 * DAY : 0);
  return {
    ...{ station, day, city, revision: 1, hash, receivedAt, origin: null },
    key: rawKey(station, day, 1, hash),
    onTime: receivedAt <= deadlineOf(day),
    sender: `bench@${city}`,
    counts: countsOf(submission),
  };
}

/** A submission as it is kept when a station of the city sends it. */
export function documentOf(city: string, submission: Submission): Document {
  const text = canonicalJson(submission);
  const hash = createHash('sha256').update(text).digest('hex');
  return { revision: firstRevision(city, submission, hash), text };
}

/** The event tables of a city's month. */
function* lakeObjects({ code }: City, days: readonly (readonly Submission[])[]): Generator<Part> {
  const [first] = days.flat();
  if (!first) return;
  const tables = SUBMISSION_TABLES.filter(({ partition }) => partition?.name === 'month');
  const rows = days.flat().map((submission) => {
    // No document stands behind it, so there is no hash of one.
    const revision = firstRevision(code, submission, '');
    return rowsOf({ ...revision, firstReceivedAt: revision.receivedAt }, submission);
  });
  for (const table of tables) {
    const all: Row[] = rows.flatMap((ofDay) => ofDay[table.name as SubmissionTableName]);
    const body = encodeParquet(table, all);
    const key = lakeKey(table.name, monthOf(first.date), code);
    yield { kind: 'object', key, body, table: table.name, rows: all.length };
  }
}

/** The parts of an order, city after city. */
export function* partsOf({ scale, first, last, as }: Order): Generator<Part> {
  for (const city of buildProvince(scale).cities) {
    const life = liveCity(city);
    if (as === 'events') {
      const days = eachDay(first, last).map((day) =>
        life(day).map((submission) => ({ ...submission, officerTime: [] })),
      );
      yield* lakeObjects(city, days);
      continue;
    }
    for (const day of eachDay(first, last)) {
      yield {
        kind: 'documents',
        documents: life(day).map((submission) => documentOf(city.code, submission)),
      };
    }
  }
}
