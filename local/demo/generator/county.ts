/** The county of the demo: the real tree of Wugang (舞钢市), with made-up people in it. */
import type { Division } from '../../../shared/units/divisions.ts';
import { type Random, randomOf } from './random.ts';
import { type Character, characterOf } from './stations.ts';

export interface Grid {
  readonly code: string;
  readonly name: string;
  readonly kind: 'village' | 'community';
  readonly households: number;
  readonly population: number;
  /** How often cases happen here, against the other grids. */
  readonly caseWeight: number;
}

export interface Officer {
  readonly id: string;
  readonly role: 'community_officer' | 'auxiliary' | 'other';
  /** Codes of the grids that the roster gives the officer. */
  readonly grids: readonly string[];
  /** The grid the officer mostly works in; it is on the roster, or nobody's. */
  readonly home: string;
  /** Diligence against the station's others. */
  readonly zeal: number;
}

export interface Station {
  readonly code: string;
  readonly name: string;
  readonly area: 'urban' | 'rural';
  readonly character: Character;
  readonly grids: readonly Grid[];
  readonly officers: readonly Officer[];
}

export interface County {
  readonly code: string;
  readonly name: string;
  readonly city: Division;
  readonly province: Division;
  readonly stations: readonly Station[];
}

export const COUNTY = '410481000000';
const BRANCH = '410481';

/** Builds the county from the list of divisions; the same seed gives the same county. */
export function buildCounty(divisions: Iterable<Division>, seed: string): County {
  const byCode = new Map<string, Division>();
  const children = new Map<string, Division[]>();
  for (const division of divisions) {
    byCode.set(division.code, division);
    if (division.parent?.startsWith(BRANCH)) {
      children.set(division.parent, [...(children.get(division.parent) ?? []), division]);
    }
  }
  const find = (code: string) => {
    const division = byCode.get(code);
    if (!division) throw new Error(`the list of divisions has no ${code}`);
    return division;
  };
  const county = find(COUNTY);
  const city = find(county.parent ?? '');
  let officersSoFar = 0;
  const stations = (children.get(COUNTY) ?? []).map((division): Station => {
    const random = randomOf(seed, 'station', division.code);
    const grids = (children.get(division.code) ?? []).map((grid) => gridOf(grid, random));
    const officers = officersOf(grids, officersSoFar, random);
    officersSoFar += officers.length;
    return {
      code: division.code,
      name: division.name,
      area: division.name.endsWith('街道') ? 'urban' : 'rural',
      character: characterOf(division.code),
      grids,
      officers,
    };
  });
  return { code: COUNTY, name: county.name, city, province: find(city.parent ?? ''), stations };
}

function gridOf({ code, name }: Division, random: Random): Grid {
  const kind = name.includes('社区') || name.includes('居委会') ? 'community' : 'village';
  const population = Math.round(
    (kind === 'community' ? 2400 : 980) * Math.exp(0.45 * random.normal()),
  );
  return {
    code,
    name,
    kind,
    households: Math.max(1, Math.round(population / (2.6 + random.next()))),
    population,
    // Most villages see a case or none in a year, a few along the roads and in town see many.
    caseWeight:
      population * (kind === 'community' ? 1.6 : 1) * Math.exp(CASE_SPREAD * random.normal()),
  };
}

/** Tuned so that some 43 % of the grids see no criminal case in twelve months. */
const CASE_SPREAD = 1.35;

/** About one officer a grid, every third a community officer; one more who is neither. */
function officersOf(grids: readonly Grid[], before: number, random: Random): Officer[] {
  const idOf = (index: number) => `410481-${String(before + index + 1).padStart(4, '0')}`;
  const zeal = () => Math.exp(0.12 * random.normal());
  const officers = grids.map((grid, index): Officer => {
    const leads = index % 3 === 0;
    const neighbour = grids[index + 1];
    // A community officer looks after the next grid too; a grid in sixty has nobody named.
    const named = leads && neighbour ? [grid.code, neighbour.code] : [grid.code];
    return {
      id: idOf(index),
      role: leads ? 'community_officer' : 'auxiliary',
      grids: !leads && random.chance(1 / 60) ? [] : named,
      home: grid.code,
      zeal: zeal(),
    };
  });
  const head: Officer = {
    id: idOf(grids.length),
    role: 'other',
    grids: [],
    home: grids[0]?.code ?? '',
    zeal: 1,
  };
  return [...officers, head];
}
