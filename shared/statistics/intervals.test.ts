import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clusterCovariances, ratioOfClusters, tInterval } from './clusters.ts';
import { poissonLimits } from './poisson.ts';
import { type Interval, wilson } from './proportion.ts';
import { rateRatio, rateRatioInterval, rateRatioTest } from './rate-ratio.ts';
import { expectAllClose, expectClose } from './testing.ts';

const confidences = fc.constantFrom(0.5, 0.9, 0.95, 0.998);
const counts = fc.integer({ min: 0, max: 5000 });

const width = ([lower, upper]: Interval) => upper - lower;

function expectInside(value: number, [lower, upper]: Interval) {
  expect(lower).toBeLessThanOrEqual(value);
  expect(upper).toBeGreaterThanOrEqual(value);
}

describe('intervals contain the estimate and shrink with n', () => {
  it('of a proportion', () => {
    fc.assert(
      fc.property(counts, counts, confidences, (hits, misses, confidence) => {
        const n = hits + misses;
        fc.pre(n > 0);
        const interval = wilson(hits, n, confidence);
        expectInside(hits / n, interval);
        expect(width(wilson(2 * hits, 2 * n, confidence))).toBeLessThan(width(interval));
      }),
    );
    expect(wilson(0, 0, 0.95)).toEqual([0, 1]);
  });

  it('of a count, as a part of it', () => {
    fc.assert(
      fc.property(counts, confidences, (events, confidence) => {
        const interval = poissonLimits(events, confidence);
        expectInside(events, interval);
        const double = width(poissonLimits(2 * events, confidence)) / 2;
        if (events > 0) expect(double).toBeLessThan(width(interval));
      }),
    );
    expect(poissonLimits(0, 0.95)[0]).toBe(0);
  });

  it('of the ratio of two rates, on the scale of ratios', () => {
    const days = fc.integer({ min: 1, max: 400 });
    fc.assert(
      fc.property(counts, counts, days, days, confidences, (x, y, own, other, confidence) => {
        fc.pre(x > 0 && y > 0);
        const interval = rateRatioInterval([x, y], [own, other], confidence);
        expectInside(rateRatio([x, y], [own, other]) ?? 0, interval);
        const double = rateRatioInterval([2 * x, 2 * y], [own, other], confidence);
        expect(double[1] / double[0]).toBeLessThan(interval[1] / interval[0]);
      }),
      { numRuns: 30 },
    );
  });

  it('of the ratio of clustered sums', () => {
    const cluster = fc.record({
      y: fc.integer({ min: 0, max: 480 }),
      x: fc.integer({ min: 1, max: 480 }),
    });
    fc.assert(
      fc.property(fc.array(cluster, { minLength: 2, maxLength: 30 }), (clusters) => {
        const { value, error } = ratioOfClusters(sumsOf(clusters));
        const degrees = clusters.length - 1;
        const interval = tInterval(value ?? 0, error, degrees, 0.95);
        if (!interval) throw new Error('no interval');
        expectInside(value ?? -1, interval);
        const twice = [...clusters, ...clusters];
        const double = ratioOfClusters(sumsOf(twice));
        expectClose(double.value, value ?? 0, 1e-12);
        const smaller = tInterval(double.value ?? 0, double.error, 2 * degrees + 1, 0.95);
        // Rounding alone remains where all clusters have one ratio.
        expect(width(smaller ?? [0, 0])).toBeLessThanOrEqual(width(interval) + 1e-6);
      }),
    );
  });
});

function sumsOf(clusters: readonly { readonly y: number; readonly x: number }[]) {
  const total = (of: (cluster: { readonly y: number; readonly x: number }) => number) =>
    clusters.reduce((sum, cluster) => sum + of(cluster), 0);
  return {
    n: clusters.length,
    y: total(({ y }) => y),
    x: total(({ x }) => x),
    yy: total(({ y }) => y * y),
    xy: total(({ x, y }) => x * y),
    xx: total(({ x }) => x * x),
  };
}

describe('a ratio of clusters', () => {
  it('by hand: two officers, 240 of 480 and 120 of 480 minutes', () => {
    const sums = sumsOf([
      { y: 240, x: 480 },
      { y: 120, x: 480 },
    ]);
    // Residuals ±60: 2/1 · (60² + 60²) / 960².
    const { value, error } = ratioOfClusters(sums);
    expect(value).toBe(0.375);
    expectClose(error, Math.sqrt(2 * 7200) / 960, 1e-12);
    // t(0.975, 1) = 12.706.
    expectAllClose(tInterval(0, 0.125, 1, 0.95) ?? [], [-1.5882755918, 1.5882755918], 1e-9);
  });

  it('has no error for one cluster, and no value for none', () => {
    expect(ratioOfClusters(sumsOf([{ y: 1, x: 2 }]))).toEqual({ value: 0.5, error: null });
    expect(ratioOfClusters(sumsOf([]))).toEqual({ value: null, error: null });
    expect(tInterval(0.5, null, 0, 0.95)).toBeNull();
  });

  it('has covariances with the others, whose diagonal is its variance', () => {
    const rows: [number, number, number, number][] = [
      [200, 100, 60, 400],
      [250, 30, 80, 480],
      [90, 120, 30, 300],
    ];
    const column = (k: number) => rows.map((row) => row[k] ?? 0);
    const dot = (j: number, k: number) =>
      rows.reduce((sum, row) => sum + (row[j] ?? 0) * (row[k] ?? 0), 0);
    const sums = {
      n: 3,
      x: column(3).reduce((a, b) => a + b, 0),
      xx: dot(3, 3),
      y: [0, 1, 2].map((k) => column(k).reduce((a, b) => a + b, 0)),
      xy: [0, 1, 2].map((k) => dot(k, 3)),
      yy: [0, 1, 2].flatMap((j) => [0, 1, 2].slice(j).map((k) => dot(j, k))),
    };
    const triangle = clusterCovariances(sums) ?? [];
    const first = ratioOfClusters({ ...sumsOf(rows.map(([y, , , x]) => ({ y, x }))) });
    expectClose(triangle[0], (first.error ?? 0) ** 2, 1e-12);
    // Var(a + b) = Var(a) + Var(b) + 2 Cov(a, b).
    const both = ratioOfClusters(sumsOf(rows.map(([a, b, , x]) => ({ y: a + b, x }))));
    const [aa = 0, ab = 0, , bb = 0] = triangle;
    expectClose(aa + bb + 2 * ab, (both.error ?? 0) ** 2, 1e-9);
    expect(clusterCovariances({ ...sums, n: 1 })).toBeNull();
  });
});

describe('two rates', () => {
  it('without events have open limits', () => {
    expect(rateRatioInterval([0, 0], [1, 1], 0.95)).toEqual([0, Number.POSITIVE_INFINITY]);
    expect(rateRatioInterval([0, 5], [1, 1], 0.95)[0]).toBe(0);
    expect(rateRatioInterval([5, 0], [1, 1], 0.95)[1]).toBe(Number.POSITIVE_INFINITY);
    expect(rateRatio([5, 0], [1, 1])).toBeNull();
  });

  it('swapped have the reciprocal limits, and the same test', () => {
    const some = fc.integer({ min: 1, max: 400 });
    fc.assert(
      fc.property(some, some, some, some, (x, y, own, other) => {
        const [lower, upper] = rateRatioInterval([x, y], [own, other], 0.95);
        const swapped = rateRatioInterval([y, x], [other, own], 0.95);
        expectAllClose(swapped, [1 / upper, 1 / lower], 1e-10);
        expectClose(rateRatioTest([y, x], [other, own]), rateRatioTest([x, y], [own, other]), 1e-9);
      }),
      { numRuns: 40 },
    );
  });
});
