import { expect, it } from 'vitest';
import {
  dayName,
  exactTimeName,
  fullDayName,
  fullTimeName,
  listed,
  monthName,
  timeName,
} from './dates.ts';

it('says days and times in both languages', () => {
  expect(monthName('2024-12', 'zh')).toBe('12月');
  expect(monthName('2024-12', 'en')).toBe('December');
  expect(dayName('2024-04-05', 'zh')).toBe('4月5日');
  expect(dayName('2024-04-05', 'en')).toBe('5 April');
  expect(fullDayName('2024-04-05', 'zh')).toBe('2024年4月5日');
  expect(fullDayName('2024-04-05', 'en')).toBe('5 April 2024');
});

it('says times to the minute, or exactly', () => {
  const time = '2024-04-16T09:12:41+08:00';
  expect(timeName(time, 'zh')).toBe('4月16日 09:12');
  expect(timeName(time, 'en')).toBe('16 April, 09:12');
  expect(fullTimeName(time, 'zh')).toBe('2024年4月16日 09:12');
  expect(fullTimeName(time, 'en')).toBe('16 April 2024, 09:12');
  expect(exactTimeName(time, 'zh')).toBe('2024年4月16日 09:12:41');
});

it('puts names in a row', () => {
  expect(listed(['3日', '17日'], 'zh')).toBe('3日、17日');
  expect(listed(['3', '17'], 'en')).toBe('3, 17');
});
