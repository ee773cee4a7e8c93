import { z } from 'zod';
import backFilled from './back-filled.sql';
import backFilledRows from './back-filled-rows.sql';
import { defineFlag, type Found, type SubmittedRow } from './definition.ts';
import { standingOut, statisticOf } from './peers.ts';
import { numberOf, select, selectOf, textOf } from './select.ts';
import { stationsOf } from './stations.ts';

/**
 * Of the days that came at all: missing ones have their own KPI. Corrections do not count. Where
 * the peers came as late, the network was down or a county was loaded afterwards: that is nobody's
 * doing at the station, so it has to stand out from them.
 */
export const BACK_FILLED = defineFlag({
  id: 'back_filled',
  name: { zh: '大量事后补报', en: 'Filled in afterwards' },
  explanation: {
    zh: '过半的日报在截止时间 7 天以后才首次报送，难以如实回忆。请了解原因并核对原始记录。',
    en: 'Most days came for the first time more than 7 days after their deadline, too late to be remembered. Ask why, and compare with the station’s own records.',
  },
  thresholds: z.strictObject({
    /** A day is filled in when it came more than so many days after its deadline. */
    lateDays: z.int().nonnegative().default(7),
    /** Smallest share of the days sent. */
    share: z.number().min(0).max(1).default(0.5),
    /** Smallest distance from the peers, in robust deviations. */
    z: z.number().positive().default(3),
    /** Fewest days sent. */
    days: z.int().positive().default(5),
  }),
  async find(context, { lateDays, share, z: distance, days }) {
    const { engine } = context;
    const parameters = { ...context.parameters, late_days: lateDays };
    const stations = stationsOf(context);
    const shares = (await select(engine, backFilled, parameters)).flatMap((row) => {
      const station = stations.get(textOf(row, 'station'));
      if (!station) return [];
      const { code: unit, peerGroup } = station.unit;
      return [{ unit, peerGroup, count: numberOf(row, 'late'), of: numberOf(row, 'sent') }];
    });
    const found = standingOut(shares, { share, z: distance, fewest: days });
    const rows = await selectOf(
      engine,
      backFilledRows,
      parameters,
      found.map(({ unit }) => unit),
    );
    return found.map(
      (one): Found => ({
        unit: one.unit,
        statistic: statisticOf(one),
        rows: (rows.get(one.unit) ?? []).map(
          (row): SubmittedRow => ({
            station: one.unit,
            date: textOf(row, 'day'),
            list: 'submission',
            received: textOf(row, 'first_received'),
          }),
        ),
      }),
    );
  },
});
