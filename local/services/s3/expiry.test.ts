import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { scratchFolder } from '../testing.ts';
import { expire, startExpiry } from './expiry.ts';
import { listObjects } from './listing.ts';
import { type ObjectFiles, openObjects } from './objects.ts';

const BUCKET = 'bucket';
const DAY_MS = 24 * 3600 * 1000;
const NOW = Date.now();

let files: ObjectFiles | undefined;
afterEach(() => files?.close());

/** A store that holds these objects, each so many days old. */
async function holding(ages: Readonly<Record<string, number>>, locked: string[] = []) {
  const dataDir = scratchFolder();
  files = await openObjects(dataDir, [BUCKET], locked);
  for (const [key, days] of Object.entries(ages)) {
    const path = join(dataDir, BUCKET, key);
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, key);
    const written = new Date(NOW - days * DAY_MS);
    utimesSync(path, written, written);
  }
  return files;
}

async function keysOf(store: ObjectFiles): Promise<string[]> {
  const request = { prefix: '', bySlash: false, after: '', limit: 1000 };
  const { entries } = await listObjects(store, BUCKET, request);
  return entries.flatMap((entry) => ('key' in entry ? [entry.key] : []));
}

test('what is older than the rule allows goes, under its prefix alone', async () => {
  const store = await holding({ 'drafts/old': 71, 'drafts/new': 69, 'raw/old': 5000 });
  expect(await expire(store, BUCKET, { prefix: 'drafts/', days: 70 }, NOW)).toBe(1);
  expect(await keysOf(store)).toEqual(['drafts/new', 'raw/old']);
});

test('a rule without a prefix is for all, also past a page of the list', async () => {
  const many = Object.fromEntries(
    Array.from({ length: 1200 }, (_, index) => [`results/${index}`, index < 1100 ? 15 : 1]),
  );
  const store = await holding(many);
  expect(await expire(store, BUCKET, { prefix: '', days: 14 }, NOW)).toBe(1100);
  expect(await keysOf(store)).toHaveLength(100);
});

test('what was written again meanwhile stays', async () => {
  const store = await holding({ 'drafts/day': 71 });
  const before = NOW - 70 * DAY_MS;
  expect(await store.removeOlder(BUCKET, 'drafts/day', before - 2 * DAY_MS)).toBe(false);
  expect(await store.removeOlder(BUCKET, 'drafts/day', before)).toBe(true);
  expect(await store.removeOlder(BUCKET, 'drafts/day', before)).toBe(false);
});

test('a lock ends where its rule begins', async () => {
  const store = await holding({ 'trail/old': 1098, 'trail/new': 1 }, [BUCKET]);
  await expect(store.remove(BUCKET, 'trail/old')).rejects.toThrow('object lock');
  expect(await expire(store, BUCKET, { prefix: '', days: 1097 }, NOW)).toBe(1);
  expect(await keysOf(store)).toEqual(['trail/new']);
});

test('it is done at the start, and a stop waits for it', async () => {
  const store = await holding({ 'drafts/old': 71, 'drafts/new': 1 });
  const expiry = startExpiry(store, [BUCKET], () => [{ prefix: 'drafts/', days: 70 }]);
  await expect.poll(() => keysOf(store)).toEqual(['drafts/new']);
  await expiry.stop();
});
