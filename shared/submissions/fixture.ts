import { ReferenceBook } from '../units/book.ts';
import type { ReferenceVersion } from '../units/kinds.ts';

/** Names from the contract's example: a station, its neighbour, and a grid and an officer of each. */
export const STATION = '410481002000';
export const GRID = '410481002201';
export const OFFICER = '410481-0217';
export const NEIGHBOUR = '410481003000';
export const NEIGHBOUR_GRID = '410481003001';

const unit = (
  code: string,
  level: 'province' | 'city' | 'county' | 'station',
  parent: string | null,
) => ({ code, name: code, level, parent, area: 'rural' }) as const;
const grid = (code: string, station: string) =>
  ({ code, name: code, station, kind: 'village', households: 300, population: 1000 }) as const;

/** The smallest tree that has everything: two stations of one county, in force from 2023 on. */
export const REFERENCE_VERSIONS: readonly ReferenceVersion[] = [
  {
    kind: 'units',
    version: 1,
    effective: '2023-01-01',
    rows: [
      unit('410000000000', 'province', null),
      unit('410400000000', 'city', '410000000000'),
      unit('410481000000', 'county', '410400000000'),
      unit(STATION, 'station', '410481000000'),
      unit(NEIGHBOUR, 'station', '410481000000'),
    ],
  },
  {
    kind: 'grids',
    version: 1,
    effective: '2023-01-01',
    rows: [grid(GRID, STATION), grid(NEIGHBOUR_GRID, NEIGHBOUR)],
  },
  {
    kind: 'roster',
    version: 1,
    effective: '2023-01-01',
    rows: [{ officer: OFFICER, station: STATION, role: 'community_officer', grids: [GRID] }],
  },
];

export const REFERENCE = new ReferenceBook(REFERENCE_VERSIONS);

/** The contract's example: a perfect document, made anew at each call. */
export function perfectDocument() {
  return {
    schemaVersion: 1,
    station: STATION,
    date: '2024-04-15',
    officerTime: [
      { officer: OFFICER, grid: GRID, activity: 'household_visit', minutes: 150 },
      { officer: OFFICER, activity: 'station_duty', minutes: 60 },
    ],
    disputes: [
      {
        dispute: 'D-2024-0415-01',
        event: 'opened',
        category: 'neighbour',
        grid: GRID,
        officer: OFFICER,
      },
      { dispute: 'D-2024-0402-03', event: 'resolved', level: 'post' },
    ],
    cases: [
      { case: 'A410481-2024-00311', event: 'filed', category: 'theft', grid: GRID },
      { case: 'A410481-2024-00290', event: 'solved' },
      { case: 'A410481-2022-00007', event: 'solved', category: 'fraud' },
    ],
    followUps: [
      { item: 'T-0415-2', kind: 'tip', event: 'raised', grid: GRID },
      { item: 'H-0410-1', kind: 'hazard', event: 'closed' },
    ],
    counts: [
      { kind: 'household_visited', grid: GRID, officer: OFFICER, count: 14 },
      { kind: 'person_registered', grid: GRID, count: 3 },
    ],
    incidents: [{ kind: 'petition', grid: GRID, count: 1 }],
  };
}
