import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  change,
  correlation,
  count,
  counts,
  kpiValue,
  percent,
  periodName,
  points,
} from './format.ts';

describe('numbers as they are printed', () => {
  it('separates thousands and keeps counts whole', () => {
    expect(count(51_700)).toBe('51,700');
    expect(count(12.5)).toBe('12.5');
  });

  it('prints correlations with two decimals, and only a whole one as 1', () => {
    expect([1, 0.9999, 0.5, -0.256, 0].map(correlation)).toEqual([
      ...['1.00', '0.99', '0.50', '−0.25', '0.00'],
    ]);
  });

  it('prints shares with one decimal, rounded once', () => {
    expect(percent(0.8228)).toBe('82.3%');
    expect(percent(1)).toBe('100.0%');
    expect(points(86.4)).toBe('86.4');
  });

  it('always signs a change, and never a zero', () => {
    expect(change(-0.1259)).toBe('−12.6%');
    expect(change(0.7697)).toBe('+77.0%');
    expect(change(-0.0001)).toBe('0.0%');
    expect(change(0.0001)).toBe('0.0%');
  });

  it('shows the two counts behind a value', () => {
    expect(counts(49, 57, 'change')).toBe('57 → 49');
    expect(counts(41_230, 50_110, 'percent')).toBe('41,230 / 50,110');
  });

  it('shows nothing missing as zero', () => {
    for (const display of ['percent', 'number', 'days', 'change'] as const) {
      expect(kpiValue(null, { form: 'ratio', display }, 'zh')).toBe('—');
    }
    expect(kpiValue(0, { form: 'ratio', display: 'percent' }, 'zh')).toBe('0.0%');
    expect(kpiValue(3.96, { form: 'ratio', display: 'days' }, 'zh')).toBe('4.0天');
  });

  it('says a number that reads back within half a unit of the last place', () => {
    fc.assert(
      fc.property(fc.double({ min: -1000, max: 1000, noNaN: true }), (value) => {
        const read = Number(points(value).replaceAll(',', '').replace('−', '-'));
        expect(Math.abs(read - value)).toBeLessThanOrEqual(0.05 + 1e-9);
      }),
    );
  });
});

describe('periods by name', () => {
  it.each([
    ['2024-04', '2024年4月', 'April 2024'],
    ['2024-Q2', '2024年第2季度', 'Q2 2024'],
    ['2024-H1', '2024年上半年', 'H1 2024'],
    ['2024', '2024年', '2024'],
    ['2024-04-ytd', '2024年1至4月', 'January to April 2024'],
  ])('%s', (period, zh, en) => {
    expect(periodName(period, 'zh')).toBe(zh);
    expect(periodName(period, 'en')).toBe(en);
  });
});
