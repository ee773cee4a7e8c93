import { expect, it } from 'vitest';
import { monthShapes } from './day-calendar.tsx';

it('begins weeks on Monday, and leaves out days of other months', () => {
  // 1 April 2024 was a Monday, 30 April a Tuesday.
  const [april, ...others] = monthShapes('2024-04-01', '2024-04-30');
  expect(others).toEqual([]);
  expect(april?.weeks).toHaveLength(5);
  expect(april?.weeks[0]?.[0]).toBe('2024-04-01');
  expect(april?.weeks[4]).toEqual([
    ...['2024-04-29', '2024-04-30'],
    ...[undefined, undefined, undefined, undefined, undefined],
  ]);
});

it('has a shape for each month, cut where the period ends', () => {
  const shapes = monthShapes('2024-01-01', '2024-03-13');
  expect(shapes.map(({ month }) => month)).toEqual(['2024-01', '2024-02', '2024-03']);
  expect(shapes[2]?.weeks.flat().filter((day) => day !== undefined)).toHaveLength(13);
  // 1 February 2024 was a Thursday.
  expect(shapes[1]?.weeks[0]?.slice(0, 4)).toEqual([undefined, undefined, undefined, '2024-02-01']);
});
