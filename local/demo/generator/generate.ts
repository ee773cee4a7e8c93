/**
 * The demo's data: made up from beginning to end, over the real tree of one county. Only the
 * names of places are real; no person, case, dispute or figure in it exists. The same seed and
 * first day give the same data, and a later last day only adds to it.
 */
import {
  addDays,
  type Day,
  daysBetween,
  eachDay,
  monthOf,
  startOfDay,
} from '../../../shared/calendar/day.ts';
import type { OfficerTimeRow, Submission } from '../../../shared/submissions/contract.ts';
import type { Division } from '../../../shared/units/divisions.ts';
import { countsOf, incidentsOf, inventedCountsOf } from './counts.ts';
import { buildCounty, type County, type Station } from './county.ts';
import { Agenda, fileCases, openDisputes, raiseFollowUps } from './events.ts';
import { inventedTimeOf, officerTimeOf } from './officer-time.ts';
import { type Random, randomOf } from './random.ts';
import { foundingFiles, monthlyFiles, type ReferenceFile } from './reference.ts';
import { seasonOf } from './seasons.ts';

const HOUR = 3_600_000;

/** What the county sends at an instant (milliseconds since 1970). */
export interface Delivery {
  readonly at: number;
  readonly reference: readonly ReferenceFile[];
  /** A file's lines, in order: late days and corrections first, then the day before. */
  readonly submissions: readonly Submission[];
}

/**
 * Everything the county sends about the days from `firstDay` to `lastDay`, in time order: the
 * reference data the morning before, a file of submissions at about ten each morning, surveys
 * and leaders' visits on the fifth of each month. What is late for `lastDay` is still to come.
 */
export function* generateDemo(options: {
  readonly seed: string;
  readonly divisions: Iterable<Division>;
  readonly firstDay: Day;
  readonly lastDay: Day;
}): Generator<Delivery, void, undefined> {
  const { seed, firstDay, lastDay } = options;
  const county = buildCounty(options.divisions, seed);
  yield {
    at: startOfDay(firstDay) - 15 * HOUR,
    reference: foundingFiles(county, addDays(firstDay, -1)),
    submissions: [],
  };
  const lives = county.stations.map((station) => liveStation(county, station, seed, firstDay));
  const post = new Map<Day, Submission[]>();
  for (const day of eachDay(firstDay, lastDay)) {
    const morning = addDays(day, 1);
    if (morning.endsWith('-05') && monthOf(morning) !== monthOf(firstDay)) {
      yield {
        at: startOfDay(morning) + 9 * HOUR,
        reference: monthlyFiles(county, seed, firstDay, addDays(morning, -5)),
        submissions: [],
      };
    }
    for (const life of lives) {
      for (const { arrives, submission } of life(day)) {
        post.set(arrives, [...(post.get(arrives) ?? []), submission]);
      }
    }
    const minute = randomOf(seed, 'county file', morning).whole(0, 50);
    yield {
      at: startOfDay(morning) + 10 * HOUR + minute * 60_000,
      reference: [],
      submissions: (post.get(morning) ?? []).toSorted((a, b) => a.date.localeCompare(b.date)),
    };
    post.delete(morning);
  }
}

interface Letter {
  readonly arrives: Day;
  readonly submission: Submission;
}

/** A station's life from `firstDay` on, to be asked day after day. */
function liveStation(
  county: County,
  station: Station,
  seed: string,
  firstDay: Day,
): (day: Day) => Letter[] {
  const agenda = new Agenda();
  const countyWeight = county.stations
    .flatMap(({ grids }) => grids)
    .reduce((sum, { caseWeight }) => sum + caseWeight, 0);
  const { character } = station;
  let lastTime: readonly OfficerTimeRow[] = [];
  return (day) => {
    const random = randomOf(seed, station.code, day);
    if (random.chance(character.missing)) {
      agenda.postpone(day);
      return [];
    }
    const season = seasonOf(day);
    const years = daysBetween(firstDay, day) / 365;
    openDisputes(station, day, season, agenda, random);
    fileCases(station, day, years, countyWeight, season, agenda, random);
    raiseFollowUps(station, day, season, agenda, random);
    const games = character.habit === 'games';
    // One day in three, the station that games sends yesterday's officers once more.
    const officerTime = !games
      ? officerTimeOf(station, season, Math.min(1, years), random)
      : lastTime.length > 0 && random.chance(1 / 3)
        ? lastTime
        : inventedTimeOf(station, random);
    lastTime = officerTime;
    const counts = games
      ? inventedCountsOf(officerTime)
      : countsOf(station, officerTime, years, season, random);
    const submission: Submission = {
      schemaVersion: 1,
      station: station.code,
      date: day,
      officerTime: [...officerTime],
      ...agenda.take(day),
      counts,
      incidents: incidentsOf(station, random),
    };
    return lettersOf(submission, character.late, random);
  };
}

/** When a day's document arrives: mostly the next morning, sometimes late, sometimes corrected. */
function lettersOf(submission: Submission, late: number, random: Random): Letter[] {
  const next = addDays(submission.date, 1);
  const arrives = random.chance(late) ? addDays(next, 1 + Math.floor(random.wait(1.5))) : next;
  const forgotten = submission.counts.length > 0 && random.chance(0.015);
  if (!forgotten) return [{ arrives, submission }];
  // The last line was forgotten at first, and is added days later.
  const before = { ...submission, counts: submission.counts.slice(0, -1) };
  return [
    { arrives, submission: before },
    { arrives: addDays(arrives, random.whole(1, 9)), submission },
  ];
}
