/**
 * The counties that take part once the pilot is rolled out: one of every other city, with four of
 * its townships and the first villages of each, so that a day of the whole province stays small.
 */
import type { Division } from '../../../shared/units/divisions.ts';
import { casesOf, characterIn } from './cities.ts';
import {
  areaOf,
  type County,
  caseWeightOf,
  type Gazetteer,
  type Station,
  stationsOf,
} from './county.ts';
import { type Random, randomOf } from './random.ts';
import { staffingOf } from './reference.ts';

/** As many townships of a kind as take part. */
const OF_A_KIND = 2;
const MOST_GRIDS = 8;
/** A county of moderate size has so many townships. */
const TOWNSHIPS = { from: 8, to: 20 } as const;

/** The cases a year that are filed are those of a county of so many grids. */
const GRIDS_OF_ALL_CASES = 220;

/** The counties of all cities but `except`; the same seed gives the same. */
export function buildPilots(divisions: Gazetteer, except: string, seed: string): County[] {
  const [province] = divisions.below(null);
  if (!province) throw new Error('the list of divisions is empty');
  return divisions
    .below(province.code)
    .filter(({ code }) => code !== except)
    .map((city) => pilotOf(divisions, province, city, seed));
}

function pilotOf(divisions: Gazetteer, province: Division, city: Division, seed: string): County {
  const county = divisions.below(city.code).find(({ code }) => isFit(divisions.below(code)));
  if (!county) throw new Error(`${city.name} has no county of moderate size`);
  const { code, name } = county;
  const townships = chosenOf(divisions.below(code)).map((division, position) => ({
    division,
    villages: divisions.below(division.code).slice(0, MOST_GRIDS),
    character: characterIn(city.code, position, randomOf(seed, 'character', division.code)),
  }));
  const stations = stationsOf(townships, seed);
  const grids = stations.reduce((sum, station) => sum + station.grids.length, 0);
  // As if the rest of the county were there too, and had its share of the cases.
  const whole = (caseWeightOf(stations) * GRIDS_OF_ALL_CASES) / grids;
  const random = randomOf(seed, 'staffing', code);
  const staffing = { ...staffingOf(stations, random), offices: officesOf(stations, random) };
  return {
    ...{ code, name, city, province, stations, staffing },
    caseWeight: whole / casesOf(city.code),
  };
}

/** Whether a county of these townships is of moderate size, in town and outside. */
function isFit(townships: readonly Division[]): boolean {
  const { length } = townships;
  const isModerate = length >= TOWNSHIPS.from && length <= TOWNSHIPS.to;
  return isModerate && chosenOf(townships).length === 2 * OF_A_KIND;
}

/** About as many as there should be: one a community, one for eight villages. */
function officesOf(stations: readonly Station[], random: Random): number {
  const grids = stations.flatMap((station) => station.grids);
  const communities = grids.filter(({ kind }) => kind === 'community').length;
  const standard = communities + (grids.length - communities) / 8;
  return Math.round(standard * (0.75 + 0.3 * random.next()));
}

/** The first townships of the town, and the first outside it. */
function chosenOf(townships: readonly Division[]): Division[] {
  const towns = townships.filter(({ name }) => areaOf(name) === 'urban');
  const others = townships.filter(({ name }) => /[乡镇]$/.test(name));
  return [...towns.slice(0, OF_A_KIND), ...others.slice(0, OF_A_KIND)];
}
