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
import { type Delivery, generateDemo } from './generate.ts';

const FIRST_DAY = '2024-01-01';
const LAST_DAY = '2025-02-28';
const divisions = readHenanDivisions();
const generate = (lastDay: string) =>
  generateDemo({ seed: 'wugang', divisions, firstDay: FIRST_DAY, lastDay });

let deliveries: readonly Delivery[];
/** The latest revision of each station-day, by day. */
let latest: readonly Submission[];

beforeAll(() => {
  deliveries = [...generate(LAST_DAY)];
  const byDay = new Map(
    deliveries
      .flatMap(({ submissions }) => submissions)
      .map((one) => [`${one.date} ${one.station}`, one]),
  );
  latest = [...byDay].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
});

describe('what the county sends', () => {
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
      for (const submission of delivery.submissions) {
        const result = validateSubmission(submission, { today, role: 'clerk', reference: book });
        if (!result.ok) throw new Error(JSON.stringify(result.errors.slice(0, 3)));
        submissions += 1;
      }
    }
    expect(submissions).toBeGreaterThan(5_500);
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
    for (const { at, submissions } of deliveries) {
      for (const { station, date } of submissions) {
        if (seen.has(station + date)) count.corrected += 1;
        else if (daysBetween(date, dayAt(at)) > 1) count.late += 1;
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

/** Share of working time in the community, of one station or all. */
function timeInCommunity(station?: string): number {
  let community = 0;
  let working = 0;
  for (const one of latest) {
    if (station !== undefined && one.station !== station) continue;
    for (const { activity, minutes } of one.officerTime) {
      const group = groupOf(activity);
      if (group !== 'leave') working += minutes;
      if (group === 'community') community += minutes;
    }
  }
  return community / working;
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
    const openedOn = new Map<string, string>();
    const outcome = new Map<string, string>();
    for (const { station, date, disputes } of latest) {
      for (const { dispute, event } of disputes) {
        const id = station + dispute;
        if (event === 'opened') openedOn.set(id, date);
        const grace = addDays(endOfMonth(openedOn.get(id) ?? date), 7);
        if (date <= grace && outcome.get(id) !== 'escalated') outcome.set(id, event);
      }
    }
    const cohort = [...openedOn].filter(([, day]) => day < '2025-02-01');
    const resolved = cohort.filter(([id]) => outcome.get(id) === 'resolved');
    expect(resolved.length / cohort.length).toBeGreaterThan(0.96);
    expect(resolved.length / cohort.length).toBeLessThan(0.98);
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
