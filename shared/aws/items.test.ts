import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startDynamoDb } from '../../local/services/dynamodb/server.ts';
import { SUITE_TABLE } from '../../local/services/dynamodb/suite.ts';
import { clientSettings, testAccess } from '../../local/services/testing.ts';
import type { ItemQuery } from '../ports.ts';
import { InvalidCursor } from '../ports.ts';
import { createItemTable } from './items.ts';

async function open() {
  const server = await startDynamoDb({ ...testAccess, file: ':memory:', tables: [SUITE_TABLE] });
  const client = new DynamoDBClient({ ...clientSettings(server.url), maxAttempts: 1 });
  onTestFinished(async () => {
    client.destroy();
    await server.close();
  });
  return { table: createItemTable(client, SUITE_TABLE.name), client };
}

const key = (sk: string, pk = 'P') => ({ pk, sk });

describe('an item table on DynamoDB', () => {
  it('puts, reads, updates and removes', async () => {
    const { table } = await open();
    const item = { ...key('a'), n: 1.5, flag: true, none: null, list: [1, 'x'], map: { k: '枫' } };
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
      await table.transact([{ put: key('other') }, { put: key('a'), condition: { absent: true } }]),
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
          const { TransactionCanceledException } = await import('@aws-sdk/client-dynamodb');
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
    await table.putAll(['2024-01', '2024-02', '2024-02#1', '2024-03', '2025'].map((sk) => key(sk)));
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
    const tooLong = Buffer.from(JSON.stringify(['x'.repeat(2000)])).toString('base64url');
    for (const wrong of ['', 'x', 'W10', 'bnVsbA', tooLong]) {
      await expect(table.query({ pk: 'P', cursor: wrong })).rejects.toThrow(InvalidCursor);
    }
  });
});
