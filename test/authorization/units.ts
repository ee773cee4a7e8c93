/**
 * The made-up province of the walk: two cities with two counties each, of two stations each; and
 * what stands where, worked out here and not by the code that is tried. No name is part of another.
 */
import type { Standing } from '../../functions/api/access-table.ts';
import type { Level } from '../../shared/units/tree.ts';

export interface Place {
  readonly code: string;
  readonly name: string;
  readonly level: Level;
  readonly parent: string | null;
  /** Stands in every officer's, dispute's and item's id of a station, and nowhere else. */
  readonly mark: string;
}

const place = (
  code: string,
  name: string,
  level: Level,
  parent: string | null,
  mark = '',
): Place => ({
  ...{ code, name, level, parent, mark },
});

export const PROVINCE = '410000000000';
/** The branch that the callers are of. */
export const CITY = '410100000000';
export const COUNTY = '410102000000';
export const STATION = '410102001000';

export const PLACES: readonly Place[] = [
  place(PROVINCE, '示范省', 'province', null),
  place(CITY, '晨光市', 'city', PROVINCE),
  place(COUNTY, '青岚县', 'county', CITY),
  place(STATION, '松坡所', 'station', COUNTY, 'QXA1'),
  place('410102002000', '柳荫所', 'station', COUNTY, 'QXA2'),
  place('410103000000', '白鹭县', 'county', CITY),
  place('410103001000', '石桥所', 'station', '410103000000', 'QXB1'),
  place('410103002000', '芦苇所', 'station', '410103000000', 'QXB2'),
  place('410200000000', '暮云市', 'city', PROVINCE),
  place('410202000000', '赤霞县', 'county', '410200000000'),
  place('410202001000', '金沙所', 'station', '410202000000', 'QXC1'),
  place('410202002000', '银湾所', 'station', '410202000000', 'QXC2'),
  place('410203000000', '墨泉县', 'county', '410200000000'),
  place('410203001000', '竹影所', 'station', '410203000000', 'QXD1'),
  place('410203002000', '梅岭所', 'station', '410203000000', 'QXD2'),
];

export const STATIONS = PLACES.filter(({ level }) => level === 'station');

const BY_CODE: ReadonlyMap<string, Place> = new Map(PLACES.map((one) => [one.code, one]));

export function placeOf(code: string): Place {
  const found = BY_CODE.get(code);
  if (!found) throw new Error(`no place ${code}`);
  return found;
}

/** The unit, its parent and so on up; of an unknown unit none. */
export function chainOf(code: string): Place[] {
  const found = BY_CODE.get(code);
  if (!found) return [];
  return [found, ...(found.parent === null ? [] : chainOf(found.parent))];
}

export const isWithin = (branch: string, code: string): boolean =>
  chainOf(code).some((one) => one.code === branch);

/** Where a unit stands, seen from another. */
export function standingOf(own: string, code: string): Standing {
  if (own === code) return 'self';
  if (isWithin(own, code)) return 'below';
  return isWithin(code, own) ? 'above' : 'beside';
}

export const gridsOf = ({ code }: Place) =>
  [`${code.slice(0, 9)}001`, `${code.slice(0, 9)}002`] as const;
export const officersOf = ({ mark }: Place) => [`OF-${mark}-1`, `OF-${mark}-2`] as const;
