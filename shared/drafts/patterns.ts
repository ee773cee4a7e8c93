/**
 * An officer's usual day, as a suggestion to be confirmed. The rule: of the officer's last
 * working days of the same kind (Monday to Friday, or the weekend) within four weeks, at most
 * eight and at least three, each activity's median minutes (a day without it counts 0), rounded
 * to steps of 30, with the grid where most of its minutes were. Together they come to no more
 * than the median of those days' totals; what is over is taken from the shortest activities.
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
const round = (minutes: number) => Math.round(minutes / STEP) * STEP;
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
  let left = round(median(days.map(minutesIn)));
  const activities = Object.keys(ACTIVITIES) as Activity[];
  const longest = activities
    .map((activity) => {
      const rows = days.map((day) => day.filter((row) => row.activity === activity));
      return { activity, rows: rows.flat(), minutes: round(median(rows.map(minutesIn))) };
    })
    .sort((a, b) => b.minutes - a.minutes);
  const chosen = longest.flatMap(({ activity, rows, minutes }) => {
    const taken = Math.min(minutes, left);
    left -= taken;
    if (taken === 0) return [];
    const grid = usualGrid(rows, isGrid);
    return [{ activity, ...(grid !== undefined && { grid }), minutes: taken }];
  });
  return chosen.sort((a, b) => activities.indexOf(a.activity) - activities.indexOf(b.activity));
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
