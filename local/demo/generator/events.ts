/**
 * What happens in a station's grids: disputes, cases and follow-ups, each opened on a day and
 * ended on a later one. How a thing ends is decided when it begins and waits in an agenda, so
 * that a day depends on the days before it and never on the days after.
 */
import { addDays, type Day } from '../../../shared/calendar/day.ts';
import type { CaseRow, DisputeRow, FollowUpRow } from '../../../shared/submissions/contract.ts';
import type { Grid, Officer, Station } from './county.ts';
import { gridFor } from './officer-time.ts';
import type { Random } from './random.ts';
import type { Season } from './seasons.ts';

/** The events of one day's document. */
export interface Events {
  readonly disputes: DisputeRow[];
  readonly cases: CaseRow[];
  readonly followUps: FollowUpRow[];
}

/** What is still to come, by the day on which it will be reported. */
export class Agenda {
  readonly #days = new Map<Day, Events>();

  on(day: Day): Events {
    const events = this.#days.get(day) ?? { disputes: [], cases: [], followUps: [] };
    this.#days.set(day, events);
    return events;
  }

  /** Takes the day's events out. */
  take(day: Day): Events {
    const events = this.on(day);
    this.#days.delete(day);
    return events;
  }

  /** A day without a document: what it would have told is told the day after. */
  postpone(day: Day): void {
    const { disputes, cases, followUps } = this.take(day);
    const next = this.on(addDays(day, 1));
    next.disputes.unshift(...disputes);
    next.cases.unshift(...cases);
    next.followUps.unshift(...followUps);
  }
}

/** Disputes a month: a community officer's quota is five. */
const DISPUTES_A_MONTH = { community_officer: 7, auxiliary: 0.8, other: 0 } as const;
const DAYS_A_MONTH = 30.4;

/** Opens the day's disputes and decides what becomes of them. */
export function openDisputes(
  station: Station,
  day: Day,
  season: Season,
  agenda: Agenda,
  random: Random,
): void {
  const { character } = station;
  const games = character.habit === 'games';
  // The station that games finds most of its disputes in the last three days of the month.
  const pace = games ? (season.lastDaysOfMonth ? 7.4 : 0.29) : season.disputes;
  let number = 0;
  for (const officer of station.officers) {
    const mean = (DISPUTES_A_MONTH[officer.role] * officer.zeal * pace) / DAYS_A_MONTH;
    for (let left = random.count(mean); left > 0; left -= 1) {
      number += 1;
      openDispute(station, officer, day, number, agenda, random);
    }
  }
}

function openDispute(
  station: Station,
  officer: Officer,
  day: Day,
  number: number,
  agenda: Agenda,
  random: Random,
): void {
  const { character } = station;
  const dispute = idOf('D', day, number);
  agenda.on(day).disputes.push({
    dispute,
    event: 'opened',
    category: random.weighted([
      ['neighbour', 30],
      ['family', 22],
      ['land', 11],
      ['debt', 10],
      ['labour', 8],
      ['traffic', 7],
      ['consumer', 5],
      ['medical', 2],
      ['school', 2],
      ['other', 3],
    ]),
    grid: gridFor(officer, station, random),
    officer: officer.id,
  });
  const after = (mean: number) => Math.floor(random.wait(mean));
  if (!random.chance(character.resolution)) {
    if (random.chance(0.85)) {
      agenda.on(addDays(day, 1 + after(9))).disputes.push({ dispute, event: 'escalated' });
    }
    return;
  }
  const resolved = { dispute, event: 'resolved', level: levelOf(character.habit, random) } as const;
  const wait = character.habit === 'games' ? 0 : after(character.days);
  agenda.on(addDays(day, wait)).disputes.push(resolved);
  if (character.habit !== 'games' && random.chance(0.012)) {
    // It flares up again, and is settled a second time, at the police station.
    const reopened = addDays(day, wait + 1 + after(4));
    agenda.on(reopened).disputes.push({ dispute, event: 'reopened' });
    agenda
      .on(addDays(reopened, 12))
      .disputes.push({ dispute, event: 'resolved', level: 'station' });
  }
}

function levelOf(habit: 'games' | 'improves' | undefined, random: Random) {
  return habit === 'games'
    ? 'post'
    : random.weighted<'post' | 'office' | 'station' | 'bureau'>([
        ['post', 48],
        ['office', 29],
        ['station', 20],
        ['bureau', 3],
      ]);
}

/** Criminal cases a year in the whole county when the demo begins, and how they fall. */
const CASES_A_YEAR = 620;
const YEARLY_CHANGE = 0.88;
/** Public-order cases for one criminal case. */
const PUBLIC_ORDER = 2.4;

type Category = NonNullable<CaseRow['category']>;

/** Category, how often, share ever solved, average days until then. */
const CRIMINAL: readonly (readonly [Category, number, number, number])[] = [
  ['theft', 330, 0.52, 24],
  ['telecom_fraud', 300, 0.3, 45],
  ['other_criminal', 190, 0.75, 18],
  ['fraud', 90, 0.45, 35],
  ['serious_assault', 42, 0.96, 7],
  ['drug_trafficking', 12, 0.95, 10],
  ['rape', 11, 0.95, 8],
  ['snatching', 8, 0.7, 15],
  ['robbery', 7, 0.9, 9],
  ['arson', 4, 0.85, 12],
  ['kidnapping', 1, 1, 4],
  ['homicide', 2.5, 1, 3],
];

/** Files the day's cases; `countyWeight` is the sum of all the county's grids' case weights. */
export function fileCases(
  station: Station,
  day: Day,
  years: number,
  countyWeight: number,
  season: Season,
  agenda: Agenda,
  random: Random,
): void {
  const perWeight = (CASES_A_YEAR * YEARLY_CHANGE ** years * season.cases) / 365 / countyWeight;
  let number = 0;
  for (const grid of station.grids) {
    for (let left = random.count(grid.caseWeight * perWeight); left > 0; left -= 1) {
      const [category, , solved, days] = random.weighted(
        CRIMINAL.map((kind) => [kind, kind[1]] as const),
      );
      number += 1;
      fileCase(caseId(station, day, number), category, grid, day, solved, days, agenda, random);
    }
    const orderly = station.grids.length * 400 + grid.caseWeight;
    for (let left = random.count(orderly * perWeight * PUBLIC_ORDER); left > 0; left -= 1) {
      number += 1;
      fileCase(caseId(station, day, number), 'public_order', grid, day, 0.9, 9, agenda, random);
    }
  }
  // A case from before the system was in use, solved at last.
  if (random.chance(0.004)) {
    agenda.on(day).cases.push({
      case: `${caseId(station, day, 0)}-old`,
      event: 'solved',
      category: 'theft',
    });
  }
}

function fileCase(
  id: string,
  category: Category,
  grid: Grid,
  day: Day,
  solved: number,
  days: number,
  agenda: Agenda,
  random: Random,
): void {
  agenda.on(day).cases.push({ case: id, event: 'filed', category, grid: grid.code });
  const later = addDays(day, Math.floor(random.wait(days)));
  if (random.chance(0.012)) agenda.on(later).cases.push({ case: id, event: 'withdrawn' });
  else if (random.chance(solved)) agenda.on(later).cases.push({ case: id, event: 'solved' });
}

const caseId = (station: Station, day: Day, number: number) =>
  `A${station.code.slice(3, 9)}-${compact(day)}-${number}`;

/** Raises tips, hazards and requests, and closes most of them. */
export function raiseFollowUps(
  station: Station,
  day: Day,
  season: Season,
  agenda: Agenda,
  random: Random,
): void {
  const { character } = station;
  const mean = station.officers.length * 0.055 * character.effort * season.visits;
  for (let number = random.count(mean); number > 0; number -= 1) {
    const kind = random.weighted<FollowUpRow['kind']>([
      ['hazard', 45],
      ['request', 30],
      ['tip', 25],
    ]);
    const item = idOf(kind === 'hazard' ? 'H' : kind === 'request' ? 'R' : 'T', day, number);
    const grid = random.pick(station.grids).code;
    agenda.on(day).followUps.push({ item, kind, event: 'raised', grid });
    const closed = Math.floor(random.wait(4 / character.effort));
    if (closed > 2 && random.chance(0.2)) {
      agenda.on(addDays(day, 2)).followUps.push({ item, kind, event: 'escalated' });
    }
    if (random.chance(Math.min(0.995, 0.955 + 0.025 * character.effort))) {
      agenda.on(addDays(day, closed)).followUps.push({ item, kind, event: 'closed' });
    }
  }
}

const compact = (day: Day) => day.replaceAll('-', '');
const idOf = (letter: string, day: Day, number: number) => `${letter}-${compact(day)}-${number}`;
