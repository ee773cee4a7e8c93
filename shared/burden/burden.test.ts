import { describe, expect, test } from 'vitest';
import type { ItemTable } from '../ports.ts';
import { receiveSubmissions, type Submittal } from '../submissions/receive.ts';
import {
  COUNTY,
  countyReference,
  documentOf,
  NOON,
  OTHER_COUNTY,
  OTHER_STATION,
  PROVINCE,
  SECOND_STATION,
  STATION,
} from '../testing/county.ts';
import { memoryItems, memoryObjects } from '../testing/memory.ts';
import { burdenOf, countBurden, figuresOf } from './burden.ts';

/** Values in the rows of `documentOf`. */
const FIELDS = 7;

async function open() {
  const stores = { objects: memoryObjects(), items: memoryItems(), clock: () => NOON };
  const book = await (await countyReference(stores)).book();
  const sender = { account: 'person-1', unit: PROVINCE, role: 'administrator' } as const;
  return {
    items: stores.items,
    receive: (submittals: readonly Submittal[], more: object = {}) =>
      receiveSubmissions({ ...stores, ...more }, book, sender, submittals),
    figures: async (month: string, county: string) => {
      const held = (await burdenOf(stores.items, [month], [county])).get(county);
      return held && figuresOf(held);
    },
  };
}

describe('a new revision', () => {
  test('counts for its month and county: its values, and its form where it had one', async () => {
    const { items, receive, figures } = await open();
    await receive([
      { document: documentOf(STATION), formSeconds: 212 },
      { document: documentOf(SECOND_STATION), formSeconds: 100_000 },
      { document: documentOf(OTHER_STATION) },
      { document: documentOf(STATION, '2024-03-31'), formSeconds: 30 },
    ]);
    expect(items.all().filter(({ pk }) => pk.startsWith('BURDEN#'))).toEqual([
      { pk: 'BURDEN#2024-03', sk: COUNTY, submissions: 1, fields: FIELDS, forms: 1, bin1: 1 },
      {
        ...{ pk: 'BURDEN#2024-04', sk: OTHER_COUNTY },
        ...{ submissions: 1, fields: FIELDS, forms: 0 },
      },
      {
        ...{ pk: 'BURDEN#2024-04', sk: COUNTY },
        ...{ submissions: 2, fields: 2 * FIELDS, forms: 2, bin7: 1, bin239: 1 },
      },
    ]);
    expect(await figures('2024-04', OTHER_COUNTY)).toEqual({
      ...{ submissions: 1, forms: 0, medianMinutes: null, fieldsPerDay: FIELDS },
    });
  });

  test('counts as a correction, too, but never twice', async () => {
    const { receive, figures } = await open();
    const sent = { document: documentOf(STATION), formSeconds: 60 };
    await receive([sent]);
    await receive([sent, { document: documentOf(STATION, undefined, 2), formSeconds: 60 }]);
    const line = { document: documentOf(SECOND_STATION), origin: 'file 1' };
    await receive([line]);
    // Its receipt says accepted once more.
    expect(await receive([line])).toMatchObject([{ outcome: 'accepted' }]);
    await receive([{ document: { ...documentOf(STATION), counts: [{}] }, formSeconds: 60 }]);
    expect(await figures('2024-04', COUNTY)).toMatchObject({ submissions: 3, forms: 2 });
  });

  test('is counted with one write for each month and county of a batch', async () => {
    const { items, receive } = await open();
    let writes = 0;
    const counting: ItemTable = {
      ...items,
      transact(all) {
        writes += all.filter(
          (one) => 'update' in one && one.update.pk.startsWith('BURDEN#'),
        ).length;
        return items.transact(all);
      },
    };
    await receive(
      [STATION, SECOND_STATION, OTHER_STATION].flatMap((station) =>
        ['2024-04-01', '2024-04-02'].map((day) => ({ document: documentOf(station, day) })),
      ),
      { items: counting },
    );
    expect(writes).toBe(2);
  });

  test('gets its receipt where it cannot be counted, and the fault is reported', async () => {
    const { items, receive } = await open();
    const faults: unknown[] = [];
    const failing: ItemTable = {
      ...items,
      async transact(all) {
        if (all.some((one) => 'update' in one && one.update.pk.startsWith('BURDEN#'))) {
          throw new Error('the table is down');
        }
        return items.transact(all);
      },
    };
    const outcomes = await receive([{ document: documentOf(STATION) }], {
      items: failing,
      report: (fault: unknown) => faults.push(fault),
    });
    expect(outcomes).toMatchObject([{ outcome: 'accepted' }]);
    expect(faults).toEqual([new Error('the table is down')]);
  });
});

test('months add up, and counties that were not asked for stay out', async () => {
  const { items } = await open();
  const one = { county: COUNTY, fields: 10, formSeconds: 90 };
  await countBurden(items, [
    { ...one, day: '2024-04-30' },
    { ...one, day: '2024-05-01', formSeconds: 150 },
    { ...one, day: '2024-05-02', formSeconds: undefined },
    { ...one, day: '2024-05-02', county: OTHER_COUNTY },
    { ...one, day: '2024-06-01' },
  ]);
  const held = await burdenOf(items, ['2024-04', '2024-05'], [COUNTY, PROVINCE]);
  expect([...held].map(([county, burden]) => [county, figuresOf(burden)])).toEqual([
    [COUNTY, { submissions: 3, forms: 2, medianMinutes: 2.25, fieldsPerDay: 10 }],
  ]);
});
