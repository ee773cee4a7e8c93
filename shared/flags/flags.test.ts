/** Every flag that reads rows, on the real engine: found at its strength, not just below it. */
import { describe, expect, it, onTestFinished } from 'vitest';
import { scratchFolder } from '../../local/services/testing.ts';
import { addDays, type Day } from '../calendar/day.ts';
import { parsePeriod, spanOf } from '../calendar/period.ts';
import { queryParameters } from '../kpis/parameters.ts';
import type { Row } from '../lake/tables.ts';
import { type Activity, activitiesOf } from '../submissions/contract.ts';
import { flagNamed, flagThresholdsSchema, USUAL_THRESHOLDS } from './catalogue.ts';
import type { FlagFigure, FlagInput, SubmittedRow } from './definition.ts';
import { detectFlags } from './detect.ts';
import { openTestLake } from './testing.ts';

const A = '410481001000';
const B = '410481002000';
const GRID = '410481001001';

const dayOf = (number: number): Day => addDays('2024-03-31', number);
const daysOf = (count: number): Day[] =>
  Array.from({ length: count }, (_, index) => dayOf(index + 1));

const work = (
  day: Day,
  minutes: number,
  rest: { station?: string; officer?: string; position?: number; activity?: Activity } = {},
): Row => {
  const activity = rest.activity ?? 'household_visit';
  const grid = activity === 'leave' ? null : GRID;
  return { day, station: A, position: 0, officer: 'P-1', grid, minutes, ...rest, activity };
};

/** The findings of April 2024 at two stations, in a lake with these rows. */
async function findings(
  tables: Readonly<Record<string, readonly Row[]>>,
  figures: Readonly<Record<string, Readonly<Record<string, FlagFigure>>>> = {},
  month = '2024-04',
) {
  const lake = await openTestLake(scratchFolder());
  onTestFinished(() => lake.close());
  for (const [table, rows] of Object.entries(tables)) await lake.write(table, rows);
  const period = parsePeriod(month);
  const span = period && spanOf(period, '2025-01-09');
  if (!period || !span) throw new Error(`${month} is no period`);
  const lists = {
    community: activitiesOf('community'),
    diverted: activitiesOf('diverted'),
    desk: activitiesOf('desk'),
    eight_major: ['homicide'],
  };
  const input: FlagInput = {
    period,
    parameters: queryParameters(period, span, lists),
    units: [A, B].map((code) => ({
      unit: { code, level: 'station', peerGroup: 'station-rural-1' },
      kpis: figures[code] ?? {},
    })),
    history: [],
  };
  return detectFlags(lake, { ...input, thresholds: USUAL_THRESHOLDS });
}

async function found(flag: string, ...given: Parameters<typeof findings>) {
  return (await findings(...given)).filter((one) => one.flag === flag);
}

describe('thresholds', () => {
  it('have usual values where a scheme is silent', () => {
    const own = flagThresholdsSchema.parse({ copied_days: { days: 8 } });
    expect(own.copied_days).toEqual({ ...USUAL_THRESHOLDS.copied_days, days: 8 });
    expect(own.above_95).toEqual({ share: 0.95, minutes: 600 });
  });

  it.each([
    [{ no_such_flag: {} }],
    [{ copied_days: { nights: 3 } }],
    [{ copied_days: { days: 0 } }],
    [{ above_95: { share: 1.5 } }],
  ])('refuse %j', (thresholds) => {
    expect(flagThresholdsSchema.safeParse(thresholds).success).toBe(false);
  });

  it('come with a name and an explanation in both languages', () => {
    for (const id of Object.keys(USUAL_THRESHOLDS)) {
      const flag = flagNamed(id);
      expect([flag?.name.zh, flag?.name.en, flag?.explanation.zh, flag?.explanation.en]).toEqual(
        Array(4).fill(expect.stringMatching(/.{4}/)),
      );
    }
  });
});

it('other kinds of period have no flags', async () => {
  const long = daysOf(30).map((day) => work(day, 1000));
  expect(await findings({ officer_time: long }, {}, '2024-Q2')).toEqual([]);
});

describe('above_95', () => {
  const share = (value: number) => ({ numerator: value * 9600, denominator: 9600, value });

  it('is above 95 %, and names the officers’ days in the community', async () => {
    const rows = [
      work('2024-04-01', 300),
      work('2024-04-01', 120, { position: 1, activity: 'publicity' }),
      work('2024-04-02', 60, { officer: 'P-2' }),
      work('2024-04-02', 30, { position: 1, activity: 'paperwork' }),
      work('2024-05-01', 30),
    ];
    const figures = {
      [A]: { time_in_community: share(0.96) },
      [B]: { time_in_community: share(0.95) },
    };
    expect(await found('above_95', { officer_time: rows }, figures)).toEqual([
      {
        unit: A,
        flag: 'above_95',
        statistic: { share: 0.96, communityMinutes: 9216, workingMinutes: 9600 },
        rows: [
          { station: A, date: '2024-04-01', list: 'officerTime', officer: 'P-1', minutes: 420 },
          { station: A, date: '2024-04-02', list: 'officerTime', officer: 'P-2', minutes: 60 },
        ],
      },
    ]);
  });

  it('says nothing of a few hours', async () => {
    const figures = { [A]: { time_in_community: { numerator: 500, denominator: 500, value: 1 } } };
    expect(await found('above_95', {}, figures)).toEqual([]);
  });
});

describe('copied_days', () => {
  /** A day of three rows of two officers, with the rows in one order or the other. */
  const day = (date: Day, minutes: number, turned = false) => [
    work(date, minutes, { position: turned ? 2 : 0 }),
    work(date, 60, { position: 1, activity: 'publicity' }),
    work(date, 480, { position: turned ? 0 : 2, officer: 'P-2', activity: 'station_duty' }),
  ];
  const copied = (count: number) => [
    ...daysOf(count).flatMap((date, index) => day(date, 200, index % 2 === 1)),
    // Other days, each of its own, with equal sums: only the rows tell them apart.
    ...[31, 32, 33, 34].flatMap((extra) => [
      work(dayOf(extra - 5), 200, { officer: `P-${extra}` }),
      work(dayOf(extra - 5), 60, { position: 1, activity: 'publicity' }),
      work(dayOf(extra - 5), 480, { position: 2, officer: 'P-2', activity: 'station_duty' }),
    ]),
  ];

  it('is the same list, in any order, on several days', async () => {
    // Leave is no part of the list.
    const leave = work('2024-04-02', 480, { position: 3, officer: 'P-3', activity: 'leave' });
    const [one, ...others] = await found('copied_days', { officer_time: [...copied(6), leave] });
    expect(others).toEqual([]);
    expect(one?.rows).toEqual(daysOf(6).map((date) => ({ station: A, date, list: 'officerTime' })));
    expect(one?.statistic).toMatchObject({ days: 6, rowsADay: 3, officers: 2 });
  });

  it('is not found below its days, nor of lists of two rows', async () => {
    expect(await found('copied_days', { officer_time: copied(4) })).toEqual([]);
    const short = daysOf(20).flatMap((date) => day(date, 200).slice(0, 2));
    expect(await found('copied_days', { officer_time: short })).toEqual([]);
  });

  it('leaves two officers alone whose usual days now and then come together', async () => {
    // The first has a usual day of 200 minutes on two days of three, the second always the same.
    const rows = daysOf(30).flatMap((date, index) => day(date, index % 3 < 1 ? 200 : 30 * index));
    expect(await found('copied_days', { officer_time: rows })).toEqual([]);
  });

  it('is never habit on half of the month', async () => {
    const rows = daysOf(15).flatMap((date) => day(date, 200));
    expect(await found('copied_days', { officer_time: rows })).toHaveLength(1);
  });
});

describe('heaped_minutes', () => {
  /** Forty rows of a station, so many of them on two hours. */
  const rows = (station: string, heaped: number) =>
    Array.from({ length: 40 }, (_, index) =>
      work(dayOf(1 + (index % 20)), index < heaped ? 240 : 210, {
        station,
        position: index < 20 ? 0 : 1,
      }),
    );

  it('is most of the rows, leave not counted', async () => {
    const leave = work('2024-04-03', 480, { position: 2, activity: 'leave' });
    const officer_time = [...rows(A, 32), ...rows(B, 12), leave];
    const [one, ...others] = await found('heaped_minutes', { officer_time });
    expect(others).toEqual([]);
    expect(one).toMatchObject({ unit: A, statistic: { count: 32, of: 40, share: 0.8 } });
    expect(one?.rows).toHaveLength(32);
    expect(one?.rows[0]).toEqual({
      ...{ station: A, date: '2024-04-01', list: 'officerTime', position: 0 },
      ...{ officer: 'P-1', minutes: 240 },
    });
    expect(one?.rows.some((row) => 'minutes' in row && row.minutes !== 240)).toBe(false);
  });

  it('is not found where round hours are frequent only', async () => {
    const officer_time = [...rows(A, 26), ...rows(B, 12)];
    expect(await found('heaped_minutes', { officer_time })).toEqual([]);
  });
});

describe('implausible_hours', () => {
  const long = (days: number, minutes: number) =>
    daysOf(days).flatMap((day) => [
      work(day, minutes - 300),
      work(day, 300, { position: 1, activity: 'station_duty' }),
      work(day, 300, { position: 2, officer: 'P-2' }),
      work(day, 480, { position: 3, activity: 'leave' }),
    ]);

  it('is one officer above 14 hours on several days', async () => {
    const [one] = await found('implausible_hours', { officer_time: long(6, 870) });
    expect(one).toMatchObject({ unit: A, statistic: { officers: 1, officerDays: 6, mostDays: 6 } });
    expect(one?.rows[5]).toEqual({
      ...{ station: A, date: '2024-04-06', list: 'officerTime', officer: 'P-1', minutes: 870 },
    });
  });

  it('is not found at 14 hours, nor on a few days', async () => {
    expect(await found('implausible_hours', { officer_time: long(20, 840) })).toEqual([]);
    expect(await found('implausible_hours', { officer_time: long(4, 1000) })).toEqual([]);
  });
});

describe('two_stations', () => {
  const both = (days: number) =>
    daysOf(days).flatMap((day) => [work(day, 240), work(day, 240, { station: B })]);
  const roster = (station: string): Row => ({
    ...{ officer: 'P-1', station, role: 'auxiliary' },
    ...{ valid_from: '2024-01-01', valid_to: '9999-12-31' },
  });

  it('is the station that the roster does not give the officer to', async () => {
    const tables = { officer_time: both(4), roster: [roster(A)] };
    const [one, ...others] = await found('two_stations', tables);
    expect(others).toEqual([]);
    expect(one).toMatchObject({ unit: B, statistic: { officers: 1, officerDays: 4 } });
    expect(one?.rows[0]).toEqual({
      ...{ station: B, date: '2024-04-01', list: 'officerTime', officer: 'P-1', otherStation: A },
    });
  });

  it('is both where the roster gives the officer to neither', async () => {
    const flagged = await found('two_stations', { officer_time: both(4) });
    expect(flagged.map(({ unit }) => unit)).toEqual([A, B]);
  });

  it('names the station of the roster, else the first of the others that report', async () => {
    const third = '410481003000';
    const reported = [A, B, third].flatMap((station) =>
      daysOf(4).map((day) => work(day, 240, { station })),
    );
    const others = async (entries: readonly Row[]) => {
      const flagged = await found('two_stations', { officer_time: reported, roster: entries });
      return flagged.map(({ unit, rows }) => [unit, (rows[0] as SubmittedRow).otherStation]);
    };
    expect(await others([roster(B)])).toEqual([[A, B]]);
    expect(await others([roster('410481009000')])).toEqual([
      [A, '410481009000'],
      [B, '410481009000'],
    ]);
    expect(await others([])).toEqual([
      [A, B],
      [B, A],
    ]);
  });

  it('is not found for the day or two of a change, nor for one who moved', async () => {
    expect(await found('two_stations', { officer_time: both(2) })).toEqual([]);
    const moved = daysOf(20).map((day, index) => work(day, 240, { station: index < 10 ? A : B }));
    expect(await found('two_stations', { officer_time: moved })).toEqual([]);
  });
});

/** Disputes opened on these days; the first `atOnce` of them resolved the same day, the rest later. */
function disputes(days: readonly Day[], atOnce: number): Row[] {
  return days.flatMap((day, index) => {
    const dispute = `D-${index}`;
    const resolved = index < atOnce ? day : addDays(day, 3);
    return [
      { ...{ day, station: A, position: index, dispute, event: 'opened' }, category: 'land' },
      { day: resolved, station: A, position: index + 100, dispute, event: 'resolved' },
    ];
  });
}

describe('same_day_resolution', () => {
  it('is nearly all of the month’s disputes', async () => {
    const [one] = await found('same_day_resolution', { disputes: disputes(daysOf(10), 9) });
    expect(one).toMatchObject({ unit: A, statistic: { count: 9, of: 10, share: 0.9 } });
    expect(one?.rows).toHaveLength(9);
    expect(one?.rows[8]).toEqual({
      ...{ station: A, date: '2024-04-09', list: 'disputes', position: 8, dispute: 'D-8' },
    });
  });

  it('is not found where half are, nor with three disputes', async () => {
    expect(await found('same_day_resolution', { disputes: disputes(daysOf(10), 7) })).toEqual([]);
    expect(await found('same_day_resolution', { disputes: disputes(daysOf(3), 3) })).toEqual([]);
  });
});

describe('month_end', () => {
  /** Ten disputes, so many of them in the last three days. */
  const opened = (atEnd: number) => [
    ...daysOf(10 - atEnd),
    ...Array.from({ length: atEnd }, (_, index) => dayOf(28 + (index % 3))),
  ];

  it('is most of the month’s disputes in its last three days', async () => {
    const [one] = await found('month_end', { disputes: disputes(opened(7), 0) });
    expect(one).toMatchObject({ unit: A, statistic: { count: 7, of: 10, share: 0.7 } });
    const dates = one?.rows.map((row) => 'date' in row && row.date);
    expect(new Set(dates)).toEqual(new Set(['2024-04-28', '2024-04-29', '2024-04-30']));
  });

  it('is not found for a push before the month closes', async () => {
    expect(await found('month_end', { disputes: disputes(opened(5), 0) })).toEqual([]);
  });
});

describe('back_filled', () => {
  /** Ten days, the first of them received so many hours after noon of the next day. */
  const sent = (late: number, hours: number): Row[] =>
    daysOf(10).map((day, index) => {
      const deadline = Date.parse(`${addDays(day, 1)}T12:00:00Z`);
      const instant = deadline + (index < late ? hours : 0) * 3_600_000;
      const received = `${new Date(instant).toISOString().slice(0, 19)}+08:00`;
      return {
        ...{ day, station: A, revision: 1, on_time: index >= late },
        ...{ first_received: received, received },
      };
    });

  it('is most days more than 7 days after their deadline', async () => {
    const [one] = await found('back_filled', { station_days: sent(6, 7 * 24 + 1) });
    expect(one).toMatchObject({ unit: A, statistic: { count: 6, of: 10, share: 0.6 } });
    expect(one?.rows[0]).toEqual({
      ...{ station: A, date: '2024-04-01', list: 'submission' },
      received: '2024-04-09T13:00:00+08:00',
    });
  });

  it('is not found at seven days to the minute, nor of a few days', async () => {
    expect(await found('back_filled', { station_days: sent(10, 7 * 24) })).toEqual([]);
    expect(await found('back_filled', { station_days: sent(4, 9 * 24) })).toEqual([]);
  });
});

describe('equal_totals', () => {
  /** Every day visits and people reached; on the first days as many contact cards as visits. */
  const counts = (equal: number, scale: number): Row[] =>
    daysOf(30).flatMap((day, index) => {
      const visits = scale * (5 + (index % 7));
      const row = (position: number, kind: string, quantity: number): Row => ({
        ...{ day, station: A, position, kind, grid: GRID, officer: 'P-1', quantity },
      });
      return [
        // Two rows of visits: totals are compared, not rows.
        row(0, 'household_visited', visits - 1),
        row(1, 'household_visited', 1),
        row(2, 'contact_card_issued', index < equal ? visits : visits + 1 + (index % 3)),
        row(3, 'people_reached', 900 + index),
      ];
    });

  it('is two kinds with the same total day after day', async () => {
    const [one, ...others] = await found('equal_totals', { counts: counts(15, 1) });
    expect(others).toEqual([]);
    expect(one).toMatchObject({ unit: A, statistic: { pairs: 1, days: 15 } });
    expect(one?.rows).toHaveLength(15);
    expect(one?.rows[1]).toEqual({
      ...{ station: A, date: '2024-04-02', list: 'counts', total: 6 },
      kinds: ['contact_card_issued', 'household_visited'],
    });
  });

  it('is not found on a few days, nor where small totals meet by chance', async () => {
    expect(await found('equal_totals', { counts: counts(8, 1) })).toEqual([]);
    const small = daysOf(30).flatMap((day, index) =>
      ['service_delivered', 'family_helped'].map((kind, position) => ({
        ...{ day, station: A, position, kind, grid: GRID },
        quantity: index % 3 === 0 ? 2 : 1 + ((index + position) % 4),
      })),
    );
    expect(await found('equal_totals', { counts: small })).toEqual([]);
  });
});
