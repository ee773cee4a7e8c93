/**
 * An officer's usual day, as a suggestion to be confirmed. The rule: of the officer's last
 * working days of the same kind (Monday to Friday, or the weekend) within four weeks, at most
 * eight and at least three, the median of their totals, divided among the activities as the time
 * of those days was divided, in steps of 30 by largest remainders, each with the grid where most
 * of its minutes were. (Medians of the single activities would come to less than anybody's day
 * where the activities change from day to day.)
 */
import { addDays, type Day, daysBetween } from '../calendar/day.ts';
import { median } from '../statistics/robust.ts';
import {
  ACTIVITIES,
  type Activity,
  groupOf,
  type OfficerTimeRow,
} from '../submissions/contract.ts';
import type { KnownDay } from './days.ts';

export interface Pattern {
  readonly officer: string;
  readonly rows: readonly {
    readonly activity: Activity;
    /** Left out where none of the grids is the station's any more. */
    readonly grid?: string;
    readonly minutes: number;
  }[];
}

export const PATTERN_DAYS = 28;
const MOST_DAYS = 8;
const FEWEST_DAYS = 3;
const STEP = 30;

/** 1 January 1970 was a Thursday. */
const isWeekend = (day: Day) => ((daysBetween('1970-01-01', day) + 4) % 7) % 6 === 0;
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** The usual days of these officers before `date`; those of whom too little is known are left out. */
export function patternsBefore(
  days: readonly KnownDay[],
  date: Day,
  officers: readonly string[],
  isGrid: (code: string) => boolean,
): Pattern[] {
  const asked = new Set(officers);
  const workOf = new Map<string, Map<Day, OfficerTimeRow[]>>();
  for (const { day, submission } of days) {
    const isNear = day < date && day >= addDays(date, -PATTERN_DAYS);
    if (!isNear || isWeekend(day) !== isWeekend(date)) continue;
    for (const row of submission.officerTime ?? []) {
      if (groupOf(row.activity) === 'leave' || !asked.has(row.officer)) continue;
      const work = workOf.get(row.officer) ?? new Map<Day, OfficerTimeRow[]>();
      workOf.set(row.officer, work.set(day, [...(work.get(day) ?? []), row]));
    }
  }
  return officers.flatMap((officer) => {
    const work = [...(workOf.get(officer) ?? [])].sort(([a], [b]) => (a < b ? 1 : -1));
    const last = work.slice(0, MOST_DAYS).map(([, rows]) => rows);
    const rows = last.length < FEWEST_DAYS ? [] : usual(last, isGrid);
    return rows.length === 0 ? [] : [{ officer, rows }];
  });
}

function usual(
  days: readonly (readonly OfficerTimeRow[])[],
  isGrid: (code: string) => boolean,
): Pattern['rows'] {
  const minutesIn = (rows: readonly OfficerTimeRow[]) => sum(rows.map(({ minutes }) => minutes));
  const steps = Math.round(median(days.map(minutesIn)) / STEP);
  const worked = days.flat();
  const whole = minutesIn(worked);
  const shares = (Object.keys(ACTIVITIES) as Activity[]).map((activity) => {
    const rows = worked.filter((row) => row.activity === activity);
    const share = (steps * minutesIn(rows)) / whole;
    return { activity, rows, steps: Math.floor(share), remainder: share % 1 };
  });
  const left = steps - sum(shares.map((share) => share.steps));
  const rounded = new Set(shares.toSorted((a, b) => b.remainder - a.remainder).slice(0, left));
  return shares.flatMap((share) => {
    const minutes = (share.steps + (rounded.has(share) ? 1 : 0)) * STEP;
    if (minutes === 0) return [];
    const grid = usualGrid(share.rows, isGrid);
    return [{ activity: share.activity, ...(grid !== undefined && { grid }), minutes }];
  });
}

/** The grid with the most minutes; of equal ones the first code. */
function usualGrid(
  rows: readonly OfficerTimeRow[],
  isGrid: (code: string) => boolean,
): string | undefined {
  const minutesOf = new Map<string, number>();
  for (const { grid, minutes } of rows) {
    if (grid !== undefined && isGrid(grid))
      minutesOf.set(grid, (minutesOf.get(grid) ?? 0) + minutes);
  }
  const sorted = [...minutesOf].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  return sorted[0]?.[0];
}
