/**
 * Does the project find what is made up, and leave honest stations alone? A province of stations
 * reports six months honestly, as the form makes it; then each flag's pattern is planted in one
 * station of twenty at the strength at which it must be found. The lake is written by the
 * project's own encoder, figures and findings come from its own SQL on the embedded engine.
 *
 *   npm run gaming [seed]
 *
 * Prints a table and, as the last line, its figures as JSON. Honest stations are those in which
 * nothing is planted.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomOf } from '../local/demo/generator/random.ts';
import { monthOf } from '../shared/calendar/day.ts';
import { type Period, parsePeriod } from '../shared/calendar/period.ts';
import { FLAGS, USUAL_THRESHOLDS } from '../shared/flags/catalogue.ts';
import type { Finding, FlagHistory, FlagUnit } from '../shared/flags/definition.ts';
import { detectFlags } from '../shared/flags/detect.ts';
import { openTestLake, type TestLake } from '../shared/flags/testing.ts';
import { honestMonth, lendOfficers, type Month } from './gaming/honest.ts';
import { figuresOf, parametersOf, rowsOf } from './gaming/months.ts';
import { PLANTS } from './gaming/plants.ts';
import { buildProvince, referenceRows, type Station } from './gaming/province.ts';

const STATIONS = 480;
const PLANTED_SHARE = 0.05;
const PERIODS: readonly Period[] = Array.from({ length: 6 }, (_, index) => {
  const period = parsePeriod(`2024-0${index + 1}`);
  if (!period) throw new Error('no such month');
  return period;
});

const started = performance.now();
function tell(text: string): void {
  console.log(`${((performance.now() - started) / 1000).toFixed(1).padStart(5)} s  ${text}`);
}

/** Which stations each pattern is planted in: no station has two. */
function choose(seed: string, stations: readonly Station[]): ReadonlyMap<string, string> {
  const random = randomOf(seed, 'planted');
  const left = stations.map(({ code }) => code);
  const planted = new Map<string, string>();
  for (const { id } of FLAGS) {
    for (let count = Math.round(PLANTED_SHARE * stations.length); count > 0; count -= 1) {
      const [code] = left.splice(random.whole(0, left.length - 1), 1);
      if (code !== undefined) planted.set(code, id);
    }
  }
  return planted;
}

/** Six months of every station, by period and station, with the patterns in them. */
function generate(
  seed: string,
  stations: readonly Station[],
  planted: ReadonlyMap<string, string>,
): readonly ReadonlyMap<string, Month>[] {
  const periods = PERIODS.map(
    (period, index) =>
      new Map(
        stations.map((station) => {
          // Back from a campaign, a jump would be none: something else has changed.
          const campaign = station.campaign && planted.get(station.code) !== 'jump';
          const habits = { ...station, campaign };
          return [station.code, honestMonth(seed, habits, period, PERIODS.length - 1 - index)];
        }),
      ),
  );
  const last = periods.at(-1) ?? new Map<string, Month>();
  lendOfficers(seed, stations, last);
  const honest = stations.filter(({ code }) => !planted.has(code));
  for (const station of stations) {
    const plant = PLANTS[planted.get(station.code) ?? ''];
    const random = randomOf(seed, 'plant', station.code);
    const months = periods.flatMap((month) => month.get(station.code) ?? []);
    plant?.({ station, months, all: last, other: random.pick(honest), random });
  }
  return periods;
}

async function write(
  lake: TestLake,
  stations: readonly Station[],
  periods: readonly ReadonlyMap<string, Month>[],
): Promise<void> {
  for (const [table, rows] of referenceRows(stations)) await lake.write(table, rows);
  for (const table of ['station_days', 'officer_time', 'counts'] as const) {
    for (const months of periods) await lake.write(table, rowsOf(table, months));
  }
  // A dispute may be resolved in the month after: all of a month's events are one object.
  const events = periods.flatMap((months) => rowsOf('disputes', months));
  for (const rows of Map.groupBy(events, ({ day }) => monthOf(String(day))).values()) {
    await lake.write('disputes', rows);
  }
}

async function detect(lake: TestLake, stations: readonly Station[]): Promise<readonly Finding[]> {
  const history: FlagHistory[] = [];
  let units: readonly FlagUnit[] = [];
  for (const period of PERIODS) {
    const figures = await figuresOf(lake.engine, stations, period);
    history.push({ period: period.id, units: figures });
    units = [...figures.values()];
    tell(`figures of ${period.id}`);
  }
  const period = PERIODS.at(-1);
  if (!period) throw new Error('no month to judge');
  return detectFlags(
    { engine: lake.engine },
    {
      period,
      parameters: parametersOf(period),
      thresholds: USUAL_THRESHOLDS,
      units,
      history: history.slice(0, -1),
    },
  );
}

interface Outcome {
  readonly planted: number;
  readonly found: number;
  readonly recall: number;
  readonly honestFlagged: number;
  readonly falsePositive: number;
}

function outcomes(
  stations: readonly Station[],
  planted: ReadonlyMap<string, string>,
  findings: readonly Finding[],
): ReadonlyMap<string, Outcome> {
  const honest = stations.filter(({ code }) => !planted.has(code)).length;
  return new Map(
    FLAGS.map(({ id }) => {
      const raised = findings.filter(({ flag }) => flag === id).map(({ unit }) => unit);
      const count = [...planted.values()].filter((flag) => flag === id).length;
      const found = raised.filter((unit) => planted.get(unit) === id).length;
      const honestFlagged = raised.filter((unit) => !planted.has(unit)).length;
      const recall = found / count;
      const falsePositive = honestFlagged / honest;
      return [id, { planted: count, found, recall, honestFlagged, falsePositive }];
    }),
  );
}

function printTable(results: ReadonlyMap<string, Outcome>, honest: number): void {
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
  const line = (cells: readonly string[]) =>
    cells.map((cell, index) => (index === 0 ? cell.padEnd(20) : cell.padStart(15))).join('');
  console.log(
    line(['flag', 'planted', 'found', 'recall', `of ${honest} honest`, 'false positive']),
  );
  for (const [id, { planted, found, recall, honestFlagged, falsePositive }] of results) {
    const counts = [String(planted), String(found), percent(recall), String(honestFlagged)];
    console.log(line([id, ...counts, percent(falsePositive)]));
  }
}

const seed = process.argv[2] ?? 'fengqiao';
const folder = await mkdtemp(join(tmpdir(), 'fengqiao-gaming-'));
const lake = await openTestLake(folder);
try {
  const stations = buildProvince(seed, STATIONS);
  const planted = choose(seed, stations);
  const periods = generate(seed, stations, planted);
  tell(`${PERIODS.length} months of ${STATIONS} stations made up`);
  await write(lake, stations, periods);
  tell('written to the lake');
  const findings = await detect(lake, stations);
  tell(`${findings.length} flags raised`);
  const results = outcomes(stations, planted, findings);
  printTable(results, STATIONS - planted.size);
  const figures = [...results].map(([id, { recall, falsePositive }]) => [
    id,
    { recall, falsePositive },
  ]);
  console.log(JSON.stringify({ flags: Object.fromEntries(figures) }));
} finally {
  lake.close();
  await rm(folder, { recursive: true, force: true });
}
