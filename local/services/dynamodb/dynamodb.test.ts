import { join } from 'node:path';
import {
  DescribeTableCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { clientSettings, scratchFolder, testAccess } from '../testing.ts';
import { type DynamoDb, type DynamoDbOptions, startDynamoDb } from './server.ts';
import { dynamoDbSuite, SUITE_TABLE } from './suite.ts';
import { transactionSuite } from './transaction-suite.ts';

const TableName = SUITE_TABLE.name;

describe('the suite', () => {
  let server: DynamoDb;
  let client: DynamoDBClient;
  beforeAll(async () => {
    server = await startDynamoDb({ ...testAccess, file: ':memory:', tables: [SUITE_TABLE] });
    client = new DynamoDBClient({ ...clientSettings(server.url), maxAttempts: 1 });
  });
  afterAll(async () => {
    client.destroy();
    await server.close();
  });
  dynamoDbSuite(() => client);
  transactionSuite(() => client);
});

describe('on one machine', () => {
  async function open(file: string, options: Partial<DynamoDbOptions> = {}) {
    const server = await startDynamoDb({ ...testAccess, file, tables: [SUITE_TABLE], ...options });
    const client = new DynamoDBClient({ ...clientSettings(server.url), maxAttempts: 1 });
    let closed: Promise<void> | undefined;
    const close = () => {
      client.destroy();
      closed ??= server.close();
      return closed;
    };
    onTestFinished(close);
    return { server, client, close };
  }
  const item = (pk: string) => ({ pk: { S: pk }, sk: { S: '0' } });
  const byKey = (pk: string) => new GetItemCommand({ TableName, Key: item(pk) });
  const put = (pk: string, more: object = {}) =>
    new PutItemCommand({ TableName, Item: { ...item(pk), ...more } });

  it('keeps what was acknowledged, and builds an index that is new', async () => {
    const file = join(scratchFolder(), 'table.sqlite');
    const before = await open(file, { tables: [{ ...SUITE_TABLE, indexes: [] }] });
    await Promise.all(
      Array.from({ length: 50 }, (_, n) =>
        before.client.send(put(`${n}`, { pk1: { S: 'all' }, sk1: { S: `${n}` } })),
      ),
    );
    await before.close();
    const { client } = await open(file);
    expect((await client.send(byKey('49'))).Item?.sk1).toEqual({ S: '49' });
    const { Count } = await client.send(
      new QueryCommand({
        TableName,
        IndexName: 'index1',
        KeyConditionExpression: 'pk1 = :pk',
        ExpressionAttributeValues: { ':pk': { S: 'all' } },
      }),
    );
    expect(Count).toBe(50);
    await expect(
      open(file, { tables: [{ ...SUITE_TABLE, hashKey: { name: 'other', type: 'S' } }] }),
    ).rejects.toThrow('key of table suite');
  });

  // As the service documents it; DynamoDB Local refuses the whole call instead.
  it('counts an update that cannot be done among the reasons of a cancelled transaction', async () => {
    const { client } = await open(':memory:');
    const Update = { TableName, Key: item('up'), UpdateExpression: 'SET v = nowhere' };
    const TransactItems = [{ Put: { TableName, Item: item('kept out') } }, { Update }];
    await expect(
      client.send(new TransactWriteItemsCommand({ TransactItems })),
    ).rejects.toMatchObject({
      CancellationReasons: [{ Code: 'None' }, { Code: 'ValidationError' }],
    });
    expect((await client.send(byKey('kept out'))).Item).toBeUndefined();
  });

  it('forgets items some time after they expire', async () => {
    const file = join(scratchFolder(), 'table.sqlite');
    let now = 1_700_000_000_000;
    const tables = [{ ...SUITE_TABLE, ttlAttribute: 'expires' }];
    const { client, server } = await open(file, { tables, now: () => now });
    await client.send(put('short', { expires: { N: '1700000100' } }));
    await client.send(put('long', { expires: { N: '1700009999' } }));
    await client.send(put('text', { expires: { S: '1' } }));
    now += 200_000;
    expect((await client.send(byKey('short'))).Item).toBeDefined();
    await server.removeExpired();
    expect((await client.send(byKey('short'))).Item).toBeUndefined();
    expect((await client.send(byKey('long'))).Item).toBeDefined();
    expect((await client.send(byKey('text'))).Item).toBeDefined();
  });

  it('refuses strangers, forbidden calls, unknown tables and what is no request', async () => {
    const { client, server } = await open(':memory:', {
      tables: [SUITE_TABLE, { ...SUITE_TABLE, name: 'forbidden' }],
    });
    const stranger = new DynamoDBClient(clientSettings(server.url, 'nobody'));
    await expect(stranger.send(put('k'))).rejects.toThrow('not known');
    const table = (TableName: string) => client.send(new DescribeTableCommand({ TableName }));
    await expect(table('forbidden')).rejects.toMatchObject({ name: 'AccessDeniedException' });
    await expect(table('none')).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    expect((await table(TableName)).Table?.GlobalSecondaryIndexes).toHaveLength(2);
    for (const body of ['', '{', '[]', 'null']) {
      const answer = await fetch(server.url, { method: 'POST', body });
      expect([answer.status, ((await answer.json()) as { __type: string }).__type]).toEqual([
        400,
        'com.amazonaws.dynamodb.v20120810#MissingAuthenticationTokenException',
      ]);
    }
  });
});
