/**
 * The demo's data: made up from beginning to end, over the real tree of one county, which is
 * joined by counties of all other cities later on. Only the names of places are real; no person,
 * case, dispute or figure in it exists. The same seed, first day and day of the roll-out give the
 * same data, and a later last day only adds to it.
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
import { buildCounty, type County, gazetteerOf, type Station } from './county.ts';
import { Agenda, fileCases, openDisputes, raiseFollowUps } from './events.ts';
import { inventedTimeOf, officerTimeOf } from './officer-time.ts';
import { buildPilots } from './pilots.ts';
import { type Random, randomOf } from './random.ts';
import { foundingFiles, monthlyFiles, type ReferenceFile, type Reporting } from './reference.ts';
import { seasonOf } from './seasons.ts';

const HOUR = 3_600_000;

/** A file of submissions. */
export interface SubmissionFile {
  /** The county's own reviewer, or the province for everybody else. */
  readonly sender: 'county' | 'administrator';
  /** Its lines, in order: late days and corrections first, then the day before. */
  readonly submissions: readonly Submission[];
}

/** What is sent at an instant (milliseconds since 1970). */
export interface Delivery {
  readonly at: number;
  readonly reference: readonly ReferenceFile[];
  readonly files: readonly SubmissionFile[];
}

export interface DemoOptions {
  readonly seed: string;
  readonly divisions: Iterable<Division>;
  readonly firstDay: Day;
  readonly lastDay: Day;
  /** The first day of the other cities' counties; null where they never join. */
  readonly rollout: Day | null;
}

/**
 * Everything that is sent about the days from `firstDay` to `lastDay`, in time order: the
 * reference data the morning before, a file of submissions at about ten each morning, surveys and
 * leaders' visits on the fifth of each month. The other cities' counties are founded the morning
 * before `rollout`, and from then on have a file of their own. What is late for `lastDay` is still
 * to come.
 */
export function* generateDemo(options: DemoOptions): Generator<Delivery, void, undefined> {
  const { seed, firstDay, lastDay, rollout } = options;
  const divisions = gazetteerOf(options.divisions);
  const county = buildCounty(divisions, seed);
  const others = rollout === null ? [] : buildPilots(divisions, county.city.code, seed);
  const atNine = (day: Day, reference: readonly ReferenceFile[]): Delivery => ({
    at: startOfDay(day) + 9 * HOUR,
    reference,
    files: [],
  });
  const eve = addDays(firstDay, -1);
  yield atNine(eve, foundingFiles([county], eve));
  const ownFile = morningFiles([county], seed, firstDay);
  const othersFile = morningFiles(others, seed, rollout ?? firstDay);
  for (const day of eachDay(firstDay, lastDay)) {
    const morning = addDays(day, 1);
    if (rollout !== null && addDays(morning, 1) === rollout) {
      const files = foundingFiles([county, ...others], rollout);
      // Nothing has handed over to anything: the file that says so still holds.
      yield atNine(
        morning,
        files.filter(({ kind }) => kind !== 'successions'),
      );
    }
    if (morning.endsWith('-05') && monthOf(morning) !== monthOf(firstDay)) {
      const last = addDays(morning, -5);
      const reporting = reportingOn(last, county, others, options);
      yield atNine(morning, monthlyFiles(reporting, seed, last));
    }
    const minute = randomOf(seed, 'county file', morning).whole(0, 50);
    const files: SubmissionFile[] = [{ sender: 'county', submissions: ownFile(day) }];
    if (rollout !== null && day >= rollout) {
      files.push({ sender: 'administrator', submissions: othersFile(day) });
    }
    yield {
      at: startOfDay(morning) + 10 * HOUR + minute * 60_000,
      reference: [],
      files: files.filter(({ submissions }) => submissions.length > 0),
    };
  }
}

/** Who has surveys and leaders' visits by the end of a month. */
function reportingOn(
  last: Day,
  county: County,
  others: readonly County[],
  { firstDay, rollout }: DemoOptions,
): Reporting[] {
  const own = { counties: [county], surveysFrom: firstDay, leadershipFrom: firstDay };
  if (rollout === null || last < rollout) return [own];
  // Leaders' visits are counted from January on, whenever a county joins.
  const leadershipFrom = `${rollout.slice(0, 4)}-01-01`;
  return [own, { counties: others, surveysFrom: rollout, leadershipFrom }];
}

/** The counties' file about one day after the other: what arrives on the morning after. */
function morningFiles(
  counties: readonly County[],
  seed: string,
  firstDay: Day,
): (day: Day) => Submission[] {
  const lives = counties.flatMap((county) =>
    county.stations.map((station) => liveStation(county, station, seed, firstDay)),
  );
  const post = new Map<Day, Submission[]>();
  return (day) => {
    for (const life of lives) {
      for (const { arrives, submission } of life(day)) {
        post.set(arrives, [...(post.get(arrives) ?? []), submission]);
      }
    }
    const morning = addDays(day, 1);
    const file = (post.get(morning) ?? []).toSorted((a, b) => a.date.localeCompare(b.date));
    post.delete(morning);
    return file;
  };
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
  const { character } = station;
  let lastTime: readonly OfficerTimeRow[] = [];
  return (day) => {
    const random = randomOf(seed, station.code, day);
    const isSilent = daysBetween(firstDay, day) < (character.startsAfter ?? 0);
    if (random.chance(character.missing) || isSilent) {
      agenda.postpone(day);
      return [];
    }
    const season = seasonOf(day);
    const years = daysBetween(firstDay, day) / 365;
    openDisputes(station, day, season, agenda, random);
    fileCases(station, day, years, county.caseWeight, season, agenda, random);
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
