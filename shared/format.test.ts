import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  change,
  count,
  counts,
  difference,
  finestOf,
  headed,
  kpiValue,
  percent,
  percentagePoints,
  points,
  valueAlone,
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

  it('say what a rate is to where nothing else does', () => {
    const rate = { form: 'per_10k', display: 'number' } as const;
    const share = { form: 'ratio', display: 'percent' } as const;
    expect([valueAlone(16.87, rate, 'zh'), valueAlone(16.87, rate, 'en')]).toEqual([
      ...['16.9/万人', '16.9 per 10,000'],
    ]);
    expect([valueAlone(null, rate, 'zh'), valueAlone(0.5, share, 'en')]).toEqual(['—', '50.0%']);
    expect([headed('本期', rate, 'zh'), headed('Value', rate, 'en')]).toEqual([
      ...['本期 (/万人)', 'Value (per 10,000)'],
    ]);
    expect(headed('本期', share, 'zh')).toBe('本期');
  });

  it('know the least difference that they show', () => {
    for (const [form, display] of [
      ['ratio', 'percent'],
      ['ratio', 'days'],
      ['ratio', 'number'],
      ['per_10k', 'number'],
      ['change', 'change'],
    ] as const) {
      const kpi = { form, display };
      const finest = finestOf(kpi);
      const told = [0, 1, 2].map((steps) => kpiValue(5 + steps * finest, kpi, 'zh'));
      expect([display, new Set(told).size]).toEqual([display, 3]);
      expect(kpiValue(5 + finest / 10, kpi, 'zh')).toBe(kpiValue(5, kpi, 'zh'));
    }
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
