import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { digitChiSquare, lastDigits, shareOfMultiples, whipple } from './heaping.ts';
import { median, quantile, robustZScores } from './robust.ts';
import { expectAllClose } from './testing.ts';

describe('quantiles', () => {
  it('are linear between the values', () => {
    expect(quantile([4, 1, 3, 2], 0.5)).toBe(2.5);
    expect([0, 0.05, 1].map((p) => quantile([10, 0, 20], p))).toEqual([0, 1, 20]);
    expect(median([3])).toBe(3);
    expect(() => median([])).toThrow(RangeError);
  });
});

describe('robust z-scores', () => {
  it('of a textbook list with one outlier', () => {
    // Median 3, distances 2 1 0 1 97, whose median is 1.
    const scores = robustZScores([1, 2, 3, 4, 100]);
    expectAllClose(scores, [-1.349, -0.6745, 0, 0.6745, 65.4265], 1e-12);
  });

  it('have a spread where more than half of the values are one', () => {
    const scores = robustZScores([5, 5, 5, 5, 9]);
    expectAllClose(scores, [0, 0, 0, 0, 4 / (Math.sqrt(Math.PI / 2) * 0.8)], 1e-12);
    expect(robustZScores([5, 5])).toEqual([0, 0]);
    expect(robustZScores([])).toEqual([]);
  });

  it('do not depend on unit and origin', () => {
    const values = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(values, (list) => {
        const scores = robustZScores(list);
        expectAllClose(robustZScores(list.map((value) => 8 * value + 32)), scores, 1e-9);
      }),
    );
  });
});

describe('heaping', () => {
  it('of minutes in steps of 30', () => {
    expect(shareOfMultiples([120, 150, 240, 0], 120)).toBe(0.75);
    expect(shareOfMultiples([], 120)).toBeNull();
  });

  it('of last digits', () => {
    expect(lastDigits([10, 25, 35, 7])).toEqual([1, 0, 0, 0, 0, 2, 0, 1, 0, 0]);
    expect(digitChiSquare(new Array<number>(10).fill(7))).toBe(0);
    // All 20 on one digit: (20 − 2)²/2 + 9 · 2.
    expect(digitChiSquare([20, 0, 0, 0, 0, 0, 0, 0, 0, 0])).toBe(180);
    expect(digitChiSquare(new Array<number>(10).fill(0))).toBe(0);
  });

  it('by Whipple ranges from even to all round', () => {
    const range = { first: 0, last: 9 };
    expect(whipple([4, 0, 0, 0, 0, 6], range, 5)).toBe(5);
    expect(whipple([], range, 5)).toBeNull();
  });
});
