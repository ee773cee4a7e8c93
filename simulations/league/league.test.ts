import { describe, expect, it } from 'vitest';
import { Random } from '../../shared/statistics/random.ts';
import { binomial, poisson } from './counts.ts';
import { play, valueCoverage } from './league.ts';

const meanOf = (values: readonly number[]) =>
  values.reduce((total, value) => total + value, 0) / values.length;

describe('counts', () => {
  it.each([
    ['binomial', 40, 0.3, 12, 8.4],
    ['binomial', 7, 0.9, 6.3, 0.63],
    ['Poisson', 60, 1, 60, 60],
    ['Poisson', 3, 1, 3, 3],
  ])('%s counts of %d have the right mean and variance', (kind, n, p, mean, variance) => {
    const random = new Random('counts');
    const counts = Array.from({ length: 10_000 }, () =>
      kind === 'binomial' ? binomial(random, n, p) : poisson(random, n),
    );
    const found = meanOf(counts);
    expect(found).toBeGreaterThan(mean * 0.98);
    expect(found).toBeLessThan(mean * 1.02);
    expect(meanOf(counts.map((count) => (count - found) ** 2)) / variance).toBeCloseTo(1, 1);
  });
});

describe('the simulated league', () => {
  const options = { seed: 'small', stations: 60, draws: 200, months: 1 };

  it('has rank intervals that cover the truth, and expected ranks that are nearer to it', () => {
    const outcomes = Array.from({ length: 12 }, (_, repetition) => play(repetition, options));
    const coverage = meanOf(outcomes.map((outcome) => outcome.coverage));
    expect(coverage).toBeGreaterThan(0.91);
    expect(coverage).toBeLessThan(0.99);
    expect(meanOf(outcomes.map(({ shrunken }) => shrunken))).toBeLessThan(
      meanOf(outcomes.map(({ raw }) => raw)),
    );
  });

  // Officers and grids keep their habits: three months of theirs tell little more than one.
  it.each([
    ['time_in_community', 1],
    ['time_in_community', 3],
    ['grid_presence', 1],
    ['grid_presence', 3],
  ])('has intervals of %s that cover the truth in %d months', (kpi, months) => {
    const coverage = meanOf(
      Array.from({ length: 10 }, (_, repetition) =>
        valueCoverage(kpi, repetition, { ...options, months }),
      ),
    );
    expect(coverage).toBeGreaterThan(0.92);
    expect(coverage).toBeLessThan(0.98);
  });
});
