/** What stations report honestly: the clerk takes the day that the form offers, or changes it. */
import { type Random, randomOf } from '../../local/demo/generator/random.ts';
import { addDays, type Day, eachDay } from '../../shared/calendar/day.ts';
import { firstDayOf, lastDayOf, type Period } from '../../shared/calendar/period.ts';
import type { Activity, CountRow } from '../../shared/submissions/contract.ts';
import {
  AWAY,
  IN_COMMUNITY,
  type Officer,
  STEP,
  type Station,
  type TimeRow,
  toSteps,
  WORKING_DAY,
} from './province.ts';

export interface Count {
  kind: CountRow['kind'];
  grid: string;
  officer: string;
  quantity: number;
}

/** A dispute with the day on which it is resolved, if ever. */
export interface Dispute {
  id: string;
  opened: Day;
  resolved: Day | null;
  grid: string;
  officer: string;
}

/** One day's document. */
export interface Report {
  time: TimeRow[];
  counts: Count[];
  /** When it came first, with Shanghai's offset. */
  received: string;
}

/** All that a station reports of a month; days that were never sent are not there. */
export interface Month {
  readonly days: Map<Day, Report>;
  readonly disputes: Dispute[];
}

/** What an hour of an activity leaves behind, on average. */
const YIELD: Partial<Record<Activity, readonly (readonly [CountRow['kind'], number])[]>> = {
  household_visit: [['household_visited', 2.4]],
  publicity: [['people_reached', 10]],
  public_service: [
    ['service_delivered', 0.8],
    ['family_helped', 0.2],
  ],
  community_patrol: [['volunteer_shift', 0.08]],
};

const isWeekend = (day: Day) => [0, 6].includes(new Date(day).getUTCDay());

/** The day offered, with a row or two changed as work was: longer, shorter, elsewhere, something else. */
function adjusted(station: Station, rows: TimeRow[], random: Random): void {
  for (
    let changes = random.weighted([
      [1, 6],
      [2, 4],
    ]);
    changes > 0;
    changes -= 1
  ) {
    const row = random.pick(rows);
    const way = random.next();
    if (way < 0.6 || row.grid === null) {
      const longer = row.minutes + STEP * random.pick([-2, -1, 1, 2]);
      row.minutes = Math.max(STEP, longer);
    } else if (way < 0.8) {
      row.grid = random.pick(station.grids);
    } else {
      row.activity = random.weighted(IN_COMMUNITY);
    }
  }
}

function timeOf(
  station: Station,
  officer: Officer,
  day: Day,
  extraAway: number,
  random: Random,
): TimeRow[] {
  if (!random.chance(isWeekend(day) ? 0.5 : 0.93)) {
    return random.chance(0.08)
      ? [{ officer: officer.id, activity: 'leave', grid: null, minutes: 480 }]
      : [];
  }
  const offered = officer.usualDays[random.chance(0.7) ? 0 : 1];
  const rows = offered.map((row) => ({ officer: officer.id, ...row }));
  if (!random.chance(station.confirms)) adjusted(station, rows, random);
  // Called away: hours of the day offered go to a campaign.
  const pulled = Math.min(WORKING_DAY, toSteps(random.wait(extraAway), random));
  let left = pulled;
  for (const row of rows) {
    const given = row.grid === null ? 0 : Math.min(left, row.minutes);
    row.minutes -= given;
    left -= given;
  }
  if (pulled > left) {
    rows.push({ officer: officer.id, activity: 'campaign', grid: null, minutes: pulled - left });
  }
  if (random.chance(officer.longDays / 24)) {
    const night = STEP * random.whole(14, 20);
    rows.push({ officer: officer.id, activity: 'station_duty', grid: null, minutes: night });
  }
  return rows.filter(({ minutes }) => minutes > 0);
}

function countsOf(station: Station, time: readonly TimeRow[], random: Random): Count[] {
  const counts: Count[] = [];
  const add = (row: TimeRow, kind: Count['kind'], quantity: number) => {
    if (row.grid !== null && quantity > 0) {
      counts.push({ kind, grid: row.grid, officer: row.officer, quantity });
    }
  };
  for (const row of time) {
    const hours = row.minutes / 60;
    for (const [kind, perHour] of YIELD[row.activity] ?? []) {
      const quantity = random.count(perHour * station.effort * hours);
      add(row, kind, quantity);
      if (kind === 'household_visited') {
        add(row, 'contact_card_issued', random.count(station.cards * quantity));
      }
    }
    if (row.activity === 'information_collection') {
      // A home is registered with the people in it, so the two go together.
      const homes = random.count(0.7 * station.effort * hours);
      add(row, 'dwelling_registered', homes);
      add(row, 'person_registered', homes + random.count(0.6 * homes));
      add(row, 'business_registered', random.count(0.15 * hours));
    }
  }
  return counts;
}

/** Noon of the next day is the deadline; this is so many days after it, less a few hours. */
export function receivedAfter(day: Day, daysLate: number): string {
  return `${addDays(day, 1 + daysLate)}T09:00:00+08:00`;
}

function disputesOf(
  station: Station,
  days: readonly Day[],
  pace: number,
  random: Random,
): Dispute[] {
  const lastDays = days.slice(-3);
  const disputes: Dispute[] = [];
  for (const day of days) {
    const push = lastDays.includes(day) ? station.monthEndPush : 1;
    const mean = ((pace * station.disputes) / days.length) * push * (isWeekend(day) ? 0.8 : 1.08);
    for (let left = random.count(mean); left > 0; left -= 1) {
      const officer = random.pick(station.officers);
      const wait = random.chance(station.sameDay) ? 0 : 1 + Math.floor(random.wait(2.2));
      disputes.push({
        id: `D-${day}-${left}`,
        opened: day,
        resolved: random.chance(station.resolution) ? addDays(day, wait) : null,
        grid: officer.home,
        officer: officer.id,
      });
    }
  }
  return disputes;
}

/** An honest month of a station; `beforeLast` is how many months lie between it and the last one. */
export function honestMonth(
  seed: string,
  station: Station,
  period: Period,
  beforeLast: number,
): Month {
  const random = randomOf(seed, 'month', station.code, period.id);
  const days = eachDay(firstDayOf(period), lastDayOf(period));
  const campaign = station.campaign && beforeLast === 1;
  const extraAway = campaign ? 190 : Math.max(0, 12 + 10 * random.normal());
  const month: Month = { days: new Map(), disputes: [] };
  month.disputes.push(...disputesOf(station, days, campaign ? 0.65 : 1, random));
  days.forEach((day, index) => {
    if (random.chance(station.missing)) return;
    const time = station.officers.flatMap((officer) =>
      timeOf(station, officer, day, extraAway, random),
    );
    const late = random.chance(station.late)
      ? random.weighted([
          [1, 10],
          [3, 4],
          [9, 1],
        ])
      : 0;
    const waits = beforeLast === 0 && index < station.breakdown ? 9 + station.breakdown - index : 0;
    const received = receivedAfter(day, Math.max(late, waits));
    month.days.set(day, { time, counts: countsOf(station, time, random), received });
  });
  return month;
}

/** An officer lent to a neighbour is in both stations' documents on the day of the change. */
export function lendOfficers(
  seed: string,
  stations: readonly Station[],
  months: ReadonlyMap<string, Month>,
): void {
  const random = randomOf(seed, 'lent');
  stations.forEach((station, index) => {
    const neighbour = stations[index + 1];
    if (!neighbour || !random.chance(0.06)) return;
    const officer = random.pick(station.officers);
    for (let left = random.whole(1, 2); left > 0; left -= 1) {
      reportAlso(officer.id, neighbour, months, random);
    }
  });
}

/** Puts half a day of the officer into another station's document of some day that has none of it. */
export function reportAlso(
  officer: string,
  at: Station,
  months: ReadonlyMap<string, Month>,
  random: Random,
): void {
  const from = months.get(`${officer.slice(0, 9)}000`)?.days;
  const free = [...(months.get(at.code)?.days ?? [])].filter(
    ([day, { time }]) =>
      from?.get(day)?.time.some((row) => row.officer === officer) &&
      !time.some((row) => row.officer === officer),
  );
  if (free.length === 0) return;
  const [, report] = random.pick(free);
  const activity = random.weighted(random.chance(0.5) ? IN_COMMUNITY : AWAY);
  const grid = AWAY.some(([name]) => name === activity) ? null : random.pick(at.grids);
  report.time.push({ officer, activity, grid, minutes: 240 });
}
