/** Daily life in the province: the documents of every station, day after day. */

import { countsOf, incidentsOf } from '../local/demo/generator/counts.ts';
import type { Officer, Station } from '../local/demo/generator/county.ts';
import { Agenda, fileCases, openDisputes, raiseFollowUps } from '../local/demo/generator/events.ts';
import { gridFor } from '../local/demo/generator/officer-time.ts';
import { type Random, randomOf } from '../local/demo/generator/random.ts';
import { type Season, seasonOf } from '../local/demo/generator/seasons.ts';
import type { Day } from '../shared/calendar/day.ts';
import type { OfficerTimeRow, Submission } from '../shared/submissions/contract.ts';
import { type City, SEED } from './province.ts';

/**
 * A city's life, to be asked for its documents day after day, in order. What is decided on one
 * day and comes later (a dispute resolved, a case solved) is told in a later document.
 */
export function liveCity(
  city: City,
  seasonOn: (day: Day) => Season = seasonOf,
): (day: Day) => Submission[] {
  const lives = city.counties.flatMap((county) =>
    county.stations.map((station) => ({ station, county, agenda: new Agenda() })),
  );
  return (day) => {
    const season = seasonOn(day);
    return lives.flatMap(({ station, county, agenda }) => {
      const random = randomOf(SEED, station.code, day);
      if (random.chance(station.character.missing)) {
        agenda.postpone(day);
        return [];
      }
      openDisputes(station, day, season, agenda, random);
      fileCases(station, day, 0, county.caseWeight, season, agenda, random);
      raiseFollowUps(station, day, season, agenda, random);
      const officerTime = station.officers.flatMap((one) => dayOf(one, station, season, random));
      const submission: Submission = {
        schemaVersion: 1,
        station: station.code,
        date: day,
        officerTime,
        ...agenda.take(day),
        counts: countsOf(station, officerTime, 0, season, random),
        incidents: incidentsOf(station, random),
      };
      return [submission];
    });
  };
}

type Activity = OfficerTimeRow['activity'];

const IN_COMMUNITY: readonly Activity[] = [
  'household_visit',
  'community_patrol',
  'dispute_mediation',
  'hazard_check',
  'information_collection',
  'publicity',
  'public_service',
  'grid_meeting',
];

/** The form steps by half an hour. */
const STEP = 30;

/** An officer's rows of one day: some five on a working day, of all that is done in a village. */
function dayOf(
  officer: Officer,
  station: Station,
  season: Season,
  random: Random,
): OfficerTimeRow[] {
  const { id } = officer;
  // Duty goes round: on a weekend fewer are at work, but never only half of them.
  if (!random.chance((season.attendance + 2) / 3)) return [];
  if (officer.role === 'other') {
    return [{ officer: id, activity: 'paperwork', minutes: STEP * random.whole(4, 16) }];
  }
  const rows: OfficerTimeRow[] = [];
  const first = Math.floor(random.next() * IN_COMMUNITY.length);
  for (let left = random.whole(4, 5); left > 0; left -= 1) {
    // A visit on most days, and others in turn.
    const activity =
      rows.length === 0 && random.chance(0.7)
        ? 'household_visit'
        : IN_COMMUNITY[(first + left) % IN_COMMUNITY.length];
    if (!activity || rows.some((row) => row.activity === activity)) continue;
    const grid = gridFor(officer, station, random);
    rows.push({ officer: id, grid, activity, minutes: STEP * random.whole(2, 4) });
  }
  const { inCommunity, diverted } = station.character;
  const away = Math.round((16 * (1 - inCommunity) * diverted) / 0.7);
  const desk = Math.round((16 * (1 - inCommunity) * (1 - diverted)) / 0.7);
  if (random.chance(0.7)) {
    const activity = random.chance(0.6) ? 'station_duty' : 'case_handling';
    rows.push({ officer: id, activity, minutes: STEP * random.whole(1, 1 + 2 * away) });
  }
  if (random.chance(0.7)) {
    rows.push({
      officer: id,
      activity: 'paperwork',
      minutes: STEP * random.whole(1, 1 + 2 * desk),
    });
  }
  return rows;
}
