import { expect, it } from 'vitest';
import type { PeriodState } from '../api.ts';
import { lastPublishedMonth, type Months, movedOf } from './months.ts';

const month = (value: number | null, interval: [number, number] | null): Months[number] => ({
  ...{ period: '2024-04', score: { value, interval, grade: null } },
});

it('calls a score risen only where neither month explains the other', () => {
  expect(movedOf([month(80, [78, 82]), month(90, [88, 92])])).toBe('up');
  expect(movedOf([month(90, [88, 92]), month(80, [78, 82])])).toBe('down');
  // The later interval contains the earlier value.
  expect(movedOf([month(80, [78, 82]), month(84, [79, 89])])).toBe('alike');
  expect(movedOf([month(80, [78, 82])])).toBe('unknown');
  expect(movedOf([month(80, null), month(90, [88, 92])])).toBe('unknown');
  expect(movedOf([{ period: '2024-03', score: null }, month(90, [88, 92])])).toBe('unknown');
});

const state = (period: string, publishedAt: string | null): PeriodState => ({
  ...{ period, publishedAt, revision: 1, scheme: 'henan-baseline@1', draft: null },
  ...{ state: publishedAt ? 'published' : 'provisional', computedAt: '2024-05-09T02:00:00+08:00' },
});

it('finds the last published month that a period reaches', () => {
  const periods = [
    state('2024-04', null),
    state('2024-03', '2024-04-12T09:00:00+08:00'),
    state('2024-Q1', '2024-04-12T09:00:00+08:00'),
    state('2024-02', '2024-03-12T09:00:00+08:00'),
  ];
  expect(lastPublishedMonth(periods, '2024-04')).toBe('2024-03');
  expect(lastPublishedMonth(periods, '2024-Q1')).toBe('2024-03');
  expect(lastPublishedMonth(periods, '2024-02')).toBe('2024-02');
  expect(lastPublishedMonth(periods, '2024-01')).toBeUndefined();
  expect(lastPublishedMonth(periods, 'nonsense')).toBeUndefined();
});
