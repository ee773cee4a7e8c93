/** The day's counts and incidents of a station. */
import type {
  CountRow,
  IncidentRow,
  OfficerTimeRow,
} from '../../../shared/submissions/contract.ts';
import type { Station } from './county.ts';
import type { Random } from './random.ts';
import type { Season } from './seasons.ts';

type Kind = CountRow['kind'];

/** By activity: kinds of count, and how many. */
type Yield = Partial<Record<OfficerTimeRow['activity'], readonly (readonly [Kind, number])[]>>;

/** What an hour of an activity leaves behind: kind of count, how many on average. */
const YIELD: Yield = {
  household_visit: [
    ['household_visited', 2.4],
    ['contact_card_issued', 0.05],
  ],
  information_collection: [
    ['person_registered', 1.6],
    ['dwelling_registered', 0.5],
    ['business_registered', 0.22],
  ],
  publicity: [['people_reached', 10]],
  public_service: [
    ['service_delivered', 0.8],
    ['family_helped', 0.2],
  ],
  community_patrol: [['volunteer_shift', 0.08]],
};

/** Counts follow from the officers' time; records grow by a tenth a year. */
export function countsOf(
  station: Station,
  officerTime: readonly OfficerTimeRow[],
  years: number,
  season: Season,
  random: Random,
): CountRow[] {
  const effort = station.character.effort * season.visits * 1.1 ** years;
  const counts: CountRow[] = [];
  for (const { officer, grid, activity, minutes } of officerTime) {
    for (const [kind, perHour] of YIELD[activity] ?? []) {
      const count = random.count((perHour * effort * minutes) / 60);
      if (grid !== undefined && count > 0) counts.push({ kind, grid, officer, count });
    }
  }
  return counts;
}

/** The station that games reports round numbers, and as many contact cards as visits. */
export function inventedCountsOf(officerTime: readonly OfficerTimeRow[]): CountRow[] {
  const invented: Yield = {
    household_visit: [
      ['household_visited', 5],
      ['contact_card_issued', 5],
    ],
    information_collection: [['person_registered', 5]],
  };
  return officerTime.flatMap(({ officer, grid, activity }) =>
    grid === undefined
      ? []
      : (invented[activity] ?? []).map(([kind, count]) => ({ kind, grid, officer, count })),
  );
}

/** Petitions and accidents are rare. */
export function incidentsOf(station: Station, random: Random): IncidentRow[] {
  const { character, grids } = station;
  const mean = grids.length * 0.0022 * (character.habit === 'games' ? 0.1 : 1 / character.effort);
  return Array.from({ length: random.count(mean) }, () => random.pick(grids).code)
    .filter((grid, index, all) => all.indexOf(grid) === index)
    .map((grid) => ({ kind: random.chance(0.3) ? 'petition' : 'accident', grid, count: 1 }));
}
