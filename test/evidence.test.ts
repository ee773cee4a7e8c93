import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDays } from '../shared/calendar/day.ts';
import { EVENT_LISTS } from '../shared/drafts/days.ts';
import { readStationDays, type Wanted } from '../shared/evidence/documents.ts';
import { evidenceOf } from '../shared/evidence/evidence.ts';
import type { Manifest } from '../shared/evidence/manifest.ts';
import type { StationDay } from '../shared/evidence/trace.ts';
import { KPIS } from '../shared/kpis/catalogue.ts';
import { LIST_NAMES } from '../shared/submissions/contract.ts';
import { revisionsOf } from '../shared/submissions/ledger.ts';
import { villageOf } from '../shared/villages/days.ts';
import type { Tally } from '../shared/villages/tally.ts';
import { type Village, villagesOf } from '../shared/villages/villages.ts';
import { GOLDEN_PERIODS, goldenAnswers } from './support/golden.ts';
import { startGoldenLake } from './support/golden-lake.ts';

let golden: Awaited<ReturnType<typeof startGoldenLake>>;

beforeAll(async () => {
  golden = await startGoldenLake();
});
afterAll(() => golden.close());

/** Every document of a station is read once a period: thousands of evidences rest on the same ones. */
function reader(manifest: Manifest) {
  const held = new Map<string, Promise<StationDay[]>>();
  return async ({ stations, reads }: Wanted): Promise<StationDay[]> => {
    const days: StationDay[] = [];
    for (const station of stations) {
      const whole = { stations: [station], reads: () => true, lists: LIST_NAMES };
      const all = held.get(station) ?? readStationDays(golden.ports, manifest, whole);
      held.set(station, all);
      days.push(...(await all).filter(({ day }) => reads(day)));
    }
    return days;
  };
}

describe('evidence of the golden data', () => {
  it.each(GOLDEN_PERIODS)('adds up to the counts of every KPI of every unit: %s', async (id) => {
    const manifest = await golden.manifestOf(id);
    const { book } = golden;
    const read = reader(manifest);
    const wrong: unknown[] = [];
    let compared = 0;
    for (const [unit, answers] of Object.entries(goldenAnswers(id))) {
      for (const [kpiId, answer] of Object.entries(answers)) {
        const kpi = KPIS.find((one) => one.id === kpiId);
        if (!kpi) throw new Error(kpiId);
        const { addedUp, sum } = await evidenceOf({
          ...{ kpi, unit, manifest, book },
          read,
        });
        if (addedUp) continue;
        compared += 1;
        const close = (a: number, b: number) => Math.abs(a - b) <= 1e-9;
        if (
          !close(sum.numerator, answer.numerator) ||
          !close(sum.denominator, answer.denominator)
        ) {
          wrong.push({ unit, kpiId, sum, answer });
        }
      }
    }
    expect(wrong).toEqual([]);
    expect(compared).toBeGreaterThan(480);
  });

  it('reads only the documents that have rows that matter, and their events once', async () => {
    const manifest = await golden.manifestOf('2024-Q1');
    const station = '410481001000';
    const { objects } = golden.ports;
    const kept = `known/${station}.json.gz`;
    await objects.delete(kept);
    const read: string[] = [];
    const counted = {
      ...golden.ports,
      objects: {
        ...objects,
        get(key: string) {
          read.push(key);
          return objects.get(key);
        },
      },
    };
    const { span } = manifest;
    const readDisputes = () =>
      readStationDays(counted, manifest, {
        stations: [station],
        reads: (day) => day >= span.first && day <= span.last,
        lists: ['disputes'],
      });
    const days = await readDisputes();
    const withRows = days.filter(({ submission }) => submission !== null);
    expect(days.length).toBeGreaterThan(80);
    expect(read.filter((key) => key.startsWith('raw/'))).toHaveLength(withRows.length);
    expect(withRows.every(({ submission }) => submission?.disputes?.length)).toBe(true);
    expect(withRows.length).toBeLessThan(days.length);

    read.length = 0;
    const again = await readDisputes();
    const rowsOf = (held: readonly StationDay[]) =>
      held.map(({ day, revision, submission }) => [day, revision, submission?.disputes]);
    expect(rowsOf(again)).toEqual(rowsOf(days));
    expect(read).toEqual([kept]);
  });

  it('reads a day that was corrected since in the revision that the run read', async () => {
    const { ports } = golden;
    const manifest = await golden.manifestOf('2024-Q1');
    const [station, ledger] = Object.entries(manifest.stations).find(([, { days }]) =>
      days.includes(':2'),
    ) ?? ['', { days: '' }];
    const [offset = ''] = ledger.days.split(',').filter((entry) => entry.endsWith(':2'));
    const day = addDays(manifest.span.readFrom, Number(offset.split(':')[0]));
    const before = {
      ...manifest,
      stations: { [station]: { days: offset.slice(0, -2), others: [] } },
    };
    const wanted = { stations: [station], reads: (one: string) => one === day, lists: EVENT_LISTS };
    const [now] = await readStationDays(ports, manifest, wanted);
    const [then] = await readStationDays(ports, before, wanted);
    expect([then?.day, then?.revision, now?.day, now?.revision]).toEqual([day, 1, day, 2]);
    const documents = (await revisionsOf(ports.items, station, day)).map(({ key }) =>
      ports.objects.get(key),
    );
    const [first] = await Promise.all(documents);
    expect(then?.submission).toEqual(JSON.parse(new TextDecoder().decode(first?.body)));
  });
});

/** What the numerators of a station are made of, by KPI: of what counts for who sent it, */
const BY_SENDER: Readonly<Record<string, (tally: Tally) => number>> = {
  time_in_community: ({ minutes }) => minutes,
  disputes_opened: ({ disputes }) => disputes.opened,
  dispute_resolution_rate: ({ disputes }) => disputes.resolved,
  dispute_escalation_rate: ({ disputes }) => disputes.escalated,
  case_rate: ({ cases }) => cases.criminal,
  theft_change: ({ cases }) => cases.byCategory.theft ?? 0,
  household_visit_rate: ({ counts }) => counts.household_visited,
  publicity_reach: ({ counts }) => counts.people_reached,
  services_per_10k: ({ counts }) => counts.service_delivered,
  records_change: ({ counts }) =>
    counts.person_registered + counts.dwelling_registered + counts.business_registered,
  follow_up_rate: ({ followUps }) => followUps.closed,
};
/** the denominators likewise, */
const BELOW: typeof BY_SENDER = {
  dispute_resolution_rate: ({ disputes }) => disputes.opened,
  criminal_case_change: ({ casesBefore }) => casesBefore.criminal,
  theft_change: ({ casesBefore }) => casesBefore.byCategory.theft ?? 0,
  follow_up_rate: ({ followUps }) => followUps.raised,
};
/** and of what counts for the village that it was in. */
const BY_VILLAGE: Readonly<Record<string, (village: Village) => number>> = {
  grid_coverage: ({ daysPresent }) => (daysPresent > 0 ? 1 : 0),
  grid_presence: ({ daysPresent }) => daysPresent,
  zero_case_grids: ({ zeroCase }) => (zeroCase ? 1 : 0),
  three_zero_grids: ({ threeZero }) => (threeZero ? 1 : 0),
  grids_staffed: ({ officers }) => (officers ? 1 : 0),
};
const NONE = { criminal: 0, publicOrder: 0, byCategory: {} };

describe('villages of the golden data', () => {
  it.each(GOLDEN_PERIODS)('add up to the figures of their station: %s', async (id) => {
    const { ports, book } = golden;
    const manifest = await golden.manifestOf(id);
    const read = (wanted: Wanted) => readStationDays(ports, manifest, wanted);
    const stations = book.unitsOn(manifest.span.last).ofLevel('station');
    const wrong: unknown[] = [];
    let compared = 0;
    for (const { code: unit } of stations) {
      const answers = goldenAnswers(id)[unit];
      if (!answers) continue;
      const found = await villagesOf({ unit, manifest, book, read });
      const tallies = found.villages.map(
        (village): Tally => ({ ...village, casesBefore: village.casesBefore ?? NONE }),
      );
      const sent = (of: (tally: Tally) => number) =>
        tallies.reduce((sum, tally) => sum + of(tally), 0) -
        of(found.fromOthers) +
        of(found.elsewhere);
      const within = (of: (village: Village) => number) =>
        found.villages.reduce((sum, village) => sum + of(village), 0);
      const check = (kpi: string, part: 'numerator' | 'denominator', sum: number) => {
        compared += 1;
        if (answers[kpi]?.[part] !== sum)
          wrong.push({ unit, kpi, part, sum, answer: answers[kpi] });
      };
      for (const [kpi, of] of Object.entries(BY_SENDER)) check(kpi, 'numerator', sent(of));
      for (const [kpi, of] of Object.entries(BELOW)) check(kpi, 'denominator', sent(of));
      for (const [kpi, of] of Object.entries(BY_VILLAGE)) check(kpi, 'numerator', within(of));
      check('grid_coverage', 'denominator', found.villages.length);
      const { households, population } = found.villages.reduce(
        (sum, { grid }) => ({
          households: sum.households + grid.households,
          population: sum.population + grid.population,
        }),
        { households: 0, population: 0 },
      );
      check('household_visit_rate', 'denominator', households);
      check('case_rate', 'denominator', population);
    }
    expect(wrong).toEqual([]);
    expect(compared).toBeGreaterThanOrEqual(13 * 23);
  });

  it('agree with their days', async () => {
    const { ports, book } = golden;
    const manifest = await golden.manifestOf('2024-04');
    const read = (wanted: Wanted) => readStationDays(ports, manifest, wanted);
    // The station that another one was merged into.
    const input = { unit: '410481204000', manifest, book, read };
    const { villages } = await villagesOf(input);
    expect(villages.length).toBeGreaterThan(10);
    for (const { grid, minutes, daysPresent, reported } of villages) {
      const { village, days = [] } = (await villageOf(input, grid.code)) ?? {};
      expect(village).toEqual(villages.find((one) => one.grid.code === grid.code));
      expect(days.reduce((sum, day) => sum + day.minutes, 0)).toBe(minutes);
      expect(days.filter((day) => day.minutes > 0)).toHaveLength(daysPresent);
      expect(days.filter(({ revision }) => revision !== null)).toHaveLength(reported.sent);
    }
  });
});
