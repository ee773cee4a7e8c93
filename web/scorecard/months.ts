/** Scores of months in a row. */

import { parsePeriod } from '../../shared/calendar/period.ts';
import type { PeriodState, Trends } from '../api.ts';

export type Months = Pick<Trends['months'][number], 'period' | 'score'>[];

/** How the last month's score stands to that of the month before. */
export function movedOf(months: readonly Months[number][]): 'up' | 'down' | 'alike' | 'unknown' {
  const [before, last] = [months.at(-2)?.score, months.at(-1)?.score];
  if (!before?.interval || !last?.interval || before.value === null || last.value === null) {
    return 'unknown';
  }
  const apart = (interval: readonly [number, number], value: number) =>
    value < interval[0] || value > interval[1];
  // Each is beyond what chance makes of the other.
  const isApart = apart(before.interval, last.value) && apart(last.interval, before.value);
  if (!isApart) return 'alike';
  return last.value > before.value ? 'up' : 'down';
}

/** The last published month that does not go beyond the period; undefined where there is none. */
export function lastPublishedMonth(
  periods: readonly PeriodState[],
  period: string,
): string | undefined {
  const parsed = parsePeriod(period);
  if (!parsed) return undefined;
  const end = `${period.slice(0, 4)}-${String(parsed.lastMonth).padStart(2, '0')}`;
  return periods
    .filter((one) => one.publishedAt !== null && parsePeriod(one.period)?.kind === 'month')
    .map((one) => one.period)
    .filter((month) => month <= end)
    .sort()
    .at(-1);
}
