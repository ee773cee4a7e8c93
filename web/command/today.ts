/** Who has reported on a day, as the API answers it and as the page tells it. */
import { addDays, type Day, dayAt, deadlineOf } from '../../shared/calendar/day.ts';
import { dayName, fullDayName } from '../dates.ts';
import { count, type Language } from '../format.ts';
import type { TodayWords } from './today-words.ts';

interface Place {
  readonly code: string;
  readonly name: string;
}

interface Counts {
  readonly expected: number;
  readonly submitted: number;
  readonly onTime: number;
}

export interface CountyDay extends Counts {
  readonly county: Place;
  readonly missing: readonly Place[];
}

/** `GET /v1/submissions/missing` */
export interface Missing extends Counts {
  readonly date: Day;
  readonly deadline: string;
  readonly isOver: boolean;
  readonly items: readonly CountyDay[];
}

interface BurdenFigures {
  readonly submissions: number;
  readonly forms: number;
  readonly medianMinutes: number | null;
  readonly fieldsPerDay: number | null;
}

export interface CountyBurden extends BurdenFigures {
  readonly unit: Place;
}

/** `GET /v1/burden` */
export interface Burden {
  readonly period: string;
  readonly items: readonly CountyBurden[];
  readonly total: BurdenFigures;
}

/** The last day whose deadline has passed at an instant. */
export function lastDue(now: number): Day {
  const yesterday = addDays(dayAt(now), -1);
  return now > deadlineOf(yesterday) ? yesterday : addDays(yesterday, -1);
}

/** The days that can still be reported in time, the first to fall due first: today is the last. */
export function openDays(now: number): readonly Day[] {
  const today = dayAt(now);
  const first = addDays(lastDue(now), 1);
  return first < today ? [first, today] : [today];
}

/** A day as seen from today: today, yesterday, or its date, with the year where that is another. */
export function nearDayName(
  day: Day,
  today: Day,
  say: Pick<TodayWords, 'today' | 'yesterday'>,
  language: Language,
): string {
  if (day === today) return say.today;
  if (day === addDays(today, -1)) return say.yesterday;
  const isThisYear = day.slice(0, 4) === today.slice(0, 4);
  return isThisYear ? dayName(day, language) : fullDayName(day, language);
}

/** The answer to the page's question, for a unit with stations below it. */
export function titleOf(answer: Missing, day: string, say: TodayWords): string {
  const { expected, submitted, isOver } = answer;
  if (expected === 0) return say.none(day);
  if (submitted === expected) return say.all(day, count(expected));
  const tell = isOver ? say.over : say.open;
  return tell(day, count(expected), count(submitted), count(expected - submitted));
}

/** The same for a station that sees itself. */
export function ownTitleOf(answer: Missing, day: string, say: TodayWords): string {
  if (answer.expected === 0) return say.none(day);
  if (answer.submitted > 0) return say.own.submitted(day);
  return answer.isOver ? say.own.missing(day) : say.own.open(day);
}

/** The counties where somebody is missing, the most first, of one number by code; and the others. */
export function byMissing(items: readonly CountyDay[]): {
  readonly behind: readonly CountyDay[];
  readonly complete: readonly CountyDay[];
} {
  const behind = items
    .filter(({ missing }) => missing.length > 0)
    .sort(
      (a, b) => b.missing.length - a.missing.length || (a.county.code < b.county.code ? -1 : 1),
    );
  return { behind, complete: items.filter(({ missing }) => missing.length === 0) };
}
