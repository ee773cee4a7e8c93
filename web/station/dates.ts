/** Weekdays and months, as a calendar shows them. */
import { addDays, type Day, eachDay } from '../../shared/calendar/day.ts';
import type { Language } from '../format.ts';

const WEEKDAYS = {
  zh: ['一', '二', '三', '四', '五', '六', '日'],
  en: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
};
const FULL_WEEKDAYS = {
  zh: ['星期一', '星期二', '星期三', '星期四', '星期五', '星期六', '星期日'],
  en: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
};
const DAYS_PER_WEEK = 7;

/** 0 for Monday to 6 for Sunday. */
function weekday(day: Day): number {
  const sundayFirst = new Date(`${day}T00:00:00Z`).getUTCDay();
  return (sundayFirst + DAYS_PER_WEEK - 1) % DAYS_PER_WEEK;
}

/** The heads of the calendar's columns: short to be seen, in full to be heard. */
export const weekdayNames = (language: Language) =>
  WEEKDAYS[language].map((short, index) => ({ short, full: FULL_WEEKDAYS[language][index] ?? '' }));

export const weekdayName = (day: Day, language: Language) =>
  FULL_WEEKDAYS[language][weekday(day)] ?? '';

/** The first and the last day of `2024-04`. */
export function boundsOf(month: string): readonly [Day, Day] {
  return [`${month}-01`, addDays(`${shiftMonth(month, 1)}-01`, -1)];
}

/** The month so many months later; earlier where negative. */
export function shiftMonth(month: string, months: number): string {
  const index = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + months;
  return `${String(Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}`;
}

export const isMonth = (text: string) => /^(19[7-9]\d|[2-9]\d{3})-(0[1-9]|1[0-2])$/.test(text);

/** The month's weeks, Monday first; undefined where a week reaches into another month. */
export function weeksOf(month: string): readonly (readonly (Day | undefined)[])[] {
  const [first, last] = boundsOf(month);
  const start = addDays(first, -weekday(first));
  const end = addDays(last, DAYS_PER_WEEK - 1 - weekday(last));
  const days = eachDay(start, end).map((day) => (day >= first && day <= last ? day : undefined));
  return Array.from({ length: days.length / DAYS_PER_WEEK }, (_, week) =>
    days.slice(week * DAYS_PER_WEEK, (week + 1) * DAYS_PER_WEEK),
  );
}
