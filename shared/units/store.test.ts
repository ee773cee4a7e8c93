import { expect, test } from 'vitest';
import { CITY, COUNTY, countyReference, GRIDS, NOON, STATION, UNITS } from '../testing/county.ts';
import { memoryItems, memoryObjects } from '../testing/memory.ts';
import { createReferenceStore } from './store.ts';

/** A lake that counts the files read from it. */
function countingLake() {
  const objects = memoryObjects();
  let reads = 0;
  return {
    ...objects,
    get(key: string) {
      reads += 1;
      return objects.get(key);
    },
    get reads() {
      return reads;
    },
  };
}

async function stores() {
  const objects = countingLake();
  const items = memoryItems();
  const ports = { objects, items, clock: () => NOON };
  return { ports, objects, items, store: await countyReference(ports) };
}

test('the book is read once and kept until something is loaded', async () => {
  const { ports, objects } = await stores();
  const reader = createReferenceStore(ports);
  const before = objects.reads;
  const [book, same] = await Promise.all([reader.book(), reader.book()]);
  expect(same).toBe(book);
  expect(objects.reads - before).toBe(2);
  expect(book.unitsOn('2024-04-17').cityOf(STATION)).toBe(CITY);

  const writer = createReferenceStore(ports);
  const later = GRIDS.replace(',1500\n', ',1600\n');
  const uploaded = await writer.upload('grids', Buffer.from(later), '2024-01-01', 'admin-1');
  expect(uploaded).toMatchObject({ ok: true, entry: { kind: 'grids', version: 2, rows: 3 } });
  const reads = objects.reads;
  const next = await reader.book();
  expect(objects.reads - reads).toBe(1);
  expect(next.gridsOn('2024-04-17').get('410481001001')?.population).toBe(1600);
  expect(next.gridsOn('2023-12-31').get('410481001001')?.population).toBe(1500);
});

test('a refused file changes nothing', async () => {
  const { store, items, objects } = await stores();
  const before = [items.all(), [...objects.contents.keys()]];
  const bad = GRIDS.replace(STATION, COUNTY);
  const uploaded = await store.upload('grids', Buffer.from(bad), '2024-01-01', 'admin-1');
  expect(uploaded).toMatchObject({ ok: false, errors: [{ pointer: '/rows/0/station' }] });
  expect([items.all(), [...objects.contents.keys()]]).toEqual(before);
});

test('two uploads at once are two versions, each with its own file', async () => {
  const { ports, store } = await stores();
  const other = createReferenceStore(ports);
  const texts = ['一', '二'].map((name) => UNITS.replace('垭口', name));
  await Promise.all(
    [store, other].map((uploader, index) =>
      uploader.upload('units', Buffer.from(texts[index] ?? ''), '2024-01-01', 'admin-1'),
    ),
  );
  const versions = await store.versions('units');
  expect(versions).toHaveLength(3);
  expect(new Set(versions.map(({ version }) => version)).size).toBe(3);
  const files = await Promise.all(versions.map((entry) => store.file(entry)));
  const decoder = new TextDecoder();
  const stored = files.map((bytes) => decoder.decode(bytes));
  expect(stored.toSorted()).toEqual([UNITS, ...texts].toSorted());
});

test('a store that fails once is asked again', async () => {
  const { ports, objects } = await stores();
  let fails = true;
  const flaky = {
    ...objects,
    get: (key: string) => (fails ? Promise.reject(new Error('down')) : objects.get(key)),
  };
  const reader = createReferenceStore({ ...ports, objects: flaky });
  await expect(reader.book()).rejects.toThrow('down');
  fails = false;
  expect((await reader.book()).versions).toHaveLength(2);
});
