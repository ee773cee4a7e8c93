import { addDays, type Day } from './day.ts';

/** Days after the end of a period in which an outcome still counts for its cohort. */
export const GRACE_DAYS = 7;

/** The day of the next month on which a month is run: the one after the last day of grace is due. */
export const MONTHLY_RUN_DAY = GRACE_DAYS + 2;

/** The kinds of period: `2024-04`, `2024-Q2`, `2024-H1`, `2024`, `2024-04-ytd`. */
export type PeriodKind = 'month' | 'quarter' | 'half' | 'year' | 'year_to_date';

/** A period as it is named, with the months it spans. */
export interface Period {
  readonly id: string;
  readonly kind: PeriodKind;
  readonly year: number;
  /** 1 to 12, both included. */
  readonly firstMonth: number;
  readonly lastMonth: number;
}

/** The days that a run of a period reads, fixed by the period and the day it is run on. */
export interface Span {
  /** The period's own days; `last` is yesterday for a period that is not over. */
  readonly first: Day;
  readonly last: Day;
  /** The last day whose events are known: the end of grace, or yesterday. */
  readonly asOf: Day;
  /** The same months a year before, up to the same calendar day. */
  readonly previousFirst: Day;
  readonly previousLast: Day;
  /** The twelve months before the period: what is known of a unit's usual level comes from there. */
  readonly baseFirst: Day;
  readonly baseLast: Day;
  /** 1 January of the period's year and of the year before: the reading window begins there. */
  readonly yearFirst: Day;
  readonly readFrom: Day;
  readonly over: boolean;
}

const PATTERN = /^(\d{4})(?:-(?:(0[1-9]|1[0-2])(-ytd)?|Q([1-4])|H([12])))?$/;

/** Reads a period's name; undefined where it is none. */
export function parsePeriod(id: string): Period | undefined {
  const match = PATTERN.exec(id);
  if (!match) return undefined;
  const [, yearText, month, toDate, quarter, half] = match;
  const year = Number(yearText);
  if (year < 1971) return undefined;
  const period = (kind: PeriodKind, firstMonth: number, lastMonth: number): Period => ({
    id,
    kind,
    year,
    firstMonth,
    lastMonth,
  });
  if (month && toDate) return period('year_to_date', 1, Number(month));
  if (month) return period('month', Number(month), Number(month));
  if (quarter) return period('quarter', Number(quarter) * 3 - 2, Number(quarter) * 3);
  if (half) return period('half', Number(half) * 6 - 5, Number(half) * 6);
  return period('year', 1, 12);
}

const pad = (number: number, width = 2) => String(number).padStart(width, '0');

function firstDay(year: number, month: number): Day {
  return `${pad(year, 4)}-${pad(month)}-01`;
}

function lastDay(year: number, month: number): Day {
  const next = month === 12 ? firstDay(year + 1, 1) : firstDay(year, month + 1);
  return addDays(next, -1);
}

/** How many months the period spans. */
export function monthsIn(period: Period): number {
  return period.lastMonth - period.firstMonth + 1;
}

/** The period's first day. */
export function firstDayOf(period: Period): Day {
  return firstDay(period.year, period.firstMonth);
}

/** The period's last day, whether it has come or not. */
export function lastDayOf(period: Period): Day {
  return lastDay(period.year, period.lastMonth);
}

/**
 * What a run of `period` on `today` reads; undefined where none of its days is over.
 * For an unfinished period everything ends yesterday, and the comparison a year before ends on
 * the same calendar day (29 February: on 28 February).
 */
export function spanOf(period: Period, today: Day): Span | undefined {
  const yesterday = addDays(today, -1);
  const first = firstDayOf(period);
  const end = lastDayOf(period);
  if (yesterday < first) return undefined;
  const over = end <= yesterday;
  const last = over ? end : yesterday;
  const lastYear = period.year - 1;
  const sameMonth = Number(last.slice(5, 7));
  const endOfSameMonth = lastDay(lastYear, sameMonth);
  const sameDay = `${pad(lastYear, 4)}${last.slice(4)}`;
  return {
    first,
    last,
    asOf: over ? addDays(end, GRACE_DAYS) : yesterday,
    previousFirst: firstDay(lastYear, period.firstMonth),
    previousLast: over || sameDay > endOfSameMonth ? endOfSameMonth : sameDay,
    baseFirst: firstDay(lastYear, period.firstMonth),
    baseLast: addDays(first, -1),
    yearFirst: firstDay(period.year, 1),
    readFrom: firstDay(lastYear, 1),
    over,
  };
}

/** The months before the period's first, up to `count`, the earliest first: `2024-03`, … */
export function monthsBefore(period: Period, count: number): string[] {
  const last = period.year * 12 + period.firstMonth - 1;
  return Array.from({ length: count }, (_, index) => {
    const month = last - count + index;
    return `${pad(Math.floor(month / 12), 4)}-${pad((month % 12) + 1)}`;
  });
}

/** The same months a year before, under their name. */
export function yearBefore(period: Period): string {
  return pad(period.year - 1, 4) + period.id.slice(4);
}

/** The period of the same kind that ends just before this one begins (for a year to date: a month shorter, or the year before in January). */
export function periodBefore(period: Period): string {
  const { year, firstMonth, kind } = period;
  const y = pad(year, 4);
  const before = pad(year - 1, 4);
  switch (kind) {
    case 'month':
      return firstMonth === 1 ? `${before}-12` : `${y}-${pad(firstMonth - 1)}`;
    case 'quarter':
      return firstMonth === 1 ? `${before}-Q4` : `${y}-Q${(firstMonth - 1) / 3}`;
    case 'half':
      return firstMonth === 1 ? `${before}-H2` : `${y}-H1`;
    case 'year':
      return before;
    case 'year_to_date':
      return period.lastMonth === 1 ? `${before}-12-ytd` : `${y}-${pad(period.lastMonth - 1)}-ytd`;
  }
}
