/** What traces add up to in one village, or in none. */
import type { Trace } from '../evidence/trace.ts';
import { measureOfCount } from '../evidence/work.ts';
import { type CountRow, type IncidentRow, LISTS } from '../submissions/contract.ts';

export type CountKind = CountRow['kind'];
export type IncidentKind = IncidentRow['kind'];

const keysOf = <K extends string>(values: Readonly<Record<K, unknown>>) =>
  Object.keys(values) as K[];

export const COUNT_KINDS = keysOf(LISTS.counts.fields.kind.values);
export const INCIDENT_KINDS = keysOf(LISTS.incidents.fields.kind.values);

/** Cases filed and not withdrawn. */
export interface Filed {
  readonly criminal: number;
  readonly publicOrder: number;
  /** Categories without a case are left out. */
  readonly byCategory: Readonly<Record<string, number>>;
}

/** The counts that KPIs add up by the station that sent the rows. */
export interface Tally {
  /** Of activities in the community, by officers that count. */
  readonly minutes: number;
  /** The stations whose officers' minutes these are. */
  readonly minutesFrom: readonly string[];
  /** Opened in the period, and what became of them by the end of grace. */
  readonly disputes: {
    readonly opened: number;
    readonly resolved: number;
    readonly escalated: number;
  };
  readonly cases: Filed;
  /** In the same months a year before. */
  readonly casesBefore: Filed;
  readonly counts: Readonly<Record<CountKind, number>>;
  /** Raised in the period, and closed by the end of grace. */
  readonly followUps: { readonly raised: number; readonly closed: number };
}

/** The sum of one measure over traces. */
export function sumOf(traces: readonly Trace[], measure: string): number {
  return traces.reduce((sum, { measures }) => sum + (measures[measure] ?? 0), 0);
}

function minutesFrom(traces: readonly Trace[]): string[] {
  const sent = traces.filter(({ measures }) => (measures.community_minutes ?? 0) > 0);
  return [...new Set(sent.map(({ station }) => station))].sort();
}

function filedIn(traces: readonly Trace[], suffix: '' | '_before'): Filed {
  const [criminal, publicOrder] = [`criminal_filed${suffix}`, `public_order_filed${suffix}`];
  const byCategory: Record<string, number> = {};
  for (const { measures, kind } of traces) {
    const cases = (measures[criminal] ?? 0) + (measures[publicOrder] ?? 0);
    if (kind !== null && cases > 0) byCategory[kind] = (byCategory[kind] ?? 0) + cases;
  }
  return {
    criminal: sumOf(traces, criminal),
    publicOrder: sumOf(traces, publicOrder),
    byCategory,
  };
}

/** One number for each of the kinds. */
export function byKind<K extends string>(
  kinds: readonly K[],
  numberOf: (kind: K) => number,
): Record<K, number> {
  return Object.fromEntries(kinds.map((kind) => [kind, numberOf(kind)])) as Record<K, number>;
}

/** Traces of rows that count for the station that sent them, added up. */
export function tallyOf(traces: readonly Trace[]): Tally {
  const countsBy = Map.groupBy(
    traces.filter(({ row }) => row?.list === 'counts'),
    ({ kind }) => kind,
  );
  return {
    minutes: sumOf(traces, 'community_minutes'),
    minutesFrom: minutesFrom(traces),
    disputes: {
      opened: sumOf(traces, 'disputes_opened'),
      resolved: sumOf(traces, 'disputes_resolved'),
      escalated: sumOf(traces, 'disputes_escalated'),
    },
    cases: filedIn(traces, ''),
    casesBefore: filedIn(traces, '_before'),
    counts: byKind(COUNT_KINDS, (kind) => sumOf(countsBy.get(kind) ?? [], measureOfCount(kind))),
    followUps: {
      raised: sumOf(traces, 'items_raised'),
      closed: sumOf(traces, 'items_closed'),
    },
  };
}
