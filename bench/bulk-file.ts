/** A large bulk file in which every hundredth line is faulty, and what is to become of its lines. */
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { addDays } from '../shared/calendar/day.ts';

const PROVINCE = '410000000000';
const CITIES = 5;
const COUNTIES = 10;
const STATIONS_A_COUNTY = 25;
const FIRST_DAY = '2024-01-01';
/** Reference data are in force from then on. */
export const EFFECTIVE = '2023-01-01';
const FAULTY_EACH = 100;

const county = (number: number) => `41${10 + (number % CITIES)}${10 + number}`;
const stations = Array.from({ length: COUNTIES }, (_, number) =>
  Array.from(
    { length: STATIONS_A_COUNTY },
    (_, index) => `${county(number)}${String(index + 1).padStart(3, '0')}000`,
  ),
).flat();
const gridsOf = (station: string) =>
  ['001', '002', '003'].map((grid) => `${station.slice(0, 9)}${grid}`);

type Document = ReturnType<typeof documentOf>;

/** A small but ordinary day: three officers, two disputes, a case, what was visited. */
function documentOf(station: string, date: string, seed: number) {
  const [grid = '', second = '', third = ''] = gridsOf(station);
  const officer = (number: number) => `${station.slice(0, 6)}-${1000 + number}`;
  const time = (number: number, at: string) => [
    { officer: officer(number), grid: at, activity: 'household_visit', minutes: 120 + (seed % 60) },
    { officer: officer(number), grid: at, activity: 'community_patrol', minutes: 90 },
    { officer: officer(number), activity: 'paperwork', minutes: 60 },
  ];
  const name = (kind: string) => `${kind}-${date.replaceAll('-', '')}-${station.slice(6, 9)}`;
  return {
    schemaVersion: 1,
    station,
    date,
    officerTime: [...time(1, grid), ...time(2, second), ...time(3, third)],
    disputes: [
      {
        ...{ dispute: name('D'), event: 'opened', category: 'neighbour', grid },
        officer: officer(1),
      },
    ],
    cases: [{ case: name('A'), event: 'filed', category: 'theft', grid: second }],
    followUps: [{ item: name('T'), kind: 'tip', event: 'raised', grid: third }],
    counts: [{ kind: 'household_visited', grid, count: 10 + (seed % 7) }],
    incidents: [],
  };
}

/** What can be wrong with a line: its text, and a code that its refusal names. */
const FAULTS: readonly (readonly [code: string, text: (document: Document) => string])[] = [
  ['not_json', (document) => JSON.stringify(document).slice(0, -9)],
  ['unknown_grid', (document) => withTime(document, { grid: '419999999001' })],
  ['out_of_range', (document) => withTime(document, { minutes: 2000 })],
  ['minutes_over_day', (document) => withTime(document, { minutes: 1400 })],
  ['personal_data', (document) => withTime(document, { officer: '13800138000' })],
  ['unknown_station', (document) => JSON.stringify({ ...document, station: '419999001000' })],
  ['missing_field', (document) => JSON.stringify({ ...document, incidents: undefined })],
  ['unknown_field', (document) => JSON.stringify({ ...document, remark: 1 })],
  ['not_allowed', (document) => withTime(document, { activity: 'tea' })],
  ['invalid_date', (document) => JSON.stringify({ ...document, date: '2024-02-30' })],
];

function withTime(document: Document, wrong: Readonly<Record<string, unknown>>): string {
  const [first, ...others] = document.officerTime;
  return JSON.stringify({ ...document, officerTime: [{ ...first, ...wrong }, ...others] });
}

/** A line, by its number from 1 on. */
export interface FileLine {
  readonly station: string;
  readonly date: string;
  readonly text: string;
  /** A code that its refusal names; undefined where it is to be accepted. */
  readonly fault: string | undefined;
}

/** Day after day, each of all stations. */
export function lineOf(number: number): FileLine {
  const index = number - 1;
  const station = stations[index % stations.length] ?? '';
  const date = addDays(FIRST_DAY, Math.floor(index / stations.length));
  const document = documentOf(station, date, number);
  const isFaulty = number % FAULTY_EACH === 37;
  const fault = isFaulty ? FAULTS[Math.floor(number / FAULTY_EACH) % FAULTS.length] : undefined;
  const [code, faulty] = fault ?? [];
  return { station, date, text: faulty?.(document) ?? JSON.stringify(document), fault: code };
}

/** So many of the first lines are faulty. */
export function faultyOf(lines: number): number {
  return Math.floor((lines + FAULTY_EACH - 37) / FAULTY_EACH);
}

/** Writes the file. */
export async function writeFile(path: string, lines: number): Promise<void> {
  const file = createWriteStream(path, { flags: 'wx' });
  for (let number = 1; number <= lines; number += 1) {
    if (!file.write(`${lineOf(number).text}\n`)) await once(file, 'drain');
  }
  file.end();
  await once(file, 'close');
}

/** Units and grids of the file's stations, as CSV. */
export function referenceFiles(): readonly (readonly [kind: string, csv: string])[] {
  const cities = Array.from({ length: CITIES }, (_, number) => `41${10 + number}00000000`);
  const units = [
    `${PROVINCE},河南省（虚构）,province,,rural`,
    ...cities.map((code, index) => `${code},虚构市${index + 1},city,${PROVINCE},urban`),
    ...Array.from({ length: COUNTIES }, (_, number) => {
      const code = county(number);
      return `${code}000000,虚构县${number + 1},county,${code.slice(0, 4)}00000000,rural`;
    }),
    ...stations.map((code) => `${code},虚构所${code},station,${code.slice(0, 6)}000000,rural`),
  ];
  const grids = stations.flatMap((station) =>
    gridsOf(station).map((grid) => `${grid},虚构村,${station},village,400,1200`),
  );
  return [
    ['units', `code,name,level,parent,area\n${units.join('\n')}\n`],
    ['grids', `code,name,station,kind,households,population\n${grids.join('\n')}\n`],
  ];
}
