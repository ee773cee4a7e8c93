import type { Day } from '../calendar/day.ts';
import type { Period } from '../calendar/period.ts';
import { bind, type ParameterValue } from '../kpis/statement.ts';
import type { QueryEngine } from '../ports.ts';
import sql from './sample.sql';

/** Rows of a station and quarter that the level above calls back about, where nobody says otherwise. */
export const SAMPLE_PER_QUARTER = 5;

const MONTHS_IN_QUARTER = 3;

export type AuditKind = 'dispute' | 'visit' | 'follow_up';

/** A row to be called back about: where it stands, and what it names. */
export interface AuditRow {
  readonly station: string;
  readonly kind: AuditKind;
  readonly date: Day;
  readonly list: 'disputes' | 'counts' | 'followUps';
  /** The row's place in its list, from 0, in the revision that counts. */
  readonly position: number;
  /** The dispute or item by the station's own id; the grid of a visit. */
  readonly ref: string;
}

/** Rows of a month in `perQuarter` of a quarter: of five, two in the first and second, one in the third. */
export function sampleSizeOf(period: Period, perQuarter: number): number {
  const place = (period.firstMonth - 1) % MONTHS_IN_QUARTER;
  const least = Math.floor(perQuarter / MONTHS_IN_QUARTER);
  return least + (place < perQuarter % MONTHS_IN_QUARTER ? 1 : 0);
}

/**
 * The audit sample of a month, by station and then in the order drawn. The same seed and rows give
 * the same sample, on any engine; a correction of other rows does not change it, but for rows that
 * are drawn before. Kinds are drawn in turn, so a share of the sample says nothing of all rows
 * together, only kind by kind. Nothing for periods that are no months.
 */
export async function auditSample(
  ports: { readonly engine: QueryEngine },
  input: {
    readonly period: Period;
    /** What fills the named parameters of the run's SQL. */
    readonly parameters: Readonly<Record<string, ParameterValue>>;
    readonly seed: string;
    readonly perQuarter: number;
  },
): Promise<readonly AuditRow[]> {
  const { period, parameters, seed, perQuarter } = input;
  const size = sampleSizeOf(period, perQuarter);
  if (period.kind !== 'month' || size === 0) return [];
  const bound = bind(sql, { ...parameters, seed: `${seed}|${period.id}`, size });
  const { rows } = await ports.engine.query(bound.statement, bound.parameters);
  return rows.map(([station, kind, list, date, position, ref]) => ({
    station: station ?? '',
    // The three kinds and lists that the statement itself names.
    kind: kind as AuditKind,
    date: date ?? '',
    list: list as AuditRow['list'],
    position: Number(position),
    ref: ref ?? '',
  }));
}
