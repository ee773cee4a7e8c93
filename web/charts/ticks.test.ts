import { expect, it } from 'vitest';
import { ticksOf } from './ticks.ts';

it('marks an axis at round values within its range', () => {
  expect(ticksOf(0.68, 0.98, 8).map((tick) => tick.toFixed(2))).toEqual([
    ...['0.70', '0.75', '0.80', '0.85', '0.90', '0.95'],
  ]);
  expect(ticksOf(0, 183, 4)).toEqual([0, 50, 100, 150]);
  expect(ticksOf(-0.4, 0.7, 5).map((tick) => tick.toFixed(2))).toEqual([
    ...['-0.25', '0.00', '0.25', '0.50'],
  ]);
  expect(ticksOf(5, 5, 4)).toEqual([]);
});
