/**
 * The counties that take part once the pilot is rolled out: one of every other city, with four of
 * its townships and the first villages of each, so that a day of the whole province stays small.
 */
import type { Division } from '../../../shared/units/divisions.ts';
import { casesOf, characterIn } from './cities.ts';
import { areaOf, type County, caseWeightOf, type Gazetteer, stationsOf } from './county.ts';
import { randomOf } from './random.ts';
import { staffingOf } from './reference.ts';

/** As many townships of a kind as take part. */
const OF_A_KIND = 2;
const MOST_GRIDS = 8;
/** A county of moderate size has so many townships. */
const TOWNSHIPS = { from: 8, to: 20 } as const;

/** Grids of the county of whose size the yearly number of cases is. */
const WHOLE_COUNTY = 220;

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
  for (const { code, name } of divisions.below(city.code)) {
    const townships = divisions.below(code);
    const chosen = chosenOf(townships);
    const isModerate = townships.length >= TOWNSHIPS.from && townships.length <= TOWNSHIPS.to;
    if (!isModerate || chosen.length < 2 * OF_A_KIND) continue;
    const stations = stationsOf(
      chosen.map((division, position) => ({
        division,
        villages: divisions.below(division.code).slice(0, MOST_GRIDS),
        character: characterIn(city.code, position, randomOf(seed, 'character', division.code)),
      })),
      seed,
    );
    const grids = stations.reduce((sum, station) => sum + station.grids.length, 0);
    // As if the rest of the county were there too, and had its share of the cases.
    const caseWeight = (caseWeightOf(stations) * WHOLE_COUNTY) / grids / casesOf(city.code);
    const staffing = staffingOf(stations, randomOf(seed, 'staffing', code));
    return { code, name, city, province, stations, caseWeight, staffing };
  }
  throw new Error(`${city.name} has no county of moderate size`);
}

/** The first townships of the town, and the first outside it. */
function chosenOf(townships: readonly Division[]): Division[] {
  const towns = townships.filter(({ name }) => areaOf(name) === 'urban');
  const others = townships.filter(({ name }) => /[乡镇]$/.test(name));
  return [...towns.slice(0, OF_A_KIND), ...others.slice(0, OF_A_KIND)];
}
