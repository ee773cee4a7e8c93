/** The catalogue's tables as Trino's Hive connector knows them. */
import { setTimeout as pause } from 'node:timers/promises';
import { type GlueColumn, type GlueTable, projectedMonths } from './catalogue.ts';
import { type TrinoClient, TrinoFailure } from './trino-client.ts';
import { quoteName, quoteText } from './views.ts';

/** Trino's name of a Glue column type. Throws on one that the lake does not use. */
function trinoType({ name, type }: GlueColumn): string {
  const found = Object.hasOwn(TYPES, type) ? TYPES[type] : undefined;
  if (found === undefined) throw new Error(`column ${name}: unknown type ${type}`);
  return found;
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'varchar',
  int: 'integer',
  bigint: 'bigint',
  double: 'double',
  boolean: 'boolean',
  date: 'date',
};

/**
 * The statement that declares the table at its location, partition projection and all. Months are
 * listed one by one: Trino 435 projects days, but neither months nor `NOW+1MONTHS`.
 */
export function declaration(table: GlueTable, now: number): string {
  const [key] = table.partitionKeys;
  const columns = table.columns.map((column) => `${quoteName(column.name)} ${trinoType(column)}`);
  const properties = [
    "format = 'PARQUET'",
    `external_location = ${quoteText(locationOf(table))}`,
    ...(key
      ? [`partitioned_by = ARRAY[${quoteText(key.name)}]`, 'partition_projection_enabled = true']
      : []),
  ];
  const partition = key ? [`${quoteName(key.name)} varchar WITH (${projection(table, now)})`] : [];
  return `CREATE TABLE ${nameOf(table)} (${[...columns, ...partition].join(', ')}) WITH (${properties.join(', ')})`;
}

function projection(table: GlueTable, now: number): string {
  const key = table.partitionKeys[0]?.name;
  const property = (name: string) => table.parameters[`projection.${key}.${name}`] ?? '';
  const list = (values: readonly string[]) => `ARRAY[${values.map(quoteText).join(', ')}]`;
  if (property('format') === 'yyyy-MM') {
    const months = projectedMonths(property('range'), now);
    return `partition_projection_type = 'ENUM', partition_projection_values = ${list(months)}`;
  }
  return [
    "partition_projection_type = 'DATE'",
    `partition_projection_format = ${quoteText(property('format'))}`,
    `partition_projection_range = ${list(property('range').split(','))}`,
    'partition_projection_interval = 1',
    "partition_projection_interval_unit = 'DAYS'",
  ].join(', ');
}

const TRIES = 4;
const FIRST_PAUSE_MS = 1_000;

/**
 * Declares every table anew, so that Trino knows what the template says today. Throws where a
 * table of that name stands somewhere else: it is not ours to drop. What is outside of Trino is
 * tried again: where the store behind its metastore was just restarted, it has connections left
 * that nobody answers.
 */
export async function declareTables(
  client: TrinoClient,
  databases: readonly string[],
  tables: readonly GlueTable[],
  now: number,
): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await declareOnce(client, databases, tables, now);
    } catch (error) {
      const isOutside = error instanceof TrinoFailure && error.kind === 'EXTERNAL';
      if (!isOutside || tries === TRIES) throw error;
      await pause(FIRST_PAUSE_MS * 2 ** (tries - 1));
    }
  }
}

async function declareOnce(
  client: TrinoClient,
  databases: readonly string[],
  tables: readonly GlueTable[],
  now: number,
): Promise<void> {
  for (const database of databases) {
    await client.run(`CREATE SCHEMA IF NOT EXISTS ${quoteName(database)}`, database);
    const { rows } = await client.run(`SHOW TABLES FROM ${quoteName(database)}`, database);
    const present = new Set(rows.map(([name]) => name));
    const declare = async (table: GlueTable) => {
      if (present.has(table.name)) await drop(client, table);
      await client.run(declaration(table, now), database);
    };
    const own = tables.filter((entry) => entry.database === database);
    // All to their end: none goes on beside the next try.
    const ends = await Promise.allSettled(own.map(declare));
    for (const end of ends) if (end.status === 'rejected') throw end.reason;
  }
}

/** Drops what an earlier start declared; the files of an external table stay. */
async function drop(client: TrinoClient, table: GlueTable): Promise<void> {
  const { rows } = await client.run(`SHOW CREATE TABLE ${nameOf(table)}`, table.database);
  if (!String(rows[0]?.[0]).includes(`external_location = ${quoteText(locationOf(table))}`)) {
    throw new Error(`Trino has a table ${table.name} that does not stand at ${table.location}`);
  }
  await client.run(`DROP TABLE ${nameOf(table)}`, table.database);
}

/** Without the slash at its end: Trino adds one before a projected partition, and would find nothing. */
const locationOf = ({ location }: GlueTable) => location.replace(/\/$/, '');

const nameOf = ({ database, name }: GlueTable) => `${quoteName(database)}.${quoteName(name)}`;
