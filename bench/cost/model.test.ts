import { expect, test } from 'vitest';
import {
  type Activities,
  addUse,
  costOf,
  lineThrough,
  METER_NAMES,
  monthOf,
  onLine,
  type PriceList,
} from './model.ts';
import { PRICE_LISTS } from './prices.ts';
import { SCALES } from './report.ts';

const NOTHING: Activities = {
  submission: {},
  correction: {},
  pageView: { fixed: {}, perStation: {} },
  coldLoad: {},
  compaction: { fixed: {}, perStation: {} },
  idleCompaction: {},
  reminding: { fixed: {}, perStation: {} },
  run: { fixed: {}, perStation: {} },
  queriesOfRun: 0,
  standing: {},
};
const SCALE = {
  stations: 10,
  cities: 2,
  correctedShare: 0.1,
  viewsPerStationDay: 4,
  coldLoadsPerStation: 3,
  extraRuns: 1,
  monthsKept: 12,
};
const month = (activities: Partial<Activities>) => monthOf({ ...NOTHING, ...activities }, SCALE);

test('ten stations send 300 submissions in 30 days and correct 30 of them', () => {
  expect(month({ submission: { s3Writes: 2 }, correction: { s3Writes: 3 } }).s3Writes).toBe(
    300 * 2 + 30 * 3,
  );
});

test('they look 1,200 times, 30 times from cold', () => {
  const pageView = { fixed: { httpRequests: 4 }, perStation: { readUnits: 0.5 } };
  const use = month({ pageView, coldLoad: { httpRequests: 10 } });
  expect(use.httpRequests).toBe(1200 * 4 + 30 * 10);
  expect(use.readUnits).toBe(1200 * 5);
});

test('each of two cities is rebuilt twice a day, with the five stations that it has', () => {
  const compaction = { fixed: { s3Writes: 7 }, perStation: { s3Reads: 1 } };
  const use = month({ compaction, idleCompaction: { s3Writes: 1 } });
  expect(use.s3Writes).toBe(120 * 7 + 720);
  expect(use.s3Reads).toBe(120 * 5);
});

test('30 daily runs, the monthly one and one by hand grow with the stations', () => {
  const run = { fixed: { s3Reads: 1 }, perStation: { writeUnits: 2 } };
  expect(month({ run })).toMatchObject({ s3Reads: 32, writeUnits: 32 * 20 });
});

test('a run reads two years of what a month measured, and each query 10 MB at least', () => {
  const run = { fixed: {}, perStation: { athenaGb: 0.001 } };
  expect(month({ run, queriesOfRun: 20 }).athenaGb).toBeCloseTo(32 * 10 * 0.001 * 24);
  expect(month({ run, queriesOfRun: 102.4 }).athenaGb).toBeCloseTo(32 * 1);
});

test('what is kept is paid for every month that it is there, logs for a year of them', () => {
  const use = month({ submission: { s3GbMonths: 0.001, logGb: 0.01 }, standing: { keys: 1 } });
  expect(use.s3GbMonths).toBeCloseTo(300 * 0.001 * 12);
  expect(use.logGbMonths).toBeCloseTo(300 * 0.01 * 12);
  expect(use.keys).toBe(1);
});

test('a line goes through both measurements, and does not fall', () => {
  const line = lineThrough(
    { stations: 4, use: { s3Reads: 30, traces: 9 } },
    { stations: 14, use: { s3Reads: 80, traces: 5 } },
  );
  expect(onLine(line, 4).s3Reads).toBe(30);
  expect(onLine(line, 14).s3Reads).toBe(80);
  expect(onLine(line, 100).s3Reads).toBe(10 + 5 * 100);
  expect(onLine(line, 100).traces).toBe(5);
});

test('a cost is use times price, and says which prices are missing', () => {
  const prices = Object.fromEntries(
    METER_NAMES.map((meter) => [
      meter,
      { price: meter === 'gbOut' ? null : 0.5, source: 'made up' },
    ]),
  ) as PriceList['prices'];
  const list = { region: 'nowhere', currency: 'CNY', date: '2026-01-01', prices };
  const use = addUse({ s3Reads: 4 }, { s3Reads: 2, keys: 1 }, 3);
  expect(costOf(use, list)).toMatchObject({
    byMeter: { s3Reads: 5, keys: 1.5, gbOut: null },
    total: 6.5,
    unpriced: [],
  });
  expect(costOf({ gbOut: 1 }, list)).toMatchObject({ total: 0, unpriced: ['gbOut'] });
});

test.each(PRICE_LISTS)(
  'the list of $region has each meter, a date and sources',
  ({ prices, date }) => {
    expect(Object.keys(prices).sort()).toEqual([...METER_NAMES].sort());
    expect(date).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    for (const { price, source } of Object.values(prices)) {
      expect(source).not.toBe('');
      expect(price === null || price > 0).toBe(true);
    }
  },
);

test('the scales are the county, the province of the unit data, and the country by province', () => {
  expect(SCALES.map(({ stations }) => stations)).toEqual([14, 2586, 38_741]);
  for (const { stations, systems, scale } of SCALES) {
    expect(scale.stations * systems).toBeCloseTo(stations);
  }
});
