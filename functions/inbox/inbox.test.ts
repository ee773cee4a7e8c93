import type { SQSEvent } from 'aws-lambda';
import { expect, test } from 'vitest';
import { COUNTY, countyReference, documentOf, NOON, STATION } from '../../shared/testing/county.ts';
import { memoryItems, memoryObjects } from '../../shared/testing/memory.ts';
import { createInbox, type Log } from './inbox.ts';

function memoryLog() {
  const entries: string[] = [];
  const note = (message: string, details: Record<string, unknown>) =>
    entries.push(JSON.stringify([message, details]));
  return { entries, log: { info: note, warn: note, error: note } satisfies Log };
}

function eventOf(...bodies: string[]): SQSEvent {
  const Records = bodies.map((body, index) => ({ messageId: `m${index}`, body }));
  return { Records } as SQSEvent;
}

const notification = (key: string) =>
  JSON.stringify({ Records: [{ s3: { object: { key, eTag: 'e', sequencer: '1' } } }] });

async function inboxFunction() {
  const inbox = memoryObjects();
  const lake = memoryObjects();
  const items = memoryItems();
  const clock = () => NOON;
  const reference = await countyReference({ objects: lake, items, clock });
  const { entries, log } = memoryLog();
  const ports = { inbox, lake, items, clock, book: () => reference.book() };
  return { ports, log, entries };
}

test('a file with a name of any letters is found, and its results stand beside it', async () => {
  const { ports, log, entries } = await inboxFunction();
  const name = '四月 上旬+1.ndjson';
  await ports.inbox.put(`inbox/${COUNTY}/${name}`, JSON.stringify(documentOf(STATION)));
  const key = encodeURIComponent(`inbox/${COUNTY}/${name}`).replaceAll('%20', '+');
  const answer = await createInbox(ports, log)(eventOf(notification(key)));
  expect(answer).toEqual({ batchItemFailures: [] });
  const results = ports.inbox.contents.get(`results/${COUNTY}/${name}.ndjson`);
  expect(JSON.parse(Buffer.from(results ?? '').toString())).toMatchObject({
    line: 1,
    outcome: 'accepted',
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
  expect(await createInbox(ports, log)(event)).toEqual({ batchItemFailures: [] });
});

test('where a store fails only that message comes again', async () => {
  const { ports, log } = await inboxFunction();
  await ports.inbox.put(`inbox/${COUNTY}/a`, JSON.stringify(documentOf(STATION)));
  await ports.inbox.put(`inbox/${COUNTY}/b`, '');
  const items = {
    ...ports.items,
    transact: () => Promise.reject(new Error('the table is down')),
  };
  const event = eventOf(notification(`inbox/${COUNTY}/a`), notification(`inbox/${COUNTY}/b`));
  expect(await createInbox({ ...ports, items }, log)(event)).toEqual({
    batchItemFailures: [{ itemIdentifier: 'm0' }],
  });
});
