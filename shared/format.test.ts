import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  change,
  count,
  counts,
  difference,
  kpiValue,
  percent,
  percentagePoints,
  points,
} from './format.ts';

describe('numbers as they are written', () => {
  it('are rounded once, by their decimal digits', () => {
    expect([count(51_700), count(12.5), points(86.4)]).toEqual(['51,700', '12.5', '86.4']);
    expect([percent(0.8228), percent(0.0005), points(0.25)]).toEqual(['82.3%', '0.1%', '0.3']);
    // 0.2845 × 100 is a little less than 28.45 to a machine.
    expect([percent(0.2845), percent(1.005), percentagePoints(0.0055)]).toEqual([
      ...['28.5%', '100.5%', '0.6'],
    ]);
    expect([points(99.95), points(1_234_567.89)]).toEqual(['100.0', '1,234,567.9']);
  });

  it('differ by what is written between them', () => {
    expect([difference(94.9, 94.95), difference(0.8435, 0.843)]).toEqual([0.05, -0.0005]);
    expect(percentagePoints(difference(0.843, 0.8435))).toBe('0.1');
  });

  it('sign a change always and a zero never', () => {
    expect([change(-0.1259), change(0.7697)]).toEqual(['−12.6%', '+77.0%']);
    expect([change(-0.0001), change(0.0001), change(-1e-9)]).toEqual(['0.0%', '0.0%', '0.0%']);
  });

  it('show the two counts of a change from the year before to now', () => {
    expect(counts(49, 57, 'change')).toBe('57 → 49');
    expect(counts(41_230, 50_110, 'percent')).toBe('41,230 / 50,110');
    const days = { form: 'ratio', display: 'days' } as const;
    expect([kpiValue(3.96, days, 'zh'), kpiValue(null, days, 'en')]).toEqual(['4.0天', '—']);
  });

  it('count people in whole, and rates in tenths', () => {
    const people = { form: 'ratio', display: 'number' } as const;
    const rate = { form: 'per_10k', display: 'number' } as const;
    expect([kpiValue(1480.5, people, 'zh'), kpiValue(12, rate, 'zh')]).toEqual(['1,481', '12.0']);
  });

  it('are written as the standard library writes them', () => {
    const standard = new Intl.NumberFormat('en-US', {
      minimumFractionDigits: 1,
      maximumFractionDigits: 1,
    });
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e9, noNaN: true }), (value) => {
        expect(points(value)).toBe(standard.format(value));
      }),
    );
  });
});
