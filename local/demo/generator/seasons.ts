/** What time of the year it is in the county: the calendar behind the made-up numbers. */
import { addDays, type Day, monthOf } from '../../../shared/calendar/day.ts';

/** How a day differs from a plain working day (1 is plain). */
export interface Season {
  /** The share of officers at work. */
  readonly attendance: number;
  readonly disputes: number;
  readonly cases: number;
  /** Minutes that officers are pulled away for duty, casework and campaigns. */
  readonly diversion: number;
  readonly visits: number;
  readonly lastDaysOfMonth: boolean;
}

const lunar = new Intl.DateTimeFormat('en-u-ca-chinese', {
  month: 'numeric',
  day: 'numeric',
  timeZone: 'UTC',
});

/** The days of the Spring Festival: the last of the old lunar year to the sixth of the new. */
function isSpringFestival(day: Day): boolean {
  const today = lunar.format(new Date(day));
  const tomorrow = lunar.format(new Date(addDays(day, 1)));
  return tomorrow === '1/1' || /^1\/[1-6]$/.test(today);
}

const between = (day: Day, from: string, to: string) => day.slice(5) >= from && day.slice(5) <= to;

/** The season of a day. */
export function seasonOf(day: Day): Season {
  const weekday = new Date(day).getUTCDay();
  const weekend = weekday === 0 || weekday === 6;
  const festival = isSpringFestival(day);
  const holiday = festival || between(day, '05-01', '05-03') || between(day, '10-01', '10-07');
  // Summer nights bring fights and the campaign against them; both harvests empty the villages.
  const summer = between(day, '06-20', '08-31');
  const harvest = between(day, '05-28', '06-15') || between(day, '09-20', '10-12');
  const beforeFestival = isSpringFestival(addDays(day, 14)) && !festival;
  return {
    attendance: festival ? 0.45 : holiday ? 0.6 : weekend ? 0.52 : 0.93,
    disputes:
      (weekend ? 0.75 : 1.1) *
      (festival ? 0.6 : beforeFestival ? 1.35 : summer ? 1.15 : harvest ? 0.8 : 1),
    cases: (festival ? 0.7 : summer ? 1.25 : beforeFestival ? 1.15 : 1) * (weekend ? 1.05 : 1),
    diversion: summer ? 1.3 : festival ? 1.4 : beforeFestival ? 1.2 : 0.92,
    visits: harvest ? 0.75 : festival ? 0.5 : 1,
    lastDaysOfMonth: monthOf(addDays(day, 3)) !== monthOf(day),
  };
}
