import { expect, test } from 'vitest';
import { countyReference } from '../testing/county.ts';
import { memoryItems, memoryObjects } from '../testing/memory.ts';
import { createReferenceStore } from '../units/store.ts';
import { monthsOverdue } from './overdue.ts';
import { periodKey } from './periods.ts';

/** Half past twelve of a day in Shanghai. */
const halfPastTwelve = (day: string) => Date.parse(`${day}T12:30:00+08:00`);

async function county(day: string) {
  const stores = {
    objects: memoryObjects(),
    items: memoryItems(),
    clock: () => halfPastTwelve(day),
  };
  const reference = await countyReference(stores);
  return { ...stores, book: () => reference.book() };
}

test.each([
  ['2024-05-08', 0],
  ['2024-05-09', 1],
  ['2024-05-31', 1],
  ['2024-06-01', 0],
  ['2024-01-09', 1],
])('on %s, without any run, the months overdue are %i', async (day, months) => {
  expect(await monthsOverdue(await county(day))).toBe(months);
});

test.each([
  ['draftRevision', 0],
  ['publishedRevision', 0],
  ['provisionalRevision', 1],
])('a month with a %s: %i', async (pointer, months) => {
  const ports = await county('2024-05-09');
  await ports.items.transact([{ update: periodKey('2024-04'), set: { [pointer]: 2 } }]);
  expect(await monthsOverdue(ports)).toBe(months);
});

test('a month before the first station is owed nothing', async () => {
  const stores = {
    objects: memoryObjects(),
    items: memoryItems(),
    clock: () => halfPastTwelve('2024-05-09'),
  };
  const empty = createReferenceStore(stores);
  expect(await monthsOverdue({ ...stores, book: () => empty.book() })).toBe(0);
  // Units are in force from 2023 on.
  expect(await monthsOverdue(await county('2022-12-09'))).toBe(0);
});
