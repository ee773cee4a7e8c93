/** Which periods there are to look at, and which of them is the one to look at first. */
import { lastDayOf, monthsIn, parsePeriod } from '../shared/calendar/period.ts';
import type { PeriodState } from './api.ts';

/** Those with a card that everybody may see, the latest by end first; of one end the shortest. */
export function byEnd(periods: readonly PeriodState[]): PeriodState[] {
  return periods
    .flatMap((state) => {
      const period = parsePeriod(state.period);
      if (!period || state.state === 'draft') return [];
      return [{ state, end: lastDayOf(period), months: monthsIn(period) }];
    })
    .sort((a, b) => (a.end === b.end ? a.months - b.months : a.end < b.end ? 1 : -1))
    .map(({ state }) => state);
}

/** The published period that ends last, which `latest` stands for. */
export function latestPublished(periods: readonly PeriodState[]): string | undefined {
  return byEnd(periods).find(({ state }) => state === 'published')?.period;
}
