import { describe, expect, it } from 'vitest';
import type { UnitFigures } from '../scorecards/figures.ts';
import { Random } from '../statistics/random.ts';
import { Columns, Drawing } from './drawing.ts';
import { type Counts, station } from './fixture.ts';
import { type GroupPriors, NO_PRIORS, type Priors } from './priors.ts';

const meanOf = (values: readonly number[]) =>
  values.reduce((total, value) => total + value, 0) / values.length;

function spreadOf(values: readonly number[]): number {
  const mean = meanOf(values);
  return Math.sqrt(meanOf(values.map((value) => (value - mean) ** 2)));
}

/** Draws of some KPIs of one unit, by a name each. */
function drawn<N extends string>(
  figures: UnitFigures,
  kpis: Readonly<Record<N, string>>,
  priors: Priors = NO_PRIORS,
): Record<N, number[]> {
  const drawing = new Drawing(figures, priors, new Random('test'), new Columns(1000));
  const ids = Object.values<string>(kpis);
  return Object.fromEntries(
    Object.entries<string>(kpis).map(([name, kpi]) => [
      name,
      [...(drawing.valuesOf(kpi, ids) ?? [])],
    ]),
  ) as Record<N, number[]>;
}

/** Peers of whom nothing but some values is known. */
function groupPriors(values: GroupPriors['values']): Priors {
  const group = { unitMonths: 100, shares: {}, values, time: null };
  return { ...NO_PRIORS, basis: 'history', groups: { 'station-urban-1': group } };
}

function correlationOf(some: readonly number[], others: readonly number[]): number {
  const [a, b] = [meanOf(some), meanOf(others)];
  const products = some.map((value, draw) => (value - a) * ((others[draw] ?? 0) - b));
  return meanOf(products) / spreadOf(some) / spreadOf(others);
}

describe('draws of values', () => {
  it('draw presence of the grids that are covered', () => {
    // 9 grids of 30 are never visited, the others on 15 days each.
    const counts = { grid_coverage: [21, 30], grid_presence: [315, 900, 0.0426] } as const;
    const { coverage, presence } = drawn(station('1', counts), {
      coverage: 'grid_coverage',
      presence: 'grid_presence',
    });
    expect(correlationOf(coverage, presence)).toBeGreaterThan(0.9);
    expect(spreadOf(presence)).toBeCloseTo(0.0426, 2);
    coverage.forEach((share, draw) => {
      expect(presence[draw]).toBeLessThanOrEqual(share);
    });
  });

  it('draw cases that two measures count once for both', () => {
    const counts: Counts = {
      criminal_case_change: [100, 90],
      theft_robbery_fraud_change: [80, 60],
      theft_change: [80, 60],
    };
    const { criminal, theft } = drawn(station('1', counts), {
      criminal: 'criminal_case_change',
      theft: 'theft_change',
    });
    expect(correlationOf(criminal, theft)).toBeGreaterThan(0.8);
  });

  it('are never certain where the data are all alike', () => {
    const spreads = (kpi: string, counts: Counts, priors?: Priors) =>
      spreadOf(drawn(station('1', counts), { kpi }, priors).kpi);
    const records: Counts = { records_change: [0, 12, 0] };
    expect(spreads('records_change', records)).toBeGreaterThan(0.04);
    expect(spreads('household_visit_rate', { household_visit_rate: [0, 300, 0] })).toBeGreaterThan(
      0.5 / 300,
    );
    const present: Counts = { grid_coverage: [8, 8], grid_presence: [240, 240, 0] };
    expect(spreads('grid_presence', present)).toBeGreaterThan(0.05);
    expect(spreads('dispute_days', { dispute_days: [10, 2, 0] })).toBeGreaterThan(1);
    const time: Counts = {
      time_in_community: [800, 1000],
      diverted_time: [100, 1000],
      desk_time: [100, 1000],
    };
    expect(spreads('time_in_community', time)).toBeGreaterThan(0.1);
    // With peers, of whom 12 records in the year before tell the change with an error of 0.5.
    const peers = groupPriors({ records_change: { mean: 0, variance: 100, noise: 3 } });
    expect(spreads('records_change', records, peers)).toBeGreaterThan(0.25);
  });

  it('are as wide in a quarter as in a month where there are as many grids and officers', () => {
    const of = (months: number) => {
      const [present, all] = [120 * months, 240 * months];
      const counts: Counts = { grid_coverage: [8, 8], grid_presence: [present, all, 0.1] };
      const exposure = { days: 30 * months, daysBefore: 30 * months };
      const peers = groupPriors({ grid_presence: { mean: 0.5, variance: 1, noise: 0.08 } });
      const figures = station('1', counts, { exposure });
      return spreadOf(drawn(figures, { presence: 'grid_presence' }, peers).presence);
    };
    expect(of(3) / of(1)).toBeCloseTo(1, 1);
  });
});
