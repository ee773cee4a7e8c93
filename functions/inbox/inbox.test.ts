import type { SQSEvent } from 'aws-lambda';
import { expect, test } from 'vitest';
import { COUNTY, countyReference, documentOf, NOON, STATION } from '../../shared/testing/county.ts';
import { memoryItems, memoryObjects, memoryQueue } from '../../shared/testing/memory.ts';
import { createInbox, type Log } from './inbox.ts';

function memoryLog() {
  const entries: string[] = [];
  const note = (message: string, details: Record<string, unknown>) =>
    entries.push(JSON.stringify([message, details]));
  return { entries, log: { info: note, warn: note, error: note } satisfies Log };
}

function eventOf(...bodies: string[]): SQSEvent {
  const attributes = { ApproximateReceiveCount: '1' };
  const Records = bodies.map((body, index) => ({ messageId: `m${index}`, body, attributes }));
  return { Records } as SQSEvent;
}

/** A call with so many milliseconds left. */
const call = (left = 900_000) => ({ getRemainingTimeInMillis: () => left });

const notification = (key: string) =>
  JSON.stringify({ Records: [{ s3: { object: { key, eTag: '', sequencer: '1' } } }] });

async function inboxFunction() {
  const inbox = memoryObjects();
  const lake = memoryObjects();
  const trail = memoryObjects();
  const items = memoryItems();
  const clock = () => NOON;
  const reference = await countyReference({ objects: lake, items, clock });
  const { entries, log } = memoryLog();
  const queue = memoryQueue();
  const ports = { inbox, lake, trail, items, clock, queue, book: () => reference.book() };
  return { ports, log, entries };
}

test('a file with a name of any letters is found, and its results stand beside it', async () => {
  const { ports, log, entries } = await inboxFunction();
  const name = '四月 上旬+1.ndjson';
  await ports.inbox.put(`inbox/${COUNTY}/${name}`, JSON.stringify(documentOf(STATION)));
  const key = encodeURIComponent(`inbox/${COUNTY}/${name}`).replaceAll('%20', '+');
  const answer = await createInbox(ports, log)(eventOf(notification(key)), call());
  expect(answer).toEqual({ batchItemFailures: [] });
  const results = ports.inbox.contents.get(`results/${COUNTY}/${name}.ndjson`);
  expect(JSON.parse(Buffer.from(results ?? '').toString())).toMatchObject({
    line: 1,
    outcome: 'accepted',
  });
  // One entry a file, however often its message comes; nothing of the file's name.
  await createInbox(ports, log)(eventOf(notification(key)), call());
  const [[stem = '', entry] = [], ...others] = [...ports.trail.contents];
  expect(others).toEqual([]);
  expect(stem).toMatch(
    /^trail\/2024-04-20\/\d{9}-[0-9a-f]{16}\.bulk_received\.\d{12}\.ended\.json$/,
  );
  expect(JSON.parse(Buffer.from(entry ?? '').toString())).toMatchObject({
    ...{ account: `inbox/${COUNTY}`, unit: COUNTY, act: 'bulk_received', outcome: 'done' },
    what: { lines: 1, accepted: 1, unchanged: 0, refused: 0 },
  });
  // Names of files and documents could say anything, so no log repeats them.
  expect(entries.join()).not.toMatch(/四月|household_visit/);
});

test('messages that can never succeed are done with', async () => {
  const { ports, log } = await inboxFunction();
  const event = eventOf(
    'not json',
    JSON.stringify({ Service: 'Amazon S3', Event: 's3:TestEvent' }),
    notification(`inbox/${COUNTY}/gone`),
    notification('inbox/%E0%A4%A'),
  );
  expect(await createInbox(ports, log)(event, call())).toEqual({ batchItemFailures: [] });
});

test('where a store fails the call fails, so that the message comes again and is counted', async () => {
  const { ports, log, entries } = await inboxFunction();
  await ports.inbox.put(`inbox/${COUNTY}/a`, JSON.stringify(documentOf(STATION)));
  const items = {
    ...ports.items,
    query: () => Promise.reject(new Error('the table is down')),
  };
  const event = eventOf(notification(`inbox/${COUNTY}/a`));
  const handling = createInbox({ ...ports, items }, log)(event, call());
  await expect(handling).rejects.toThrow('the table is down');
  expect(entries.join()).toContain('bulk file to be tried again');
});

test('where the time of a call does not suffice, the same message goes on', async () => {
  const { ports, log, entries } = await inboxFunction();
  const name = '四月';
  // More lines than a batch holds; that these are refused makes them quick.
  await ports.inbox.put(`inbox/${COUNTY}/${name}`, 'x\n'.repeat(600));
  const message = notification(encodeURIComponent(`inbox/${COUNTY}/${name}`));
  for (let rounds = 1; rounds <= 3; rounds += 1) {
    const answer = await createInbox(ports, log)(eventOf(message), call(60_000));
    expect(answer).toEqual({ batchItemFailures: [] });
    const isDone = ports.inbox.contents.has(`results/${COUNTY}/${name}.ndjson`);
    // The last of three batches still wants its results joined.
    expect([rounds, ports.queue.sent.length, isDone]).toEqual([rounds, rounds, false]);
  }
  await createInbox(ports, log)(eventOf(ports.queue.sent[2] ?? ''), call());
  const results = ports.inbox.contents.get(`results/${COUNTY}/${name}.ndjson`);
  expect(
    Buffer.from(results ?? '')
      .toString()
      .split('\n'),
  ).toHaveLength(601);
  expect(ports.queue.sent).toEqual([message, message, message]);
  expect(entries.join()).not.toContain(name);
});
