import { beforeAll, describe, expect, it } from 'vitest';
import { addDays, dayAt, daysBetween } from '../../../shared/calendar/day.ts';
import { lastDayOf, parsePeriod } from '../../../shared/calendar/period.ts';
import { canonicalJson } from '../../../shared/submissions/content.ts';
import { groupOf, type Submission } from '../../../shared/submissions/contract.ts';
import { validateSubmission } from '../../../shared/submissions/validate.ts';
import { ReferenceBook } from '../../../shared/units/book.ts';
import { readHenanDivisions } from '../../../shared/units/divisions.ts';
import type { ReferenceVersion } from '../../../shared/units/kinds.ts';
import { parseReference } from '../../../shared/units/reference.ts';
import { type Delivery, generateDemo, type SubmissionFile } from './generate.ts';

const FIRST_DAY = '2024-01-01';
const LAST_DAY = '2025-02-28';
const ROLLOUT = '2024-12-01';
const divisions = readHenanDivisions();
const generate = (lastDay: string, rollout: string | null = ROLLOUT) =>
  generateDemo({ seed: 'wugang', divisions, firstDay: FIRST_DAY, lastDay, rollout });

type Sender = SubmissionFile['sender'];

const sentBy = ({ files }: Delivery, sender?: Sender) =>
  files
    .filter((file) => sender === undefined || file.sender === sender)
    .flatMap(({ submissions }) => submissions);

/** The latest revision of each station-day, by day. */
function latestOf(deliveries: readonly Delivery[], sender: Sender): Submission[] {
  const byDay = new Map(
    deliveries
      .flatMap((delivery) => sentBy(delivery, sender))
      .map((one) => [`${one.date} ${one.station}`, one]),
  );
  return [...byDay].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}

let deliveries: readonly Delivery[];
/** Of the county that reports from the first day on. */
let latest: readonly Submission[];
/** Of the counties that join. */
let joined: readonly Submission[];

beforeAll(() => {
  deliveries = [...generate(LAST_DAY)];
  latest = latestOf(deliveries, 'county');
  joined = latestOf(deliveries, 'administrator');
});

describe('what is sent', () => {
  it('is accepted to the last line, in the order and at the time in which it is sent', () => {
    const versions: ReferenceVersion[] = [];
    let book = new ReferenceBook(versions);
    let submissions = 0;
    for (const delivery of deliveries) {
      for (const { kind, effective, csv } of delivery.reference) {
        const parsed = parseReference(kind, new TextEncoder().encode(csv), { book, effective });
        if (!parsed.ok) throw new Error(`${kind}: ${JSON.stringify(parsed.errors.slice(0, 3))}`);
        versions.push({
          kind,
          version: versions.length + 1,
          effective,
          rows: parsed.rows,
        } as ReferenceVersion);
        book = new ReferenceBook(versions);
      }
      const today = dayAt(delivery.at);
      for (const submission of sentBy(delivery)) {
        const result = validateSubmission(submission, { today, role: 'clerk', reference: book });
        if (!result.ok) throw new Error(JSON.stringify(result.errors.slice(0, 3)));
        submissions += 1;
      }
    }
    expect(submissions).toBeGreaterThan(11_000);
  });

  it('is the same for the same seed, and only grows with a later last day', () => {
    const sooner = [...generate(addDays(FIRST_DAY, 50))];
    expect(deliveries.slice(0, sooner.length)).toEqual(sooner);
  });

  it('is in time order, with some days late, some missing and some corrected', () => {
    const instants = deliveries.map(({ at }) => at);
    expect(instants).toEqual(instants.toSorted((a, b) => a - b));
    const seen = new Set<string>();
    const count = { late: 0, corrected: 0 };
    for (const delivery of deliveries) {
      for (const { station, date } of sentBy(delivery, 'county')) {
        if (seen.has(station + date)) count.corrected += 1;
        else if (daysBetween(date, dayAt(delivery.at)) > 1) count.late += 1;
        seen.add(station + date);
      }
    }
    const expected = 14 * (daysBetween(FIRST_DAY, LAST_DAY) + 1);
    expect(count.late / expected).toBeGreaterThan(0.01);
    expect(count.late / expected).toBeLessThan(0.05);
    expect(count.corrected).toBeGreaterThan(20);
    expect(expected - seen.size).toBeGreaterThan(10);
    expect(seen.size / expected).toBeGreaterThan(0.98);
  });
});

const endOfMonth = (day: string) => {
  const month = parsePeriod(day.slice(0, 7));
  if (!month) throw new Error(`${day} is no day`);
  return lastDayOf(month);
};

/** Criminal cases filed from `from` to `to`, with their grids. */
function criminal(from: string, to: string): { grid: string | undefined }[] {
  return latest
    .filter(({ date }) => date >= from && date <= to)
    .flatMap(({ cases }) => cases)
    .filter(({ event, category }) => event === 'filed' && category !== 'public_order')
    .map(({ grid }) => ({ grid }));
}

/** Share of working time in the community. */
function communityShare(submissions: readonly Submission[]): number {
  let community = 0;
  let working = 0;
  for (const one of submissions) {
    for (const { activity, minutes } of one.officerTime) {
      const group = groupOf(activity);
      if (group !== 'leave') working += minutes;
      if (group === 'community') community += minutes;
    }
  }
  return community / working;
}

/** The same of one of the county's stations, or all. */
const timeInCommunity = (station?: string) =>
  communityShare(latest.filter((one) => station === undefined || one.station === station));

/** Share of the disputes opened until `before` that are resolved by the end of the month's grace. */
function resolvedShare(submissions: readonly Submission[], before: string): number {
  const openedOn = new Map<string, string>();
  const outcome = new Map<string, string>();
  for (const { station, date, disputes } of submissions) {
    for (const { dispute, event } of disputes) {
      const id = station + dispute;
      if (event === 'opened') openedOn.set(id, date);
      const grace = addDays(endOfMonth(openedOn.get(id) ?? date), 7);
      if (date <= grace && outcome.get(id) !== 'escalated') outcome.set(id, event);
    }
  }
  const cohort = [...openedOn].filter(([, day]) => day < before);
  return cohort.filter(([id]) => outcome.get(id) === 'resolved').length / cohort.length;
}

describe('the level of the published figures', () => {
  it('spends 80 to 85 % of working time in the community', () => {
    expect(timeInCommunity()).toBeGreaterThan(0.8);
    expect(timeInCommunity()).toBeLessThan(0.85);
    expect(timeInCommunity('410481003000')).toBeLessThan(0.7);
    expect(timeInCommunity('410481006000')).toBeGreaterThan(0.96);
    expect(timeInCommunity('410481006000')).toBeLessThan(0.98);
  });

  it('resolves some 97 % of a month’s disputes by the end of grace', () => {
    const share = resolvedShare(latest, '2025-02-01');
    expect(share).toBeGreaterThan(0.96);
    expect(share).toBeLessThan(0.98);
  });

  it('leaves some 43 % of the grids without a criminal case in twelve months', () => {
    const grids = new Set(criminal('2024-01-01', '2024-12-31').map(({ grid }) => grid));
    expect(1 - grids.size / 220).toBeGreaterThan(0.38);
    expect(1 - grids.size / 220).toBeLessThan(0.48);
  });

  it('has one station whose officers do the same on day after day, and disputes at month ends', () => {
    const days = latest.filter(({ station }) => station === '410481006000');
    const copied = days.filter(
      (one, index) =>
        canonicalJson(one.officerTime) === canonicalJson(days[index - 1]?.officerTime ?? []),
    );
    expect(copied.length / days.length).toBeGreaterThan(0.2);
    const opened = days.flatMap(({ date, disputes }) =>
      disputes.filter(({ event }) => event === 'opened').map(() => date),
    );
    const atTheEnd = opened.filter((date) => addDays(date, 3).slice(5, 7) !== date.slice(5, 7));
    expect(atTheEnd.length / opened.length).toBeGreaterThan(0.6);
  });
});

describe('the roll-out to all cities', () => {
  const cityOf = ({ station }: Submission) => `${station.slice(0, 4)}00000000`;
  const stations = () => new Set(joined.map(({ station }) => station));

  it('leaves the county’s own data as they are', () => {
    const alone = [...generate(LAST_DAY, null)];
    const arrivals = (all: readonly Delivery[]) =>
      all.flatMap((one) => (one.files.length > 0 ? [[one.at, sentBy(one, 'county')]] : []));
    expect(JSON.stringify(arrivals(deliveries))).toBe(JSON.stringify(arrivals(alone)));
    expect(latestOf(alone, 'administrator')).toEqual([]);
  });

  it('has four stations with a few grids in each of the other 17 cities, from its day on', () => {
    const byCity = Map.groupBy(stations(), (station) => station.slice(0, 4));
    expect([...byCity.values()].map(({ length }) => length)).toEqual(Array(17).fill(4));
    expect(byCity.has('4104')).toBe(false);
    const [, founding] = deliveries.filter(({ reference }) => reference[0]?.kind === 'units');
    expect(founding?.reference.map(({ kind, effective }) => [kind, effective])).toEqual(
      ['units', 'grids', 'roster', 'staffing'].map((kind) => [kind, ROLLOUT]),
    );
    const grids = founding?.reference.find(({ kind }) => kind === 'grids')?.csv.split('\n') ?? [];
    for (const station of stations()) {
      const own = grids.filter((row) => row.split(',')[2] === station);
      expect(own.length).toBeGreaterThan(0);
      expect(own.length).toBeLessThanOrEqual(8);
    }
    expect(joined.every(({ date }) => date >= ROLLOUT)).toBe(true);
  });

  it('knows surveys and leaders’ visits of every unit, each month once', () => {
    const [surveys, leadership] =
      deliveries.findLast(({ reference }) => reference.length === 2)?.reference ?? [];
    const rows = (file: typeof surveys) => file?.csv.trim().split('\n').slice(1) ?? [];
    const months = (unit: string, all: readonly string[]) =>
      new Set(all.filter((row) => row.startsWith(unit)).map((row) => row.split(',')[1]));
    for (const station of stations()) {
      expect(months(station, rows(surveys))).toEqual(new Set(['2024-12', '2025-01']));
    }
    expect(months('410100000000', rows(leadership)).size).toBe(13);
    for (const [file, key] of [
      [surveys, 3],
      [leadership, 2],
    ] as const) {
      const keys = rows(file).map((row) => row.split(',').slice(0, key).join());
      expect(new Set(keys).size).toBe(keys.length);
    }
  });

  it('has cities above the band, in it and below it', () => {
    const shares = [...Map.groupBy(joined, cityOf).values()].map(communityShare);
    expect(shares.filter((share) => share > 0.86).length).toBeGreaterThanOrEqual(3);
    expect(shares.filter((share) => share > 0.8 && share < 0.85).length).toBeGreaterThanOrEqual(4);
    expect(shares.filter((share) => share < 0.79).length).toBeGreaterThanOrEqual(2);
  });

  it('has one city that leaves disputes lying', () => {
    const shares = [...Map.groupBy(joined, cityOf)]
      .map(([city, own]) => ({ city, share: resolvedShare(own, '2025-02-01') }))
      .toSorted((a, b) => a.share - b.share);
    expect(shares[0]?.city).toBe('411300000000');
    expect(shares[0]?.share).toBeLessThan(0.9);
    expect(shares[2]?.share).toBeGreaterThan(0.92);
  });

  it('has a city that sends late, one that misses days, and a station that begins late', () => {
    const late = new Map<string, number>();
    const seen = new Set<string>();
    for (const delivery of deliveries) {
      for (const one of sentBy(delivery, 'administrator')) {
        const isFirst = !seen.has(one.station + one.date);
        seen.add(one.station + one.date);
        if (!isFirst || daysBetween(one.date, dayAt(delivery.at)) === 1) continue;
        late.set(cityOf(one), (late.get(cityOf(one)) ?? 0) + 1);
      }
    }
    const [latestCity] = [...late].toSorted(([, a], [, b]) => b - a);
    expect(latestCity?.[0]).toBe('411400000000');
    const days = (station: string, month: string) =>
      joined.filter((one) => one.station === station && one.date.startsWith(month)).length;
    const complete = [...stations()].map((station) => days(station, '2024-12') / 31);
    expect(complete.filter((share) => share < 0.8)).toHaveLength(1);
    const [beginner = ''] = [...stations()].filter((one) => days(one, '2024-12') / 31 < 0.8);
    expect(days(beginner, '2025-01') / 31).toBeGreaterThan(0.8);
    const missed = (city: string) => 4 * 90 - joined.filter((one) => cityOf(one) === city).length;
    expect(missed('411500000000')).toBeGreaterThan(10);
  });
});
