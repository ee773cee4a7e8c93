import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import {
  COUNTY,
  countyReference,
  DAY,
  documentOf,
  NOON,
  NOWHERE,
  OTHER_STATION,
  SECOND_STATION,
  STATION,
} from '../testing/county.ts';
import { deliveryOf } from '../testing/delivery.ts';
import { memoryItems, memoryObjects } from '../testing/memory.ts';
import { processFile, registerUpload } from './bulk.ts';
import { bulkStateOf } from './bulk-state.ts';
import { calendarOf, revisionsOf } from './ledger.ts';
import { MAX_DOCUMENT_BYTES, MAX_FILE_BYTES } from './limits.ts';

async function inboxOf(unit = COUNTY) {
  const inbox = memoryObjects(1000);
  const lake = memoryObjects();
  const items = memoryItems();
  const clock = () => NOON;
  const reference = await countyReference({ objects: lake, items, clock });
  const ports = { inbox, lake, items, clock, book: () => reference.book() };
  const sender = { account: 'reviewer-1', unit, role: 'reviewer' } as const;
  await registerUpload(ports, sender, 'upload-1', 'april.ndjson');
  return {
    ports,
    /** Uploads a file and receives it; gives its state and results. */
    async receive(content: string | Uint8Array, sequencer = '1', key = `inbox/${unit}/upload-1`) {
      await inbox.put(key, content);
      const processed = await processFile(ports, { key, etag: '', sequencer }, deliveryOf());
      const state = processed.outcome === 'ended' ? processed.state : undefined;
      const stored = inbox.contents.get(state?.results ?? '');
      const results = Buffer.from(stored ?? '')
        .toString()
        .split('\n')
        .filter(Boolean)
        .map((line): { line: number; outcome: string } => JSON.parse(line));
      return { state, results };
    },
  };
}

const lines = (...documents: unknown[]) =>
  documents.map((document) => `${JSON.stringify(document)}\n`).join('');

test('each line has its outcome, and a bad one never blocks the others', async () => {
  const { receive, ports } = await inboxOf();
  const good = documentOf(STATION);
  const file = [
    JSON.stringify(good),
    '',
    'not json',
    JSON.stringify({ ...good, schemaVersion: 2 }),
    JSON.stringify(documentOf(OTHER_STATION)),
    `${JSON.stringify(documentOf(SECOND_STATION))}\r`,
    'x'.repeat(MAX_DOCUMENT_BYTES + 1),
    JSON.stringify(good),
    '  ',
    JSON.stringify(documentOf(STATION, DAY, 2)),
  ].join('\n');
  const { state, results } = await receive(file);
  const counts = { lines: 8, accepted: 3, unchanged: 1, refused: 4 };
  expect(state).toMatchObject({ state: 'done', fault: null, ...counts });
  expect(await bulkStateOf(ports, 'upload-1')).toEqual(state);
  expect(results).toMatchObject([
    { line: 1, outcome: 'accepted', receipt: { revision: 1 } },
    { line: 3, outcome: 'refused', errors: [{ code: 'not_json' }] },
    { line: 4, outcome: 'refused', errors: [{ code: 'unsupported_version' }] },
    { line: 5, outcome: 'refused', errors: [{ code: 'unknown_station', pointer: '/station' }] },
    { line: 6, outcome: 'accepted', receipt: { station: SECOND_STATION } },
    { line: 7, outcome: 'refused', errors: [{ code: 'too_large' }] },
    { line: 8, outcome: 'unchanged', receipt: { revision: 1 } },
    { line: 10, outcome: 'accepted', receipt: { revision: 2, latestRevision: 2 } },
  ]);
});

test('a message that comes again changes nothing, nor does the file sent again', async () => {
  const { receive, ports } = await inboxOf();
  const file = lines(
    ...[1, 2, 3].flatMap((visits) => [
      documentOf(STATION, DAY, visits),
      documentOf(SECOND_STATION, DAY, visits),
    ]),
  );
  const first = await receive(file, '1');
  expect(first.state).toMatchObject({ accepted: 6, unchanged: 0 });
  expect((await receive(file, '1')).state).toEqual(first.state);
  const again = await receive(file, '1', `inbox/${COUNTY}/april.ndjson`);
  expect(again.state).toMatchObject({ accepted: 0, unchanged: 6 });
  expect(await revisionsOf(ports.items, STATION, DAY)).toHaveLength(3);
});

test('more lines than a batch holds are all received, each day by its last line', async () => {
  const { receive, ports } = await inboxOf();
  const dates = Array.from(
    { length: 17 },
    (_, index) => `2024-04-${String(index + 1).padStart(2, '0')}`,
  );
  const documents = Array.from({ length: 40 }, (_, round) =>
    dates.flatMap((date) =>
      [STATION, SECOND_STATION].map((station) => documentOf(station, date, (round % 20) + 1)),
    ),
  ).flat();
  const { state, results } = await receive(gzipSync(lines(...documents)));
  const counts = { lines: 1360, accepted: 680, unchanged: 680, refused: 0 };
  expect(state).toMatchObject({ state: 'done', ...counts });
  expect(results.map(({ line }) => line)).toEqual(documents.map((_, index) => index + 1));
  const calendar = await calendarOf(ports.items, STATION, '2024-04-01', '2024-04-17');
  expect(calendar.map(({ revision }) => revision)).toEqual(dates.map(() => 20));
});

test('half a gzip: the whole lines are received, and the state says what happened', async () => {
  const { receive, ports } = await inboxOf();
  const documents = Array.from({ length: 300 }, (_, index) =>
    documentOf(STATION, DAY, ((index * 7919) % 1000) + 1),
  );
  const packed = gzipSync(lines(...documents));
  const half = await receive(packed.subarray(0, packed.length / 2));
  expect(half.state).toMatchObject({ state: 'failed', fault: 'gzip_broken' });
  expect(half.results).toHaveLength(half.state?.lines ?? 0);
  expect(await revisionsOf(ports.items, STATION, DAY)).toHaveLength(half.state?.accepted ?? 0);
  // A small file is one piece, of which nothing comes: the results say so.
  const other = `inbox/${COUNTY}/april.gz`;
  const junk = await receive(
    Buffer.concat([gzipSync(lines(documents[0])), Buffer.from('junk')]),
    '2',
    other,
  );
  expect(junk.state).toMatchObject({ state: 'failed', fault: 'gzip_broken', lines: 0 });
  expect(junk.results).toEqual([]);
  const whole = await receive(packed, '3', other);
  expect(whole.state).toMatchObject({ state: 'done', unchanged: half.state?.accepted });
});

test('a file dropped into a unit’s folder may touch that unit’s branch, as its clerk', async () => {
  const { receive } = await inboxOf();
  const old = documentOf(STATION, '2024-02-10');
  const file = lines(documentOf(STATION), documentOf(SECOND_STATION), old);
  const dropped = await receive(file, '1', `inbox/${STATION}/my file.ndjson`);
  expect(dropped.results).toMatchObject([
    { outcome: 'accepted' },
    { outcome: 'refused', errors: [{ code: 'unknown_station' }] },
    { outcome: 'refused', errors: [{ code: 'date_closed' }] },
  ]);
  expect(dropped.state?.results).toBe(`results/${STATION}/my file.ndjson.ndjson`);
  // Above the station it is a reviewer's; an upload's name in another folder is nobody's.
  const county = await receive(lines(old), '1', `inbox/${COUNTY}/drop`);
  expect(county.state).toMatchObject({ accepted: 1, account: `inbox/${COUNTY}` });
  const elsewhere = await receive(lines(old), '1', `inbox/${OTHER_STATION}/upload-1`);
  expect(elsewhere.state).toMatchObject({ refused: 1, unit: OTHER_STATION, role: 'clerk' });
});

test('a line outside the branch names its other faults, and not whether the station is one', async () => {
  const { receive } = await inboxOf();
  const flawed = (station: string, grid: string) => {
    const [row] = documentOf(station).officerTime;
    const visit = { ...row, grid, minutes: 1000 };
    return { ...documentOf(station, '2024-04-21'), officerTime: [visit, visit], remark: 1 };
  };
  const { results } = await receive(
    lines(
      flawed(OTHER_STATION, '410422001001'),
      flawed(OTHER_STATION, '410422001999'),
      flawed(NOWHERE, '410422001001'),
    ),
  );
  const outcome = {
    outcome: 'refused',
    errors: [
      { code: 'unknown_station', pointer: '/station' },
      { code: 'future_date', pointer: '/date' },
      { code: 'unknown_field', pointer: '/remark' },
      { code: 'duplicate_row', pointer: '/officerTime/1' },
      { code: 'minutes_over_day', pointer: '/officerTime/1/minutes' },
    ],
  };
  expect(results).toMatchObject([1, 2, 3].map((line) => ({ line, ...outcome })));
});

test('what is no bulk file is nothing to try again', async () => {
  const { ports } = await inboxOf();
  const ignored = { outcome: 'ignored', why: 'no_file' };
  const process = (key: string) =>
    processFile(ports, { key, etag: '', sequencer: '1' }, deliveryOf());
  expect(await process(`inbox/${COUNTY}/gone`)).toEqual(ignored);
  await ports.inbox.put('inbox/readme.txt', 'x');
  expect(await process('inbox/readme.txt')).toEqual(ignored);
});

test('a link is for one upload, but a file that was dropped may be dropped again', async () => {
  const { receive, ports } = await inboxOf();
  const first = await receive(lines(documentOf(STATION)));
  const results = () => ports.inbox.contents.get(first.state?.results ?? '');
  const before = results();
  const key = `inbox/${COUNTY}/upload-1`;
  await ports.inbox.put(key, lines(documentOf(SECOND_STATION)));
  const again = await processFile(ports, { key, etag: '', sequencer: '2' }, deliveryOf());
  expect(again).toEqual({ outcome: 'ignored', why: 'used' });
  expect(await bulkStateOf(ports, 'upload-1')).toEqual(first.state);
  expect(results()).toBe(before);
  expect(await revisionsOf(ports.items, SECOND_STATION, DAY)).toEqual([]);

  const dropped = `inbox/${COUNTY}/april`;
  await receive(lines(documentOf(STATION)), '1', dropped);
  const other = await receive(lines(documentOf(SECOND_STATION)), '2', dropped);
  expect(other.state).toMatchObject({ state: 'done', accepted: 1 });
});

test('of a file that is too large as it was uploaded nothing is read', async () => {
  const { ports } = await inboxOf();
  const key = `inbox/${COUNTY}/upload-1`;
  const ofSize = async (size: number) => {
    await ports.inbox.put(key, lines(documentOf(STATION)));
    const read: number[] = [];
    const inbox: typeof ports.inbox = {
      ...ports.inbox,
      async head(name) {
        const object = await ports.inbox.head(name);
        return object && { ...object, size };
      },
      async stream(name, offset, etag) {
        read.push(offset ?? 0);
        return ports.inbox.stream(name, offset, etag);
      },
    };
    const upload = { key, etag: '', sequencer: '1' };
    const processed = await processFile({ ...ports, inbox }, upload, deliveryOf());
    return { processed, read };
  };
  const { processed, read } = await ofSize(MAX_FILE_BYTES + 1);
  const fault = { state: 'failed', fault: 'file_too_large', lines: 0, size: MAX_FILE_BYTES + 1 };
  expect(processed).toMatchObject({ outcome: 'ended', state: fault });
  expect(read).toEqual([]);
  expect(ports.inbox.contents.get(`results/${COUNTY}/upload-1.ndjson`)).toHaveLength(0);
  expect(await revisionsOf(ports.items, STATION, DAY)).toEqual([]);
});

test('an empty file is done at once', async () => {
  const { receive } = await inboxOf();
  expect((await receive('')).state).toMatchObject({ state: 'done', lines: 0 });
});
