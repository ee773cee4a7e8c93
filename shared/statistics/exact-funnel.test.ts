import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binomialPmf } from './distributions.ts';
import { exactRateFunnel, exactShareFunnel, rateTails, shareTails } from './exact-funnel.ts';
import { expectedAtLimits } from './funnel.ts';

describe('exact limits of a funnel', () => {
  it('have the tails of whole counts as sums of the binomial distribution', () => {
    const n = 30;
    const target = 0.97;
    for (const count of [0, 20, 26, 29, 30]) {
      const sum = (from: number, to: number) =>
        Array.from({ length: to - from + 1 }, (_, place) =>
          binomialPmf(from + place, n, target),
        ).reduce((total, one) => total + one, 0);
      const tails = shareTails(count, n, target);
      expect(tails.low).toBeCloseTo(sum(0, count), 10);
      expect(tails.high).toBeCloseTo(sum(count, n), 10);
    }
  });

  it('have the tails of Poisson counts', () => {
    // 3 or fewer, and 3 or more, where 2 are expected.
    const term = (events: number, factorial: number) => (Math.exp(-2) * 2 ** events) / factorial;
    const upTo2 = term(0, 1) + term(1, 1) + term(2, 2);
    expect(rateTails(3, 2).low).toBeCloseTo(upTo2 + term(3, 6), 12);
    expect(rateTails(3, 2).high).toBeCloseTo(1 - upTo2, 12);
  });

  it('leave no count outside that chance brings often: none in a small place', () => {
    expect(exactRateFunnel(0.7, 0.95)[0]).toBe(0);
    expect(exactRateFunnel(6, 0.998)[0]).toBe(0);
    expect(exactRateFunnel(7, 0.998)[0]).toBeGreaterThan(0);
    expect(exactShareFunnel(0.97, 5, 0.95)[1]).toBe(1);
    expect(exactShareFunnel(0.97, 5, 0.95)[0]).toBeLessThanOrEqual(0.8);
  });

  it('are the inverse of Garwood’s limits', () => {
    for (const events of [1, 7, 40]) {
      const [greater, smaller] = expectedAtLimits(events, 0.95);
      expect(exactRateFunnel(greater, 0.95)[0] * greater).toBeCloseTo(events, 6);
      expect(exactRateFunnel(smaller, 0.95)[1] * smaller).toBeCloseTo(events, 6);
    }
  });

  it('keep outside what they say: less than the tail on either side', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 200 }),
        fc.double({ min: 0.02, max: 0.98, noNaN: true }),
        (n, target) => {
          const [lower, upper] = exactShareFunnel(target, n, 0.95);
          let [below, above] = [0, 0];
          for (let count = 0; count <= n; count++) {
            if (count / n < lower - 1e-9) below += binomialPmf(count, n, target);
            if (count / n > upper + 1e-9) above += binomialPmf(count, n, target);
          }
          expect(below).toBeLessThan(0.025 + 1e-9);
          expect(above).toBeLessThan(0.025 + 1e-9);
        },
      ),
    );
  });
});
