/** A small province for tests: two counties, three stations, two grids each. */
import type { Clock, ItemTable, ObjectStore } from '../ports.ts';
import type { ReferenceKind } from '../units/kinds.ts';
import { createReferenceStore, type ReferenceStore } from '../units/store.ts';

export const PROVINCE = '410000000000';
export const CITY = '410400000000';
export const COUNTY = '410481000000';
export const STATION = '410481001000';
/** Of the same county. */
export const SECOND_STATION = '410481002000';
export const OTHER_COUNTY = '410422000000';
export const OTHER_STATION = '410422001000';
/** In no file. */
export const NOWHERE = '410999001000';

export const UNITS = `code,name,level,parent,area
${PROVINCE},河南省,province,,urban
${CITY},平顶山市,city,${PROVINCE},urban
${COUNTY},舞钢市,county,${CITY},urban
${STATION},垭口街道,station,${COUNTY},urban
${SECOND_STATION},寺坡街道,station,${COUNTY},urban
${OTHER_COUNTY},叶县,county,${CITY},rural
${OTHER_STATION},昆阳街道,station,${OTHER_COUNTY},rural
`;

export const GRID_OF: Readonly<Record<string, string>> = {
  [STATION]: '410481001001',
  [SECOND_STATION]: '410481002001',
  [OTHER_STATION]: '410422001001',
};

export const GRIDS = `code,name,station,kind,households,population
${Object.entries(GRID_OF)
  .map(([station, grid]) => `${grid},社区,${station},community,500,1500\n`)
  .join('')}`;

/** Noon of 20 April 2024 in Shanghai. */
export const NOON = Date.UTC(2024, 3, 20, 4);
/** Three days before; its deadline is past. */
export const DAY = '2024-04-17';

/** A reference store with the county's units and grids, in force from 2023 on. */
export async function countyReference(ports: {
  readonly objects: ObjectStore;
  readonly items: ItemTable;
  readonly clock: Clock;
}): Promise<ReferenceStore> {
  const store = createReferenceStore(ports);
  const files: readonly (readonly [ReferenceKind, string])[] = [
    ['units', UNITS],
    ['grids', GRIDS],
  ];
  for (const [kind, text] of files) {
    const uploaded = await store.upload(kind, Buffer.from(text), '2023-01-01', 'test');
    if (!uploaded.ok) throw new Error(JSON.stringify(uploaded.errors));
  }
  return store;
}

/** A valid document of a station's day; `visits` makes contents differ. */
export function documentOf(station: string, date: string = DAY, visits = 1) {
  const grid = GRID_OF[station] ?? '410481001001';
  return {
    schemaVersion: 1,
    station,
    date,
    officerTime: [{ officer: 'P-1', grid, activity: 'household_visit', minutes: 60 }],
    disputes: [],
    cases: [],
    followUps: [],
    counts: [{ kind: 'household_visited', grid, count: visits }],
    incidents: [],
  };
}
