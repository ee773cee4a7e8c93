/**
 * Integrity flags (异常标记) under review. A flag is found by a run and stands under its
 * revision; what a reviewer said of it stands apart, under an id that is the same wherever the
 * same rows are found again, so that a re-run does not ask twice. Only months have flags of their
 * own; a longer period has those of its months.
 *
 * | item | pk | sk |
 * | --- | --- | --- |
 * | flag | `FLAGS#2024-04#0003` | `410481002000#copied_days` |
 * | review | `REVIEWS#2024-04` | flag id |
 */
import { z } from 'zod';
import { shanghaiTime } from '../calendar/day.ts';
import { parsePeriod } from '../calendar/period.ts';
import type { Item, ItemKey, ItemTable } from '../ports.ts';
import { padRevision, periodOf } from '../scorecards/periods.ts';
import { LEVELS, type Level } from '../units/tree.ts';
import { type Amended, amend, keptSchema } from './history.ts';
import { digestOf, partsOf } from './ids.ts';
import { monthsOf } from './months.ts';
import type { Branch } from './pages.ts';

const flagSchema = z.object({
  id: z.string(),
  period: z.string(),
  revision: z.int().positive(),
  /** The station it is about. */
  unit: z.string(),
  /** Which flag: `copied_days`, … */
  flag: z.string(),
  statistic: z.record(z.string(), z.number()),
  /** How many rows it rests on, and the object of the lake bucket that has them as JSON lines. */
  rows: z.object({ count: z.int().nonnegative(), key: z.string() }),
});

export type FlagRecord = Readonly<z.infer<typeof flagSchema>>;

export const REVIEW_OUTCOMES = ['confirmed', 'dismissed'] as const;
export type ReviewOutcome = (typeof REVIEW_OUTCOMES)[number];
export const FLAG_STATES = ['open', ...REVIEW_OUTCOMES] as const;

const reviewSchema = keptSchema.extend({
  id: z.string(),
  state: z.enum(FLAG_STATES),
  note: z.string().nullable(),
  by: z.string().nullable(),
  /** The level of the unit whose reviewer that was. */
  level: z.enum(LEVELS).nullable().default(null),
  at: z.string().nullable(),
});

/** What reviewers said of a flag; its state is `open` while nobody has. */
export type FlagReview = Readonly<z.infer<typeof reviewSchema>>;

/** Who reviews: the account, and the level of its unit. */
export interface Reviewer {
  readonly account: string;
  readonly level: Level;
}

/** A month's revision that flags stand under. */
export interface FlagSource {
  readonly period: string;
  readonly revision: number;
}

/** What a run has found at a unit. */
export interface FoundFlag {
  readonly unit: string;
  readonly flag: string;
  readonly statistic: Readonly<Record<string, number>>;
  readonly rows: readonly object[];
}

const flagsPk = (period: string, revision: number) => `FLAGS#${period}#${padRevision(revision)}`;
const reviewsPk = (period: string) => `REVIEWS#${period}`;

/**
 * The flags of a revision with their ids, and for each the object to put under `rows.key` in the
 * lake bucket: its rows as JSON lines. The same rows have the same id and the same object in
 * every revision.
 */
export function flagRecordsOf(
  period: string,
  revision: number,
  found: readonly FoundFlag[],
): readonly { readonly record: FlagRecord; readonly lines: string }[] {
  return found.map(({ unit, flag, statistic, rows }) => {
    const lines = rows.map((row) => `${JSON.stringify(row)}\n`).join('');
    const digest = digestOf(lines);
    const record = {
      ...{ id: `${period}.${unit}.${flag}.${digest.slice(0, 8)}`, period, revision, unit, flag },
      statistic,
      rows: { count: rows.length, key: `flags/${period}/${unit}/${flag}-${digest}.jsonl` },
    };
    return { record, lines };
  });
}

/** The items of a revision's flags. */
export function flagItemsOf(records: readonly FlagRecord[], expires?: number): Item[] {
  return records.map((record) => ({
    pk: flagsPk(record.period, record.revision),
    sk: `${record.unit}#${record.flag}`,
    ...record,
    ...(expires === undefined ? {} : { expires }),
  }));
}

/** Where a revision's flags stand, for those of a branch. */
export function flagsQuery(period: string, revision: number, { from, to }: Branch) {
  return { pk: flagsPk(period, revision), from, to };
}

/** A flag as it is stored. */
export function readFlag(item: Item): FlagRecord {
  return flagSchema.parse(item);
}

/** The flag of that id in the first of these revisions that has it. */
export async function flagOf(
  items: ItemTable,
  id: string,
  revisions: readonly number[],
): Promise<FlagRecord | undefined> {
  const [period, unit, flag] = partsOf(id, 4) ?? [];
  if (!period) return undefined;
  for (const revision of revisions) {
    const item = await items.get({ pk: flagsPk(period, revision), sk: `${unit}#${flag}` });
    if (item?.id === id) return readFlag(item);
  }
  return undefined;
}

const reviewKey = (id: string): ItemKey => ({ pk: reviewsPk(id.split('.')[0] ?? ''), sk: id });

function readReview(id: string, item: Item | undefined): FlagReview {
  if (item) return reviewSchema.parse(item);
  return {
    id,
    state: 'open',
    note: null,
    by: null,
    level: null,
    at: null,
    version: 0,
    history: [],
  };
}

/** What was said of one flag. */
export async function reviewOf(items: ItemTable, id: string): Promise<FlagReview> {
  return readReview(id, await items.get(reviewKey(id)));
}

/** What was said of a period's flags, of all or of a branch's; those that are open are not there. */
export async function reviewsOf(
  items: ItemTable,
  period: string,
  branch?: Branch,
): Promise<ReadonlyMap<string, FlagReview>> {
  const { items: found } = await items.query({
    pk: reviewsPk(period),
    ...(branch && {
      from: `${period}.${unitOf(branch.from)}`,
      to: `${period}.${unitOf(branch.to)}.~`,
    }),
  });
  return new Map(found.map((item) => [item.sk, reviewSchema.parse(item)]));
}

const unitOf = (bound: string) => bound.split('#')[0] ?? '';

/** The flags of a revision, by unit and flag. */
export async function flagsOfRevision(
  items: ItemTable,
  period: string,
  revision: number,
): Promise<FlagRecord[]> {
  const { items: found } = await items.query({ pk: flagsPk(period, revision) });
  return found.map(readFlag);
}

/** The flags of a revision at one unit. */
export async function flagsAt(
  items: ItemTable,
  period: string,
  revision: number,
  unit: string,
): Promise<FlagRecord[]> {
  const { items: found } = await items.query({
    pk: flagsPk(period, revision),
    prefix: `${unit}#`,
  });
  return found.map(readFlag);
}

/**
 * Where the flags of a period's revision stand, by month: a month's under it, a longer period's
 * under what is published of each of its months, else under the draft.
 */
export async function flagSourcesOf(
  items: ItemTable,
  period: string,
  revision: number,
): Promise<FlagSource[]> {
  const parsed = parsePeriod(period);
  if (!parsed || parsed.kind === 'month') return [{ period, revision }];
  const months = await Promise.all(monthsOf(parsed).map((month) => periodOf(items, month)));
  return months
    .map(({ period: month, publishedRevision, draftRevision }) => ({
      period: month,
      revision: publishedRevision || draftRevision,
    }))
    .filter((source) => source.revision > 0);
}

/**
 * The flags of a period's revision that nobody has confirmed or dismissed, by month, unit and
 * flag; a longer period's are those of its months.
 */
export async function openFlagsOf(
  items: ItemTable,
  period: string,
  revision: number,
): Promise<FlagRecord[]> {
  const sources = await flagSourcesOf(items, period, revision);
  const open = await Promise.all(
    sources.map(async (source) => {
      const [found, reviews] = await Promise.all([
        flagsOfRevision(items, source.period, source.revision),
        reviewsOf(items, source.period),
      ]);
      return found.filter(({ id }) => !reviews.has(id));
    }),
  );
  return open.flat();
}

/**
 * Confirms or dismisses a flag, with a note that says why; another review follows the one before,
 * unless that is of a level further up.
 */
export function reviewFlag(
  items: ItemTable,
  id: string,
  review: { readonly state: ReviewOutcome; readonly note: string },
  { account: by, level }: Reviewer,
  now: number,
): Promise<Amended<FlagReview> | { readonly outcome: 'decided_above' }> {
  const at = shanghaiTime(now);
  const { state, note } = review;
  return amend<FlagReview, { readonly outcome: 'decided_above' }>(
    items,
    reviewKey(id),
    (item) => readReview(id, item),
    (before) =>
      before.level !== null && LEVELS.indexOf(before.level) < LEVELS.indexOf(level)
        ? { outcome: 'decided_above' }
        : {
            set: { id, state, note, by, level, at },
            event: { at, by, action: state, note },
          },
  );
}
