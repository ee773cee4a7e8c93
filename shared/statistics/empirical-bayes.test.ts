import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  betaBinomialPrior,
  betaPosterior,
  dirichletPosterior,
  dirichletPrior,
  gammaPosterior,
  gammaPrior,
  marshall,
  normalPosterior,
  normalPrior,
  priorsByGroup,
  SAME_EVERYWHERE,
  shrinkRate,
  sum,
} from './empirical-bayes.ts';
import { claytonKaldor, gammaPoissonLikelihood } from './gamma-poisson.ts';
import { Random } from './random.ts';
import { expectAllClose, expectClose } from './testing.ts';

const units = fc.array(
  fc.record({
    events: fc.integer({ min: 0, max: 60 }),
    more: fc.integer({ min: 0, max: 3000 }),
  }),
  { maxLength: 20 },
);

/** Whether a value lies between two others, a last digit aside. */
function expectBetween(value: number, one: number, other: number) {
  const slack = 1e-9 * Math.max(Math.abs(one), Math.abs(other), 1e-300);
  expect(value).toBeGreaterThanOrEqual(Math.min(one, other) - slack);
  expect(value).toBeLessThanOrEqual(Math.max(one, other) + slack);
}

describe('shrinkage lies between the raw figure and the prior mean', () => {
  it('of rates', () => {
    fc.assert(
      fc.property(units, (found) => {
        const events = found.map((unit) => unit.events);
        const exposures = found.map((unit) => unit.events + unit.more);
        const prior = gammaPrior(events, exposures);
        const moments = marshall(events, exposures);
        expect(prior.shape).toBeGreaterThan(0);
        expect(Number.isFinite(prior.shape) && Number.isFinite(prior.rate)).toBe(true);
        found.forEach(({ events: n }, unit) => {
          const exposure = exposures[unit] ?? 0;
          if (exposure === 0 || prior.rate === 0) return;
          const posterior = gammaPosterior(prior, n, exposure);
          const mean = posterior.shape / posterior.rate;
          expectBetween(mean, n / exposure, prior.shape / prior.rate);
          expect(mean).toBeGreaterThan(0);
          if (moments && moments.mean > 0) {
            expectBetween(shrinkRate(moments, n, exposure), n / exposure, moments.mean);
          }
        });
      }),
    );
  });

  it('of shares, of one kind or of several', () => {
    fc.assert(
      fc.property(units, (found) => {
        const successes = found.map((unit) => unit.events);
        const trials = found.map((unit) => unit.events + unit.more);
        const prior = betaBinomialPrior(successes, trials);
        expect(prior.a > 0 && prior.b > 0 && Number.isFinite(prior.a + prior.b)).toBe(true);
        const shapes = dirichletPrior(
          found.map(({ events, more }) => [events, more]),
          2,
        );
        expect(shapes).toEqual([prior.a, prior.b]);
        successes.forEach((x, unit) => {
          const n = trials[unit] ?? 0;
          const { a, b } = betaPosterior(prior, x, n);
          expectAllClose(dirichletPosterior(shapes, [x, n - x]), [a, b], 1e-9);
          if (n > 0) expectBetween(a / (a + b), x / n, prior.a / (prior.a + prior.b));
        });
      }),
    );
  });

  it('of values with standard errors', () => {
    const value = fc.record({
      value: fc.integer({ min: -10_000, max: 10_000 }).map((part) => part / 1000),
      error: fc.integer({ min: 0, max: 5000 }).map((part) => part / 1000),
    });
    fc.assert(
      fc.property(fc.array(value, { maxLength: 20 }), (found) => {
        const values = found.map((unit) => unit.value);
        const errors = found.map((unit) => unit.error);
        const prior = normalPrior(values, errors);
        expect(Number.isNaN(prior.mean) || Number.isNaN(prior.variance)).toBe(false);
        values.forEach((own, unit) => {
          const error = errors[unit] ?? 0;
          const posterior = normalPosterior(prior, own, error);
          expectBetween(posterior.mean, own, prior.mean);
          expect(posterior.error).toBeLessThanOrEqual(error * (1 + 1e-12));
        });
      }),
    );
  });
});

describe('priors', () => {
  it('carry no information where there are fewer than two units', () => {
    for (const known of [[], [5]]) {
      const trials = known.map(() => 40);
      expect(gammaPrior(known, trials)).toEqual({ shape: 0.5, rate: 0 });
      expect(betaBinomialPrior(known, trials)).toEqual({ a: 0.5, b: 0.5 });
      const prior = normalPrior(known, trials);
      expect(normalPosterior(prior, 7, 2)).toEqual({ mean: 7, error: 2 });
    }
    expect(marshall([3], [0])).toBeNull();
  });

  it("are Jeffreys' posterior of all together where nothing ever happens, or always", () => {
    expect(gammaPrior([0, 0], [100, 200])).toEqual({ shape: 0.5, rate: 300 });
    expect(betaBinomialPrior([0, 0], [100, 200])).toEqual({ a: 0.5, b: 300.5 });
    expect(betaBinomialPrior([100, 200], [100, 200])).toEqual({ a: 300.5, b: 0.5 });
  });

  it('are as narrow as can be where units do not differ', () => {
    const gamma = gammaPrior([10, 20, 30], [100, 200, 300]);
    expect(gamma.shape).toBe(SAME_EVERYWHERE);
    const posterior = gammaPosterior(gamma, 0, 100);
    expectClose(posterior.shape / posterior.rate, 0.1, 1e-6);
    const beta = betaBinomialPrior([10, 20, 30], [100, 200, 300]);
    expectClose(beta.a + beta.b, SAME_EVERYWHERE, 1e-12);
    const normal = normalPrior([4, 5, 6], [10, 10, 10]);
    expectClose(normalPosterior(normal, 6, 10).mean, 5, 1e-6);
    expect(normalPrior([4, 4], [0, 0])).toEqual({ mean: 4, variance: 0 });
    expect(gammaPoissonLikelihood([10, 20], [100, 200])?.shape).toBe(SAME_EVERYWHERE);
    expect(gammaPoissonLikelihood([0, 0], [100, 200])).toBeNull();
    expect(claytonKaldor([10, 20, 30], [100, 200, 300])).toBeNull();
  });

  it('take the mean of exact values, and their whole spread', () => {
    const prior = normalPrior([1, 2, 3], [0, 0, 0]);
    expectClose(prior.mean, 2, 1e-9);
    expectClose(prior.variance, 1, 1e-9);
  });

  it('find the distribution that units were drawn from', () => {
    const random = new Random('priors');
    const exposures = Array.from({ length: 4000 }, (_, unit) => 20 + (unit % 50));
    const events = exposures.map((exposure) => poisson(random, exposure * (random.gamma(3) / 2)));
    const gamma = gammaPrior(events, exposures);
    expectAllClose([gamma.shape, gamma.rate], [3, 2], 0.08);
    const kinds = new Float64Array(3);
    const rows = exposures.map((n) => {
      random.dirichlet([2, 3, 5], kinds);
      const row = [0, 0, 0];
      for (let trial = 0; trial < n; trial++) {
        const u = random.uniform();
        const kind = u < (kinds[0] ?? 0) ? 0 : u < (kinds[0] ?? 0) + (kinds[1] ?? 0) ? 1 : 2;
        row[kind] = (row[kind] ?? 0) + 1;
      }
      return row;
    });
    expectAllClose(dirichletPrior(rows, 3), [2, 3, 5], 0.08);
    const errors = exposures.map((exposure) => exposure / 30);
    const values = errors.map((error) => 5 + 2 * random.normal() + error * random.normal());
    const normal = normalPrior(values, errors);
    expectAllClose([normal.mean, normal.variance], [5, 4], 0.08);
  });

  it('are made for each group', () => {
    const priors = priorsByGroup(['b', 'a', 'b'], (members) => sum(members.map((place) => place)));
    expect([...priors]).toEqual([
      ['a', 1],
      ['b', 2],
    ]);
  });
});

/** A Poisson count by counting exponential waits. */
function poisson(random: Random, mean: number): number {
  const wait = () => -Math.log(random.uniform());
  let count = 0;
  for (let time = wait(); time < mean; time += wait()) count += 1;
  return count;
}
