import { expect, it } from 'vitest';
import { sorted, sortOf, standingOf } from './heat.ts';

it('tells units apart only where the interval does not contain the value above', () => {
  const interval = [0.7, 0.8] as const;
  expect(standingOf({ interval }, 0.69, 'higher')).toBe('better');
  expect(standingOf({ interval }, 0.69, 'lower')).toBe('worse');
  expect(standingOf({ interval }, 0.81, 'higher')).toBe('worse');
  expect(standingOf({ interval }, 0.81, 'lower')).toBe('better');
  expect(standingOf({ interval }, 0.7, 'higher')).toBe('alike');
  expect(standingOf({ interval }, 0.8, 'lower')).toBe('alike');
});

it('says nothing without an interval, a value or a good side', () => {
  expect(standingOf({ interval: null }, 0.5, 'higher')).toBe('unknown');
  expect(standingOf(undefined, 0.5, 'higher')).toBe('unknown');
  expect(standingOf({ interval: [0.1, 0.2] }, null, 'higher')).toBe('unknown');
  expect(standingOf({ interval: [0.1, 0.2] }, 0.5, null)).toBe('unknown');
});

it('sorts as the address says; what has no value stays last both ways', () => {
  const rows = [{ v: 2 }, { v: null }, { v: 3 }, { v: 1 }];
  const values = (isDown: boolean) => sorted(rows, ({ v }) => v, isDown).map(({ v }) => v);
  expect(values(true)).toEqual([3, 2, 1, null]);
  expect(values(false)).toEqual([1, 2, 3, null]);
  expect(sortOf('-score')).toEqual({ column: 'score', isDown: true });
  expect(sortOf('score')).toEqual({ column: 'score', isDown: false });
  expect(sortOf('')).toBeUndefined();
});
