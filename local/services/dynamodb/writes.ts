/** One write on one item: what PutItem, UpdateItem, DeleteItem and a transaction's parts share. */
import type { JsonObject } from '../json-server.ts';
import { conditionFailed, invalid, invalidValue } from './errors.ts';
import { type Condition, holds, parseCondition } from './expressions/conditions.ts';
import { type Path, type Placeholders, readPlaceholders } from './expressions/syntax.ts';
import { applyUpdate, parseUpdate } from './expressions/updates.ts';
import { oneOf, type Tables, tableOf } from './parameters.ts';
import { checkIndexKeys, type KeyBytes, keyAttributes, keyOfItem, readKey } from './schema.ts';
import type { TableStore } from './table-store.ts';
import { type AttributeMap, readMap, sizeOfItem } from './values.ts';

export interface Write {
  readonly table: TableStore;
  readonly key: KeyBytes;
  readonly condition: Condition | undefined;
  /** Whether a refusal tells the item as it stands. */
  readonly tellsItem: boolean;
  /** Paths that an update names. */
  readonly paths: readonly Path[];
  /** The item after the write, undefined for none. */
  readonly change: (before: AttributeMap | undefined) => AttributeMap | undefined;
}

export interface Written {
  readonly before: AttributeMap | undefined;
  readonly after: AttributeMap | undefined;
}

const LARGEST_ITEM_BYTES = 400 * 1024;

/** Members that every write may have. */
export const WRITE_MEMBERS = [
  'TableName',
  'ConditionExpression',
  'ExpressionAttributeNames',
  'ExpressionAttributeValues',
  'ReturnValuesOnConditionCheckFailure',
] as const;

export function readPut(tables: Tables, input: JsonObject): Write {
  const item = readMap(input.Item);
  return readWrite(tables, input, (table) => ({
    key: keyOfItem(table.definition, item),
    change: () => limited(item, 'Item size has exceeded the maximum allowed size'),
  }));
}

export function readDelete(tables: Tables, input: JsonObject): Write {
  return readWrite(tables, input, (table) => ({
    key: readKey(table.definition, readMap(input.Key)),
    change: () => undefined,
  }));
}

export function readCheck(tables: Tables, input: JsonObject): Write {
  if (input.ConditionExpression === undefined) {
    throw invalid('The expression can not be empty;');
  }
  return readWrite(tables, input, (table) => ({
    key: readKey(table.definition, readMap(input.Key)),
    change: (before) => before,
  }));
}

export function readUpdate(tables: Tables, input: JsonObject): Write {
  const keyItem = readMap(input.Key);
  return readWrite(tables, input, (table, placeholders) => {
    const { definition } = table;
    const key = readKey(definition, keyItem);
    const text = input.UpdateExpression;
    if (text === undefined) return { key, change: (before) => before ?? keyItem };
    const update = parseUpdate(text, placeholders);
    for (const { name } of keyAttributes(definition)) {
      if (update.paths.some(([first]) => first === name)) {
        throw invalidValue(`Cannot update attribute ${name}. This attribute is part of the key`);
      }
    }
    return {
      key,
      paths: update.paths,
      change: (before) => {
        const after = applyUpdate(update, before ?? keyItem);
        checkIndexKeys(definition, after);
        return limited(after, 'Item size to update has exceeded the maximum allowed size');
      },
    };
  });
}

function limited(item: AttributeMap, message: string): AttributeMap {
  if (sizeOfItem(item) > LARGEST_ITEM_BYTES) throw invalid(message);
  return item;
}

function readWrite(
  tables: Tables,
  input: JsonObject,
  read: (
    table: TableStore,
    placeholders: Placeholders,
  ) => Pick<Write, 'key' | 'change'> & Partial<Pick<Write, 'paths'>>,
): Write {
  const table = tableOf(tables, input.TableName);
  const placeholders = readPlaceholders(input);
  const name = 'ConditionExpression';
  const text = input[name];
  const condition = text === undefined ? undefined : parseCondition(text, name, placeholders);
  const write = { paths: [], ...read(table, placeholders) };
  placeholders.requireAllUsed();
  const onFailure = 'ReturnValuesOnConditionCheckFailure';
  const tellsItem = oneOf(input[onFailure], onFailure, ['NONE', 'ALL_OLD'], 'NONE') === 'ALL_OLD';
  return { table, condition, tellsItem, ...write };
}

/** Performs the write within a transaction; throws where its condition does not hold. */
export function perform({ table, key, condition, tellsItem, change }: Write): Written {
  const before = table.get(key);
  if (condition && !holds(condition, before ?? {})) {
    throw conditionFailed(tellsItem ? before : undefined);
  }
  const after = change(before);
  if (after !== before) table.replace(key, before, after);
  return { before, after };
}
