/** Query and Scan, a page at a time. */
import type { Caller, JsonObject } from '../json-server.ts';
import { invalid } from './errors.ts';
import { type Condition, holds, parseCondition, pathsOf } from './expressions/conditions.ts';
import {
  type Placeholders,
  project,
  readPlaceholders,
  readProjection,
} from './expressions/syntax.ts';
import { readKeyCondition } from './key-condition.ts';
import { queriedKey } from './leading-keys.ts';
import { allow, flag, oneOf, resourceOf, type Tables, tableOf } from './parameters.ts';
import { type IndexDefinition, type KeySchema, keyAttributes, readKey } from './schema.ts';
import type { ItemRange, Position, TableStore } from './table-store.ts';
import { type AttributeMap, readMap } from './values.ts';

/** What a page may read, before any filter. */
const LARGEST_PAGE_BYTES = 1024 * 1024;

const MEMBERS = [
  'TableName',
  'IndexName',
  'ConsistentRead',
  'ExclusiveStartKey',
  'ExpressionAttributeNames',
  'ExpressionAttributeValues',
  'FilterExpression',
  'Limit',
  'ProjectionExpression',
  'Select',
];

export function queryOperations(tables: Tables) {
  return {
    Query(input: JsonObject, caller: Caller): JsonObject {
      allow(input, ...MEMBERS, 'KeyConditionExpression', 'ScanIndexForward');
      const source = readSource(tables, input);
      caller.require('dynamodb:Query', resourceOf(source.table, source.index?.name), () =>
        queriedKey(source.schema, input),
      );
      const placeholders = readPlaceholders(input);
      const keys = readKeyCondition(source.schema, input.KeyConditionExpression, placeholders);
      const descending = !flag(input.ScanIndexForward, 'ScanIndexForward', true);
      const reading = readReading(source, input, placeholders);
      for (const path of reading.filter ? pathsOf(reading.filter) : []) {
        if (keyAttributes(source.schema).some(({ name }) => name === path[0])) {
          throw invalid(
            `Filter Expression can only contain non-primary key attributes: Primary key attribute: ${path[0]}`,
          );
        }
      }
      if (reading.after && !reading.after[0]?.equals(keys.hash)) {
        throw invalid(
          'The provided starting key is outside query boundaries based on provided conditions',
        );
      }
      return page(source, reading, { ...keys, descending });
    },

    Scan(input: JsonObject, caller: Caller): JsonObject {
      allow(input, ...MEMBERS);
      const source = readSource(tables, input);
      caller.require('dynamodb:Scan', resourceOf(source.table, source.index?.name));
      return page(source, readReading(source, input, readPlaceholders(input)), {});
    },
  };
}

/** What is read: a table, or one of its indexes. */
interface Source {
  readonly table: TableStore;
  readonly index: IndexDefinition | undefined;
  readonly schema: KeySchema;
}

function readSource(tables: Tables, input: JsonObject): Source {
  const table = tableOf(tables, input.TableName);
  const isConsistent = flag(input.ConsistentRead, 'ConsistentRead', false);
  const name = input.IndexName;
  if (name === undefined) return { table, index: undefined, schema: table.definition };
  const index = table.definition.indexes.find((one) => one.name === name);
  if (!index) throw invalid('The table does not have the specified index');
  if (isConsistent) {
    throw invalid('Consistent reads are not supported on global secondary indexes');
  }
  return { table, index, schema: index };
}

interface Reading {
  readonly filter: Condition | undefined;
  readonly cut: (item: AttributeMap) => AttributeMap;
  readonly countOnly: boolean;
  readonly limit: number;
  readonly after: Position | undefined;
}

function readReading(source: Source, input: JsonObject, placeholders: Placeholders): Reading {
  const filterText = input.FilterExpression;
  const filter =
    filterText === undefined
      ? undefined
      : parseCondition(filterText, 'FilterExpression', placeholders);
  const projection = input.ProjectionExpression;
  const paths = projection === undefined ? undefined : readProjection(projection, placeholders);
  placeholders.requireAllUsed();
  const choices = [
    'ALL_ATTRIBUTES',
    'ALL_PROJECTED_ATTRIBUTES',
    'SPECIFIC_ATTRIBUTES',
    'COUNT',
  ] as const;
  const select = oneOf(
    input.Select,
    'select',
    choices,
    paths ? 'SPECIFIC_ATTRIBUTES' : 'ALL_ATTRIBUTES',
  );
  if (paths && select !== 'SPECIFIC_ATTRIBUTES') {
    throw invalid(`Cannot specify the ProjectionExpression when choosing to get ${select}`);
  }
  const { Limit: limit = Number.POSITIVE_INFINITY } = input;
  if (typeof limit !== 'number' || limit < 1) {
    throw invalid(
      "1 validation error detected: Value at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1",
    );
  }
  return {
    filter,
    cut: (item) => (paths ? project(item, paths) : item),
    countOnly: select === 'COUNT',
    limit,
    after: readStart(source, input.ExclusiveStartKey),
  };
}

/** The place that `LastEvaluatedKey` of the page before named. */
function readStart({ table, index, schema }: Source, input: unknown): Position | undefined {
  if (input === undefined) return undefined;
  const key = readMap(input);
  const wanted = new Set(
    [...keyAttributes(table.definition), ...keyAttributes(schema)].map(({ name }) => name),
  );
  const pick = (part: KeySchema): AttributeMap =>
    Object.fromEntries(
      keyAttributes(part).flatMap(({ name }) => {
        const value = key[name];
        return value ? [[name, value]] : [];
      }),
    );
  try {
    if (Object.keys(key).length !== wanted.size) throw invalid('');
    const own = readKey(table.definition, pick(table.definition));
    const place = index ? readKey(index, pick(index)) : undefined;
    return [...(place ? [place.hash, place.range] : []), own.hash, own.range];
  } catch {
    throw invalid('The provided starting key is invalid');
  }
}

function page(source: Source, reading: Reading, keys: ItemRange): JsonObject {
  const range: ItemRange = {
    ...keys,
    ...(source.index && { index: source.index }),
    ...(reading.after && { after: reading.after }),
  };
  const Items: AttributeMap[] = [];
  let count = 0;
  let scanned = 0;
  let size = 0;
  let last: AttributeMap | undefined;
  for (const stored of source.table.range(range)) {
    scanned += 1;
    size += stored.size;
    if (!reading.filter || holds(reading.filter, stored.item)) {
      count += 1;
      if (!reading.countOnly) Items.push(reading.cut(stored.item));
    }
    if (scanned >= reading.limit || size >= LARGEST_PAGE_BYTES) {
      last = stored.item;
      break;
    }
  }
  return {
    ...(reading.countOnly ? {} : { Items }),
    Count: count,
    ScannedCount: scanned,
    ...(last && { LastEvaluatedKey: placeOf(source, last) }),
  };
}

function placeOf({ table, schema }: Source, item: AttributeMap): AttributeMap {
  const names = [...keyAttributes(table.definition), ...keyAttributes(schema)].map(
    ({ name }) => name,
  );
  return Object.fromEntries(names.flatMap((name) => (item[name] ? [[name, item[name]]] : [])));
}
