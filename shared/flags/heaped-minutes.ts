import { z } from 'zod';
import { defineFlag, type SubmittedRow } from './definition.ts';
import heapedMinutes from './heaped-minutes.sql';
import heapedRows from './heaped-minutes-rows.sql';
import { standingOut, statisticOf } from './peers.ts';
import { numberOf, select, selectOf, textOf } from './select.ts';
import { stationsOf } from './stations.ts';

/**
 * The form steps by 30 minutes and a day of eight hours is full of round shares, so multiples of
 * 120 are common everywhere: only what is far above the peers, and most of the rows, is a sign.
 */
export const HEAPED_MINUTES = defineFlag({
  id: 'heaped_minutes',
  name: { zh: '工时堆积在整两小时', en: 'Minutes heaped on two hours' },
  explanation: {
    zh: '绝大多数工时是 120 分钟的倍数，远高于同类单位，像是估填而非记录。请了解填报方式。',
    en: 'Nearly all rows are multiples of 120 minutes, far more than among the peers: estimated rather than recorded. Ask how the minutes are filled in.',
  },
  thresholds: z.strictObject({
    /** Minutes of which rows are multiples. */
    step: z.int().positive().default(120),
    /** Smallest share of such rows. */
    share: z.number().min(0).max(1).default(0.7),
    /** Smallest distance from the peers, in robust deviations. */
    z: z.number().positive().default(3),
    /** Fewest rows in the month. */
    rows: z.int().positive().default(30),
  }),
  async find(context, { step, share, z: distance, rows }) {
    const { engine } = context;
    const stations = stationsOf(context);
    const parameters = { ...context.parameters, step };
    const shares = (await select(engine, heapedMinutes, parameters)).flatMap((row) => {
      const station = stations.get(textOf(row, 'station'));
      if (!station) return [];
      const { code: unit, peerGroup } = station.unit;
      return [{ unit, peerGroup, count: numberOf(row, 'heaped'), of: numberOf(row, 'row_count') }];
    });
    const found = standingOut(shares, { share, z: distance, fewest: rows });
    const heaped = await selectOf(
      engine,
      heapedRows,
      parameters,
      found.map(({ unit }) => unit),
    );
    return found.map((one) => ({
      unit: one.unit,
      statistic: statisticOf(one),
      rows: (heaped.get(one.unit) ?? []).map(
        (row): SubmittedRow => ({
          station: one.unit,
          date: textOf(row, 'day'),
          list: 'officerTime',
          position: numberOf(row, 'position'),
          officer: textOf(row, 'officer'),
          minutes: numberOf(row, 'minutes'),
        }),
      ),
    }));
  },
});
