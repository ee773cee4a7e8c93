import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { onTestFinished } from 'vitest';
import { startDynamoDb } from '../../local/services/dynamodb/server.ts';
import { SUITE_TABLE } from '../../local/services/dynamodb/suite.ts';
import { clientSettings, testAccess } from '../../local/services/testing.ts';
import { itemTableSuite } from './items.suite.ts';
import { createItemTable } from './items.ts';

itemTableSuite(async () => {
  const server = await startDynamoDb({ ...testAccess, file: ':memory:', tables: [SUITE_TABLE] });
  const client = new DynamoDBClient({ ...clientSettings(server.url), maxAttempts: 1 });
  onTestFinished(async () => {
    client.destroy();
    await server.close();
  });
  return { table: createItemTable(client, SUITE_TABLE.name), client };
});
