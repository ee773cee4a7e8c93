/**
 * The audit sample (回访核查): rows drawn by the run of a month, called back by the level above.
 * A sample belongs to its month, not to a revision: what was called back stays.
 *
 * | item | pk | sk |
 * | --- | --- | --- |
 * | sample | `AUDITS#2024-04` | `410481002000#1f0c93abd2e4` |
 * | counts of a unit and all below it | `AUDITED#2024-04` | `410481000000` |
 */
import { z } from 'zod';
import { shanghaiTime } from '../calendar/day.ts';
import type { Period } from '../calendar/period.ts';
import { forEachOf } from '../concurrency.ts';
import type { Item, ItemKey, ItemTable, ItemWrite } from '../ports.ts';
import { wilson } from '../statistics/proportion.ts';
import { type Amended, amend, keptSchema } from './history.ts';
import { digestOf, partsOf } from './ids.ts';
import { monthsOf } from './months.ts';

export const AUDIT_KINDS = ['dispute', 'visit', 'follow_up'] as const;
export const AUDIT_OUTCOMES = ['confirmed', 'wrong', 'not_reachable'] as const;
export const AUDIT_STATES = ['open', ...AUDIT_OUTCOMES] as const;
export type AuditOutcome = (typeof AUDIT_OUTCOMES)[number];

const sampleSchema = z.object({
  station: z.string(),
  kind: z.enum(AUDIT_KINDS),
  /** The station-day that the row stands in, its list, and its place there from 0 on. */
  date: z.string(),
  list: z.string(),
  position: z.int().nonnegative(),
  /** What the station knows it by: its own number, or the grid of a visit. */
  ref: z.string(),
});

/** A row to call back. */
export type Sample = Readonly<z.infer<typeof sampleSchema>>;

const auditSchema = keptSchema.extend({
  ...sampleSchema.shape,
  id: z.string(),
  /** The month. */
  period: z.string(),
  /** The station and every unit above it when the sample was drawn: whose counts it is in. */
  units: z.array(z.string()).min(1),
  state: z.enum(AUDIT_STATES),
  note: z.string().nullable(),
  by: z.string().nullable(),
  at: z.string().nullable(),
});

export type AuditRecord = Readonly<z.infer<typeof auditSchema>>;

const countsSchema = z.object({
  sampled: z.int().default(0),
  confirmed: z.int().default(0),
  wrong: z.int().default(0),
  not_reachable: z.int().default(0),
});

/** Samples of a unit and all below it, by what became of them. */
type AuditCounts = Readonly<z.infer<typeof countsSchema>>;

/** What a card says of the sample. */
export interface AuditFigure {
  readonly sampled: number;
  readonly confirmed: number;
  readonly wrong: number;
  readonly notReachable: number;
  /** Confirmed of those that could be reached, 0 to 1; null before the first. */
  readonly share: number | null;
  /** 95 %, Wilson. */
  readonly interval: readonly [number, number] | null;
}

const CONFIDENCE = 0.95;
const TRANSACTIONS_AT_ONCE = 8;
const WRITES_A_TRANSACTION = 100;

export const auditsPk = (period: string) => `AUDITS#${period}`;
const countsKey = (period: string, unit: string): ItemKey => ({
  pk: `AUDITED#${period}`,
  sk: unit,
});

/** A sample as it is stored. */
export function readAudit(item: Item): AuditRecord {
  return auditSchema.parse(item);
}

function auditItem(period: string, sample: Sample, units: readonly string[]): Item {
  const { station, kind, date, list, position, ref } = sample;
  const place = digestOf(JSON.stringify([kind, date, list, position, ref])).slice(0, 12);
  return {
    ...{ pk: auditsPk(period), sk: `${station}#${place}`, id: `${period}.${station}.${place}` },
    ...{ period, station, kind, date, list, position, ref, units },
    ...{ state: 'open', note: null, by: null, at: null, version: 1, history: [] },
  };
}

/**
 * Makes the month's sample the one that was drawn: adds what is new and takes back what was not
 * drawn this time, unless somebody has called it back. Begun again it comes to the same.
 * `unitsOf` gives a station's own code and those of the units above it.
 */
export async function storeSample(
  items: ItemTable,
  period: string,
  drawn: readonly Sample[],
  unitsOf: (station: string) => readonly string[],
): Promise<void> {
  const wanted = new Map(
    drawn.map((sample) => {
      const item = auditItem(period, sample, unitsOf(sample.station));
      return [item.sk, item] as const;
    }),
  );
  const { items: held } = await items.query({ pk: auditsPk(period) });
  const places = new Set(held.map(({ sk }) => sk));
  await items.putAll([...wanted.values()].filter(({ sk }) => !places.has(sk)));
  const dropped = held.filter(({ sk }) => !wanted.has(sk)).map(readAudit);
  await forEachOf(dropped, TRANSACTIONS_AT_ONCE, async ({ id, state }) => {
    if (state !== 'open') return;
    // Where somebody calls it back just now, it stays.
    await items.transact([
      { remove: auditKey(id), condition: { attribute: 'state', equals: 'open' } },
    ]);
  });
  await countSamples(items, period);
}

/** Sets every unit's number of samples; what became of them is counted as it is recorded. */
async function countSamples(items: ItemTable, period: string): Promise<void> {
  const { items: held } = await items.query({ pk: auditsPk(period) });
  const { items: counted } = await items.query({ pk: countsKey(period, '').pk });
  const sampled = new Map(counted.map(({ sk }) => [sk, 0]));
  for (const { units } of held.map(readAudit)) {
    for (const unit of units) sampled.set(unit, (sampled.get(unit) ?? 0) + 1);
  }
  const writes = [...sampled].map(
    ([unit, count]): ItemWrite => ({ update: countsKey(period, unit), set: { sampled: count } }),
  );
  const transactions = Array.from(
    { length: Math.ceil(writes.length / WRITES_A_TRANSACTION) },
    (_, index) => writes.slice(index * WRITES_A_TRANSACTION, (index + 1) * WRITES_A_TRANSACTION),
  );
  await forEachOf(transactions, TRANSACTIONS_AT_ONCE, async (transaction) => {
    await items.transact(transaction);
  });
}

function auditKey(id: string): ItemKey {
  const [period = '', station = '', place = ''] = partsOf(id, 3) ?? [];
  return { pk: auditsPk(period), sk: `${station}#${place}` };
}

/** The sample of that id. */
export async function auditOfId(items: ItemTable, id: string): Promise<AuditRecord | undefined> {
  const item = await items.get(auditKey(id));
  return item && readAudit(item);
}

/**
 * Records what a call back came to, and counts it for the station and every unit above it in the
 * same transaction; another outcome takes the place of the one before, also in the counts.
 */
export function recordOutcome(
  items: ItemTable,
  id: string,
  call: { readonly outcome: AuditOutcome; readonly note?: string | undefined },
  by: string,
  now: number,
): Promise<Amended<AuditRecord>> {
  const at = shanghaiTime(now);
  const { outcome, note = null } = call;
  return amend<AuditRecord, never>(
    items,
    auditKey(id),
    (item) => item && readAudit(item),
    ({ period, units, state }) => {
      const add = { [outcome]: 1, ...(state !== 'open' && { [state]: -1 }) };
      return {
        set: { state: outcome, note, by, at },
        event: { at, by, action: outcome, note },
        others:
          state === outcome ? [] : units.map((unit) => ({ update: countsKey(period, unit), add })),
      };
    },
  );
}

/**
 * What the samples of a period's months say of a unit and all below it, as it stands now; null
 * where nothing was sampled.
 */
export async function auditOf(
  items: ItemTable,
  period: Period,
  unit: string,
): Promise<AuditFigure | null> {
  const found = await Promise.all(
    monthsOf(period).map((month) => items.get(countsKey(month, unit))),
  );
  const counts = sumOf(found.map((item) => countsSchema.parse(item ?? {})));
  return counts.sampled === 0 ? null : auditFigure(counts);
}

function sumOf(counts: readonly AuditCounts[]): AuditCounts {
  const sum = (outcome: keyof AuditCounts) =>
    counts.reduce((total, part) => total + part[outcome], 0);
  return {
    sampled: sum('sampled'),
    confirmed: sum('confirmed'),
    wrong: sum('wrong'),
    not_reachable: sum('not_reachable'),
  };
}

/** The figure that counts come to; samples that could not be reached say nothing of the share. */
function auditFigure(counts: AuditCounts): AuditFigure {
  const { sampled, confirmed, wrong, not_reachable: notReachable } = counts;
  const reached = confirmed + wrong;
  return {
    ...{ sampled, confirmed, wrong, notReachable },
    share: reached === 0 ? null : confirmed / reached,
    interval: reached === 0 ? null : wilson(confirmed, reached, CONFIDENCE),
  };
}
