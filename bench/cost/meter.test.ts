import { expect, test } from 'vitest';
import { itemUnits } from './meter.ts';

const text = (request: object) => JSON.stringify(request);
const item = (bytes: number, rest: object = {}) => ({ pk: { S: 'x'.repeat(bytes) }, ...rest });

test('a read is a unit for each 4 KiB of its answer, half where it need not be consistent', () => {
  expect(itemUnits('GetItem', text({ ConsistentRead: true }), 100)).toEqual({ readUnits: 1 });
  expect(itemUnits('Query', text({ ConsistentRead: true }), 9000)).toEqual({ readUnits: 3 });
  expect(itemUnits('Query', text({ IndexName: 'index1' }), 9000)).toEqual({ readUnits: 1.5 });
});

test('a write is a unit for each KiB, twice in a transaction, and once more in the index', () => {
  expect(itemUnits('PutItem', text({ Item: item(500) }), 2).writeUnits).toBe(1);
  expect(itemUnits('PutItem', text({ Item: item(1500) }), 2).writeUnits).toBe(2);
  const puts = [{ Put: { Item: item(500) } }, { Put: { Item: item(500, { pk1: { S: 'a' } }) } }];
  expect(itemUnits('TransactWriteItems', text({ TransactItems: puts }), 2).writeUnits).toBe(2 + 3);
});

test('a batch counts each of its items, and what is put is what is stored', () => {
  const batch = {
    RequestItems: { table: [0, 1, 2].map(() => ({ PutRequest: { Item: item(2000) } })) },
  };
  const { writeUnits, tableGbMonths = 0 } = itemUnits('BatchWriteItem', text(batch), 2);
  expect(writeUnits).toBe(6);
  expect(tableGbMonths * 2 ** 30).toBeGreaterThan(6000);
  expect(itemUnits('UpdateItem', text({ Key: item(10) }), 2).tableGbMonths).toBe(0);
});
