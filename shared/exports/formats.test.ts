import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { change, count, kpiValue, percent, points } from '../format.ts';
import { KPIS } from '../kpis/catalogue.ts';
import { absentMark, kindOf, linesOf, numberFormat, widthOf } from './formats.ts';
import type { NumberKind } from './table.ts';
import { shown } from './testing.ts';

describe('number formats', () => {
  const printers: readonly [NumberKind, (value: number) => string][] = [
    ['percent', percent],
    ['change', change],
    ['points', points],
    ['tenths', points],
  ];
  it.each(printers)('%s shows what the page prints', (kind, print) => {
    fc.assert(
      fc.property(fc.double({ min: -1e6, max: 1e6, noNaN: true }), (value) => {
        // Spreadsheet programs know 15 digits of a number.
        const known = Number(value.toPrecision(15));
        expect(shown(known, numberFormat(kind, known, 'zh'))).toBe(print(known));
      }),
    );
  });

  it('give what rounds to zero no sign', () => {
    const zeros: readonly (readonly [NumberKind, number])[] = [
      ...[0.0004, -0.0004].map((value) => ['change', value] as const),
      ...[0.04, -0.04].map((value) => ['gain', value] as const),
      ...[-0.0004].map((value) => ['percent', value] as const),
      ...[0.4, -0.4].map((value) => ['places', value] as const),
    ];
    for (const [kind, value] of zeros) {
      expect(shown(value, numberFormat(kind, value, 'zh'))).toMatch(/^0(\.0%?)?$/);
    }
    const of = (value: number) => shown(value, numberFormat('change', value, 'zh'));
    expect([of(0.0006), of(-0.0006), of(0.0005)]).toEqual(['+0.1%', '−0.1%', '+0.1%']);
  });

  it('show every KPI as the page does', () => {
    const values = [0, 0.0005, 0.2845, 0.8228, 1, 2.549, 12.5, 1480.5, 51_700.04, -0.1259];
    for (const kpi of KPIS) {
      for (const value of kpi.form === 'change' ? values : values.slice(0, -1)) {
        const text = shown(value, numberFormat(kindOf(kpi), value, 'zh'));
        expect(text.replace('/万人', '')).toBe(kpiValue(value, kpi, 'zh'));
      }
    }
    const days = KPIS.find(({ display }) => display === 'days');
    expect(days && shown(4, numberFormat(kindOf(days), 4, 'en'))).toBe('4.0 days');
  });

  it('sign what is won or lost, and keep counts whole', () => {
    const of = (kind: NumberKind, value: number) => shown(value, numberFormat(kind, value, 'zh'));
    expect([of('places', 3), of('places', -12), of('places', 0)]).toEqual(['+3', '−12', '0']);
    expect([of('gain', 0.6), of('gain', -1.25)]).toEqual(['+0.6', '−1.3']);
    expect([of('count', 51_700), of('count', 52.875)]).toEqual([count(51_700), count(52.875)]);
    expect([of('whole', 1351.4), of('rate', 20.87)]).toEqual(['1,351', '20.9/万人']);
  });
});

it('Chinese takes twice the width', () => {
  expect([widthOf('名次'), widthOf('2026-10'), widthOf('（演示）')]).toEqual([4, 7, 8]);
  expect([linesOf('很长的文字', 4), linesOf('a\nb', 10), linesOf('', 10)]).toEqual([3, 2, 1]);
});

it('what is missing is marked by its reason, however many there are', () => {
  expect([absentMark(0), absentMark(19), absentMark(20)]).toEqual(['—①', '—⑳', '—(21)']);
});
