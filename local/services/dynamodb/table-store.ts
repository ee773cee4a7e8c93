/** One DynamoDB table in SQLite: the items, and for each index the keys in its order. */
import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { ownValue } from './expressions/syntax.ts';
import { type IndexDefinition, type KeyBytes, keyBytes, type TableDefinition } from './schema.ts';
import { type AttributeMap, decimalOf, sizeOfItem } from './values.ts';

export interface StoredItem {
  readonly item: AttributeMap;
  /** Bytes by the service's rules. */
  readonly size: number;
}

/** A place in an order: for an index the index's key, then the table's. */
export type Position = readonly Buffer[];

export interface ItemRange {
  readonly index?: IndexDefinition;
  /** The one partition to read; all of them, in no telling order, where left out. */
  readonly hash?: Buffer;
  readonly low?: Bound;
  readonly high?: Bound;
  /** Only what comes after this place in the direction of reading. */
  readonly after?: Position;
  readonly descending?: boolean;
}

export interface Bound {
  readonly bytes: Buffer;
  readonly inclusive: boolean;
}

export interface TableStore {
  readonly definition: TableDefinition;
  get(key: KeyBytes): AttributeMap | undefined;
  /** Puts `after` where `before` was; undefined is no item. Within a transaction. */
  replace(key: KeyBytes, before: AttributeMap | undefined, after: AttributeMap | undefined): void;
  /** Items in order, read as they are taken. */
  range(range: ItemRange): Iterable<StoredItem>;
  /** The items that expired before an instant in seconds, at most `limit`. */
  expired(before: number, limit: number): AttributeMap[];
  count(): number;
}

/** The service forgets nothing whose time is more than five years past: it takes it for a mistake. */
const OLDEST_EXPIRY_SECONDS = 5 * 365 * 86_400;

/** Opens a table, creating or bringing in line what the file holds of it. */
export function openTable(database: DatabaseSync, definition: TableDefinition): TableStore {
  const items = quoted(`items ${definition.name}`);
  prepareSchema(database, definition, items);
  const statements = new Map<string, StatementSync>();
  const statement = (sql: string): StatementSync => {
    const known = statements.get(sql) ?? database.prepare(sql);
    statements.set(sql, known);
    return known;
  };
  const indexes = definition.indexes.map((index) => ({
    index,
    insert: database.prepare(`insert into ${indexTable(definition, index)} values (?, ?, ?, ?)`),
    remove: database.prepare(
      `delete from ${indexTable(definition, index)}
       where hash = ? and range = ? and table_hash = ? and table_range = ?`,
    ),
  }));
  const select = database.prepare(`select item from ${items} where hash = ? and range = ?`);
  const upsert = database.prepare(
    `insert into ${items} (hash, range, size, expires, item) values (?, ?, ?, ?, ?)
     on conflict (hash, range) do update
     set size = excluded.size, expires = excluded.expires, item = excluded.item`,
  );
  const remove = database.prepare(`delete from ${items} where hash = ? and range = ?`);

  return {
    definition,

    get(key) {
      const row = select.get(key.hash, key.range);
      return row && (JSON.parse(String(row.item)) as AttributeMap);
    },

    replace(key, before, after) {
      if (after) {
        const expires = expiryOf(definition, after) ?? null;
        upsert.run(key.hash, key.range, sizeOfItem(after), expires, JSON.stringify(after));
      } else {
        remove.run(key.hash, key.range);
      }
      for (const entry of indexes) {
        const was = before && keyBytes(entry.index, before);
        const is = after && keyBytes(entry.index, after);
        if (was && is && was.hash.equals(is.hash) && was.range.equals(is.range)) continue;
        if (was) entry.remove.run(was.hash, was.range, key.hash, key.range);
        if (is) entry.insert.run(is.hash, is.range, key.hash, key.range);
      }
    },

    *range(range) {
      const { sql, values } = rangeQuery(definition, items, range);
      for (const row of statement(sql).iterate(...values)) {
        yield { item: JSON.parse(String(row.item)) as AttributeMap, size: Number(row.size) };
      }
    },

    expired(before, limit) {
      const sql = `select item from ${items} where expires < ? and expires > ? limit ?`;
      const rows = statement(sql).all(before, before - OLDEST_EXPIRY_SECONDS, limit);
      return rows.map((row) => JSON.parse(String(row.item)) as AttributeMap);
    },

    count() {
      return Number(statement(`select count(*) as count from ${items}`).get()?.count);
    },
  };
}

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;
const indexTable = (table: TableDefinition, index: IndexDefinition) =>
  quoted(`index ${table.name} ${index.name}`);

function expiryOf({ ttlAttribute }: TableDefinition, item: AttributeMap): number | undefined {
  const value = ttlAttribute === undefined ? undefined : ownValue(item, ttlAttribute);
  if (!value || !('N' in value)) return undefined;
  const seconds = Math.trunc(Number(value.N));
  return decimalOf(value.N).exponent <= 11 ? seconds : undefined;
}

function prepareSchema(database: DatabaseSync, definition: TableDefinition, items: string): void {
  database.exec(`
    create table if not exists definitions (name text primary key, definition text);
    create table if not exists ${items} (
      hash blob, range blob, size integer, expires integer, item text, primary key (hash, range)
    );
    create index if not exists ${quoted(`expiry ${definition.name}`)}
      on ${items} (expires) where expires is not null`);
  const row = database
    .prepare('select definition from definitions where name = ?')
    .get(definition.name);
  const kept = row && (JSON.parse(String(row.definition)) as TableDefinition);
  if (kept && JSON.stringify(schemaOf(kept)) !== JSON.stringify(schemaOf(definition))) {
    throw new Error(`the key of table ${definition.name} is another than that of the data kept`);
  }
  database.exec('begin');
  for (const index of kept?.indexes ?? []) {
    if (!definition.indexes.some((other) => sameIndex(other, index))) {
      database.exec(`drop table ${indexTable(definition, index)}`);
    }
  }
  for (const index of definition.indexes) {
    if (!kept?.indexes.some((other) => sameIndex(other, index))) {
      buildIndex(database, definition, items, index);
    }
  }
  database
    .prepare('insert or replace into definitions values (?, ?)')
    .run(definition.name, JSON.stringify(definition));
  database.exec('commit');
}

const schemaOf = ({ hashKey, rangeKey }: TableDefinition) => [
  hashKey.name,
  hashKey.type,
  rangeKey?.name,
  rangeKey?.type,
];
const sameIndex = (left: IndexDefinition, right: IndexDefinition) =>
  JSON.stringify(left) === JSON.stringify(right);

function buildIndex(
  database: DatabaseSync,
  definition: TableDefinition,
  items: string,
  index: IndexDefinition,
): void {
  const table = indexTable(definition, index);
  database.exec(`create table ${table} (
    hash blob, range blob, table_hash blob, table_range blob,
    primary key (hash, range, table_hash, table_range)
  ) without rowid`);
  const insert = database.prepare(`insert into ${table} values (?, ?, ?, ?)`);
  for (const row of database.prepare(`select hash, range, item from ${items}`).iterate()) {
    const key = keyBytes(index, JSON.parse(String(row.item)) as AttributeMap);
    if (key) {
      insert.run(key.hash, key.range, row.hash as Uint8Array, row.range as Uint8Array);
    }
  }
}

/** The statement that reads a range in order along a key of SQLite's. */
function rangeQuery(table: TableDefinition, items: string, range: ItemRange) {
  const from = range.index
    ? `${indexTable(table, range.index)} as k
       cross join ${items} as i on i.hash = k.table_hash and i.range = k.table_range`
    : `${items} as k`;
  const order = range.index
    ? ['k.hash', 'k.range', 'k.table_hash', 'k.table_range']
    : ['k.hash', 'k.range'];
  const conditions: string[] = [];
  const values: SQLInputValue[] = [];
  const add = (condition: string, ...more: SQLInputValue[]) => {
    conditions.push(condition);
    values.push(...more);
  };
  if (range.hash) add('k.hash = ?', range.hash);
  if (range.low) add(`k.range ${range.low.inclusive ? '>=' : '>'} ?`, range.low.bytes);
  if (range.high) add(`k.range ${range.high.inclusive ? '<=' : '<'} ?`, range.high.bytes);
  // Within one partition the order begins with the range key.
  const columns = range.hash ? order.slice(1) : order;
  if (range.after) {
    const place = range.hash ? range.after.slice(1) : range.after;
    const marks = place.map(() => '?').join(', ');
    add(`(${columns.join(', ')}) ${range.descending ? '<' : '>'} (${marks})`, ...place);
  }
  const where = conditions.length > 0 ? `where ${conditions.join(' and ')}` : '';
  const direction = range.descending ? 'desc' : 'asc';
  const sql = `select ${range.index ? 'i' : 'k'}.item, ${range.index ? 'i' : 'k'}.size from ${from} ${where}
    order by ${columns.map((column) => `${column} ${direction}`).join(', ')}`;
  return { sql, values };
}
