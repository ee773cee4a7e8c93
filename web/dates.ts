/** Days and times as every page says them. Everything is Shanghai's. */
import type { Day } from '../shared/calendar/day.ts';
import { type Language, periodName } from './format.ts';

/** `4月` or `April`, of `2024-04`. */
export function monthName(month: string, language: Language): string {
  const full = periodName(month, language);
  return language === 'zh' ? full.slice(full.indexOf('年') + 1) : (full.split(' ')[0] ?? full);
}

/** `15日` or `15`. */
export const dayNumber = (day: Day, language: Language) =>
  language === 'zh' ? `${Number(day.slice(8))}日` : String(Number(day.slice(8)));

/** `4月15日` or `15 April`: where the year goes without saying. */
export function dayName(day: Day, language: Language): string {
  const month = monthName(day.slice(0, 7), language);
  const number = dayNumber(day, language);
  return language === 'zh' ? `${month}${number}` : `${number} ${month}`;
}

/** `2024年4月15日` or `15 April 2024`. */
export function fullDayName(day: Day, language: Language): string {
  const year = day.slice(0, 4);
  return language === 'zh'
    ? `${year}年${dayName(day, language)}`
    : `${dayName(day, language)} ${year}`;
}

const MINUTES = 'HH:MM'.length;
const SECONDS = 'HH:MM:SS'.length;

/** `4月16日 09:12` or `16 April, 09:12`, of a time with Shanghai's offset. */
export const timeName = (time: string, language: Language) =>
  withClock(dayName(time.slice(0, 10), language), time, MINUTES, language);

/** `2024年4月16日 09:12` or `16 April 2024, 09:12`, of a time with Shanghai's offset. */
export const fullTimeName = (time: string, language: Language) =>
  withClock(fullDayName(time.slice(0, 10), language), time, MINUTES, language);

/** `2024年4月16日 09:12:41` or `16 April 2024, 09:12:41`, of a time with Shanghai's offset. */
export const exactTimeName = (time: string, language: Language) =>
  withClock(fullDayName(time.slice(0, 10), language), time, SECONDS, language);

/** `09:12:41`, of a time with Shanghai's offset. */
export const clockName = (time: string) => time.slice(11, 11 + SECONDS);

function withClock(day: string, time: string, length: number, language: Language): string {
  const clock = time.slice(11, 11 + length);
  return language === 'zh' ? `${day} ${clock}` : `${day}, ${clock}`;
}

/** Names of days or the like in a row: `3日、17日` or `3, 17`. */
export const listed = (names: readonly string[], language: Language) =>
  names.join(language === 'zh' ? '、' : ', ');
