import { z } from 'zod';
import { daysBetween } from '../calendar/day.ts';
import { firstDayOf, lastDayOf } from '../calendar/period.ts';
import { chanceOfAtLeast, chanceOfEqual } from './chance.ts';
import { defineFlag, type Found, type SubmittedRow } from './definition.ts';
import equalTotals from './equal-totals.sql';
import equalTotalsRows from './equal-totals-rows.sql';
import { numberOf, type Selected, select, selectOf, textOf } from './select.ts';
import { stationsOf } from './stations.ts';

const pairOf = (row: Selected) => `${textOf(row, 'kind_a')} ${textOf(row, 'kind_b')}`;

/**
 * Any two of the kinds of count are compared. Small totals are often equal by chance, so a pair
 * stands only where two independent Poisson counts with the station's own daily means would
 * hardly be equal on so many days.
 */
export const EQUAL_TOTALS = defineFlag({
  id: 'equal_totals',
  name: { zh: '两项数量逐日相等', en: 'Equal totals day after day' },
  explanation: {
    zh: '两类工作的每日总数在多日里完全相等(例如走访数与发放联系卡数)，像是照抄。请抽查其中一项的原始凭据。',
    en: 'Two kinds of work have the same total on many days (as many contact cards as visits), as if copied. Check the records of one of them.',
  },
  thresholds: z.strictObject({
    /** Fewest days with equal totals. */
    days: z.int().min(2).default(10),
    /** Smaller totals do not count. */
    smallest: z.int().positive().default(2),
    /** Raised where chance gives so many equal days less often than this. */
    chance: z.number().min(0).max(1).default(0.0001),
  }),
  async find(context, { days, smallest, chance }) {
    const { engine, period } = context;
    const parameters = { ...context.parameters, days, smallest };
    const stations = stationsOf(context);
    const daysOfMonth = daysBetween(firstDayOf(period), lastDayOf(period)) + 1;
    const pairs = (await select(engine, equalTotals, parameters))
      .filter((row) => stations.has(textOf(row, 'station')))
      .map((row) => {
        const [a, b] = [numberOf(row, 'total_a'), numberOf(row, 'total_b')];
        const alike = chanceOfEqual(a / daysOfMonth, b / daysOfMonth, smallest);
        const expected = daysOfMonth * alike;
        return { row, days: numberOf(row, 'days'), expected };
      })
      .filter((pair) => chanceOfAtLeast(pair.days, pair.expected) < chance);
    const byStation = Map.groupBy(pairs, ({ row }) => textOf(row, 'station'));
    const rows = await selectOf(engine, equalTotalsRows, parameters, [...byStation.keys()]);
    return [...byStation].map(([unit, found]): Found => {
      const most = found.reduce((best, pair) => (pair.days > best.days ? pair : best));
      const raised = new Set(found.map(({ row }) => pairOf(row)));
      return {
        unit,
        statistic: { pairs: found.length, days: most.days, expectedDays: most.expected },
        rows: (rows.get(unit) ?? [])
          .filter((row) => raised.has(pairOf(row)))
          .map(
            (row): SubmittedRow => ({
              station: unit,
              date: textOf(row, 'day'),
              list: 'counts',
              kinds: [textOf(row, 'kind_a'), textOf(row, 'kind_b')],
              total: numberOf(row, 'total'),
            }),
          ),
      };
    });
  },
});
