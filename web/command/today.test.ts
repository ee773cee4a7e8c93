import { describe, expect, it } from 'vitest';
import {
  byMissing,
  type CountyDay,
  lastDue,
  type Missing,
  nearDayName,
  openDays,
  titleOf,
} from './today.ts';
import type { TodayWords } from './today-words.ts';

const say = {
  today: '今日',
  yesterday: '昨日',
  none: (day: string) => `none ${day}`,
  all: (...parts: string[]) => `all ${parts.join(' ')}`,
  over: (...parts: string[]) => `over ${parts.join(' ')}`,
  open: (...parts: string[]) => `open ${parts.join(' ')}`,
} as TodayWords;

const at = (time: string) => Date.parse(`${time}+08:00`);

describe('the last day whose deadline has passed', () => {
  it('is the day before yesterday until noon, and yesterday after', () => {
    expect(lastDue(at('2024-04-16T12:00:00'))).toBe('2024-04-14');
    expect(lastDue(at('2024-04-16T12:00:01'))).toBe('2024-04-15');
    expect(lastDue(at('2024-05-01T00:10:00'))).toBe('2024-04-29');
  });
});

it('keeps yesterday open until its deadline', () => {
  expect(openDays(at('2024-04-16T06:40:00'))).toEqual(['2024-04-15', '2024-04-16']);
  expect(openDays(at('2024-04-16T12:00:00'))).toEqual(['2024-04-15', '2024-04-16']);
  expect(openDays(at('2024-04-16T12:00:01'))).toEqual(['2024-04-16']);
  expect(openDays(at('2024-05-01T00:10:00'))).toEqual(['2024-04-30', '2024-05-01']);
});

it('names days as people do', () => {
  expect(nearDayName('2024-04-15', '2024-04-15', say, 'zh')).toBe('今日');
  expect(nearDayName('2024-03-31', '2024-04-01', say, 'zh')).toBe('昨日');
  expect(nearDayName('2024-04-02', '2024-04-15', say, 'zh')).toBe('4月2日');
  expect(nearDayName('2023-12-02', '2024-04-15', say, 'en')).toBe('2 December 2023');
});

it('answers in the title who is missing', () => {
  const answer = (expected: number, submitted: number, isOver: boolean): Missing => ({
    ...{ date: '2024-04-15', deadline: '', isOver, expected, submitted, onTime: 0, items: [] },
  });
  expect(titleOf(answer(1800, 1600, true), '昨日', say)).toBe('over 昨日 1,800 1,600 200');
  expect(titleOf(answer(18, 5, false), '今日', say)).toBe('open 今日 18 5 13');
  expect(titleOf(answer(18, 18, true), '昨日', say)).toBe('all 昨日 18');
  expect(titleOf(answer(0, 0, true), '昨日', say)).toBe('none 昨日');
});

it('puts the counties with the most missing first', () => {
  const county = (code: string, missing: number): CountyDay => ({
    county: { code, name: code },
    ...{ expected: 9, submitted: 9 - missing, onTime: 0 },
    missing: Array.from({ length: missing }, (_, index) => ({ code: `${index}`, name: '' })),
  });
  const { behind, complete } = byMissing([
    county('4', 0),
    county('3', 1),
    county('1', 2),
    county('2', 1),
  ]);
  expect(behind.map((one) => one.county.code)).toEqual(['1', '2', '3']);
  expect(complete.map((one) => one.county.code)).toEqual(['4']);
});
