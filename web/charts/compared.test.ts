import { expect, it } from 'vitest';
import { classesOf, standingOf } from './compared.ts';

it('finds different only what chance would not do', () => {
  const at = (value: number | null, interval: [number, number] | null) =>
    standingOf({ value, interval }, 0.8);
  expect(at(0.9, [0.81, 0.95])).toBe('higher');
  expect(at(0.9, [0.8, 0.95])).toBe('same');
  expect(at(0.7, [0.6, 0.79])).toBe('lower');
  expect(at(0.7, null)).toBe('unknown');
  expect(at(null, null)).toBe('none');
  expect(standingOf(undefined, 0.8)).toBe('none');
  expect(standingOf({ value: 0.9, interval: [0.8, 0.95] }, null)).toBe('unknown');
});

it('cuts values into classes of about the same size, equal values together', () => {
  const six = classesOf([6, 1, 5, 2, 4, 3], 3);
  expect(six.ranges).toEqual([
    [1, 2],
    [3, 4],
    [5, 6],
  ]);
  expect([1, 2, 3, 4, 5, 6].map(six.of)).toEqual([0, 0, 1, 1, 2, 2]);
  const tied = classesOf([1, 1, 1, 1, 1, 2], 3);
  expect(tied.ranges).toEqual([[1, 2]]);
  expect(classesOf([0.5], 3).ranges).toEqual([[0.5, 0.5]]);
  expect(classesOf([], 3).ranges).toEqual([]);
});
