/**
 * What the item table must do on any engine: the embedded one, and those that others wrote. `open`
 * gives an empty table of the project's schema, and the client under it.
 */
import { type DynamoDBClient, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { describe, expect } from 'vitest';
import { conformance, type Differences } from '../../local/services/testing.ts';
import { InvalidCursor, type ItemQuery, type ItemTable } from '../ports.ts';
import { createItemTable } from './items.ts';

const key = (sk: string, pk = 'P') => ({ pk, sk });

export function itemTableSuite(
  open: () => Promise<{ readonly table: ItemTable; readonly client: DynamoDBClient }>,
  differs: Differences = {},
): void {
  const it = conformance(differs);
  describe('an item table on DynamoDB', () => {
    it('puts, reads, updates and removes', async () => {
      const { table } = await open();
      const item = {
        ...key('a'),
        n: 1.5,
        flag: true,
        none: null,
        list: [1, 'x'],
        map: { k: '枫' },
      };
      expect(await table.get(key('a'))).toBeUndefined();
      expect(
        await table.transact([{ put: item }, { put: { ...key('b'), bytes: new Uint8Array([1]) } }]),
      ).toBe(true);
      expect(await table.get(key('a'))).toEqual(item);
      expect((await table.get(key('b')))?.bytes).toEqual(new Uint8Array([1]));
      await table.transact([
        { update: key('a'), set: { state: 'done', n: 2 }, add: { count: 3 } },
        { remove: key('b') },
      ]);
      expect(await table.get(key('a'))).toEqual({ ...item, n: 2, state: 'done', count: 3 });
      expect(await table.get(key('b'))).toBeUndefined();
    });

    it('transacts where every condition holds, and not at all otherwise', async () => {
      const { table } = await open();
      expect(
        await table.transact([{ put: { ...key('a'), v: 1 }, condition: { absent: true } }]),
      ).toBe(true);
      expect(
        await table.transact([
          { put: key('other') },
          { put: key('a'), condition: { absent: true } },
        ]),
      ).toBe(false);
      expect(await table.get(key('other'))).toBeUndefined();
      const update = (
        condition: Parameters<typeof table.transact>[0][number]['condition'] & object,
      ) => table.transact([{ update: key('a'), add: { v: 1 }, condition }]);
      expect(await update({ attribute: 'v', equals: 1 })).toBe(true);
      expect(await update({ attribute: 'v', equals: 1 })).toBe(false);
      expect(await update({ attribute: 'v', lessThan: 2 })).toBe(false);
      expect(await update({ attribute: 'v', lessThan: 3 })).toBe(true);
      expect(await update({ attribute: 'lease', lessThan: 0 })).toBe(true);
      expect(
        await table.transact([{ update: key('none'), condition: { attribute: 'x', lessThan: 1 } }]),
      ).toBe(true);
      expect(await table.get(key('none'))).toBeUndefined();
    });

    it('tries again when it met another transaction, and what a batch left over', async () => {
      const { table, client } = await open();
      let conflicts = 2;
      let leftOver = 2;
      client.middlewareStack.add(
        (next, context) => async (args) => {
          const output = (value: object) => ({ response: {}, output: { $metadata: {}, ...value } });
          if (context.commandName === 'TransactWriteItemsCommand' && conflicts-- > 0) {
            throw new TransactionCanceledException({
              $metadata: {},
              message: 'cancelled',
              CancellationReasons: [{ Code: 'None' }, { Code: 'TransactionConflict' }],
            });
          }
          const input = args.input as { RequestItems: object };
          if (context.commandName === 'BatchWriteItemCommand' && leftOver-- > 0) {
            return output({ UnprocessedItems: input.RequestItems }) as never;
          }
          return next(args);
        },
        { step: 'initialize', priority: 'low' },
      );
      expect(await table.transact([{ put: key('a') }, { put: key('b') }])).toBe(true);
      await table.putAll([key('c'), key('d')]);
      expect((await table.query({ pk: 'P' })).items).toHaveLength(4);
      expect([conflicts, leftOver]).toEqual([-1, -1]);
    });

    it('puts any number of items, the later of two with one key', async () => {
      const { table } = await open();
      const items = Array.from({ length: 230 }, (_, n) => ({
        ...key(String(n).padStart(3, '0')),
        n,
      }));
      await table.putAll([{ ...key('000'), n: -1 }, ...items]);
      const { items: found, next } = await table.query({ pk: 'P' });
      expect(found).toEqual(items);
      expect(next).toBeNull();
    });

    it('follows pages of a megabyte, also in the index', async () => {
      const { table } = await open();
      const text = 'x'.repeat(200_000);
      const items = Array.from({ length: 14 }, (_, n) => ({
        ...key(String(n).padStart(2, '0')),
        pk1: 'Q',
        sk1: String(99 - n),
        text,
      }));
      await table.putAll(items);
      expect((await table.query({ pk: 'P' })).items).toHaveLength(14);
      const { items: found, next } = await table.query({ pk: 'Q', index: 'index1', limit: 12 });
      expect(found.map(({ sk }) => sk)).toEqual(
        items
          .map(({ sk }) => sk)
          .reverse()
          .slice(0, 12),
      );
      const rest = await table.query({ pk: 'Q', index: 'index1', limit: 12, cursor: next ?? '' });
      expect(rest.items.map(({ sk }) => sk)).toEqual(['01', '00']);
      expect(rest.next).toBeNull();
    });

    it('queries stretches, in either direction, page by page to an exact end', async () => {
      const { table } = await open();
      await table.putAll(
        ['2024-01', '2024-02', '2024-02#1', '2024-03', '2025'].map((sk) => key(sk)),
      );
      const found = async (query: Omit<ItemQuery, 'pk'>) =>
        (await table.query({ pk: 'P', ...query })).items.map(({ sk }) => sk).join(' ');
      expect(await found({ from: '2024-03' })).toBe('2024-03 2025');
      expect(await found({ to: '2024-02' })).toBe('2024-01 2024-02');
      expect(await found({ from: '2024-02', to: '2024-03' })).toBe('2024-02 2024-02#1 2024-03');
      expect(await found({ prefix: '2024-02' })).toBe('2024-02 2024-02#1');
      expect(await found({ prefix: '2024', from: '2024-02#', descending: true })).toBe(
        '2024-03 2024-02#1',
      );
      expect(await found({ from: 'b', to: 'a' })).toBe('');
      const pages: string[] = [];
      let cursor: string | null | undefined;
      do {
        const page = await table.query({
          pk: 'P',
          limit: 2,
          descending: true,
          ...(cursor && { cursor }),
        });
        pages.push(page.items.map(({ sk }) => sk).join(' '));
        cursor = page.next;
      } while (cursor);
      expect(pages).toEqual(['2025 2024-03', '2024-02#1 2024-02', '2024-01']);
      expect((await table.query({ pk: 'P', limit: 5 })).next).toBeNull();
    });

    it('refuses a cursor that is none of ours', async () => {
      const { table } = await open();
      for (const wrong of ['', 'x', 'W10', 'bnVsbA']) {
        await expect(table.query({ pk: 'P', cursor: wrong })).rejects.toThrow(InvalidCursor);
      }
    });

    it('refuses a cursor that names what can be no key', async () => {
      const { table } = await open();
      const cursor = Buffer.from(JSON.stringify(['x'.repeat(2000)])).toString('base64url');
      await expect(table.query({ pk: 'P', cursor })).rejects.toThrow(InvalidCursor);
    });

    it('counts every one of many at once, each against what it saw', async () => {
      const { table } = await open();
      const count = async (): Promise<void> => {
        const seen = (await table.get(key('count')))?.v;
        const condition =
          typeof seen === 'number'
            ? ({ attribute: 'v', equals: seen } as const)
            : ({ absent: true } as const);
        if (!(await table.transact([{ update: key('count'), add: { v: 1 }, condition }]))) {
          return count();
        }
      };
      await Promise.all(Array.from({ length: 12 }, count));
      expect(await table.get(key('count'))).toEqual({ ...key('count'), v: 12 });
    });

    it('takes a hundred writes together, and no more', async () => {
      const { table } = await open();
      const writes = Array.from({ length: 101 }, (_, n) => ({ put: key(`${n}`) }));
      await expect(table.transact(writes)).rejects.toThrow();
      expect((await table.query({ pk: 'P' })).items).toEqual([]);
      expect(await table.transact(writes.slice(1))).toBe(true);
      expect((await table.query({ pk: 'P' })).items).toHaveLength(100);
    });

    it('refuses an item of more than 400 KB, and what stands beside it', async () => {
      const { table } = await open();
      const sized = (bytes: number) => ({ ...key('large'), text: 'x'.repeat(bytes) });
      const large = sized(400 * 1024);
      await expect(table.transact([{ put: key('beside') }, { put: large }])).rejects.toThrow();
      await expect(table.putAll([large])).rejects.toThrow();
      expect((await table.query({ pk: 'P' })).items).toEqual([]);
      expect(await table.transact([{ put: sized(399 * 1024) }])).toBe(true);
      await table.putAll([sized(398 * 1024)]);
    });

    it('refuses a key twice in one transaction, and no part of it is done', async () => {
      const { table } = await open();
      const twice = [{ put: key('a') }, { remove: key('a') }, { put: key('b') }];
      await expect(table.transact(twice)).rejects.toThrow();
      expect((await table.query({ pk: 'P' })).items).toEqual([]);
    });

    it('leaves the index with its attributes, and finds an item under its new place', async () => {
      const { table } = await open();
      const found = async () =>
        (await table.query({ pk: 'Q', index: 'index1' })).items.map(({ sk }) => sk);
      await table.putAll([
        { ...key('a'), pk1: 'Q', sk1: '1' },
        { ...key('b'), pk1: 'Q', sk1: '2' },
        { ...key('c'), pk1: 'Q' },
      ]);
      expect(await found()).toEqual(['a', 'b']);
      await table.transact([{ update: key('a'), set: { sk1: '3' } }, { put: key('b') }]);
      expect(await found()).toEqual(['a']);
      await table.transact([{ remove: key('a') }]);
      expect(await found()).toEqual([]);
    });

    it('calls a table that is not there an outage', async () => {
      const { client } = await open();
      const none = createItemTable(client, 'none');
      const missing = { name: 'ResourceNotFoundException' };
      await expect(none.get(key('a'))).rejects.toMatchObject(missing);
      await expect(none.query({ pk: 'P' })).rejects.toMatchObject(missing);
      await expect(none.transact([{ put: key('a') }])).rejects.toMatchObject(missing);
      await expect(none.putAll([key('a')])).rejects.toMatchObject(missing);
    });
  });
}
