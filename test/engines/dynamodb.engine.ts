/**
 * Every access to DynamoDB on engines that others wrote: MiniStack has all of the operations;
 * dynalite, made after the live service's own answers, has all but transactions.
 */
import { CreateTableCommand, DynamoDBClient, waitUntilTableExists } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe } from 'vitest';
import type { KeySchema } from '../../local/services/dynamodb/schema.ts';
import { dynamoDbSuite, SUITE_TABLE } from '../../local/services/dynamodb/suite.ts';
import { transactionSuite } from '../../local/services/dynamodb/transaction-suite.ts';
import { itemTableSuite } from '../../shared/aws/items.suite.ts';
import { createItemTable } from '../../shared/aws/items.ts';
import { type EmulatorName, startEmulator } from './emulators.ts';

/** An engine with the suite's table, from before the tests of this group until after them. */
function engine(name: EmulatorName) {
  const opened: (() => Promise<unknown>)[] = [];
  let client: DynamoDBClient;
  beforeAll(async () => {
    const emulator = await startEmulator(name);
    opened.push(() => emulator.stop());
    client = new DynamoDBClient(emulator.settings);
    await createTable(client, SUITE_TABLE.name);
  });
  afterAll(async () => {
    client?.destroy();
    for (const close of opened) await close();
  });
  return () => client;
}

/** The table of the suite under a name, as the template would make it. */
async function createTable(client: DynamoDBClient, TableName: string): Promise<void> {
  const keys = [SUITE_TABLE, ...SUITE_TABLE.indexes];
  const attributes = keys.flatMap(({ hashKey, rangeKey }) => [
    hashKey,
    ...(rangeKey ? [rangeKey] : []),
  ]);
  const types = new Map(attributes.map(({ name, type }) => [name, type]));
  await client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: keySchema(SUITE_TABLE),
      AttributeDefinitions: [...types].map(([AttributeName, AttributeType]) => ({
        AttributeName,
        AttributeType,
      })),
      GlobalSecondaryIndexes: SUITE_TABLE.indexes.map((index) => ({
        IndexName: index.name,
        KeySchema: keySchema(index),
        Projection: { ProjectionType: 'ALL' },
      })),
    }),
  );
  // An engine may take its time with it, as the service does.
  await waitUntilTableExists({ client, maxWaitTime: 60, minDelay: 1, maxDelay: 1 }, { TableName });
}

const keySchema = ({ hashKey, rangeKey }: KeySchema) => [
  { AttributeName: hashKey.name, KeyType: 'HASH' as const },
  ...(rangeKey ? [{ AttributeName: rangeKey.name, KeyType: 'RANGE' as const }] : []),
];

const CHECKS_LESS = 'takes what the service refuses';
const BY_TURNS = 'counts the places anew after each removal; the service counts them as they were';

describe('MiniStack', () => {
  const client = engine('ministack');
  let tables = 0;
  dynamoDbSuite(client, {
    'are refused where malformed: begins_with(n, :v) with 1 values': CHECKS_LESS,
    'are refused where a path, a type or an operand is wrong: SET n = :v, n = :v': CHECKS_LESS,
    'are refused where a path, a type or an operand is wrong: SET n = :v SET s = :v': CHECKS_LESS,
    'are refused where a path, a type or an operand is wrong: SET n': CHECKS_LESS,
    'refuse a filter on a key': CHECKS_LESS,
    'remove elements of a list by their places before': BY_TURNS,
  });
  transactionSuite(client);
  itemTableSuite(
    async () => {
      tables += 1;
      const name = `items-${tables}`;
      await createTable(client(), name);
      return { table: createItemTable(client(), name), client: client() };
    },
    { 'refuses a cursor that names what can be no key': CHECKS_LESS },
  );
});

describe('dynalite', () => {
  dynamoDbSuite(engine('dynalite'), {
    'are refused: an empty key of an index': CHECKS_LESS,
    'tell the item as it stands where asked to': 'is older than that option',
    'remove elements of a list by their places before': BY_TURNS,
  });
});
