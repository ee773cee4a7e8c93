import { expect, it } from 'vitest';
import { controlOption, meaningOf, type Point, specialMonths } from './control-option.ts';

const point = (value: number | null, cause: Point['cause'] = null): Point => ({
  ...{ value, cause, numerator: null, denominator: null },
  ...{ note: value === null ? 'missing' : null, lower: 0.5, upper: 0.9 },
});
const high = { rule: 'outside_limits', direction: 'high' } as const;
const low = { rule: 'one_side', direction: 'low' } as const;

it('groups special months by their rule and side', () => {
  expect(
    specialMonths([point(0.95, high), point(0.7), point(0.6, low), point(0.96, high)]),
  ).toEqual([
    { ...high, places: [0, 3] },
    { ...low, places: [2] },
  ]);
});

it('calls a high month good or bad by the KPI', () => {
  expect(meaningOf(high, 'higher')).toBe('better');
  expect(meaningOf(high, 'lower')).toBe('worse');
  expect(meaningOf(low, 'lower')).toBe('better');
  expect(meaningOf(low, null)).toBe('neutral');
});

it('leaves gaps as gaps, and marks special months by a shape', () => {
  const option = controlOption({
    trend: { points: [point(0.7), point(null), point(0.95, high)], center: 0.7, target: null },
    ...{ better: 'higher', ticks: ['1', '2', '3'], print: String, say: () => [] },
  });
  const series = option.series as { data: unknown[]; connectNulls: boolean }[];
  const months = series.at(-1);
  expect(months?.connectNulls).toBe(false);
  expect(months?.data).toMatchObject([
    { value: 0.7, symbol: 'circle' },
    { value: null },
    { value: 0.95, symbol: 'diamond' },
  ]);
  // Two limits, the centre and the months; there is no target.
  expect(series).toHaveLength(4);
});
