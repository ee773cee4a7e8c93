/** Several items in one call: batches, of which each part stands alone, and transactions. */
import { createHash } from 'node:crypto';
import type { Durable } from '../durable.ts';
import { type Caller, type JsonObject, ServiceError } from '../json-server.ts';
import { invalid } from './errors.ts';
import { readItem } from './item-operations.ts';
import { leadingKeys } from './leading-keys.ts';
import { allow, objectOf, objectsOf, resourceOf, type Tables, tableOf } from './parameters.ts';
import { readKey } from './schema.ts';
import { type AttributeMap, readMap, sizeOfItem } from './values.ts';
import {
  perform,
  readCheck,
  readDelete,
  readPut,
  readUpdate,
  WRITE_MEMBERS,
  type Write,
} from './writes.ts';

const MOST_PARTS = 100;
const MOST_BATCH_WRITES = 25;
const LARGEST_ANSWER_BYTES = 16 * 1024 * 1024;
const LARGEST_TRANSACTION_BYTES = 4 * 1024 * 1024;
/** How long the service knows a transaction's token. */
const TOKEN_LIFE_MS = 600_000;

/** A transaction's kinds of part: the action that a policy names, its members and its reading. */
const PARTS = {
  Put: { action: 'dynamodb:PutItem', members: ['Item'], read: readPut },
  Update: { action: 'dynamodb:UpdateItem', members: ['Key', 'UpdateExpression'], read: readUpdate },
  Delete: { action: 'dynamodb:DeleteItem', members: ['Key'], read: readDelete },
  ConditionCheck: { action: 'dynamodb:ConditionCheckItem', members: ['Key'], read: readCheck },
} as const;

export function batchOperations(tables: Tables, durable: Durable, now: () => number) {
  const tokens = openTokens(durable, now);
  return {
    async BatchWriteItem(input: JsonObject, caller: Caller): Promise<JsonObject> {
      allow(input, 'RequestItems');
      const writes = Object.entries(objectOf(input.RequestItems, 'RequestItems')).flatMap(
        ([TableName, requests]) => {
          const table = tableOf(tables, TableName);
          const parts = objectsOf(requests, 'requestItems', MOST_BATCH_WRITES);
          caller.require('dynamodb:BatchWriteItem', resourceOf(table), () =>
            leadingKeys(table.definition, ...parts.map(itemOrKey)),
          );
          return parts.map((request) => readBatchWrite(tables, TableName, request));
        },
      );
      if (writes.length > MOST_BATCH_WRITES) {
        throw invalid('Too many items requested for the BatchWriteItem call');
      }
      requireDistinct(writes, 'Provided list of item keys contains duplicates');
      await durable.write(() => {
        for (const write of writes) perform(write);
      });
      return { UnprocessedItems: {} };
    },

    BatchGetItem(input: JsonObject, caller: Caller): JsonObject {
      allow(input, 'RequestItems');
      const requests = Object.entries(objectOf(input.RequestItems, 'RequestItems'));
      const Responses: Record<string, AttributeMap[]> = {};
      const UnprocessedKeys: Record<string, JsonObject> = {};
      let size = 0;
      let count = 0;
      for (const [TableName, value] of requests) {
        const request = objectOf(value, TableName);
        allow(
          request,
          'Keys',
          'ConsistentRead',
          'ProjectionExpression',
          'ExpressionAttributeNames',
        );
        const table = tableOf(tables, TableName);
        const Keys = objectsOf(request.Keys, 'requestItems', MOST_PARTS);
        caller.require('dynamodb:BatchGetItem', resourceOf(table), () =>
          leadingKeys(table.definition, ...Keys),
        );
        count += Keys.length;
        if (count > MOST_PARTS) throw invalid('Too many items requested for the BatchGetItem call');
        const keys = Keys.map((key) => ({ table, key: readKey(table.definition, readMap(key)) }));
        requireDistinct(keys, 'Provided list of item keys contains duplicates');
        const found: AttributeMap[] = [];
        for (const [index, key] of Keys.entries()) {
          if (size > LARGEST_ANSWER_BYTES) {
            UnprocessedKeys[TableName] = { ...request, Keys: Keys.slice(index) };
            break;
          }
          const item = readItem(tables, { ...request, TableName }, key);
          if (item) found.push(item);
          size += item ? sizeOfItem(item) : 0;
        }
        Responses[TableName] = found;
      }
      if (requests.length === 0) throw invalid('The batch is empty');
      return { Responses, UnprocessedKeys };
    },

    async TransactWriteItems(input: JsonObject, caller: Caller): Promise<JsonObject> {
      allow(input, 'TransactItems', 'ClientRequestToken');
      const writes = objectsOf(input.TransactItems, 'transactItems', MOST_PARTS).map((part) =>
        readPart(tables, part, caller),
      );
      requireDistinct(writes, 'Transaction request cannot include multiple operations on one item');
      const token = input.ClientRequestToken;
      await durable.write(() => {
        if (typeof token === 'string' && tokens.isRepeat(token, input)) return;
        performAll(writes);
      });
      return {};
    },

    TransactGetItems(input: JsonObject, caller: Caller): JsonObject {
      allow(input, 'TransactItems');
      const Responses = objectsOf(input.TransactItems, 'transactItems', MOST_PARTS).map((part) => {
        const get = objectOf(part.Get, 'Get');
        allow(get, 'TableName', 'Key', 'ProjectionExpression', 'ExpressionAttributeNames');
        const table = tableOf(tables, get.TableName);
        caller.require('dynamodb:GetItem', resourceOf(table), () => ({
          ...leadingKeys(table.definition, get.Key),
          'dynamodb:EnclosingOperation': 'TransactGetItems',
        }));
        const Item = readItem(tables, get, get.Key);
        return Item ? { Item } : {};
      });
      return { Responses };
    },
  };
}

/** What a part of a batch puts, or the key of what it deletes. */
function itemOrKey({ PutRequest, DeleteRequest }: JsonObject): unknown {
  return PutRequest === undefined
    ? objectOf(DeleteRequest, 'DeleteRequest').Key
    : objectOf(PutRequest, 'PutRequest').Item;
}

function readBatchWrite(tables: Tables, TableName: string, request: JsonObject): Write {
  const { PutRequest, DeleteRequest } = request;
  if ((PutRequest === undefined) === (DeleteRequest === undefined)) {
    throw invalid('Supplied AttributeValue has more than one or no request set');
  }
  if (PutRequest !== undefined) {
    return readPut(tables, { TableName, Item: objectOf(PutRequest, 'PutRequest').Item });
  }
  return readDelete(tables, { TableName, Key: objectOf(DeleteRequest, 'DeleteRequest').Key });
}

function readPart(tables: Tables, part: JsonObject, caller: Caller): Write {
  const [entry, ...more] = Object.entries(part);
  const kind =
    entry && Object.hasOwn(PARTS, entry[0]) ? PARTS[entry[0] as keyof typeof PARTS] : undefined;
  if (!entry || !kind || more.length > 0) {
    throw invalid('TransactItems can only contain one of Check, Put, Update or Delete');
  }
  const input = objectOf(entry[1], entry[0]);
  allow(input, ...WRITE_MEMBERS, ...kind.members);
  const table = tableOf(tables, input.TableName);
  caller.require(kind.action, resourceOf(table), () => ({
    ...leadingKeys(table.definition, input.Key, input.Item),
    'dynamodb:EnclosingOperation': 'TransactWriteItems',
  }));
  if (kind === PARTS.Update && input.UpdateExpression === undefined) {
    throw invalid('An update of a transaction needs an UpdateExpression');
  }
  return kind.read(tables, input);
}

function requireDistinct(writes: readonly Pick<Write, 'table' | 'key'>[], message: string): void {
  const names = writes.map(
    ({ table, key }) =>
      `${table.definition.name} ${key.hash.toString('hex')} ${key.range.toString('hex')}`,
  );
  if (new Set(names).size < names.length) throw invalid(message);
}

/** All of the writes, or a refusal that says for each what was wrong with it. */
function performAll(writes: readonly Write[]): void {
  let size = 0;
  const reasons = writes.map((write) => {
    try {
      const { after } = perform(write);
      size += after ? sizeOfItem(after) : 0;
      return { Code: 'None' };
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      const Code =
        error.code === 'ConditionalCheckFailedException'
          ? 'ConditionalCheckFailed'
          : 'ValidationError';
      return { Code, Message: error.message, ...error.members };
    }
  });
  if (reasons.some(({ Code }) => Code !== 'None')) {
    const codes = reasons.map(({ Code }) => Code).join(', ');
    throw new ServiceError(
      'TransactionCanceledException',
      `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`,
      { members: { CancellationReasons: reasons } },
    );
  }
  if (size > LARGEST_TRANSACTION_BYTES) {
    throw invalid('Collection size of items in transaction exceeds 4 MB');
  }
}

/** The transactions of the last minutes by their token, so that one sent again is not done again. */
function openTokens({ database }: Durable, now: () => number) {
  database.exec(`
    create table if not exists tokens (token text primary key, request text, at integer);
    create index if not exists tokens_at on tokens (at)`);
  const forget = database.prepare('delete from tokens where at < ?');
  const select = database.prepare('select request from tokens where token = ?');
  const insert = database.prepare('insert into tokens values (?, ?, ?)');
  return {
    /** Whether it was done before; notes it otherwise. Within the transaction that does it. */
    isRepeat(token: string, input: JsonObject): boolean {
      forget.run(now() - TOKEN_LIFE_MS);
      const request = createHash('sha256')
        .update(JSON.stringify(input.TransactItems))
        .digest('hex');
      const known = select.get(token);
      if (!known) {
        insert.run(token, request, now());
        return false;
      }
      if (known.request === request) return true;
      throw new ServiceError(
        'IdempotentParameterMismatchException',
        'The request uses the same client token as a previous, but non-identical request',
      );
    },
  };
}
