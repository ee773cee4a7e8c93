/** GetItem, PutItem, UpdateItem, DeleteItem. */

import type { Durable } from '../durable.ts';
import type { Caller, JsonObject } from '../json-server.ts';
import { project, readPlaceholders, readProjection } from './expressions/syntax.ts';
import { leadingKeys } from './leading-keys.ts';
import { allow, flag, oneOf, resourceOf, type Tables, tableOf } from './parameters.ts';
import { readKey } from './schema.ts';
import { type AttributeMap, readMap } from './values.ts';
import {
  perform,
  readDelete,
  readPut,
  readUpdate,
  WRITE_MEMBERS,
  type Write,
  type Written,
} from './writes.ts';

/** Members of a read of one item or several by key. */
const READ_MEMBERS = ['ConsistentRead', 'ProjectionExpression', 'ExpressionAttributeNames'];

export function itemOperations(tables: Tables, durable: Durable) {
  const write =
    (action: string, read: (tables: Tables, input: JsonObject) => Write, more: string) =>
    async (input: JsonObject, caller: Caller): Promise<JsonObject> => {
      allow(input, ...WRITE_MEMBERS, ...more.split(' '), 'ReturnValues');
      const table = tableOf(tables, input.TableName);
      caller.require(`dynamodb:${action}`, resourceOf(table), () =>
        leadingKeys(table.definition, input.Key, input.Item),
      );
      const wanted = returnValues(input.ReturnValues, action);
      const one = read(tables, input);
      const written = await durable.write(() => perform(one));
      const Attributes = attributesToReturn(wanted, one, written);
      return Attributes ? { Attributes } : {};
    };
  return {
    PutItem: write('PutItem', readPut, 'Item'),
    UpdateItem: write('UpdateItem', readUpdate, 'Key UpdateExpression'),
    DeleteItem: write('DeleteItem', readDelete, 'Key'),

    GetItem(input: JsonObject, caller: Caller): JsonObject {
      allow(input, 'TableName', 'Key', ...READ_MEMBERS);
      const table = tableOf(tables, input.TableName);
      caller.require('dynamodb:GetItem', resourceOf(table), () =>
        leadingKeys(table.definition, input.Key),
      );
      const Item = readItem(tables, input, input.Key);
      return Item ? { Item } : {};
    },
  };
}

/** The item under a key, cut down to the projection of the request it stands in. */
export function readItem(
  tables: Tables,
  request: JsonObject,
  key: unknown,
): AttributeMap | undefined {
  const table = tableOf(tables, request.TableName);
  flag(request.ConsistentRead, 'ConsistentRead', false);
  const placeholders = readPlaceholders(request);
  const text = request.ProjectionExpression;
  const paths = text === undefined ? undefined : readProjection(text, placeholders);
  placeholders.requireAllUsed();
  const item = table.get(readKey(table.definition, readMap(key)));
  return item && paths ? project(item, paths) : item;
}

type ReturnValues = 'NONE' | 'ALL_OLD' | 'UPDATED_OLD' | 'ALL_NEW' | 'UPDATED_NEW';

function returnValues(value: unknown, action: string): ReturnValues {
  const choices: readonly ReturnValues[] =
    action === 'UpdateItem'
      ? ['NONE', 'ALL_OLD', 'UPDATED_OLD', 'ALL_NEW', 'UPDATED_NEW']
      : ['NONE', 'ALL_OLD'];
  return oneOf(value, 'returnValues', choices, 'NONE');
}

function attributesToReturn(
  wanted: ReturnValues,
  { paths }: Write,
  { before, after }: Written,
): AttributeMap | undefined {
  if (wanted === 'NONE') return undefined;
  const item = wanted.endsWith('OLD') ? before : after;
  return item && wanted.startsWith('UPDATED') ? project(item, paths) : item;
}
