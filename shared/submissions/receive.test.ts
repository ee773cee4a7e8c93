import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { startOfDay } from '../calendar/day.ts';
import type { ItemTable, ObjectStore } from '../ports.ts';
import {
  CITY,
  COUNTY,
  countyReference,
  DAY,
  documentOf,
  NOON,
  NOWHERE,
  OTHER_STATION,
  PROVINCE,
  SECOND_STATION,
  STATION,
  UNITS,
} from '../testing/county.ts';
import { memoryItems, memoryObjects } from '../testing/memory.ts';
import { calendarOf, entriesOf, partitionsOf, revisionsOf } from './ledger.ts';
import { type Outcome, receiveSubmission, receiveSubmissions, type Sender } from './receive.ts';
import type { IfMatch } from './settle.ts';

const CLERK: Sender = { account: 'clerk-1', unit: STATION, role: 'clerk' };
const PROVINCIAL: Sender = { account: 'admin-1', unit: PROVINCE, role: 'administrator' };

async function office() {
  const objects = memoryObjects();
  const items = memoryItems();
  let now = NOON;
  const clock = () => now;
  const reference = await countyReference({ objects, items, clock });
  return {
    ports: { objects, items, clock },
    reference,
    at(instant: number) {
      now = instant;
    },
    async send(document: unknown, options: { ifMatch?: IfMatch; sender?: Sender } = {}) {
      const { sender = CLERK, ...rest } = options;
      const book = await reference.book();
      return receiveSubmission({ objects, items, clock }, book, sender, { document, ...rest });
    },
  };
}

function receiptIn(outcome: Outcome) {
  if (!('receipt' in outcome)) throw new Error(JSON.stringify(outcome));
  return outcome.receipt;
}

test('the first document gets revision 1, and everything the receipt says is stored', async () => {
  const { send, ports } = await office();
  const outcome = await send(documentOf(STATION));
  expect(outcome).toMatchObject({
    outcome: 'accepted',
    receipt: {
      station: STATION,
      date: DAY,
      revision: 1,
      latestRevision: 1,
      receivedAt: '2024-04-20T12:00:00+08:00',
      onTime: false,
      counts: { officerTime: 1, disputes: 0, cases: 0, followUps: 0, counts: 1, incidents: 0 },
    },
  });
  const [revision] = await revisionsOf(ports.items, STATION, DAY);
  expect(revision).toMatchObject({ sender: 'clerk-1', hash: receiptIn(outcome).contentHash });
  const raw = ports.objects.contents.get(revision?.key ?? '');
  expect(
    createHash('sha256')
      .update(raw ?? '')
      .digest('hex'),
  ).toBe(revision?.hash);
  expect(await entriesOf(ports.items, DAY, CITY)).toMatchObject([
    { station: STATION, revision: 1 },
  ]);
  expect(await partitionsOf(ports.items, CITY)).toEqual([
    { city: CITY, day: DAY, version: 1, compacted: 0 },
  ]);
});

test('equal content is a replay of its revision, other content a correction', async () => {
  const { send, ports } = await office();
  await send(documentOf(STATION, DAY, 1));
  const { schemaVersion, ...rest } = documentOf(STATION, DAY, 1);
  expect(await send({ ...rest, schemaVersion })).toMatchObject({
    outcome: 'unchanged',
    receipt: { revision: 1, latestRevision: 1 },
  });
  expect(await send(documentOf(STATION, DAY, 2))).toMatchObject({
    outcome: 'accepted',
    receipt: { revision: 2, latestRevision: 2 },
  });
  const before = ports.items.all();
  expect(await send(documentOf(STATION, DAY, 1))).toMatchObject({
    outcome: 'unchanged',
    receipt: { revision: 1, latestRevision: 2 },
  });
  expect(ports.items.all()).toEqual(before);
});

test('going back to an earlier content takes If-Match with the latest revision', async () => {
  const { send } = await office();
  await send(documentOf(STATION, DAY, 1));
  await send(documentOf(STATION, DAY, 2));
  const first = documentOf(STATION, DAY, 1);
  expect(await send(first, { ifMatch: 1 })).toEqual({ outcome: 'conflict', latestRevision: 2 });
  expect(await send(documentOf(STATION, DAY, 3), { ifMatch: 1 })).toMatchObject({
    outcome: 'conflict',
  });
  expect(await send(first, { ifMatch: 2 })).toMatchObject({
    outcome: 'accepted',
    receipt: { revision: 3, latestRevision: 3 },
  });
  // The answer was lost and the request is sent again: it has been done.
  expect(await send(first, { ifMatch: 2 })).toMatchObject({
    outcome: 'unchanged',
    receipt: { revision: 3 },
  });
  expect(await send(first, { ifMatch: 3 })).toMatchObject({ outcome: 'unchanged' });
});

test('If-Match on a day of which nothing is held is a conflict', async () => {
  const { send } = await office();
  for (const ifMatch of [1, 'any'] as const) {
    expect(await send(documentOf(STATION), { ifMatch })).toEqual({
      outcome: 'conflict',
      latestRevision: 0,
    });
  }
});

test('If-Match with any revision goes back whichever is the latest', async () => {
  const { send } = await office();
  await send(documentOf(STATION, DAY, 1));
  await send(documentOf(STATION, DAY, 2));
  const first = documentOf(STATION, DAY, 1);
  for (const outcome of ['accepted', 'unchanged']) {
    expect(await send(first, { ifMatch: 'any' })).toMatchObject({
      outcome,
      receipt: { revision: 3, latestRevision: 3 },
    });
  }
});

test('on time is told by the first revision and the deadline, to the millisecond', async () => {
  const { send, at } = await office();
  at(startOfDay('2024-04-18') + 12 * 3_600_000);
  expect(receiptIn(await send(documentOf(STATION))).onTime).toBe(true);
  at(startOfDay('2024-04-18') + 12 * 3_600_000 + 1);
  expect(receiptIn(await send(documentOf(STATION, DAY, 2))).onTime).toBe(true);
  const other = documentOf(SECOND_STATION);
  expect(receiptIn(await send(other, { sender: PROVINCIAL })).onTime).toBe(false);
});

test('a refused document leaves no trace', async () => {
  const { send, ports } = await office();
  const items = ports.items.all();
  const objects = [...ports.objects.contents.keys()];
  const outcome = await send({ ...documentOf(STATION), date: '2024-02-01', extra: 1 });
  expect(outcome).toMatchObject({ outcome: 'refused' });
  expect(ports.items.all()).toEqual(items);
  expect([...ports.objects.contents.keys()]).toEqual(objects);
});

test('a station of another branch is outside, and so is one that is none', async () => {
  const { send } = await office();
  const county: Sender = { account: 'r', unit: COUNTY, role: 'reviewer' };
  for (const station of [OTHER_STATION, NOWHERE]) {
    expect(await send(documentOf(station))).toMatchObject({ outcome: 'outside' });
    expect(await send(documentOf(station), { sender: county })).toMatchObject({
      outcome: 'outside',
    });
  }
  expect(await send(documentOf(SECOND_STATION), { sender: county })).toMatchObject({
    outcome: 'accepted',
  });
  // Nothing is outside of the province, so there is nothing to hide from it.
  expect(await send(documentOf(NOWHERE), { sender: PROVINCIAL })).toMatchObject({
    outcome: 'refused',
    errors: [{ code: 'unknown_station' }],
  });
});

test('a correction after the station came to another city takes its entry along', async () => {
  const { send, ports, reference } = await office();
  await send(documentOf(STATION, DAY, 1));
  const newCity = '410500000000';
  const moved = UNITS.replace(
    `${COUNTY},舞钢市,county,${CITY}`,
    `${newCity},新市,city,${PROVINCE},urban\n${COUNTY},舞钢市,county,${newCity}`,
  );
  await reference.upload('units', Buffer.from(moved), '2023-01-01', 'test');
  await send(documentOf(STATION, DAY, 2));
  expect(await entriesOf(ports.items, DAY, CITY)).toEqual([]);
  expect(await entriesOf(ports.items, DAY, newCity)).toMatchObject([{ revision: 2 }]);
  expect(await partitionsOf(ports.items, CITY)).toMatchObject([{ version: 2 }]);
  expect(await partitionsOf(ports.items, newCity)).toMatchObject([{ version: 1 }]);
});

test('a repeat with the same origin gets the same outcome, another one finds it unchanged', async () => {
  const { ports, reference } = await office();
  const book = await reference.book();
  const lines = [1, 2, 1].map((visits, index) => ({
    document: documentOf(STATION, DAY, visits),
    origin: `file ${index}`,
  }));
  const first = await receiveSubmissions(ports, book, CLERK, lines);
  expect(first.map(({ outcome }) => outcome)).toEqual(['accepted', 'accepted', 'unchanged']);
  const again = await receiveSubmissions(ports, book, CLERK, lines);
  expect(again.map(({ outcome }) => outcome)).toEqual(['accepted', 'accepted', 'unchanged']);
  const others = lines.map(({ document }) => ({ document, origin: 'other' }));
  const third = await receiveSubmissions(ports, book, CLERK, others);
  expect(third.map(({ outcome }) => outcome)).toEqual(['unchanged', 'unchanged', 'unchanged']);
});

/** The same stores, each call waiting for the scheduler to let it go on. */
function scheduled(scheduler: fc.Scheduler, objects: ObjectStore, items: ItemTable) {
  return {
    objects: { ...objects, put: scheduler.scheduleFunction(objects.put) },
    items: {
      ...items,
      query: scheduler.scheduleFunction(items.query),
      transact: scheduler.scheduleFunction(items.transact),
    },
  };
}

test('however sends interleave, every receipt holds and the last new content counts', async () => {
  const { ports, reference } = await office();
  const book = await reference.book();
  const reserved = ports.items.all();
  const send = fc.array(
    fc.record({
      station: fc.constantFrom(STATION, SECOND_STATION),
      visits: fc.integer({ min: 1, max: 4 }),
    }),
    { minLength: 1, maxLength: 4 },
  );
  const property = fc.asyncProperty(
    fc.scheduler(),
    fc.array(send, { minLength: 1, maxLength: 5 }),
    async (scheduler, senders) => {
      const objects = memoryObjects();
      const items = memoryItems();
      await items.putAll(reserved);
      const stores = { ...scheduled(scheduler, objects, items), clock: ports.clock };
      const answers = Promise.all(
        senders.map((documents) =>
          receiveSubmissions(
            stores,
            book,
            PROVINCIAL,
            documents.map(({ station, visits }) => ({
              document: documentOf(station, DAY, visits),
            })),
          ),
        ),
      );
      const outcomes = (await scheduler.waitFor(answers)).flat();
      let accepted = 0;
      for (const station of [STATION, SECOND_STATION]) {
        const revisions = await revisionsOf(items, station, DAY);
        const contents = new Set(
          senders.flat().flatMap((sent) => (sent.station === station ? [sent.visits] : [])),
        );
        expect(revisions.map(({ revision }) => revision)).toEqual(revisions.map((_, i) => i + 1));
        expect(new Set(revisions.map(({ hash }) => hash)).size).toBe(contents.size);
        expect(revisions.length).toBe(contents.size);
        const [entry] = await calendarOf(items, station, DAY, DAY);
        expect(entry?.hash).toBe(revisions.at(-1)?.hash);
        for (const { key, hash } of revisions) {
          const raw = objects.contents.get(key) ?? '';
          expect(createHash('sha256').update(raw).digest('hex')).toBe(hash);
        }
        for (const outcome of outcomes) {
          const receipt = receiptIn(outcome);
          if (receipt.station !== station) continue;
          accepted += outcome.outcome === 'accepted' ? 1 : 0;
          expect(revisions[receipt.revision - 1]?.hash).toBe(receipt.contentHash);
        }
        accepted -= revisions.length;
      }
      expect(accepted).toBe(0);
      const versions = await partitionsOf(items, CITY);
      const held = await Promise.all(
        [STATION, SECOND_STATION].map((station) => revisionsOf(items, station, DAY)),
      );
      expect(versions[0]?.version).toBe(held.flat().length);
    },
  );
  await fc.assert(property, { numRuns: 150 });
});
