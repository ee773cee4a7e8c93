/** A made-up province of stations with habits of their own; nobody games here yet. */
import { type Random, randomOf } from '../../local/demo/generator/random.ts';
import type { Row } from '../../shared/lake/tables.ts';
import { peerGroups } from '../../shared/scorecards/peers.ts';
import type { Activity } from '../../shared/submissions/contract.ts';

/** What an officer did in one row of the form; community activities have a grid. */
export interface TimeRow {
  officer: string;
  activity: Activity;
  grid: string | null;
  minutes: number;
}

/** A day that the form offers to the officer again: rows without the officer. */
export type UsualDay = readonly Omit<TimeRow, 'officer'>[];

export interface Officer {
  readonly id: string;
  readonly home: string;
  /** The form begins with one of these. */
  readonly usualDays: readonly [UsualDay, UsualDay];
  /** Days a month on which a night on duty makes more than 14 hours. */
  readonly longDays: number;
}

export interface Station {
  readonly code: string;
  readonly area: 'urban' | 'rural';
  readonly population: number;
  readonly peerGroup: string;
  readonly grids: readonly string[];
  readonly officers: readonly Officer[];
  /** How often the clerk confirms what the form offers as it is. */
  readonly confirms: number;
  /** Usual share of working time that goes to duty, casework and the desk. */
  readonly away: number;
  /** Disputes found a month. */
  readonly disputes: number;
  readonly resolution: number;
  readonly sameDay: number;
  /** More disputes are found before the month closes, by this factor. */
  readonly monthEndPush: number;
  readonly late: number;
  readonly missing: number;
  readonly effort: number;
  /** Contact cards left for one visit. */
  readonly cards: number;
  /** Officers sent on a campaign in the month before the last, who come back in it. */
  readonly campaign: boolean;
  /** Days in the last month that came in one go after a breakdown. */
  readonly breakdown: number;
}

export const IN_COMMUNITY: readonly (readonly [Activity, number])[] = [
  ['household_visit', 34],
  ['community_patrol', 26],
  ['dispute_mediation', 12],
  ['hazard_check', 9],
  ['information_collection', 8],
  ['publicity', 6],
  ['public_service', 3],
  ['grid_meeting', 2],
];
export const AWAY: readonly (readonly [Activity, number])[] = [
  ['paperwork', 4],
  ['station_duty', 3],
  ['station_meeting', 2],
  ['case_handling', 2],
];

export const STEP = 30;
export const WORKING_DAY = 480;

/** People like round hours, also where nobody makes anything up. */
const HONEST_MINUTES: readonly (readonly [number, number])[] = [
  [60, 14],
  [90, 14],
  [120, 22],
  [150, 13],
  [180, 14],
  [210, 8],
  [240, 15],
];

/** Whole steps whose average is the minutes asked for. */
export function toSteps(minutes: number, random: Random): number {
  return STEP * Math.floor(minutes / STEP + random.next());
}

function usualDay(home: string, grids: readonly string[], away: number, random: Random): UsualDay {
  const rows: Omit<TimeRow, 'officer'>[] = [];
  const awayMinutes = Math.min(
    WORKING_DAY - 2 * STEP,
    toSteps(random.wait(away * WORKING_DAY), random),
  );
  let left =
    WORKING_DAY +
    random.weighted([
      [0, 10],
      [STEP, 2],
      [-STEP, 2],
    ]) -
    awayMinutes;
  const most = random.weighted([
    [1, 15],
    [2, 50],
    [3, 35],
  ]);
  const taken = new Set<Activity>();
  while (left > 0) {
    const activity = random.weighted(IN_COMMUNITY.filter(([name]) => !taken.has(name)));
    taken.add(activity);
    const minutes = taken.size === most ? left : Math.min(left, random.weighted(HONEST_MINUTES));
    const grid = random.chance(0.85) ? home : random.pick(grids);
    rows.push({ activity, grid, minutes });
    left -= minutes;
  }
  if (awayMinutes > 0) {
    rows.push({ activity: random.weighted(AWAY), grid: null, minutes: awayMinutes });
  }
  return rows;
}

const between = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value));

/** From posts of two to stations of thirty. */
function sizeOf(random: Random): number {
  const [from, to] = random.weighted<readonly [number, number]>([
    [[2, 3], 10],
    [[4, 7], 30],
    [[8, 14], 42],
    [[15, 30], 18],
  ]);
  return random.whole(from, to);
}

/** The province of a seed: so many stations in counties of twenty. */
export function buildProvince(seed: string, count: number): readonly Station[] {
  const stations = Array.from({ length: count }, (_, index): Station => {
    const county = 410100 + Math.floor(index / 20);
    const code = `${county}${String((index % 20) + 1).padStart(3, '0')}000`;
    const random = randomOf(seed, 'station', code);
    const size = sizeOf(random);
    const grids = Array.from(
      { length: Math.max(2, size) },
      (_, grid) => `${code.slice(0, 9)}${String(grid + 1).padStart(3, '0')}`,
    );
    const away = between(0.18 + 0.055 * random.normal(), 0.08, 0.4);
    return {
      code,
      area: random.chance(0.4) ? 'urban' : 'rural',
      population: Math.round(1500 * size * Math.exp(0.3 * random.normal())),
      peerGroup: '',
      grids,
      officers: Array.from({ length: size }, (_, officer): Officer => {
        const home = grids[officer] ?? code;
        return {
          id: `${code.slice(0, 9)}-${String(officer + 1).padStart(3, '0')}`,
          home,
          usualDays: [usualDay(home, grids, away, random), usualDay(home, grids, away, random)],
          longDays: random.chance(0.04) ? 1.5 : 0.25,
        };
      }),
      confirms: 0.25 + 0.4 * random.next(),
      away,
      disputes: (3 + 2 * size) * Math.exp(0.3 * random.normal()),
      resolution: between(0.957 + 0.02 * random.normal(), 0.88, 0.995),
      sameDay: between(0.3 + 0.1 * random.normal(), 0.05, 0.6),
      monthEndPush: random.chance(0.15) ? 2.2 : 1.2,
      late: random.chance(0.1) ? 0.2 : 0.03,
      missing: 0.004,
      effort: Math.exp(0.25 * random.normal()),
      cards: random.chance(0.03) ? 0.7 : 0.2 * Math.exp(0.5 * random.normal()),
      campaign: random.chance(0.03),
      breakdown: random.chance(0.03) ? random.whole(5, 11) : 0,
    };
  });
  const groups = peerGroups(stations.map((station) => ({ ...station, level: 'station' as const })));
  return stations.map((station) => ({ ...station, peerGroup: groups.get(station.code) ?? '' }));
}

const ALWAYS = { valid_from: '2020-01-01', valid_to: '9999-12-31' };

/** The province's rows in the reference tables that flags and their KPIs read. */
export function referenceRows(stations: readonly Station[]): ReadonlyMap<string, readonly Row[]> {
  const each = (rows: (station: Station) => Row[]) => stations.flatMap(rows);
  return new Map([
    [
      'units',
      each(({ code, area }) => [
        { code, name: code, level: 'station', parent: null, area, ...ALWAYS },
      ]),
    ],
    [
      'grids',
      each(({ code: station, grids, population, area }) =>
        grids.map((code) => ({
          ...{ code, name: code, station, kind: area === 'urban' ? 'community' : 'village' },
          population: Math.round(population / grids.length),
          households: Math.round(population / grids.length / 3),
          ...ALWAYS,
        })),
      ),
    ],
    [
      'roster',
      each(({ code: station, officers }) =>
        officers.map(({ id: officer }, index) => ({
          ...{ officer, station, role: index % 3 === 0 ? 'community_officer' : 'auxiliary' },
          ...ALWAYS,
        })),
      ),
    ],
    [
      'roster_grids',
      each(({ officers }) =>
        officers.map(({ id: officer, home: grid }) => ({ officer, grid, ...ALWAYS })),
      ),
    ],
  ]);
}
