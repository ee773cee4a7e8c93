import { z } from 'zod';
import { daysBetween } from '../calendar/day.ts';
import { firstDayOf, lastDayOf } from '../calendar/period.ts';
import { chanceOfAtLeast } from './chance.ts';
import copiedDays from './copied-days.sql';
import habits from './copied-days-habits.sql';
import { defineFlag, type Found } from './definition.ts';
import { numberOf, type Selected, select, selectOf, textOf } from './select.ts';
import { stationsOf } from './stations.ts';

/** The largest set of equal days of a station; of two as large the earlier. */
function largestSet(rows: readonly Selected[]): readonly Selected[] {
  const sets = [...Map.groupBy(rows, (row) => textOf(row, 'model')).values()];
  return sets.reduce((largest, set) => (set.length > largest.length ? set : largest), []);
}

/**
 * A day is the station's whole list but leave, whatever its order. One officer's usual day comes
 * again and again because the form offers it, so equal days of a small station may be honest:
 * where its officers, each by habit and on days of their own, would be expected to make up so
 * many equal days together (those on the list as it says, the others off), it is not flagged. A list of one officer cannot be told that way and
 * counts as it is, and so does one that is the same on half of the month.
 */
export const COPIED_DAYS = defineFlag({
  id: 'copied_days',
  name: { zh: '工作时间成日复制', en: 'Copied days' },
  explanation: {
    zh: '全所的工作时间在多日里逐条相同(不含休假)，超出各人习惯重复所能解释的次数。请抽查这些日期的实际工作。',
    en: 'The whole station’s officer time is the same, row for row, on several days, more often than its officers’ own habits explain. Check what was really done on those days.',
  },
  thresholds: z.strictObject({
    /** Fewest equal days. */
    days: z.int().min(2).default(5),
    /** Fewest rows of such a day, leave not counted. */
    rows: z.int().positive().default(3),
    /** So many equal days are never habit. */
    alwaysDays: z.int().min(2).default(15),
    /** Not flagged where habit gives so many equal days with a chance above this. */
    chance: z.number().min(0).max(1).default(0.05),
  }),
  async find(context, { days, rows, alwaysDays, chance }) {
    const { engine, parameters, period } = context;
    const stations = stationsOf(context);
    const copied = Map.groupBy(
      await select(engine, copiedDays, { ...parameters, days, rows }),
      (row) => textOf(row, 'station'),
    );
    const sets = new Map(
      [...copied]
        .filter(([station]) => stations.has(station))
        .map(([station, all]) => [station, largestSet(all)]),
    );
    const models = [...sets].map(([station, set]) => `${station} ${set[0]?.model}`);
    const repeats = await selectOf(engine, habits, { ...parameters, models }, [...sets.keys()]);
    const daysOfMonth = daysBetween(firstDayOf(period), lastDayOf(period)) + 1;
    return [...sets].flatMap(([station, set]): Found[] => {
      const officers = repeats.get(station) ?? [];
      const listed = officers.filter((row) => row.days_like_the_list !== null);
      const expected = officers.reduce((product, row) => {
        const off = daysOfMonth - numberOf(row, 'days_at_work');
        const days = row.days_like_the_list === null ? off : numberOf(row, 'days_like_the_list');
        return (product * days) / daysOfMonth;
      }, daysOfMonth);
      const habit =
        listed.length > 1 &&
        set.length < alwaysDays &&
        chanceOfAtLeast(set.length, expected) > chance;
      if (habit) return [];
      return [
        {
          unit: station,
          statistic: {
            days: set.length,
            rowsADay: set[0] ? numberOf(set[0], 'row_count') : 0,
            officers: listed.length,
            expectedDays: expected,
          },
          rows: set.map((row) => ({
            station,
            date: textOf(row, 'day'),
            list: 'officerTime' as const,
          })),
        },
      ];
    });
  },
});
