import fc from 'fast-check';
import { jStat } from 'jstat';
import { describe, expect, it } from 'vitest';
import {
  betaCdf,
  betaOddsQuantile,
  betaQuantile,
  binomialPmf,
  chiSquareQuantile,
  gammaCdf,
  gammaQuantile,
  normalCdf,
  normalQuantile,
  tQuantile,
} from './distributions.ts';
import { expectClose } from './testing.ts';

const probabilities = fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true });
const shapes = fc.double({ min: -1.5, max: 5, noNaN: true }).map((exponent) => 10 ** exponent);

describe('quantiles', () => {
  // mpmath 1.3.0 with 40 digits.
  it.each([
    ['gamma', gammaQuantile(0.001, 0.5), 7.853985746312449e-7],
    ['gamma', gammaQuantile(0.975, 2.5), 6.416250997015014],
    ['gamma', gammaQuantile(0.025, 300), 267.0092752329663],
    ['chi-square', chiSquareQuantile(0.975, 20), 34.16960690283834],
    ['beta', betaQuantile(0.4, 0.5, 0.5), 0.34549150281252633],
    ['beta', betaQuantile(0.975, 21, 12), 0.7889996835760072],
    ['normal', normalQuantile(0.975), 1.959963984540054],
    ['normal', normalQuantile(1e-9), -5.9978070150076865],
    ['t', tQuantile(0.975, 1), 12.706204736174705],
    ['t', tQuantile(0.975, 10), 2.228138851986274],
    ['t', tQuantile(0.975, 1e6), 1.959966356814107],
  ])('%s: %d is %d', (_, found, exact) => {
    expectClose(found, exact, 1e-12);
  });

  it('are the inverses of their distribution functions', () => {
    fc.assert(
      fc.property(probabilities, shapes, shapes, (p, a, b) => {
        // The relative error of a share is that of the quantile times √shape and more.
        expectClose(normalCdf(normalQuantile(p)), p, 1e-12);
        expectClose(gammaCdf(gammaQuantile(p, a), a), p, 1e-10);
        // Beyond 1 − 10⁻⁸ a double has too few digits left of 1 − x: there the odds keep them.
        const x = betaQuantile(p, a, b);
        if (x < 0.5) expectClose(betaCdf(x, a, b), p, 1e-10);
        else if (x < 1 - 1e-8) expectClose(betaCdf(x, a, b), p, 1e-6);
        expectClose(betaOddsQuantile(p, a, b) * betaOddsQuantile(1 - p, b, a), 1, 1e-8);
      }),
    );
  });

  it('grow with p', () => {
    fc.assert(
      fc.property(probabilities, probabilities, shapes, shapes, (p, q, a, b) => {
        const [low, high] = p < q ? [p, q] : [q, p];
        fc.pre(high - low > 1e-9 * high);
        expect(normalQuantile(low)).toBeLessThanOrEqual(normalQuantile(high));
        expect(tQuantile(low, a)).toBeLessThanOrEqual(tQuantile(high, a));
        expect(gammaQuantile(low, a)).toBeLessThanOrEqual(gammaQuantile(high, a));
        expect(betaQuantile(low, a, b)).toBeLessThanOrEqual(betaQuantile(high, a, b));
      }),
    );
  });

  it('are symmetric where the distribution is', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 20 - 1 }), shapes, (part, a) => {
        // A fraction of which 1 − p is exact.
        const p = part / 2 ** 20;
        expect(normalQuantile(p)).toBe(-normalQuantile(1 - p) || 0);
        expect(tQuantile(p, a)).toBe(-tQuantile(1 - p, a) || 0);
      }),
    );
  });

  it('end where the distribution does', () => {
    expect([gammaQuantile(0, 2), betaQuantile(0, 2, 3), betaQuantile(1, 2, 3)]).toEqual([0, 0, 1]);
    expect(gammaQuantile(1, 2)).toBe(Number.POSITIVE_INFINITY);
    expect([gammaCdf(-1, 2), betaCdf(-1, 2, 3), betaCdf(2, 2, 3)]).toEqual([0, 0, 1]);
  });
});

describe('jStat', () => {
  it('agrees, to its own precision', () => {
    for (const p of [0.001, 0.025, 0.5, 0.9, 0.999]) {
      expect(normalQuantile(p)).toBeCloseTo(jStat.normal.inv(p, 0, 1), 8);
      for (const shape of [0.7, 3, 40]) {
        expectClose(tQuantile(p, shape) || 0, jStat.studentt.inv(p, shape) || 0, 1e-5);
        expectClose(gammaQuantile(p, shape), jStat.gamma.inv(p, shape, 1), 1e-6);
        expectClose(chiSquareQuantile(p, shape), jStat.chisquare.inv(p, shape), 1e-6);
        expectClose(betaQuantile(p, shape, 2), jStat.beta.inv(p, shape, 2), 1e-6);
        expectClose(betaCdf(p, shape, 2), jStat.beta.cdf(p, shape, 2), 1e-6);
        expectClose(gammaCdf(p, shape), jStat.gamma.cdf(p, shape, 1), 1e-6);
      }
    }
  });
});

describe('binomial probabilities', () => {
  it('add up to 1, also where most of them are tiny', () => {
    const probability = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2000 }), probability, (n, p) => {
        let total = 0;
        for (let x = 0; x <= n; x++) total += binomialPmf(x, n, p);
        expectClose(total, 1, 1e-11);
      }),
    );
  });

  it('are those of Pascal', () => {
    expectClose(binomialPmf(3, 6, 0.5), 20 / 64, 1e-14);
    expectClose(binomialPmf(2, 5, 0.1), 10 * 0.01 * 0.729, 1e-14);
    expect(binomialPmf(7, 6, 0.5)).toBe(0);
  });
});
