/** Counties of the demo: real divisions of Henan, with made-up people in them. */
import { type Division, divisionsByParent } from '../../../shared/units/divisions.ts';
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

/** Police and offices of a county; `posts` are the small ones of a village. */
export interface Staffing {
  readonly countyPolice: number;
  readonly stationPolice: number;
  readonly communityPolice: number;
  readonly offices: number;
  readonly posts: number;
}

export interface County {
  readonly code: string;
  readonly name: string;
  readonly city: Division;
  readonly province: Division;
  readonly stations: readonly Station[];
  /** What a grid's case weight is measured against: the sum over all grids of a whole county. */
  readonly caseWeight: number;
  readonly staffing: Staffing;
}

export const COUNTY = '410481000000';

/** The list of divisions, to be looked up in. */
export function gazetteerOf(divisions: Iterable<Division>) {
  const all = [...divisions];
  const byCode = new Map(all.map((division) => [division.code, division]));
  const byParent = divisionsByParent(all);
  return {
    /** Throws where the list has no such division. */
    find(code: string | null): Division {
      const division = byCode.get(code ?? '');
      if (!division) throw new Error(`the list of divisions has no ${code}`);
      return division;
    },
    below: (code: string | null): readonly Division[] => byParent.get(code) ?? [],
  };
}

export type Gazetteer = ReturnType<typeof gazetteerOf>;

/** A township that reports: its villages are the station's grids. */
export interface Township {
  readonly division: Division;
  readonly villages: readonly Division[];
  readonly character: Character;
}

/** Builds the county from the list of divisions; the same seed gives the same county. */
export function buildCounty(divisions: Gazetteer, seed: string): County {
  const county = divisions.find(COUNTY);
  const city = divisions.find(county.parent);
  const townships = divisions.below(COUNTY).map((division) => ({
    division,
    villages: divisions.below(division.code),
    character: characterOf(division.code),
  }));
  const stations = stationsOf(townships, seed);
  const grids = stations.flatMap((station) => station.grids);
  return {
    code: COUNTY,
    name: county.name,
    city,
    province: divisions.find(city.parent),
    stations,
    caseWeight: caseWeightOf(stations),
    staffing: {
      countyPolice: 398,
      stationPolice: 174,
      communityPolice: 77,
      offices: grids.filter(({ kind }) => kind === 'community').length + 21,
      posts: 206,
    },
  };
}

/** The stations of a county's townships, whose officers are numbered through. */
export function stationsOf(townships: readonly Township[], seed: string): Station[] {
  let officersSoFar = 0;
  return townships.map(({ division: { code, name }, villages, character }): Station => {
    const random = randomOf(seed, 'station', code);
    const grids = villages.map((grid) => gridOf(grid, random));
    const officers = officersOf(code.slice(0, 6), grids, officersSoFar, random);
    officersSoFar += officers.length;
    return { code, name, area: areaOf(name), character, grids, officers };
  });
}

/** The sum over all grids of the stations. */
export function caseWeightOf(stations: readonly Station[]): number {
  return stations
    .flatMap(({ grids }) => grids)
    .reduce((sum, { caseWeight }) => sum + caseWeight, 0);
}

/** Of a township, by its name. */
export const areaOf = (name: string): Station['area'] =>
  name.endsWith('街道') ? 'urban' : 'rural';

/** Of a village or community, by its name. */
export const kindOf = (name: string): Grid['kind'] =>
  /社区|居委会/.test(name) ? 'community' : 'village';

function gridOf({ code, name }: Division, random: Random): Grid {
  const kind = kindOf(name);
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
function officersOf(
  county: string,
  grids: readonly Grid[],
  before: number,
  random: Random,
): Officer[] {
  const idOf = (index: number) => `${county}-${String(before + index + 1).padStart(4, '0')}`;
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
