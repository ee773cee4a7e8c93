/** What the officers of a station did on a day, in minutes. */
import type { OfficerTimeRow } from '../../../shared/submissions/contract.ts';
import type { Officer, Station } from './county.ts';
import type { Random } from './random.ts';
import type { Season } from './seasons.ts';

type Activity = OfficerTimeRow['activity'];

const IN_COMMUNITY: readonly (readonly [Activity, number])[] = [
  ['household_visit', 34],
  ['community_patrol', 26],
  ['dispute_mediation', 12],
  ['hazard_check', 9],
  ['information_collection', 8],
  ['publicity', 6],
  ['public_service', 3],
  ['grid_meeting', 2],
];
const DIVERTED: readonly (readonly [Activity, number])[] = [
  ['station_duty', 5],
  ['case_handling', 3],
  ['campaign', 2],
];
const DESK: readonly (readonly [Activity, number])[] = [
  ['paperwork', 3],
  ['station_meeting', 2],
];

/** The form steps by half an hour. */
const STEP = 30;
const WORKING_DAY = 480;

/**
 * The day's rows; `progress` (0 to 1) is how far the demo's months have gone, for the station
 * that improves. Nobody works more than 14 hours or twice in one row.
 */
export function officerTimeOf(
  station: Station,
  season: Season,
  progress: number,
  random: Random,
): OfficerTimeRow[] {
  const { character } = station;
  const share =
    character.habit === 'improves'
      ? character.inCommunity - 0.13 * (1 - progress)
      : character.inCommunity;
  const away = (1 - share) * WORKING_DAY;
  const attendance = season.attendance * Math.min(1.04, 0.88 + 0.12 * character.effort);
  return station.officers.flatMap((officer) => {
    if (officer.role === 'other') return [];
    if (!random.chance(attendance)) {
      // A day off is no row; leave is one, and counts as no working time.
      return random.chance(0.06) ? [{ officer: officer.id, activity: 'leave', minutes: 480 }] : [];
    }
    return dayOf(
      officer,
      station,
      toSteps(random.wait(away * character.diverted * season.diversion), random),
      toSteps(random.wait(away * (1 - character.diverted)), random),
      random,
    );
  });
}

function dayOf(
  officer: Officer,
  station: Station,
  diverted: number,
  desk: number,
  random: Random,
): OfficerTimeRow[] {
  const rows: OfficerTimeRow[] = [];
  const worked =
    WORKING_DAY +
    random.weighted([
      [0, 12],
      [-STEP, 2],
      [STEP, 3],
      [2 * STEP, 2],
    ]);
  const awayMinutes = Math.min(diverted, worked);
  const deskMinutes = Math.min(desk, worked - awayMinutes);
  let left = worked - awayMinutes - deskMinutes;
  const most = random.chance(0.6) ? 2 : 3;
  const taken = new Set<Activity>();
  while (left > 0) {
    const activity = random.weighted(IN_COMMUNITY.filter(([name]) => !taken.has(name)));
    taken.add(activity);
    const minutes = taken.size === most ? left : Math.min(left, STEP * random.whole(3, 8));
    rows.push({ officer: officer.id, grid: gridFor(officer, station, random), activity, minutes });
    left -= minutes;
  }
  const first = rows[0];
  // Now and then somebody writes down what the watch said.
  if (first && first.minutes > 60 && random.chance(0.06)) {
    rows[0] = { ...first, minutes: first.minutes - random.pick([5, 10, 15, 20]) };
  }
  if (awayMinutes > 0) {
    rows.push({ officer: officer.id, activity: random.weighted(DIVERTED), minutes: awayMinutes });
  }
  if (deskMinutes > 0) {
    rows.push({ officer: officer.id, activity: random.weighted(DESK), minutes: deskMinutes });
  }
  return rows;
}

/** A grid of the officer's own, nearly always; else one of the station's. */
export function gridFor(officer: Officer, station: Station, random: Random): string {
  if (random.chance(0.04)) return random.pick(station.grids).code;
  if (officer.grids.length > 1 && random.chance(0.25)) return random.pick(officer.grids);
  return officer.home;
}

/** Minutes in whole steps whose average is the minutes asked for. */
function toSteps(minutes: number, random: Random): number {
  return STEP * Math.floor(minutes / STEP + random.next());
}

/** The rows of a station that makes its numbers up: every officer the same, 96.9 % in the community. */
export function inventedTimeOf(station: Station, random: Random): OfficerTimeRow[] {
  return station.officers.flatMap((officer) => {
    if (officer.role === 'other' || random.chance(0.04)) return [];
    const [first, second] = random.pick<readonly [Activity, Activity]>([
      ['household_visit', 'community_patrol'],
      ['community_patrol', 'hazard_check'],
      ['household_visit', 'information_collection'],
    ]);
    return [
      { officer: officer.id, grid: officer.home, activity: first, minutes: 240 },
      { officer: officer.id, grid: officer.home, activity: second, minutes: 225 },
      { officer: officer.id, activity: 'paperwork', minutes: 15 },
    ];
  });
}
