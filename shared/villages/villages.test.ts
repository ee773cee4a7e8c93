import { describe, expect, it } from 'vitest';
import { addDays, type Day, daysBetween } from '../calendar/day.ts';
import { parsePeriod, spanOf } from '../calendar/period.ts';
import type { Wanted } from '../evidence/documents.ts';
import type { Manifest } from '../evidence/manifest.ts';
import type { StationDay } from '../evidence/trace.ts';
import type { Submission } from '../submissions/contract.ts';
import { ReferenceBook } from '../units/book.ts';
import type { ReferenceVersion } from '../units/kinds.ts';
import { villageOf } from './days.ts';
import { type VillageInput, villagesOf } from './villages.ts';

const [STATION, NEIGHBOUR, OLD] = ['410481001000', '410481002000', '410481003000'];
/** Of the station all along, of one merged into it, and handed to it and from it in the middle of April. */
const [HOME, MERGED, COME, GONE] = ['410481001201', '410481003201', '410481002201', '410481001202'];
const HANDED_OVER = '2024-04-16';

const unit = (
  code: string,
  level: 'province' | 'city' | 'county' | 'station',
  parent: string | null,
) => ({ code, name: code, level, parent, area: 'rural' }) as const;
const grid = (code: string, station: string) =>
  ({ code, name: code, station, kind: 'village', households: 300, population: 1000 }) as const;
const officer = (
  id: string,
  role: 'community_officer' | 'auxiliary' | 'other',
  grids: string[],
) => ({ officer: id, station: STATION, role, grids });

const ROSTER: ReferenceVersion = {
  ...{ kind: 'roster', version: 1, effective: '2023-01-01' },
  rows: [
    officer('P-1', 'community_officer', [HOME, COME]),
    officer('P-2', 'auxiliary', [HOME]),
    officer('P-9', 'other', []),
  ],
};

const VERSIONS: readonly ReferenceVersion[] = [
  {
    ...{ kind: 'units', version: 1, effective: '2023-01-01' },
    rows: [
      unit('410000000000', 'province', null),
      unit('410400000000', 'city', '410000000000'),
      unit('410481000000', 'county', '410400000000'),
      ...[STATION, NEIGHBOUR, OLD].map((code) => unit(code, 'station', '410481000000')),
    ],
  },
  {
    ...{ kind: 'grids', version: 1, effective: '2023-01-01' },
    rows: [grid(HOME, STATION), grid(GONE, STATION), grid(COME, NEIGHBOUR), grid(MERGED, OLD)],
  },
  {
    ...{ kind: 'grids', version: 2, effective: HANDED_OVER },
    rows: [grid(HOME, STATION), grid(GONE, NEIGHBOUR), grid(COME, STATION), grid(MERGED, STATION)],
  },
  {
    ...{ kind: 'successions', version: 1, effective: '2023-01-01' },
    rows: [{ from: OLD, to: STATION, since: HANDED_OVER }],
  },
];

type Lists = Partial<Omit<Submission, 'schemaVersion' | 'station' | 'date'>>;
interface Sent extends Lists {
  readonly station?: string;
  readonly day: Day;
  readonly revision?: number;
}

/** The station's villages in a run of April 2024 that read these documents. */
function input(sent: readonly Sent[], versions = [...VERSIONS, ROSTER]): VillageInput {
  const period = parsePeriod('2024-04');
  const span = period && spanOf(period, '2024-06-01');
  if (!span) throw new Error('no period');
  const days = sent.map(
    ({ station = STATION, day, revision = 1, ...lists }): StationDay => ({
      ...{ station, day, revision, receivedAt: 0, onTime: true, submission: lists },
    }),
  );
  const known = (station: string) =>
    days
      .filter((one) => one.station === station)
      .map(({ day, revision }) => `${daysBetween(span.readFrom, day)}:${revision}`)
      .join(',');
  const manifest: Manifest = {
    ...{ span, quota: 5, eightMajor: [] },
    reference: { units: 1, grids: 2, roster: 1, successions: 1 },
    stations: Object.fromEntries(
      [STATION, NEIGHBOUR, OLD].map((code) => [code, { days: known(code), others: [] }]),
    ),
  };
  const read = async ({ stations, reads }: Wanted) => {
    const wanted = new Set(stations);
    return days.filter(({ station, day }) => wanted.has(station) && reads(day));
  };
  return { unit: STATION, manifest, book: new ReferenceBook(versions), read };
}

async function village(code: string, sent: readonly Sent[]) {
  const { villages } = await villagesOf(input(sent));
  return villages.find(({ grid: { code: one } }) => one === code);
}

const visit = (at: string, minutes: number, who = 'P-1') =>
  ({ officer: who, activity: 'household_visit', grid: at, minutes }) as const;
const opened = (dispute: string, at = HOME) =>
  ({ dispute, event: 'opened', category: 'land', grid: at, officer: 'P-1' }) as const;
const resolved = (dispute: string) => ({ dispute, event: 'resolved', level: 'post' }) as const;
const filed = (id: string, category: 'theft' | 'fraud' | 'public_order', at = HOME) =>
  ({ case: id, event: 'filed', category, grid: at }) as const;

describe('a village', () => {
  it('counts minutes in the community of officers that count, and the days with one', async () => {
    const time = [
      visit(HOME, 90),
      visit(HOME, 30, 'P-2'),
      visit(HOME, 60, 'P-9'),
      { officer: 'P-1', activity: 'station_duty', minutes: 120 } as const,
    ];
    const sent = [
      { day: '2024-03-31', officerTime: [visit(HOME, 200)] },
      { day: '2024-04-01', officerTime: time },
      { day: '2024-04-02', officerTime: [visit(HOME, 60, 'P-9')] },
      { day: '2024-04-03', officerTime: [visit(HOME, 45)] },
    ];
    expect(await village(HOME, sent)).toMatchObject({
      ...{ minutes: 165, daysPresent: 2, reported: { expected: 30, sent: 3 } },
    });
  });

  it('counts how many the roster names for it, and says nothing without a roster', async () => {
    expect(await village(HOME, [])).toMatchObject({ officers: 2 });
    expect(await village(MERGED, [])).toMatchObject({ officers: 0 });
    const { villages } = await villagesOf(input([], [...VERSIONS]));
    expect(villages.map(({ officers }) => officers)).toEqual([null, null, null]);
  });

  it('counts disputes where they were opened, and what became of them by the end of grace', async () => {
    const sent = [
      { day: '2024-03-30', disputes: [opened('D-0')] },
      { day: '2024-04-02', disputes: [opened('D-1'), opened('D-2'), opened('D-3', COME)] },
      // Opened before the period: not of its cohort, whatever is said of it now.
      { day: '2024-04-03', disputes: [opened('D-0'), resolved('D-0')] },
      { day: '2024-05-07', disputes: [resolved('D-1'), { dispute: 'D-2', event: 'escalated' }] },
      { day: '2024-05-08', disputes: [resolved('D-3')] },
    ] as const;
    expect(await village(HOME, sent)).toMatchObject({
      disputes: { opened: 2, resolved: 1, escalated: 1 },
    });
    expect(await village(COME, sent)).toMatchObject({
      disputes: { opened: 1, resolved: 0, escalated: 0 },
    });
  });

  it('counts cases once, on their first filing, public order apart, withdrawn ones not', async () => {
    const sent = [
      { day: '2023-04-10', cases: [filed('A-1', 'theft'), filed('A-2', 'theft')] },
      { day: '2024-04-05', cases: [filed('B-1', 'theft'), filed('B-2', 'public_order')] },
      { day: '2024-04-06', cases: [filed('B-1', 'fraud', COME), filed('B-3', 'fraud')] },
      { day: '2024-05-01', cases: [{ case: 'A-2', event: 'withdrawn' }] },
      { day: '2024-05-02', cases: [{ case: 'B-3', event: 'withdrawn' }] },
    ] as const;
    expect(await village(HOME, sent)).toMatchObject({
      cases: { criminal: 1, publicOrder: 1, byCategory: { theft: 1, public_order: 1 } },
      casesBefore: { criminal: 1, publicOrder: 0, byCategory: { theft: 1 } },
      reportedBefore: { expected: 30, sent: 1 },
      ...{ zeroCase: false, threeZero: false },
    });
    expect(await village(COME, sent)).toMatchObject({
      cases: { criminal: 0, publicOrder: 0, byCategory: {} },
      ...{ zeroCase: true, threeZero: true },
    });
  });

  it('does not take for zero what nobody reported a year before', async () => {
    expect(await village(HOME, [{ day: '2023-03-31' }])).toMatchObject({
      casesBefore: null,
      reportedBefore: { expected: 30, sent: 0 },
    });
  });

  it('counts petitions and accidents, which take away three-zero only', async () => {
    const incidents = [
      { kind: 'petition', grid: HOME, count: 2 },
      { kind: 'accident', grid: HOME, count: 1 },
    ] as const;
    expect(await village(HOME, [{ day: '2024-04-05', incidents }])).toMatchObject({
      ...{ incidents: { petition: 2, accident: 1 }, zeroCase: true, threeZero: false },
    });
    expect(await village(HOME, [{ day: '2024-05-05', incidents }])).toMatchObject({
      ...{ incidents: { petition: 0, accident: 0 }, threeZero: true },
    });
  });

  it('counts work by its kind, also a kind that no KPI asks for, and follow-ups', async () => {
    const counts = [
      { kind: 'household_visited', grid: HOME, count: 14 },
      { kind: 'household_visited', grid: HOME, officer: 'P-1', count: 3 },
      { kind: 'person_registered', grid: HOME, count: 5 },
      { kind: 'dwelling_registered', grid: HOME, count: 2 },
      { kind: 'volunteer_shift', grid: HOME, count: 4 },
    ] as const;
    const raised = { event: 'raised', kind: 'tip', grid: HOME } as const;
    const sent = [
      { day: '2023-04-05', counts },
      { day: '2024-04-05', counts, followUps: [{ ...raised, item: 'T-1' }] },
      { day: '2024-04-06', followUps: [{ ...raised, item: 'T-2' }] },
      { day: '2024-05-02', followUps: [{ item: 'T-1', kind: 'tip', event: 'closed' }] },
    ] as const;
    expect(await village(HOME, sent)).toMatchObject({
      counts: {
        ...{ household_visited: 17, person_registered: 5, dwelling_registered: 2 },
        ...{ volunteer_shift: 4, business_registered: 0 },
      },
      followUps: { raised: 2, closed: 1 },
    });
  });
});

describe('villages that changed hands', () => {
  const [early, late] = ['2024-04-10', '2024-04-20'];
  const sent = [
    { station: NEIGHBOUR, day: '2023-04-10', cases: [filed('X-0', 'theft', COME)] },
    {
      ...{ station: NEIGHBOUR, day: early, officerTime: [visit(COME, 40)] },
      ...{ disputes: [opened('D-1', COME)], cases: [filed('X-1', 'theft', COME)] },
    },
    { station: NEIGHBOUR, day: late, disputes: [resolved('D-1')] },
    {
      station: OLD,
      day: early,
      officerTime: [visit(MERGED, 20)],
      disputes: [opened('D-1', MERGED)],
    },
    { day: early, officerTime: [visit(GONE, 10)], cases: [filed('C-1', 'fraud', GONE)] },
    { day: late, officerTime: [visit(COME, 7), visit(MERGED, 5)], disputes: [resolved('D-1')] },
  ] as const;

  it('are those of the last day, with all that was sent of them', async () => {
    const { villages, elsewhere, fromOthers } = await villagesOf(input(sent));
    expect(villages.map(({ grid: { code } }) => code)).toEqual([HOME, COME, MERGED]);
    const [, come, merged] = villages;
    expect(come).toMatchObject({
      ...{ minutes: 47, daysPresent: 2, zeroCase: false },
      ...{ disputes: { opened: 1, resolved: 1 }, cases: { criminal: 1 } },
      ...{ casesBefore: { criminal: 1 }, reported: { expected: 30, sent: 2 } },
    });
    // The past of a station that was merged into this one is its own.
    expect(merged).toMatchObject({ minutes: 25, disputes: { opened: 1, resolved: 1 } });
    expect(fromOthers).toMatchObject({
      ...{ minutes: 40, disputes: { opened: 1, resolved: 1 } },
      ...{ cases: { criminal: 1 }, casesBefore: { criminal: 1 } },
    });
    expect(elsewhere).toMatchObject({
      minutes: 10,
      cases: { criminal: 1 },
      disputes: { opened: 0 },
    });
  });

  it('tell of each day by whose document it is, also one that came later from elsewhere', async () => {
    const found = await villageOf(input(sent), COME);
    const of = (date: Day) => found?.days.filter((day) => day.date === date);
    expect(of(early)).toMatchObject([
      {
        ...{ station: NEIGHBOUR, revision: 1, onTime: true, minutes: 40 },
        rows: { officerTime: 1, disputes: 1, cases: 1, followUps: 0, counts: 0, incidents: 0 },
      },
    ]);
    expect(of(late)).toMatchObject([
      { station: STATION, minutes: 7, rows: { officerTime: 1, disputes: 0 } },
      { station: NEIGHBOUR, minutes: 0, rows: { officerTime: 0, disputes: 1 } },
    ]);
  });
});

describe('the days of a village', () => {
  it('are all those of the period, with the revision that the run read', async () => {
    const sent = [
      { day: '2024-03-20', disputes: [opened('D-1')] },
      { day: '2024-04-05', revision: 3, disputes: [resolved('D-1')] },
      { day: '2024-04-06', officerTime: [visit(HOME, 60, 'P-9')] },
    ] as const;
    const found = await villageOf(input(sent), HOME);
    expect(found?.days.map(({ date }) => date)).toEqual(
      Array.from({ length: 30 }, (_, index) => addDays('2024-04-01', index)),
    );
    const [, , , fourth, fifth, sixth] = found?.days ?? [];
    const none = { officerTime: 0, disputes: 0, cases: 0, followUps: 0, counts: 0, incidents: 0 };
    const empty = { station: STATION, minutes: 0, rows: none };
    expect(fourth).toEqual({ ...empty, date: '2024-04-04', revision: null, onTime: null });
    // Also what became of a dispute of March.
    expect(fifth).toMatchObject({ revision: 3, rows: { ...none, disputes: 1 } });
    // The row is there, but the minutes of who does not count are not.
    expect(sixth).toMatchObject({ revision: 1, minutes: 0, rows: { ...none, officerTime: 1 } });
  });

  it('are nobody’s where the village is not the station’s on the last day', async () => {
    expect(await villageOf(input([]), GONE)).toBeUndefined();
    expect(await villageOf(input([]), '410481009999')).toBeUndefined();
  });
});
