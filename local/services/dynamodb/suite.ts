/**
 * What the project relies on in DynamoDB and what the embedded one says of it, against any engine:
 * ours, and those that others wrote.
 */
import {
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  type QueryCommandInput,
  ScanCommand,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import { describe, expect } from 'vitest';
import { conformance, type Differences } from '../testing.ts';
import type { TableDefinition } from './schema.ts';

/** The table that the suite works on; every test keeps to partitions of its own. */
export const SUITE_TABLE: TableDefinition = {
  name: 'suite',
  hashKey: { name: 'pk', type: 'S' },
  rangeKey: { name: 'sk', type: 'S' },
  indexes: [
    { name: 'index1', hashKey: { name: 'pk1', type: 'S' }, rangeKey: { name: 'sk1', type: 'S' } },
    { name: 'byNumber', hashKey: { name: 'pk', type: 'S' }, rangeKey: { name: 'n', type: 'N' } },
  ],
};

const TableName = SUITE_TABLE.name;
/** The key of an item of the suite's table. */
export const key = (pk: string, sk = '0') => ({ pk: { S: pk }, sk: { S: sk } });

/** The error's name and, for a cancelled transaction, its reasons. */
export const refusal = (call: Promise<unknown>) =>
  call.then(
    () => 'no error',
    (error: { name: string; CancellationReasons?: { Code?: string }[] }) =>
      error.CancellationReasons?.map(({ Code }) => Code) ?? error.name,
  );

export function dynamoDbSuite(client: () => DynamoDBClient, differs: Differences = {}): void {
  const it = conformance(differs);
  const put = (item: object, more: object = {}) =>
    client().send(new PutItemCommand({ TableName, Item: { ...item }, ...more }));
  const get = async (pk: string, sk = '0') =>
    (await client().send(new GetItemCommand({ TableName, Key: key(pk, sk) }))).Item;
  const update = (pk: string, more: Partial<UpdateItemCommandInput>) =>
    client().send(new UpdateItemCommand({ TableName, Key: key(pk), ...more }));
  const query = (more: Partial<QueryCommandInput>) =>
    client().send(new QueryCommand({ TableName, ...more }));
  const partition = (pk: string) => ({
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': { S: pk } },
  });

  describe('values', () => {
    it('come back as they went in, numbers exact to 38 digits', async () => {
      const item = {
        ...key('values'),
        number: { N: '-12345678901234567890123456789012345678' },
        tiny: { N: '0.00000000000000000000000000000000000001' },
        text: { S: '枫桥' },
        empty: { S: '' },
        binary: { B: new Uint8Array([0, 255, 10]) },
        list: { L: [{ NULL: true }, { M: { a: { BOOL: false } } }] },
        texts: { SS: ['a'] },
        numbers: { NS: ['1'] },
      };
      await put(item);
      expect(await get('values')).toEqual(item);
    });

    it('have numbers in their shortest form', async () => {
      await put({ ...key('short'), n: { N: '1.50e2' } });
      expect((await get('short'))?.n).toEqual({ N: '150' });
    });

    const wrong: Record<string, object> = {
      'no number': { n: { N: 'one' } },
      'a number of 39 digits': { n: { N: '1'.repeat(39) } },
      'an empty set': { set: { SS: [] } },
      'a set with a value twice': { set: { SS: ['a', 'a'] } },
      'an empty key': { pk: { S: '' } },
      'a key of another type': { pk: { N: '1' } },
      'an empty key of an index': { pk1: { S: '' } },
      'a key of an index of another type': { pk1: { N: '1' } },
      'an item of more than 400 KB': { large: { S: 'x'.repeat(400 * 1024) } },
    };
    for (const [what, change] of Object.entries(wrong)) {
      it(`are refused: ${what}`, async () => {
        const pk = `wrong: ${what}`;
        expect(await refusal(put({ ...key(pk), ...change }))).toBe('ValidationException');
        expect(await get(pk)).toBeUndefined();
      });
    }
  });

  describe('conditions', () => {
    const item = {
      ...key('conditions'),
      n: { N: '10' },
      s: { S: 'abc' },
      set: { SS: ['x', 'y'] },
      tree: { M: { steps: { L: [{ N: '1' }, { S: 'deep' }] } } },
    };
    const cases: [string, object, boolean][] = [
      ['n = :v', { ':v': { N: '10.0' } }, true],
      ['n < :v', { ':v': { N: '9' } }, false],
      ['n < :v', { ':v': { S: '9' } }, false],
      ['n BETWEEN :a AND :b', { ':a': { N: '9' }, ':b': { N: '10' } }, true],
      ['s IN (:a, :b)', { ':a': { S: 'x' }, ':b': { S: 'abc' } }, true],
      ['nowhere = :v', { ':v': { S: '' } }, false],
      ['nowhere <> :v', { ':v': { S: '' } }, true],
      ['nowhere < :v', { ':v': { N: '1' } }, false],
      ['NOT nowhere < :v', { ':v': { N: '1' } }, true],
      ['attribute_not_exists(nowhere) AND attribute_exists(tree.steps[1])', {}, true],
      ['attribute_exists(tree.steps[2])', {}, false],
      ['begins_with(s, :v)', { ':v': { S: 'ab' } }, true],
      ['contains(s, :v)', { ':v': { S: 'bc' } }, true],
      ['contains(#set, :v)', { ':v': { S: 'y' } }, true],
      ['contains(tree.steps, :v)', { ':v': { S: 'deep' } }, true],
      ['attribute_type(#set, :v)', { ':v': { S: 'SS' } }, true],
      ['size(s) = :v', { ':v': { N: '3' } }, true],
      ['size(n) = :v', { ':v': { N: '2' } }, false],
      [
        's = :a OR n = :b AND s = :c',
        { ':a': { S: 'abc' }, ':b': { N: '1' }, ':c': { S: '' } },
        true,
      ],
      [
        '(s = :a OR n = :b) AND s = :c',
        { ':a': { S: 'abc' }, ':b': { N: '1' }, ':c': { S: '' } },
        false,
      ],
      ['not (s = :v)', { ':v': { S: 'abc' } }, false],
    ];
    for (const [ConditionExpression, ExpressionAttributeValues, expected] of cases) {
      const values = Object.values(ExpressionAttributeValues).map((value) => JSON.stringify(value));
      it(`${expected ? 'hold' : 'do not hold'}: ${ConditionExpression} ${values.join(' ')}`, async () => {
        await put(item);
        const answer = await refusal(
          put(item, {
            ConditionExpression,
            ...(values.length > 0 && { ExpressionAttributeValues }),
            ...(ConditionExpression.includes('#set') && {
              ExpressionAttributeNames: { '#set': 'set' },
            }),
          }),
        );
        expect(answer).toBe(expected ? 'no error' : 'ConditionalCheckFailedException');
      });
    }

    const malformed: [string, object][] = [
      ['n =', {}],
      ['n = :v', {}],
      ['#n = :v', { ':v': { N: '1' } }],
      ['Status = :v', { ':v': { N: '1' } }],
      ['n = :v', { ':v': { N: '1' }, ':w': { N: '1' } }],
      ['n = :v)', { ':v': { N: '1' } }],
      ['attribute_exists(:v)', { ':v': { N: '1' } }],
      ['begins_with(n, :v)', { ':v': { N: '1' } }],
      ['n BETWEEN :a AND :b', { ':a': { N: '2' }, ':b': { N: '1' } }],
    ];
    for (const [ConditionExpression, values] of malformed) {
      const given = Object.keys(values).length;
      it(`are refused where malformed: ${ConditionExpression} with ${given} values`, async () => {
        const call = put(key('malformed'), {
          ConditionExpression,
          ...(given > 0 && { ExpressionAttributeValues: values }),
        });
        expect(await refusal(call)).toBe('ValidationException');
      });
    }

    it('tell the item as it stands where asked to', async () => {
      await put({ ...key('told'), v: { N: '7' } });
      const call = put(key('told'), {
        ConditionExpression: 'attribute_not_exists(pk)',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      });
      await expect(call).rejects.toMatchObject({ Item: { ...key('told'), v: { N: '7' } } });
    });
  });

  describe('updates', () => {
    it('set, add, remove and delete, reading everything before they write', async () => {
      await put({
        ...key('update'),
        a: { N: '1' },
        b: { N: '2' },
        steps: { L: ['0', '1', '2', '3'].map((N) => ({ N })) },
        set: { SS: ['x', 'y'] },
        last: { SS: ['z'] },
        map: { M: { kept: { S: 'k' }, gone: { S: 'g' } } },
      });
      const { Attributes } = await update('update', {
        UpdateExpression: `SET a = b, b = a + :one, fresh = if_not_exists(fresh, :one) - :one, #map.#new = :one,
          longer = list_append(steps, :list) REMOVE steps[0], #map.gone ADD amount :exact DELETE #set :x, #last :z`,
        ExpressionAttributeNames: { '#map': 'map', '#new': 'new', '#set': 'set', '#last': 'last' },
        ExpressionAttributeValues: {
          ':one': { N: '1' },
          ':list': { L: [{ S: 'end' }] },
          ':exact': { N: '0.1' },
          ':x': { SS: ['x'] },
          ':z': { SS: ['z'] },
        },
        ReturnValues: 'ALL_NEW',
      });
      const list = ['0', '1', '2', '3'].map((N) => ({ N }));
      expect(Attributes).toEqual({
        ...key('update'),
        a: { N: '2' },
        b: { N: '2' },
        fresh: { N: '0' },
        amount: { N: '0.1' },
        steps: { L: list.slice(1) },
        longer: { L: [...list, { S: 'end' }] },
        set: { SS: ['y'] },
        map: { M: { kept: { S: 'k' }, new: { N: '1' } } },
      });
    });

    it('remove elements of a list by their places before', async () => {
      const list = ['0', '1', '2', '3'].map((N) => ({ N }));
      await put({ ...key('places'), list: { L: list } });
      await update('places', {
        UpdateExpression: 'REMOVE #list[0], #list[2]',
        ExpressionAttributeNames: { '#list': 'list' },
      });
      expect((await get('places'))?.list).toEqual({ L: [list[1], list[3]] });
    });

    it('make the item where there is none, and say what changed', async () => {
      const answer = await update('made', {
        UpdateExpression: 'ADD n :n',
        ExpressionAttributeValues: { ':n': { N: '0.1' } },
        ReturnValues: 'UPDATED_NEW',
      });
      expect(answer.Attributes).toEqual({ n: { N: '0.1' } });
      expect(await get('made')).toEqual({ ...key('made'), n: { N: '0.1' } });
    });

    const wrong = [
      'SET pk = :v',
      'SET n = nowhere',
      'SET n = s + :v',
      'SET nowhere.inner = :v',
      'SET n = :v, n = :v',
      'SET n = :v SET s = :v',
      'SET a.b = :v, a = :v',
      'ADD s :v',
      'DELETE n :v',
      'SET n = frobnicate(s, :v)',
      'SET n',
      '',
    ];
    for (const UpdateExpression of wrong) {
      it(`are refused where a path, a type or an operand is wrong: ${UpdateExpression}`, async () => {
        await put({ ...key('refused'), n: { N: '1' }, s: { S: 'x' } });
        const call = update('refused', {
          UpdateExpression,
          ...(UpdateExpression.includes(':v') && {
            ExpressionAttributeValues: { ':v': { N: '1' } },
          }),
        });
        expect(await refusal(call)).toBe('ValidationException');
      });
    }
  });

  describe('queries', () => {
    it('order sort keys by UTF-8 bytes and numbers by value', async () => {
      const keys = ['a', 'B', 'ｚ', '𐀀', '枫'];
      const numbers = ['-100', '-2.5', '-2', '0', '0.03', '7', '10', '1e20'];
      for (const sk of keys) await put(key('order', sk));
      for (const N of numbers) await put({ ...key('order', `n${N}`), n: { N } });
      const { Items = [] } = await query(partition('order'));
      const listed = Items.map(({ sk }) => sk?.S ?? '').filter((sk) => !sk.startsWith('n'));
      expect(listed).toEqual(
        [...keys].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))),
      );
      const byNumber = await query({
        ...partition('order'),
        IndexName: 'byNumber',
        ScanIndexForward: false,
      });
      expect(byNumber.Items?.map(({ n }) => Number(n?.N))).toEqual(numbers.map(Number).reverse());
    });

    it('take a stretch of the sort keys', async () => {
      for (const sk of ['a', 'b', 'b#1', 'b#2', 'c']) await put(key('stretch', sk));
      const found = async (condition: string, values: Record<string, string>) => {
        const entries = Object.entries({ ':pk': 'stretch', ...values });
        const { Items } = await query({
          KeyConditionExpression: `pk = :pk AND ${condition}`,
          ExpressionAttributeValues: Object.fromEntries(entries.map(([name, S]) => [name, { S }])),
        });
        return Items?.map(({ sk }) => sk?.S).join(' ');
      };
      expect(await found('sk = :a', { ':a': 'b' })).toBe('b');
      expect(await found('sk < :a', { ':a': 'b' })).toBe('a');
      expect(await found('sk >= :a', { ':a': 'b#2' })).toBe('b#2 c');
      expect(await found('sk BETWEEN :a AND :b', { ':a': 'b', ':b': 'b#1' })).toBe('b b#1');
      expect(await found('begins_with(sk, :a)', { ':a': 'b#' })).toBe('b#1 b#2');
    });

    it('go page by page by Limit and by 1 MB, in both directions, without loss', async () => {
      const text = 'x'.repeat(100_000);
      const keys = Array.from({ length: 25 }, (_, n) => String(n).padStart(3, '0'));
      await Promise.all(keys.map((sk) => put({ ...key('pages', sk), text: { S: text } })));
      for (const ScanIndexForward of [true, false]) {
        for (const Limit of [undefined, 7]) {
          const pages: string[][] = [];
          let start: QueryCommandInput['ExclusiveStartKey'];
          do {
            const page = await query({
              ...partition('pages'),
              ScanIndexForward,
              ...(Limit && { Limit }),
              ExclusiveStartKey: start,
              ProjectionExpression: 'sk',
            });
            pages.push((page.Items ?? []).map(({ sk }) => sk?.S ?? ''));
            start = page.LastEvaluatedKey;
          } while (start);
          expect(pages.flat()).toEqual(ScanIndexForward ? keys : [...keys].reverse());
          const lengths = pages.map(({ length }) => length);
          // Whether the item that passes 1 MB still belongs to the page, engines see differently.
          if (Limit) expect(lengths).toEqual([7, 7, 7, 4]);
          else
            expect([
              [11, 11, 3],
              [10, 10, 5],
            ]).toContainEqual(lengths);
        }
      }
    });

    it('filter after reading, and count', async () => {
      for (const [sk, N] of [
        ['a', '1'],
        ['b', '2'],
        ['c', '3'],
      ] as const) {
        await put({ ...key('filter', sk), v: { N } });
      }
      const filtered = {
        KeyConditionExpression: 'pk = :pk',
        FilterExpression: 'v > :v',
        ExpressionAttributeValues: { ':pk': { S: 'filter' }, ':v': { N: '1' } },
      };
      const page = await query({ ...filtered, Limit: 2 });
      expect([page.Count, page.ScannedCount, page.LastEvaluatedKey]).toEqual([
        1,
        2,
        key('filter', 'b'),
      ]);
      const counted = await query({ ...filtered, Select: 'COUNT' });
      expect([counted.Count, counted.Items]).toEqual([2, undefined]);
    });

    it('refuse a filter on a key', async () => {
      const filtered = {
        KeyConditionExpression: 'pk = :pk',
        FilterExpression: 'sk > :v',
        ExpressionAttributeValues: { ':pk': { S: 'filter' }, ':v': { S: '1' } },
      };
      expect(await refusal(query(filtered))).toBe('ValidationException');
    });

    it('refuse an index read consistently', async () => {
      const consistent = { ...partition('x'), ConsistentRead: true, IndexName: 'index1' };
      expect(await refusal(query(consistent))).toBe('ValidationException');
    });

    it('find in an index only what has its keys, and follow changes', async () => {
      const on = (pk: string, sk1: string) => ({
        ...key(pk),
        pk1: { S: 'sparse' },
        sk1: { S: sk1 },
      });
      await put(on('sparse1', 'b'));
      await put(on('sparse2', 'a'));
      await put({ ...key('sparse3'), pk1: { S: 'sparse' } });
      const listed = async () => {
        const { Items } = await query({
          IndexName: 'index1',
          KeyConditionExpression: 'pk1 = :pk',
          ExpressionAttributeValues: { ':pk': { S: 'sparse' } },
        });
        return Items?.map(({ pk }) => pk?.S);
      };
      expect(await listed()).toEqual(['sparse2', 'sparse1']);
      await update('sparse2', {
        UpdateExpression: 'SET sk1 = :v',
        ExpressionAttributeValues: { ':v': { S: 'c' } },
      });
      await update('sparse3', {
        UpdateExpression: 'SET sk1 = :v',
        ExpressionAttributeValues: { ':v': { S: 'bb' } },
      });
      expect(await listed()).toEqual(['sparse1', 'sparse3', 'sparse2']);
      await update('sparse1', { UpdateExpression: 'REMOVE pk1' });
      expect(await listed()).toEqual(['sparse3', 'sparse2']);
    });

    it('scan everything, page by page', async () => {
      await put(key('scan', 'a'));
      await put(key('scan', 'b'));
      const found: string[] = [];
      let ExclusiveStartKey: QueryCommandInput['ExclusiveStartKey'];
      do {
        const page = await client().send(
          new ScanCommand({ TableName, Limit: 5, ExclusiveStartKey }),
        );
        found.push(...(page.Items ?? []).map(({ pk, sk }) => `${pk?.S} ${sk?.S}`));
        ExclusiveStartKey = page.LastEvaluatedKey;
      } while (ExclusiveStartKey);
      expect(found.filter((name) => name.startsWith('scan'))).toEqual(['scan a', 'scan b']);
      expect(new Set(found).size).toBe(found.length);
    });
  });
}
