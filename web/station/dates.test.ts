import { expect, it } from 'vitest';
import { boundsOf, isMonth, shiftMonth, weekdayName, weeksOf } from './dates.ts';

it('names the day of the week', () => {
  expect(weekdayName('2024-04-15', 'zh')).toBe('星期一');
  expect(weekdayName('2024-04-14', 'en')).toBe('Sunday');
});

it('goes from month to month over years, and knows their ends', () => {
  expect(shiftMonth('2024-01', -1)).toBe('2023-12');
  expect(shiftMonth('2024-12', 1)).toBe('2025-01');
  expect(boundsOf('2024-02')).toEqual(['2024-02-01', '2024-02-29']);
  expect(['2024-04', '2024-00', '2024-13', '2024-4', '1969-12'].map(isMonth)).toEqual([
    ...[true, false, false, false, false],
  ]);
});

it('lays a month out in weeks from Monday to Sunday', () => {
  const weeks = weeksOf('2024-09');
  expect(weeks).toHaveLength(6);
  expect(weeks[0]).toEqual([...Array(6).fill(undefined), '2024-09-01']);
  expect(weeks[5]).toEqual(['2024-09-30', ...Array(6).fill(undefined)]);
  expect(weeksOf('2027-02')).toHaveLength(4);
});
