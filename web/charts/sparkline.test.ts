import { expect, it } from 'vitest';
import type { Trend } from '../api.ts';
import { sparklineShape } from './sparkline.tsx';

const point = (
  value: number | null,
  rest: Partial<Trend['points'][number]> = {},
): Trend['points'][number] => ({
  ...{ value, numerator: null, denominator: null, note: null },
  ...{ lower: null, upper: null, cause: null, ...rest },
});

it('draws a line for each stretch of months, and a dot for a month alone', () => {
  const points = [0.7, 0.8, null, 0.75, null, 0.7, 0.72].map((value) => point(value));
  const { lines, dots, band } = sparklineShape({ points }, 'higher');
  expect(lines).toHaveLength(2);
  expect(lines[0]).toMatch(/^M4\.0,24\.0L[\d.]+,4\.0$/);
  // The month alone and the last one.
  expect(dots.map(({ isLast }) => isLast)).toEqual([false, true]);
  expect(band).toBeUndefined();
});

it('marks special months by what they mean, which depends on what is better', () => {
  const high = { rule: 'outside_limits', direction: 'high' } as const;
  const points = [point(1), point(5, { cause: high }), point(1)].map((one) => ({
    ...one,
    ...{ lower: 0, upper: 3 },
  }));
  const causes = (better: 'higher' | 'lower' | null) =>
    sparklineShape({ points }, better).dots.map(({ cause }) => cause);
  expect(causes('higher')).toEqual(['better', undefined]);
  expect(causes('lower')).toEqual(['worse', undefined]);
  expect(causes(null)).toEqual(['none', undefined]);
  expect(sparklineShape({ points }, null).band).toMatch(/Z$/);
});

it('draws equal values in the middle', () => {
  const { lines } = sparklineShape({ points: [point(2), point(2)] }, null);
  expect(lines).toEqual(['M4.0,14.0L116.0,14.0']);
});
