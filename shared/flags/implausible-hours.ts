import { z } from 'zod';
import { defineFlag, type SubmittedRow } from './definition.ts';
import implausibleHours from './implausible-hours.sql';
import { numberOf, select, textOf } from './select.ts';
import { stationsOf } from './stations.ts';

/**
 * All of an officer's rows of a day at the station but leave, which is no work. A long day after
 * a night on duty happens; the same officer's, again and again, does not.
 */
export const IMPLAUSIBLE_HOURS = defineFlag({
  id: 'implausible_hours',
  name: { zh: '单人工时过长', en: 'Implausible hours' },
  explanation: {
    zh: '同一名民辅警在多日里单日工时超过 14 小时。请核对考勤与值班记录。',
    en: 'The same officer is reported with more than 14 hours on several days. Compare with attendance and duty records.',
  },
  thresholds: z.strictObject({
    /** Minutes of a day above which it counts as too long. */
    minutes: z.int().positive().default(840),
    /** Fewest such days of one officer. */
    days: z.int().positive().default(5),
  }),
  async find(context, { minutes, days }) {
    const parameters = { ...context.parameters, longest: minutes, days };
    const rows = await select(context.engine, implausibleHours, parameters);
    const stations = stationsOf(context);
    return [...Map.groupBy(rows, (row) => textOf(row, 'station'))]
      .filter(([station]) => stations.has(station))
      .map(([station, long]) => ({
        unit: station,
        statistic: {
          officers: new Set(long.map((row) => textOf(row, 'officer'))).size,
          officerDays: long.length,
          mostDays: Math.max(...long.map((row) => numberOf(row, 'days'))),
          longestMinutes: Math.max(...long.map((row) => numberOf(row, 'minutes'))),
        },
        rows: long.map(
          (row): SubmittedRow => ({
            station,
            date: textOf(row, 'day'),
            list: 'officerTime',
            officer: textOf(row, 'officer'),
            minutes: numberOf(row, 'minutes'),
          }),
        ),
      }));
  },
});
