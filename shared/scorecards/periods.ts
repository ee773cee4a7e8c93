import { z } from 'zod';
import type { Item, ItemKey, ItemTable } from '../ports.ts';

/**
 * What readers of a period see: three pointers to revisions. Publication flips one of them, so a
 * reader sees the old ranking or the new one, never a mixture.
 */
const periodSchema = z.object({
  sk: z.string(),
  /** The last revision given out; 0 before the first run. */
  lastRevision: z.int().default(0),
  publishedRevision: z.int().default(0),
  publishedAt: z.number().default(0),
  publishedBy: z.string().default(''),
  draftRevision: z.int().default(0),
  provisionalRevision: z.int().default(0),
  /** How often a revision was published. */
  publications: z.int().default(0),
});

export type PeriodState = 'published' | 'draft' | 'provisional' | 'superseded';

export interface PeriodRecord {
  readonly period: string;
  readonly lastRevision: number;
  readonly publishedRevision: number;
  readonly publishedAt: number;
  readonly publishedBy: string;
  readonly draftRevision: number;
  readonly provisionalRevision: number;
  readonly publications: number;
}

const revisionSchema = z.object({
  revision: z.int().positive(),
  run: z.string(),
  scheme: z.string(),
  /** Milliseconds since 1970. */
  computedAt: z.number(),
  provisional: z.boolean(),
  units: z.int(),
  /** By level over the province: the part of the differences between units that is not chance. */
  rankability: z.record(z.string(), z.number().nullable()),
});

/** A revision that a run has finished: all of its cards and rankings are there. */
export type RevisionRecord = Readonly<z.infer<typeof revisionSchema>>;

export const periodKey = (period: string): ItemKey => ({ pk: 'PERIODS', sk: period });

export const padRevision = (revision: number) => String(revision).padStart(4, '0');

const revisionKey = (period: string, revision: number): ItemKey => ({
  pk: `PERIOD#${period}`,
  sk: padRevision(revision),
});

/** The item that says a revision is whole. */
export function revisionItem(period: string, record: RevisionRecord, expires?: number): Item {
  return {
    ...revisionKey(period, record.revision),
    ...record,
    ...(expires === undefined ? {} : { expires }),
  };
}

function recordOf(item: Item): PeriodRecord {
  const { sk, ...rest } = periodSchema.parse(item);
  return { period: sk, ...rest };
}

/** A period as it stands; all zeros where it was never run. */
export async function periodOf(items: ItemTable, period: string): Promise<PeriodRecord> {
  return recordOf((await items.get(periodKey(period))) ?? { ...periodKey(period) });
}

/** Every period that was run, the latest first. */
export async function allPeriods(items: ItemTable): Promise<PeriodRecord[]> {
  const { items: found } = await items.query({ pk: 'PERIODS', descending: true });
  return found.map(recordOf);
}

/** A finished revision; undefined where no run has finished it or it has expired. */
export async function revisionOf(
  items: ItemTable,
  period: string,
  revision: number,
): Promise<RevisionRecord | undefined> {
  const item = await items.get(revisionKey(period, revision));
  return item && revisionSchema.parse(item);
}

/** Every finished revision of a period, the latest first. */
export async function revisionsOfPeriod(
  items: ItemTable,
  period: string,
): Promise<RevisionRecord[]> {
  const { items: found } = await items.query({ pk: `PERIOD#${period}`, descending: true });
  return found.map((item) => revisionSchema.parse(item));
}

/** What a reader without a draft's right sees: the published revision, else the provisional one. */
export function visibleRevision(record: PeriodRecord): number {
  return record.publishedRevision || record.provisionalRevision;
}

/** How a revision of a period stands to its readers. */
export function stateOf(
  record: PeriodRecord,
  revision: Pick<RevisionRecord, 'revision' | 'provisional'>,
): PeriodState {
  if (revision.revision === record.publishedRevision) return 'published';
  if (revision.provisional) return 'provisional';
  return revision.revision === record.draftRevision ? 'draft' : 'superseded';
}
