/** Which periods there are to look at, and which of them is the one to look at first. */
import { lastDayOf, monthsIn, parsePeriod, periodBefore } from '../shared/calendar/period.ts';
import type { PeriodState } from './api.ts';

/** Those with a card that everybody may see, the latest by end first; of one end the shortest. */
export function byEnd(periods: readonly PeriodState[]): PeriodState[] {
  return withDrafts(periods).filter(({ state }) => state !== 'draft');
}

/** The same with those that have nothing but a draft, which only those are told of who may see it. */
export function withDrafts(periods: readonly PeriodState[]): PeriodState[] {
  return periods
    .flatMap((state) => {
      const period = parsePeriod(state.period);
      if (!period) return [];
      return [{ state, end: lastDayOf(period), months: monthsIn(period) }];
    })
    .sort((a, b) => (a.end === b.end ? a.months - b.months : a.end < b.end ? 1 : -1))
    .map(({ state }) => state);
}

/** The published period that ends last, which `latest` stands for. */
export function latestPublished(periods: readonly PeriodState[]): string | undefined {
  return byEnd(periods).find(({ state }) => state === 'published')?.period;
}

/** The period before one, where it is published. */
export function publishedBefore(
  period: string,
  periods: readonly PeriodState[],
): string | undefined {
  const parsed = parsePeriod(period);
  const before = parsed && periodBefore(parsed);
  return periods.find((one) => one.period === before && one.state === 'published')?.period;
}

/** The revision that has to be asked for to see anything of a period; undefined where none has. */
export function draftOnly(state: PeriodState | undefined): number | undefined {
  return state?.state === 'draft' ? state.revision : undefined;
}
