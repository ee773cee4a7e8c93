import { expect, it } from 'vitest';
import { comparable, comparableCard, comparableValues, isComparable } from './comparable.ts';

const FIGURE = {
  ...{ id: 'criminal_case_change', numerator: 181, denominator: 40, value: 3.525 },
  interval: [2.2, 5.5] as const,
  ...{ previous: 3.48, yearAgo: null, note: 'base_incomplete' },
};

it('leaves of a change against a year of which too little is known the two counts', () => {
  expect(isComparable(FIGURE)).toBe(false);
  expect(comparable(FIGURE)).toEqual({
    ...FIGURE,
    ...{ value: null, interval: null, previous: null, yearAgo: null },
  });
  expect(comparableCard({ kpis: [FIGURE] }).kpis.map(({ value }) => value)).toEqual([null]);
});

it('takes nothing from any other figure', () => {
  for (const note of [null, 'incomplete']) {
    expect(comparable({ ...FIGURE, note })).toEqual({ ...FIGURE, note });
  }
});

it('leaves of two revisions the side that may be compared', () => {
  const value = { from: 3.525, to: 0.18 };
  const note = { from: 'base_incomplete', to: null };
  expect(comparableValues({ value, note })).toEqual({ from: null, to: 0.18 });
  expect(comparableValues({ value, note: { from: null, to: 'incomplete' } })).toEqual(value);
});
