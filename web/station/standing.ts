/** How a station's days stand, and what is to be done about them. */
import { addDays, type Day, monthOf } from '../../shared/calendar/day.ts';
import type { CalendarDay } from '../../shared/submissions/calendar.ts';
import { closedDay, OPEN_DAYS, type SubmitterRole } from '../../shared/submissions/validate.ts';

/** Missing days are looked for as far back as a clerk can still send them. */
export const firstLookedFor = (today: Day): Day => addDays(today, -OPEN_DAYS.clerk);

/** Whether the role may send this day now; a viewer sends nothing. */
export const maySend = (role: string, day: Day, today: Day): boolean =>
  isSender(role) && !closedDay(day, { today, role });

/** Whether the role may send anything at all. */
export const isSender = (role: string): role is SubmitterRole => Object.hasOwn(OPEN_DAYS, role);

/** Whether the account may read rows, which name officers: the station itself and reviewers. */
export const mayRead = (
  session: { readonly unit: string; readonly role: string },
  station: string,
) => session.unit === station || session.role === 'reviewer' || session.role === 'administrator';

export interface Standing {
  /** Days of the month that have begun and on which something is expected, or came. */
  readonly days: readonly CalendarDay[];
  readonly missing: readonly Day[];
  /** Nothing came yet, and the deadline has not passed. */
  readonly open: readonly Day[];
  readonly submitted: number;
  readonly late: number;
  readonly corrected: number;
}

/** How a month stands, as far as it has come. */
export function standingOf(items: readonly CalendarDay[], month: string, today: Day): Standing {
  const days = items.filter(({ date }) => monthOf(date) === month && date <= today);
  const inState = (state: CalendarDay['state']) => days.filter((day) => day.state === state);
  return {
    days,
    missing: inState('missing').map(({ date }) => date),
    open: inState('open').map(({ date }) => date),
    submitted: inState('submitted').length,
    late: inState('late').length,
    corrected: days.filter(isCorrected).length,
  };
}

export const isCorrected = ({ revision }: CalendarDay) => revision !== null && revision > 1;

/**
 * What a clerk does first: yesterday, which is due at noon, then today; where both came, the
 * latest day that is missing. Only days that the role may send; undefined where all came.
 */
export function nextDay(items: readonly CalendarDay[], role: string, today: Day): Day | undefined {
  const waiting = items
    .filter(({ date, revision }) => revision === null && maySend(role, date, today))
    .map(({ date }) => date);
  const yesterday = addDays(today, -1);
  return [yesterday, today].find((day) => waiting.includes(day)) ?? waiting.at(-1);
}

/** Days before today whose deadline is still to come: today at 12:00. */
export const dueToday = (items: readonly CalendarDay[], today: Day): Day[] =>
  items.filter(({ state, date }) => state === 'open' && date < today).map(({ date }) => date);

/** A month's missing days one by one; more than these are only counted. */
const LISTED_DAYS = 3;

export interface MissingMonth {
  readonly month: string;
  readonly count: number;
  /** Empty where there are too many to be listed. */
  readonly days: readonly Day[];
}

/** The missing days of the months other than `month`, oldest first. */
export function missingElsewhere(items: readonly CalendarDay[], month: string): MissingMonth[] {
  const missing = items.filter(({ state }) => state === 'missing').map(({ date }) => date);
  const months = Map.groupBy(missing, monthOf);
  months.delete(month);
  return [...months].map(([other, days]) => ({
    month: other,
    count: days.length,
    days: days.length <= LISTED_DAYS ? days : [],
  }));
}
