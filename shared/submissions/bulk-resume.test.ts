/** Bulk files that are interrupted, handed over, taken up twice, replaced or given up. */
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { ItemTable, ObjectStore } from '../ports.ts';
import { COUNTY, countyReference, documentOf, NOON, STATION } from '../testing/county.ts';
import { deliveryOf } from '../testing/delivery.ts';
import { memoryItems, memoryObjects } from '../testing/memory.ts';
import { type BulkPorts, type Delivery, processFile, registerUpload } from './bulk.ts';
import { bulkStateOf } from './bulk-state.ts';

const ID = 'upload-1';
const KEY = `inbox/${COUNTY}/${ID}`;
const RESULTS = `results/${COUNTY}/${ID}.ndjson`;
const UPLOAD = { key: KEY, etag: '', sequencer: '01' };
const SENDER = { account: 'reviewer-1', unit: COUNTY, role: 'reviewer' } as const;

/**
 * Three batches. Most lines are refused at once, which is quick; those that are received come
 * back to an earlier day, once with the content that it had before.
 */
const FILE = Array.from({ length: 700 }, (_, index) => {
  if (index % 48 === 0) {
    const day = index % 96 === 0 ? '2024-04-16' : '2024-04-17';
    return JSON.stringify(documentOf(STATION, day, 1 + (Math.floor(index / 96) % 5)));
  }
  return index % 50 === 7 ? '' : 'x';
}).join('\n');

type Call = () => void;

/** The ports with a word said after every call of a store. */
function watched(ports: BulkPorts, called: Call): BulkPorts {
  const watch = <T extends object>(store: T): T =>
    new Proxy(store, {
      get(target, name) {
        const member: unknown = Reflect.get(target, name);
        if (typeof member !== 'function') return member;
        return async (...values: unknown[]) => {
          const answer: unknown = await Reflect.apply(member, target, values);
          called();
          return answer;
        };
      },
    });
  return {
    ...ports,
    inbox: watch<ObjectStore>(ports.inbox),
    lake: watch<ObjectStore>(ports.lake),
    items: watch<ItemTable>(ports.items),
  };
}

async function start(file: string | Uint8Array = FILE) {
  let now = NOON;
  const clock = () => now;
  const inbox = memoryObjects(5000);
  const lake = memoryObjects();
  const items = memoryItems();
  const reference = await countyReference({ objects: lake, items, clock });
  const book = await reference.book();
  const ports: BulkPorts = { inbox, lake, items, clock, book: async () => book };
  await registerUpload(ports, SENDER, ID, 'april.ndjson');
  await inbox.put(KEY, file);
  return {
    ports,
    process: (delivery: Partial<Delivery> = {}, called: Call = () => undefined) =>
      processFile(watched(ports, called), UPLOAD, deliveryOf(delivery)),
    state: () => bulkStateOf(ports, ID),
    results: () => Buffer.from(inbox.contents.get(RESULTS) ?? '').toString(),
    pass(milliseconds: number) {
      now += milliseconds;
    },
  };
}

/** What is the same however and whenever a file was received; terms and hops tell how it was. */
async function endOf({ state, results }: Awaited<ReturnType<typeof start>>) {
  const { term, hops, pieces, holder, savedAt, ...end } = (await state()) ?? {};
  return { ...end, results: results() };
}

const withoutTimes = (results: string) => results.replace(/"receivedAt":"[^"]*"/g, '');

class Killed extends Error {}

test.each([
  ['plain', FILE],
  ['gzip', gzipSync(FILE)],
])('killed after any call of a store, the results are those of one go: %s', async (_, file) => {
  const whole = await start(file);
  let calls = 0;
  const ended = await whole.process({}, () => {
    calls += 1;
  });
  expect(ended).toMatchObject({ outcome: 'ended', state: { state: 'done', fault: null } });
  const expected = await endOf(whole);
  expect(expected).toMatchObject({ lines: 686, accepted: 10, unchanged: 5, refused: 671 });
  expect(calls).toBeGreaterThan(30);

  for (let kill = 1; kill <= calls; kill += 1) {
    const one = await start(file);
    let left = kill;
    const killed = one.process({}, () => {
      left -= 1;
      // Nothing after it gets through.
      if (left <= 0) throw new Killed();
    });
    await expect(killed).rejects.toThrow(Killed);
    const sent: string[] = [];
    const sendAgain = async () => {
      sent.push('again');
    };
    await one.process({ count: 2, sendAgain });
    if (sent.length > 0) await one.process({ message: 'm2' });
    expect(await endOf(one), `killed after call ${kill}`).toEqual(expected);
  }
});

test('with little time left each call receives a batch, and the next goes on', async () => {
  const whole = await start();
  await whole.process();
  const one = await start();
  let sent = 0;
  const short = {
    timeLeft: () => 30_000,
    sendAgain: async () => {
      sent += 1;
    },
  };
  const lines: unknown[] = [];
  const bytes: unknown[] = [];
  for (let message = 1; message <= 4; message += 1) {
    const processed = await one.process({ message: `m${message}`, ...short });
    expect(processed.outcome).toBe(message <= 3 ? 'handed_over' : 'ended');
    const state = await one.state();
    lines.push(state?.lines);
    bytes.push(state?.bytes);
  }
  expect([sent, lines]).toEqual([3, [256, 512, 686, 686]]);
  expect(bytes).toEqual([...bytes].sort((a, b) => Number(a) - Number(b)));
  expect(await one.state()).toMatchObject({ bytes: FILE.length, size: FILE.length, hops: 3 });
  expect(await endOf(one)).toEqual(await endOf(whole));
});

test('a file that is handed over without end is given up, with the results so far', async () => {
  const one = await start();
  const known = { ...(await one.state()), state: 'processing', event: '01-', hops: 96 };
  await one.ports.items.putAll([{ pk: `BULK#${ID}`, sk: 'STATE', ...known }]);
  const processed = await one.process({ timeLeft: () => 30_000 });
  expect(processed).toMatchObject({
    outcome: 'ended',
    state: { state: 'failed', fault: 'interrupted', lines: 256, results: RESULTS },
  });
  expect(one.results().split('\n')).toHaveLength(257);
});

test('another message leaves a file alone while it is worked on, and takes it over when not', async () => {
  const one = await start();
  let other: Promise<unknown> | undefined;
  const first = await one.process({
    timeLeft: () => {
      other ??= one.process({ message: 'm2' });
      return 900_000;
    },
  });
  expect(first).toMatchObject({ outcome: 'ended' });
  expect(await other).toEqual({ outcome: 'ignored', why: 'held' });
  // The end is known to every message that still tells of the file.
  expect(await one.process({ message: 'm2' })).toEqual(first);

  const two = await start();
  await expect(two.process({ timeLeft: fail })).rejects.toThrow(Killed);
  expect(await two.process({ message: 'm2' })).toEqual({ outcome: 'ignored', why: 'held' });
  two.pass(121_000);
  expect(await two.process({ message: 'm2' })).toMatchObject({ outcome: 'ended' });
  expect(withoutTimes(two.results())).toBe(withoutTimes(one.results()));
});

function fail(): never {
  throw new Killed();
}

test('two at once: one is superseded and writes nothing that counts', async () => {
  const whole = await start();
  await whole.process();
  const one = await start();
  let rival: Promise<unknown> | undefined;
  const first = await one.process({
    message: 'm1',
    timeLeft: () => {
      // As if this call had been stopped for long after its first batch.
      if (!rival) one.pass(121_000);
      rival ??= one.process({ message: 'm2' });
      return 900_000;
    },
  });
  expect(first).toEqual({ outcome: 'superseded' });
  expect(await rival).toMatchObject({ outcome: 'ended', state: { state: 'done' } });
  const [end, expected] = [await endOf(one), await endOf(whole)];
  expect({ ...end, results: withoutTimes(end.results) }).toEqual({
    ...{ ...expected, results: withoutTimes(expected.results) },
  });
});

test('the last delivery that fails says so; put back or sent again, the file is received', async () => {
  const one = await start();
  await expect(one.process({ timeLeft: fail })).rejects.toThrow(Killed);
  expect(await one.state()).toMatchObject({ state: 'processing', fault: null, lines: 256 });
  await expect(one.process({ count: 5, isLast: true, sendAgain: fail })).rejects.toThrow(Killed);
  const failed = { state: 'failed', fault: 'interrupted', lines: 256, results: null };
  expect(await one.state()).toMatchObject(failed);

  const whole = await start();
  await whole.process();
  await one.process({ message: 'put back' });
  expect(await endOf(one)).toEqual(await endOf(whole));
  await registerUpload(one.ports, SENDER, 'upload-2', 'april.ndjson');
  const again = { ...UPLOAD, key: `inbox/${COUNTY}/upload-2` };
  await one.ports.inbox.put(again.key, FILE);
  expect(await processFile(one.ports, again, deliveryOf())).toMatchObject({
    outcome: 'ended',
    state: { state: 'done', lines: 686, accepted: 0, unchanged: 15 },
  });
});

test('a file of which nothing could be read has failed all the same', async () => {
  const one = await start();
  const ports = { ...one.ports, book: () => Promise.reject(new Killed()) };
  const process = (count: number) =>
    processFile(ports, UPLOAD, deliveryOf({ count, isLast: count === 5 }));
  await expect(process(4)).rejects.toThrow(Killed);
  expect(await one.state()).toMatchObject({ state: 'waiting' });
  await expect(process(5)).rejects.toThrow(Killed);
  expect(await one.state()).toMatchObject({ state: 'failed', fault: 'interrupted' });
});

test('deliveries count anew once lines were received', async () => {
  const one = await start();
  await expect(one.process({ timeLeft: fail })).rejects.toThrow(Killed);
  let sent = 0;
  const sendAgain = async () => {
    sent += 1;
  };
  const second = await one.process({ count: 2, sendAgain });
  expect([second.outcome, sent]).toEqual(['handed_over', 1]);
  // That one dies before its first batch: its next delivery has nothing to hand over.
  const dead = one.process({ message: 'm2' }, () => {
    throw new Killed();
  });
  await expect(dead).rejects.toThrow(Killed);
  const third = await one.process({ message: 'm2', count: 2, sendAgain });
  expect([third.outcome, sent]).toEqual(['ended', 1]);
});

test('a file that is gone, or left for a day, has failed', async () => {
  const gone = await start();
  await gone.ports.inbox.delete(KEY);
  await gone.process();
  expect(await gone.state()).toMatchObject({ state: 'failed', fault: 'interrupted' });

  const left = await start();
  await expect(left.process({ timeLeft: fail })).rejects.toThrow(Killed);
  left.pass(86_400_001);
  expect(await left.state()).toMatchObject({ state: 'failed', fault: 'interrupted' });
});

test('of an object that is written again the later upload counts', async () => {
  const one = await start();
  await expect(one.process({ timeLeft: fail })).rejects.toThrow(Killed);
  const file = `${JSON.stringify(documentOf(STATION, '2024-04-18'))}\n`;
  await one.ports.inbox.put(KEY, file);
  const etag = ((await one.ports.inbox.head(KEY))?.etag ?? '').replaceAll('"', '');
  // The earlier message finds another object than it tells of.
  const earlier = { ...UPLOAD, etag: 'another' };
  const replaced = { outcome: 'ignored', why: 'replaced' };
  expect(await processFile(one.ports, earlier, deliveryOf())).toEqual(replaced);
  const later = { ...UPLOAD, etag, sequencer: '0A1' };
  expect(await processFile(one.ports, later, deliveryOf({ message: 'm2' }))).toMatchObject({
    outcome: 'ended',
    state: { lines: 1, accepted: 1, size: file.length },
  });
  expect(await one.process({ count: 2 })).toEqual(replaced);
  expect(await one.state()).toMatchObject({ state: 'done', lines: 1 });
});
