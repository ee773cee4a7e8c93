import { z } from 'zod';
import { defineFlag, type SubmittedRow } from './definition.ts';
import { numberOf, select, textOf } from './select.ts';
import { stationsOf } from './stations.ts';
import twoStations from './two-stations.sql';

/**
 * An officer lent out may be in two documents on the day of the change, hence the days. The
 * station that the roster gives the officer to is in the right and the other is flagged; where it
 * gives the officer to neither, both are.
 */
export const TWO_STATIONS = defineFlag({
  id: 'two_stations',
  name: { zh: '一人两所同日填报', en: 'One officer, two stations' },
  explanation: {
    zh: '花名册上不属本所的民辅警，在多日里同时被本所和另一所填报。请核对借调手续和实际在岗情况。',
    en: 'An officer who is not on the station’s roster is reported by it and by another station on the same days. Check the secondment and where the officer really was.',
  },
  thresholds: z.strictObject({
    /** Fewest such days of one officer. */
    days: z.int().positive().default(3),
  }),
  async find(context, { days }) {
    const rows = await select(context.engine, twoStations, { ...context.parameters, days });
    const stations = stationsOf(context);
    return [...Map.groupBy(rows, (row) => textOf(row, 'station'))]
      .filter(([station]) => stations.has(station))
      .map(([station, twice]) => ({
        unit: station,
        statistic: {
          officers: new Set(twice.map((row) => textOf(row, 'officer'))).size,
          officerDays: twice.length,
          mostDays: Math.max(...twice.map((row) => numberOf(row, 'days'))),
        },
        rows: twice.map(
          (row): SubmittedRow => ({
            station,
            date: textOf(row, 'day'),
            list: 'officerTime',
            officer: textOf(row, 'officer'),
            otherStation: textOf(row, 'other_station'),
          }),
        ),
      }));
  },
});
