import { expect, it } from 'vitest';
import { percent } from '../format.ts';
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

it('takes no step that its labels cannot print', () => {
  const printed = (...of: Parameters<typeof ticksOf>) =>
    ticksOf(...of).map((tick) => percent(tick));
  // A step of 0.25 % would be printed as 84.5, 84.8, 85.0, 85.3.
  expect(printed(0.8435, 0.8545, 5, 0.001)).toEqual(['84.5%', '85.0%']);
  expect(printed(0.8435, 0.8545, 6, 0.001)).toEqual([
    ...['84.4%', '84.6%', '84.8%', '85.0%', '85.2%', '85.4%'],
  ]);
  expect(printed(0.8001, 0.8022, 8, 0.001)).toEqual(['80.1%', '80.2%']);
  expect(printed(0.6, 0.98, 4, 0.001)).toEqual(['60.0%', '70.0%', '80.0%', '90.0%']);
  // Where more is printed the step may be finer.
  expect(ticksOf(0, 1, 4, 0.05)).toHaveLength(5);
});
