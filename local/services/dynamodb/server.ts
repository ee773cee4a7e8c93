/** A DynamoDB on one machine: tables in SQLite behind the service's JSON protocol. */
import type { Access } from '../access.ts';
import { type Durable, openDurable } from '../durable.ts';
import type { RunningServer } from '../http-server.ts';
import { type Caller, type JsonObject, serveJson } from '../json-server.ts';
import { batchOperations } from './batch-operations.ts';
import { itemOperations } from './item-operations.ts';
import { allow, resourceOf, type Tables, tableOf } from './parameters.ts';
import { queryOperations } from './query-operations.ts';
import {
  type KeyBytes,
  type KeySchema,
  keyAttributes,
  keyBytes,
  type TableDefinition,
} from './schema.ts';
import { openTable, type TableStore } from './table-store.ts';

export interface DynamoDbOptions extends Access {
  /** The SQLite file; a write is answered when it is on the disk. */
  readonly file: string;
  readonly tables: readonly TableDefinition[];
  readonly port?: number;
  /** Milliseconds since 1970; items expire by it. */
  readonly now?: () => number;
}

export interface DynamoDb extends RunningServer {
  /** Removes expired items now, as happens at start and every hour. */
  removeExpired(): Promise<void>;
}

const HOUR_MS = 3_600_000;
/** So many expired items go in one transaction, so that writers need not wait long. */
const EXPIRY_BATCH = 500;

/** Opens the tables and serves them on loopback. */
export async function startDynamoDb(options: DynamoDbOptions): Promise<DynamoDb> {
  const now = options.now ?? Date.now;
  const durable = openDurable(options.file);
  const tables: Tables = new Map(
    options.tables.map((definition) => [definition.name, openTable(durable.database, definition)]),
  );
  const server = await serveJson(
    {
      service: 'dynamodb',
      target: 'DynamoDB_20120810',
      namespace: 'com.amazonaws.dynamodb.v20120810',
      operations: {
        ...itemOperations(tables, durable),
        ...batchOperations(tables, durable, now),
        ...queryOperations(tables),
        DescribeTable: (input, caller) => describe(tables, input, caller),
      },
    },
    options,
    options.port,
  );
  const removeExpired = async () => {
    for (const table of tables.values()) await expire(table, durable, Math.floor(now() / 1000));
  };
  await removeExpired();
  const hourly = setInterval(() => removeExpired().catch(console.error), HOUR_MS).unref();
  return {
    url: server.url,
    removeExpired,
    async close() {
      clearInterval(hourly);
      await server.close();
      durable.close();
    },
  };
}

async function expire(table: TableStore, durable: Durable, seconds: number): Promise<void> {
  let removed = EXPIRY_BATCH;
  while (removed === EXPIRY_BATCH) {
    removed = await durable.write(() => {
      const items = table.expired(seconds, EXPIRY_BATCH);
      for (const item of items) {
        table.replace(keyBytes(table.definition, item) as KeyBytes, item, undefined);
      }
      return items.length;
    });
  }
}

function describe(tables: Tables, input: JsonObject, caller: Caller): JsonObject {
  allow(input, 'TableName');
  const table = tableOf(tables, input.TableName);
  caller.require('dynamodb:DescribeTable', resourceOf(table));
  const { definition } = table;
  const attributes = [definition, ...definition.indexes].flatMap(keyAttributes);
  const types = new Map(attributes.map(({ name, type }) => [name, type]));
  return {
    Table: {
      TableName: definition.name,
      TableStatus: 'ACTIVE',
      KeySchema: keySchema(definition),
      AttributeDefinitions: [...types].map(([AttributeName, AttributeType]) => ({
        AttributeName,
        AttributeType,
      })),
      GlobalSecondaryIndexes: definition.indexes.map((index) => ({
        IndexName: index.name,
        IndexStatus: 'ACTIVE',
        KeySchema: keySchema(index),
        Projection: { ProjectionType: 'ALL' },
      })),
      ItemCount: table.count(),
    },
  };
}

function keySchema({ hashKey, rangeKey }: KeySchema) {
  return [
    { AttributeName: hashKey.name, KeyType: 'HASH' },
    ...(rangeKey ? [{ AttributeName: rangeKey.name, KeyType: 'RANGE' }] : []),
  ];
}
