import type { Kpi } from '../kpis/definition.ts';
import { competitionRanks } from '../statistics/ranks.ts';
import type { SampledFigure, UnitFigures } from './figures.ts';

/** A unit in the table of one KPI. */
export interface KpiRow {
  readonly unit: UnitFigures['unit'];
  /** Null where the figure has no value or too few of its days, or the KPI no direction. */
  readonly rank: number | null;
  /** How many have a rank. */
  readonly of: number;
  readonly figure: SampledFigure;
}

/**
 * Units ranked by one KPI, whatever its weight: the best first, ties sharing a rank, those without
 * a value, or with a note on missing days, last. Case rates and changes are ranked by their
 * shrunken values, so that small units are not first and last by chance. A KPI of which neither
 * more nor less is better ranks nobody: its units stand in the order of their codes.
 */
export function rankByKpi(kpi: Kpi, units: readonly UnitFigures[]): KpiRow[] {
  const sign = kpi.better === 'lower' ? -1 : 1;
  const known = units.flatMap(({ unit, kpis }) => {
    const figure = kpis[kpi.id];
    return figure ? [{ unit, figure }] : [];
  });
  const byCode = known.toSorted((a, b) => (a.unit.code < b.unit.code ? -1 : 1));
  if (kpi.better === null) return byCode.map((row) => ({ ...row, rank: null, of: 0 }));
  const ranked = byCode.flatMap(({ unit, figure }) => {
    const value = figure.shrunken ?? figure.value;
    return value === null || figure.note !== null ? [] : [{ unit, figure, value: sign * value }];
  });
  const ranks = competitionRanks(ranked.map(({ value }) => value));
  const of = ranked.length;
  const placed = ranked.map(({ unit, figure }, index) => ({
    ...{ unit, figure, of },
    rank: ranks[index] ?? null,
  }));
  const apart = byCode.filter(({ figure }) => figure.value === null || figure.note !== null);
  return [
    ...placed.sort((a, b) => (a.rank ?? 0) - (b.rank ?? 0)),
    ...apart.map((row) => ({ ...row, rank: null, of })),
  ];
}
