/**
 * The province of the bench: the real tree of Henan with made-up people in it, in the shape that
 * the demo's generator of daily life works on. The same seed gives the same province.
 */
import {
  areaOf,
  caseWeightOf,
  type Grid,
  kindOf,
  type Officer,
  type Station,
} from '../local/demo/generator/county.ts';
import { type Random, randomOf } from '../local/demo/generator/random.ts';
import type { Character } from '../local/demo/generator/stations.ts';
import { type Division, divisionsByParent, readHenanDivisions } from '../shared/units/divisions.ts';

export const SEED = 'bench';

export const PROVINCE = '410000000000';

/** How much of the tree: the whole, or one county of it. */
export const SCALES = { province: '41', county: '410481' } as const;

export type Scale = keyof typeof SCALES;

export interface County extends Division {
  readonly stations: readonly Station[];
  /** Sum of the case weights of all its grids. */
  readonly caseWeight: number;
}

export interface City extends Division {
  readonly counties: readonly County[];
}

export interface Province extends Division {
  readonly cities: readonly City[];
}

/**
 * Builds the province; cities and counties that the scale leaves out are not in it, nor a
 * station's grids after the first `mostGrids`.
 */
export function buildProvince(scale: Scale, mostGrids = Number.POSITIVE_INFINITY): Province {
  const children = divisionsByParent(readHenanDivisions());
  const below = (code: string | null) => children.get(code) ?? [];
  const [root] = below(null);
  if (!root) throw new Error('the list of divisions is empty');
  const countyOf = (division: Division): County => {
    let officers = 0;
    const stations = below(division.code).map((township) => {
      const villages = below(township.code).slice(0, mostGrids);
      const station = stationOf(township, villages, officers);
      officers += station.officers.length;
      return station;
    });
    return { ...division, stations, caseWeight: caseWeightOf(stations) };
  };
  const cities = below(root.code).map((city) => ({
    ...city,
    counties: below(city.code)
      .filter(({ code }) => code.startsWith(SCALES[scale]))
      .map(countyOf),
  }));
  return { ...root, cities: cities.filter(({ counties }) => counties.length > 0) };
}

/** Every station of the province or of a city. */
export function stationsOf(branch: Province | City): Station[] {
  const counties =
    'cities' in branch ? branch.cities.flatMap((city) => city.counties) : branch.counties;
  return counties.flatMap((county) => county.stations);
}

function stationOf(
  { code, name }: Division,
  villages: readonly Division[],
  officersBefore: number,
): Station {
  const random = randomOf(SEED, 'station', code);
  const grids = villages.map((village) => gridOf(village, random));
  return {
    code,
    name,
    area: areaOf(name),
    character: characterOf(random),
    grids,
    officers: officersOf(code.slice(0, 6), grids, officersBefore, random),
  };
}

function characterOf(random: Random): Character {
  const within = (low: number, high: number) => low + (high - low) * random.next();
  return {
    inCommunity: within(0.7, 0.92),
    diverted: within(0.4, 0.8),
    resolution: within(0.93, 0.999),
    days: within(2, 7),
    effort: within(0.7, 1.3),
    late: within(0, 0.08),
    // One station in fifty sends too little to be ranked.
    missing: random.chance(0.02) ? 0.3 : within(0, 0.03),
    survey: within(0.78, 0.94),
  };
}

function gridOf({ code, name }: Division, random: Random): Grid {
  const kind = kindOf(name);
  const typical = kind === 'community' ? 2400 : 1500;
  const population = Math.round(typical * Math.exp(0.45 * random.normal()));
  return {
    code,
    name,
    kind,
    population,
    households: Math.max(1, Math.round(population / within3(random))),
    caseWeight: population * Math.exp(1.35 * random.normal()),
  };
}

/** People in a household, about three. */
const within3 = (random: Random) => 2.6 + random.next();

/** One officer a grid, every third a community officer, and a head who is neither. */
function officersOf(
  county: string,
  grids: readonly Grid[],
  before: number,
  random: Random,
): Officer[] {
  const idOf = (index: number) => `${county}-${String(before + index + 1).padStart(4, '0')}`;
  const officers = grids.map(
    ({ code }, index): Officer => ({
      id: idOf(index),
      role: index % 3 === 0 ? 'community_officer' : 'auxiliary',
      grids: [code],
      home: code,
      zeal: Math.exp(0.12 * random.normal()),
    }),
  );
  const home = grids[0]?.code ?? '';
  return [...officers, { id: idOf(grids.length), role: 'other', grids: [], home, zeal: 1 }];
}
