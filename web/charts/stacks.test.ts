import { expect, it } from 'vitest';
import { stacksOf } from './stacks.ts';

const spots = (...values: number[]) => values.map((value) => ({ value }));

it('puts every value into one bin, a mark of the target between two', () => {
  const { bins, width, highest } = stacksOf(spots(0.7999, 0.8, 0.8001, 0.83, 0.9), [0.8, 0.85]);
  expect(width).toBe(0.005);
  expect(bins.flatMap(({ values }) => values)).toHaveLength(5);
  for (const { from, to, values } of bins) {
    for (const { value } of values) {
      expect(value).toBeGreaterThanOrEqual(from - 1e-9);
      expect(value).toBeLessThan(to);
    }
  }
  expect(bins.some(({ from }) => Math.abs(from - 0.8) < 1e-9)).toBe(true);
  expect(highest).toBe(2);
  const below = bins.filter(({ to }) => to <= 0.8 + 1e-9).flatMap(({ values }) => values);
  expect(below).toEqual(spots(0.7999));
});

it('takes wider bins for values that lie further apart, and holds the marks without values', () => {
  expect(stacksOf(spots(0.1, 0.95), [0.8, 0.85]).width).toBe(0.025);
  const none = stacksOf([], [0.8, 0.85]);
  expect(none.highest).toBe(0);
  expect(none.bins.length).toBeGreaterThan(2);
  expect(stacksOf([], []).bins).toEqual([]);
});

it('ends at the whole, which lies in the last bin, and begins at none', () => {
  const { bins } = stacksOf(spots(0, 0.5, 0.97, 1), [0.8]);
  expect(bins[0]?.from).toBe(0);
  expect(bins[0]?.values).toEqual(spots(0));
  expect(bins.at(-1)?.to).toBeCloseTo(1, 9);
  expect(bins.at(-1)?.values).toEqual(spots(0.97, 1));
  expect(stacksOf(spots(0.5, 1.2), []).bins.at(-1)?.to).toBeGreaterThan(1.2);
});

it('is quick with the stations of a province', () => {
  const many = Array.from({ length: 2586 }, (_, place) => ({ value: 0.7 + (place % 250) / 1000 }));
  const { bins } = stacksOf(many, [0.8]);
  expect(bins.reduce((sum, { values }) => sum + values.length, 0)).toBe(2586);
  expect(bins.length).toBeLessThanOrEqual(42);
});
