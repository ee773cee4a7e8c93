import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, type Day, startOfDay } from '../calendar/day.ts';
import type { ObjectStore } from '../ports.ts';
import type { Submission } from '../submissions/contract.ts';
import { receiveSubmission } from '../submissions/receive.ts';
import { memoryItems, memoryObjects } from '../testing/memory.ts';
import { ReferenceBook } from '../units/book.ts';
import { knownKey } from './days.ts';
import { orphansOf } from './items.ts';
import { knownBefore, readPast } from './known.ts';

const [PROVINCE, CITY, COUNTY] = ['410000000000', '410400000000', '410481000000'];
const [OLD, NEW] = ['410481001000', '410481002000'];
const [GRID, NEW_GRID] = ['410481001001', '410481002001'];
const OFFICER = 'P-1';
const TODAY = '2024-04-20';
const MERGER = '2024-04-10';

const unit = (
  code: string,
  level: 'province' | 'city' | 'county' | 'station',
  parent: string | null,
) => ({ code, name: code, level, parent, area: 'rural' }) as const;
const grid = (code: string, station: string) =>
  ({ code, name: code, station, kind: 'village', households: 300, population: 1000 }) as const;

/** A station that came to another in April; both stay in the tree, so that either can send. */
const BOOK = new ReferenceBook([
  {
    ...{ kind: 'units', version: 1, effective: '2022-01-01' },
    rows: [
      unit(PROVINCE, 'province', null),
      unit(CITY, 'city', PROVINCE),
      unit(COUNTY, 'county', CITY),
      unit(OLD, 'station', COUNTY),
      unit(NEW, 'station', COUNTY),
    ],
  },
  {
    ...{ kind: 'grids', version: 1, effective: '2022-01-01' },
    rows: [grid(GRID, OLD), grid(NEW_GRID, NEW)],
  },
  {
    ...{ kind: 'roster', version: 1, effective: '2022-01-01' },
    rows: [{ officer: OFFICER, station: NEW, role: 'community_officer', grids: [NEW_GRID] }],
  },
  {
    ...{ kind: 'successions', version: 1, effective: '2022-01-01' },
    rows: [{ from: OLD, to: NEW, since: MERGER }],
  },
]);

type Lists = Partial<Omit<Submission, 'schemaVersion' | 'station' | 'date'>>;

function start() {
  let now = startOfDay(TODAY);
  // Every receipt has its own instant.
  const clock = () => (now += 1000);
  const ports = { objects: memoryObjects(), items: memoryItems(), clock };
  const sender = { account: 'a', unit: PROVINCE, role: 'administrator' } as const;
  return {
    ...ports,
    async receive(station: string, date: Day, lists: Lists) {
      const document = {
        ...{ schemaVersion: 1, station, date, officerTime: [], disputes: [], cases: [] },
        ...{ followUps: [], counts: [], incidents: [], ...lists },
      };
      const outcome = await receiveSubmission(ports, BOOK, sender, { document });
      if (!('receipt' in outcome)) throw new Error(JSON.stringify(outcome));
    },
    past: (
      station: string,
      day: Day = TODAY,
      objects: Pick<ObjectStore, 'get' | 'put'> = ports.objects,
    ) => readPast({ objects, items: ports.items }, BOOK, { station, day, today: TODAY }),
    async known(station: string, day: Day = TODAY) {
      return knownBefore(await this.past(station, day), BOOK, day);
    },
  };
}

const opened = (dispute: string, at = NEW_GRID) =>
  ({ dispute, event: 'opened', category: 'land', grid: at, officer: OFFICER }) as const;
const event = (dispute: string, name: 'escalated' | 'reopened') => ({ dispute, event: name });
const resolved = (dispute: string) => ({ dispute, event: 'resolved', level: 'post' }) as const;

test('so many documents are read at most: each station has its share, and its latest days', async () => {
  const world = start();
  const days = ['2024-04-11', '2024-04-12', '2024-04-13'];
  for (const [index, day] of days.entries()) {
    await world.receive(OLD, day, { disputes: [opened(`O${index}`, GRID)] });
    await world.receive(NEW, day, { disputes: [opened(`N${index}`)] });
  }
  const window = { from: '2024-04-01', to: TODAY };
  const read = async (most: number) => {
    const at = { station: NEW, day: TODAY, today: TODAY };
    const past = await readPast(world, BOOK, at, window, most);
    return past.days.map(({ station, day }) => [station, day]);
  };
  expect(await read(1)).toEqual([]);
  const [, second, third] = days;
  expect(await read(5)).toEqual(
    [second, third].flatMap((day) => [
      [NEW, day],
      [OLD, day],
    ]),
  );
  // What was read is kept and costs nothing the next time.
  expect(await read(2)).toHaveLength(6);
});

describe('open on the evening before', () => {
  test('disputes by their last event; escalated ones never again', async () => {
    const world = start();
    await world.receive(NEW, '2024-04-12', {
      disputes: ['A', 'B', 'C', 'D'].map((id) => opened(id)),
    });
    // Arrived before its opening.
    await world.receive(NEW, '2024-04-14', { disputes: [resolved('B'), resolved('C')] });
    await world.receive(NEW, '2024-04-15', {
      disputes: [event('C', 'reopened'), event('D', 'escalated'), resolved('D')],
    });
    await world.receive(NEW, '2024-04-17', { disputes: [resolved('A'), opened('E')] });
    const ids = async (day: Day) =>
      (await world.known(NEW, day)).disputes.map(({ dispute, reopened }) => [dispute, reopened]);
    expect(await ids('2024-04-12')).toEqual([]);
    expect(await ids('2024-04-13')).toHaveLength(4);
    expect(await ids('2024-04-17')).toEqual([
      ['A', false],
      ['C', true],
    ]);
    expect(await ids('2024-04-18')).toEqual([
      ['C', true],
      ['E', false],
    ]);
    expect((await world.known(NEW, '2024-04-13')).disputes[0]).toEqual({
      ...{ dispute: 'A', opened: '2024-04-12', category: 'land', grid: NEW_GRID },
      ...{ officer: OFFICER, reopened: false },
    });
  });

  test('cases until solved or withdrawn, follow-ups until closed', async () => {
    const world = start();
    const filed = (id: string) =>
      ({ case: id, event: 'filed', category: 'theft', grid: NEW_GRID }) as const;
    const item = (id: string, name: 'raised' | 'escalated' | 'closed') =>
      ({
        item: id,
        kind: 'tip',
        event: name,
        ...(name === 'raised' && { grid: NEW_GRID }),
      }) as const;
    await world.receive(NEW, '2024-04-12', {
      cases: [filed('1'), filed('2'), filed('3')],
      followUps: [item('1', 'raised'), item('2', 'raised'), item('2', 'escalated')],
    });
    await world.receive(NEW, '2024-04-13', {
      cases: [
        { case: '1', event: 'solved' },
        { case: '2', event: 'withdrawn' },
      ],
      followUps: [item('1', 'closed')],
    });
    const { cases, followUps } = await world.known(NEW);
    expect(cases).toEqual([{ case: '3', filed: '2024-04-12', category: 'theft', grid: NEW_GRID }]);
    expect(followUps).toEqual([
      { item: '2', kind: 'tip', raised: '2024-04-12', grid: NEW_GRID, escalated: true },
    ]);
  });

  test('a successor holds what its predecessor left open, and closes it', async () => {
    const world = start();
    await world.receive(OLD, '2024-04-05', { disputes: [opened('A', GRID), opened('B', GRID)] });
    const ids = async (station: string, day: Day) =>
      (await world.known(station, day)).disputes.map(({ dispute }) => dispute);
    expect(await ids(NEW, '2024-04-09')).toEqual([]);
    expect(await ids(OLD, '2024-04-09')).toEqual(['A', 'B']);
    expect(await ids(NEW, MERGER)).toEqual(['A', 'B']);
    await world.receive(NEW, '2024-04-11', { disputes: [resolved('A')] });
    expect(await ids(NEW, '2024-04-12')).toEqual(['B']);
    // An id of its own: from now on that is what its events belong to.
    await world.receive(NEW, '2024-04-12', { disputes: [opened('B'), resolved('B')] });
    expect(await ids(NEW, '2024-04-13')).toEqual([]);
  });
});

test('orphans: no opening was received, of whichever station the past is; old cases are none', async () => {
  const world = start();
  await world.receive(OLD, '2024-04-05', { disputes: [opened('A', GRID)] });
  await world.receive(NEW, '2024-04-09', { disputes: [resolved('A')] });
  await world.receive(NEW, '2024-04-11', {
    disputes: [resolved('A'), resolved('X')],
    cases: [
      { case: '1', event: 'solved', category: 'fraud' },
      { case: '2', event: 'solved' },
    ],
  });
  expect(orphansOf(await world.past(NEW), '2023-01-01')).toEqual([
    { date: '2024-04-11', list: 'disputes', pointer: '/disputes/1', id: 'X', event: 'resolved' },
    { date: '2024-04-11', list: 'cases', pointer: '/cases/1', id: '2', event: 'solved' },
    // Before the merger the other's ids are not its own.
    { date: '2024-04-09', list: 'disputes', pointer: '/disputes/0', id: 'A', event: 'resolved' },
  ]);
});

describe('an officer’s usual day', () => {
  const time = (visits: number, duty: number) => ({
    officerTime: [
      { officer: OFFICER, activity: 'household_visit', grid: NEW_GRID, minutes: visits },
      ...(duty > 0 ? [{ officer: OFFICER, activity: 'station_duty', minutes: duty } as const] : []),
    ] as const,
  });

  test('the usual total, divided as the time was, in steps of 30 with the usual grid', async () => {
    const world = start();
    // Monday to Thursday, and a Saturday that is another kind of day.
    await world.receive(NEW, '2024-04-13', time(600, 600));
    await world.receive(NEW, '2024-04-15', time(100, 0));
    await world.receive(NEW, '2024-04-16', time(130, 300));
    expect((await world.known(NEW, '2024-04-17')).patterns).toEqual([]);
    await world.receive(NEW, '2024-04-17', time(200, 240));
    const rows = [
      // 430 minutes are 14 steps: 14 × 430/970 = 6.2 and 14 × 540/970 = 7.8.
      { activity: 'household_visit', grid: NEW_GRID, minutes: 180 },
      { activity: 'station_duty', minutes: 240 },
    ];
    expect((await world.known(NEW, '2024-04-18')).patterns).toEqual([{ officer: OFFICER, rows }]);
    expect((await world.known(NEW, '2024-04-20')).patterns).toEqual([]);
  });

  test('together the usual total, whatever changes from day to day', async () => {
    const world = start();
    await world.receive(NEW, '2024-04-15', time(480, 480));
    await world.receive(NEW, '2024-04-16', time(480, 0));
    await world.receive(NEW, '2024-04-17', time(30, 480));
    const [pattern] = (await world.known(NEW, '2024-04-18')).patterns;
    // 17 steps of 510 minutes, 990 : 960.
    expect(pattern?.rows.map(({ minutes }) => minutes)).toEqual([270, 240]);
  });
});

test('numbers go on after the highest in use on any day', async () => {
  const world = start();
  await world.receive(NEW, '2024-04-18', {
    disputes: [opened('D-2024-0420-07'), opened('D-2024-0418-09'), opened('D-2024-0420-x')],
  });
  const { numbers } = await world.known(NEW);
  expect(numbers).toEqual({ dispute: 'D-2024-0420-08', item: 'T-2024-0420-01' });
  const past = await world.past(NEW);
  const drafted = knownBefore(past, BOOK, TODAY, ['T-2024-0420-11']);
  expect(drafted.numbers.item).toBe('T-2024-0420-12');
});

/** A day's document, small enough that ids meet. */
const documents = fc.record({
  station: fc.constantFrom(OLD, NEW),
  back: fc.integer({ min: 0, max: 12 }),
  disputes: fc.uniqueArray(
    fc.tuple(
      fc.constantFrom('A', 'B', 'C'),
      fc.constantFrom('opened', 'resolved', 'reopened', 'escalated' as const),
    ),
    { maxLength: 3, selector: (pair) => pair.join() },
  ),
  minutes: fc.integer({ min: 0, max: 400 }),
});
type Arrival = typeof documents extends fc.Arbitrary<infer T> ? T : never;

const listsOf = ({ station, disputes, minutes }: Arrival): Lists => ({
  disputes: disputes.map(([id, name]) => {
    if (name === 'opened') return opened(id, station === OLD ? GRID : NEW_GRID);
    return name === 'resolved' ? resolved(id) : { dispute: id, event: name as 'reopened' };
  }),
  officerTime: minutes === 0 ? [] : [{ officer: OFFICER, activity: 'station_duty', minutes }],
});

/** The raw documents alone, nothing kept of them. */
const bare = (objects: ObjectStore) => ({
  get: async (key: string) => (key.startsWith('known/') ? undefined : objects.get(key)),
  put: async () => true,
});

test('what is kept changes nothing: known is what all raw documents say', async () => {
  const step = fc.record({
    arrival: documents,
    /** What happens to what is kept: it is made, aged by weeks, lost or damaged, or outdated. */
    fate: fc.constantFrom('nothing', 'read', 'age', 'lose', 'damage' as const),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { maxLength: 12 }),
      fc.integer({ min: 0, max: 12 }),
      async (steps, back) => {
        const world = start();
        const date = addDays(TODAY, -back);
        for (const { arrival, fate } of steps) {
          await world.receive(arrival.station, addDays(TODAY, -arrival.back), listsOf(arrival));
          if (fate === 'read') await world.past(NEW);
          if (fate === 'age') {
            const later = addDays(TODAY, 85);
            await readPast(world, BOOK, { station: NEW, day: later, today: later });
          }
          if (fate === 'lose') await world.objects.delete(knownKey(NEW));
          if (fate === 'damage') await world.objects.put(knownKey(OLD), 'not gzip');
        }
        for (const station of [NEW, OLD]) {
          const kept = await world.past(station, date);
          const whole = await world.past(station, date, bare(world.objects));
          expect(kept.days).toEqual(whole.days);
          expect(knownBefore(kept, BOOK, date)).toEqual(knownBefore(whole, BOOK, date));
          expect(orphansOf(kept, '2024-01-01')).toEqual(orphansOf(whole, '2024-01-01'));
        }
      },
    ),
    { numRuns: 60 },
  );
});

test('the order of arrival changes nothing', async () => {
  const days = fc.uniqueArray(documents, {
    maxLength: 8,
    selector: ({ station, back }) => `${station} ${back}`,
  });
  const shuffled = days.chain((list) =>
    fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
  );
  await fc.assert(
    fc.asyncProperty(shuffled, async (orders) => {
      const known = [];
      for (const order of orders) {
        const world = start();
        for (const arrival of order) {
          await world.receive(arrival.station, addDays(TODAY, -arrival.back), listsOf(arrival));
          await world.past(NEW);
        }
        known.push([await world.known(NEW), orphansOf(await world.past(NEW), '2024-01-01')]);
      }
      expect(known[0]).toEqual(known[1]);
    }),
    { numRuns: 40 },
  );
});
