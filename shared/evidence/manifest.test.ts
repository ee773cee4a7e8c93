import { expect, it } from 'vitest';
import { parsePeriod, spanOf } from '../calendar/period.ts';
import { memoryObjects } from '../testing/memory.ts';
import { encodeManifest, manifestKey, manifestOf } from './manifest.ts';

const MONTHS = ['2024-01', '2024-02', '2024-03', '2024-04'];

/** A bucket with a manifest a month, and what was read from it. */
async function bucket() {
  const objects = memoryObjects();
  for (const month of MONTHS) {
    const period = parsePeriod(month);
    const span = period && spanOf(period, '2024-06-01');
    if (!span) throw new Error('no period');
    const manifest = { span, quota: 5, eightMajor: [], reference: {}, stations: {} };
    await objects.put(manifestKey(month, 1), encodeManifest(manifest));
  }
  const read: string[] = [];
  const counted = {
    get(key: string) {
      read.push(key);
      return objects.get(key);
    },
  };
  return { objects: counted, read };
}

it('is decoded once while it is asked for, and the ones asked for last are held', async () => {
  const { objects, read } = await bucket();
  for (const month of [...MONTHS, ...MONTHS.toReversed()]) {
    const manifest = await manifestOf(objects, month, 1);
    expect(manifest?.span.first).toBe(`${month}-01`);
  }
  // Three are held, so only the first month is read again.
  expect(read).toEqual([...MONTHS, '2024-01'].map((month) => manifestKey(month, 1)));
});

it('is none where no run has left one, and each bucket’s own', async () => {
  const { objects } = await bucket();
  expect(await manifestOf(objects, '2024-04', 2)).toBeUndefined();
  expect(await manifestOf(objects, '2024-04', 1)).toBeDefined();
  expect(await manifestOf(memoryObjects(), '2024-04', 1)).toBeUndefined();
});
