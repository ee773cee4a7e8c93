import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';

export type DivisionLevel = 'province' | 'city' | 'county' | 'township' | 'village';

/** An administrative division as the statistics bureau lists it. */
export interface Division {
  /** 12 digits. */
  readonly code: string;
  readonly name: string;
  readonly level: DivisionLevel;
  /** Null for the province. */
  readonly parent: string | null;
}

/** All divisions of Henan in the list's order, read from the file beside this module. For the demo. */
export function readHenanDivisions(): Division[] {
  const file = new URL('./data/henan-divisions.csv.gz', import.meta.url);
  const rows: string[][] = parse(gunzipSync(readFileSync(file)), { fromLine: 2 });
  return rows.map(([code = '', name = '', level, parent]) => ({
    code,
    name,
    level: level as DivisionLevel,
    parent: parent || null,
  }));
}

/** Divisions by the one above them, in the list's order; those under `null` have none. */
export function divisionsByParent(
  divisions: Iterable<Division>,
): ReadonlyMap<string | null, readonly Division[]> {
  return Map.groupBy(divisions, ({ parent }) => parent);
}
