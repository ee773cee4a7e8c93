/** Flags on when the month's disputes were opened and how soon they were resolved. */
import { z } from 'zod';
import { addDays } from '../calendar/day.ts';
import { lastDayOf } from '../calendar/period.ts';
import { defineFlag, type FlagContext, type Found, type SubmittedRow } from './definition.ts';
import openings from './openings.sql';
import openingsRows from './openings-rows.sql';
import { standingOut, statisticOf } from './peers.ts';
import { numberOf, select, selectOf, textOf } from './select.ts';
import { stationsOf } from './stations.ts';

/** The days at the end of a month that count as its end. */
const LAST_DAYS = 3;

/** Stations whose openings stand out in one respect, with the rows that do. */
async function outstandingOpenings(
  context: FlagContext,
  respect: 'same_day' | 'at_end',
  limits: { readonly share: number; readonly z: number; readonly fewest: number },
): Promise<Found[]> {
  const { engine, period } = context;
  const stations = stationsOf(context);
  // Of the calendar's month, also while it is not over: its end has not come then.
  const endFrom = addDays(lastDayOf(period), 1 - LAST_DAYS);
  const parameters = { ...context.parameters, end_from: endFrom };
  const shares = (await select(engine, openings, parameters)).flatMap((row) => {
    const station = stations.get(textOf(row, 'station'));
    if (!station) return [];
    const { code: unit, peerGroup } = station.unit;
    return [{ unit, peerGroup, count: numberOf(row, respect), of: numberOf(row, 'opened') }];
  });
  const found = standingOut(shares, limits);
  const rows = await selectOf(
    engine,
    openingsRows,
    parameters,
    found.map(({ unit }) => unit),
  );
  return found.map((one) => ({
    unit: one.unit,
    statistic: statisticOf(one),
    rows: (rows.get(one.unit) ?? [])
      .filter((row) => numberOf(row, respect) === 1)
      .map(
        (row): SubmittedRow => ({
          station: one.unit,
          date: textOf(row, 'day'),
          list: 'disputes',
          position: numberOf(row, 'position'),
          dispute: textOf(row, 'dispute'),
        }),
      ),
  }));
}

const limits = (share: number) => ({
  /** Smallest share of the month's disputes. */
  share: z.number().min(0).max(1).default(share),
  /** Smallest distance from the peers, in robust deviations. */
  z: z.number().positive().default(2),
  /** Fewest disputes of the month. */
  disputes: z.int().positive().default(4),
});

/** Small quarrels are settled on the spot everywhere; nearly all of them nowhere. */
export const SAME_DAY_RESOLUTION = defineFlag({
  id: 'same_day_resolution',
  name: { zh: '纠纷当日排查当日化解', en: 'Resolved on the same day' },
  explanation: {
    zh: '绝大多数纠纷在排查当日即报已化解，远高于同类单位，可能是先化解后补登或虚构。请回访当事人。',
    en: 'Nearly all disputes are reported as resolved on the day they were found, far more than among the peers: entered afterwards, or made up. Call the parties back.',
  },
  thresholds: z.strictObject(limits(0.75)),
  find: (context, { share, z: distance, disputes }) =>
    outstandingOpenings(context, 'same_day', { share, z: distance, fewest: disputes }),
});

/** A push before the month closes is common; most of the month's work in it is not. */
export const MONTH_END = defineFlag({
  id: 'month_end',
  name: { zh: '月末集中排查', en: 'Disputes at the month’s end' },
  explanation: {
    zh: '当月大部分纠纷在最后三天登记，远高于同类单位，像是为完成指标补报。请核对纠纷发生时间。',
    en: 'Most of the month’s disputes were entered in its last three days, far more than among the peers, as if to fill a quota. Check when they really arose.',
  },
  thresholds: z.strictObject(limits(0.6)),
  find: (context, { share, z: distance, disputes }) =>
    outstandingOpenings(context, 'at_end', { share, z: distance, fewest: disputes }),
});
