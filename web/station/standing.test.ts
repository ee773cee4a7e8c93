import { expect, it } from 'vitest';
import { eachDay } from '../../shared/calendar/day.ts';
import type { CalendarDay } from '../../shared/submissions/calendar.ts';
import { dueToday, maySend, missingElsewhere, nextDay, standingOf } from './standing.ts';

const TODAY = '2024-04-16';

/** Days of which these have another state than to have been sent. */
function days(from: string, states: Readonly<Record<string, CalendarDay['state']>>): CalendarDay[] {
  return eachDay(from, '2024-04-30').map((date) => {
    const state = date > TODAY ? 'open' : (states[date] ?? 'submitted');
    const revision = state === 'missing' || state === 'open' ? null : 1;
    return { date, state, revision, receivedAt: null, onTime: null };
  });
}

const ITEMS = days('2024-03-01', {
  ...{ '2024-03-30': 'missing', '2024-04-03': 'missing', '2024-04-05': 'late' },
  ...{ '2024-04-15': 'open', '2024-04-16': 'open' },
});

it('tells of a month what has come of it so far', () => {
  const { days: begun, ...standing } = standingOf(ITEMS, '2024-04', TODAY);
  expect(begun).toHaveLength(16);
  expect(standing).toEqual({
    ...{ missing: ['2024-04-03'], open: ['2024-04-15', '2024-04-16'] },
    ...{ submitted: 12, late: 1, corrected: 0 },
  });
});

it('leads to yesterday, then to today, then to the latest missing day that may be sent', () => {
  expect(nextDay(ITEMS, 'clerk', TODAY)).toBe('2024-04-15');
  const received = (...dates: string[]) =>
    ITEMS.map((day) => (dates.includes(day.date) ? { ...day, revision: 1 } : day));
  expect(nextDay(received('2024-04-15'), 'clerk', TODAY)).toBe('2024-04-16');
  const both = received('2024-04-15', '2024-04-16');
  expect(nextDay(both, 'clerk', TODAY)).toBe('2024-04-03');
  expect(nextDay(both, 'clerk', '2024-08-01')).toBeUndefined();
  expect(nextDay(ITEMS, 'viewer', TODAY)).toBeUndefined();
  expect(dueToday(ITEMS, TODAY)).toEqual(['2024-04-15']);
});

it('opens days to each role as long as the contract does', () => {
  expect(maySend('clerk', '2024-02-14', TODAY)).toBe(true);
  expect(maySend('clerk', '2024-02-13', TODAY)).toBe(false);
  expect(maySend('reviewer', '2024-02-13', TODAY)).toBe(true);
  expect(maySend('administrator', '1999-01-01', TODAY)).toBe(true);
  expect(maySend('administrator', '2024-04-17', TODAY)).toBe(false);
});

it('tells the missing days of other months, many of them as a number', () => {
  const many = Object.fromEntries(
    eachDay('2024-03-10', '2024-03-13').map((date) => [date, 'missing'] as const),
  );
  expect(missingElsewhere(ITEMS, '2024-04')).toEqual([
    { month: '2024-03', count: 1, days: ['2024-03-30'] },
  ]);
  expect(missingElsewhere(days('2024-03-01', many), '2024-04')).toEqual([
    { month: '2024-03', count: 4, days: [] },
  ]);
  expect(missingElsewhere(ITEMS, '2024-03')[0]?.month).toBe('2024-04');
});
