/** DuckDB as one lane of Athena's engine: it runs one query at a time over the catalogue's tables. */
import { readFileSync } from 'node:fs';
import { availableParallelism, totalmem } from 'node:os';
import { type DuckDBConnection, DuckDBInstance, StatementType } from '@duckdb/node-api';
import { type GlueTable, type LakeFile, listFiles } from './catalogue.ts';
import {
  type Lane,
  mentions,
  type Outcome,
  type Query,
  requireSelect,
  StatementFault,
} from './engine.ts';
import { resultColumn, resultText } from './text.ts';
import { misfit, quoteName, quoteText, schemaQuery, viewOf } from './views.ts';

const MACROS = readFileSync(new URL('./macros.sql', import.meta.url), 'utf8');
const INTERRUPT_EVERY_MS = 10;

export interface EngineTable {
  readonly table: GlueTable;
  /** The table's location on disk. */
  readonly folder: string;
}

/** Opens a lane: a DuckDB in memory that can read the tables' folders and nothing else. */
export async function openDuckDb(
  databases: readonly string[],
  tables: readonly EngineTable[],
): Promise<Lane> {
  const instance = await DuckDBInstance.create(':memory:', {
    threads: String(availableParallelism()),
    memory_limit: `${Math.ceil(totalmem() / 4 / 2 ** 20)}MiB`,
    temp_directory: '',
    enable_external_file_cache: 'false',
    // 7 / 2 is 3 in Trino.
    integer_division: 'true',
  });
  const connection = await instance.connect();
  const folders = tables.map(({ folder }) => quoteText(`${folder.replace(/\/$/, '')}/`));
  await connection.run(MACROS);
  for (const database of databases) await connection.run(`CREATE SCHEMA ${quoteName(database)}`);
  // The log of files read tells the bytes scanned.
  await connection.run(`
    SET TimeZone = 'UTC';
    CALL enable_logging('FileSystem');
    SET allowed_directories = [${folders.join(', ')}];
    SET enable_external_access = false;
    SET allowed_configs = ['search_path'];
    SET lock_configuration = true;
  `);
  const verified = new Map<string, string>();

  return {
    async run(query) {
      const mentioned = tables.filter(({ table }) => mentions(query.statement, table.name));
      for (const { table, folder } of mentioned) {
        const files = await listFiles(table, folder, query.now);
        await verify(connection, verified, table, files);
        await connection.run(viewOf(table, files));
      }
      await connection.run(
        `SET search_path = ${quoteText(`${quoteName(query.database)},main`)};
        CALL truncate_duckdb_logs();`,
      );
      query.cancelled.throwIfAborted();
      const outcome = await select(connection, query);
      return { ...outcome, bytesScanned: await bytesScanned(connection) };
    },
    close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

/** Looks once at every file: has it the columns that the table declares? */
async function verify(
  connection: DuckDBConnection,
  verified: Map<string, string>,
  table: GlueTable,
  files: readonly LakeFile[],
): Promise<void> {
  const fresh = files.filter(({ path, version }) => verified.get(path) !== version);
  if (fresh.length === 0) return;
  const types = new Map(fresh.map(({ path }) => [path, new Map<string, string>()]));
  const reader = await faulty(connection.runAndReadAll(schemaQuery(fresh)));
  for (const [path, column, type] of reader.getRows()) {
    types.get(String(path))?.set(String(column), String(type));
  }
  for (const { path, version } of fresh) {
    const wrong = misfit(table, types.get(path) ?? new Map());
    if (wrong !== undefined) throw new StatementFault(`HIVE_BAD_DATA: ${wrong}`);
    verified.set(path, version);
  }
}

async function select(
  connection: DuckDBConnection,
  { statement, parameters, cancelled }: Query,
): Promise<Omit<Outcome, 'bytesScanned'>> {
  const statements = await faulty(connection.extractStatements(statement));
  if (statements.count !== 1) throw new StatementFault('Only one sql statement is allowed');
  requireSelect(statement);
  const prepared = await faulty(statements.prepare(0));
  if (prepared.statementType !== StatementType.SELECT) {
    throw new StatementFault('NOT_SUPPORTED: only SELECT statements are allowed here');
  }
  if (prepared.parameterCount !== parameters.length) {
    throw new StatementFault(
      `INVALID_PARAMETER_USAGE: Incorrect number of parameters: expected ${prepared.parameterCount} but found ${parameters.length}`,
    );
  }
  prepared.bind(
    parameters.map(({ value }) => value),
    parameters.map(({ type }) => type),
  );
  // Repeated, since an interrupt before the query has begun is lost.
  const interrupting = setInterval(() => {
    if (cancelled.aborted) connection.interrupt();
  }, INTERRUPT_EVERY_MS);
  try {
    const reader = await faulty(prepared.runAndReadAll());
    const types = reader.columnTypes();
    const columns = reader.columnNames().map((name, index) => {
      const column = resultColumn(name, types[index] as (typeof types)[number], index);
      if (!column)
        throw new StatementFault(`NOT_SUPPORTED: type ${types[index]} of column ${name}`);
      return column;
    });
    const rows = reader
      .getRows()
      .map((row) =>
        row.map((value, index) => resultText(value, types[index] as (typeof types)[number])),
      );
    return { columns, rows };
  } catch (error) {
    cancelled.throwIfAborted();
    throw error;
  } finally {
    clearInterval(interrupting);
    prepared.destroySync();
  }
}

/** What DuckDB refuses is the statement's fault. Only the first line: the rest quotes the text. */
async function faulty<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (cause) {
    const [message] = String(cause instanceof Error ? cause.message : cause).split('\n');
    throw new StatementFault(message, { cause });
  }
}

async function bytesScanned(connection: DuckDBConnection): Promise<number> {
  const reader = await connection.runAndReadAll(
    "SELECT coalesce(sum(bytes), 0) FROM duckdb_logs_parsed('FileSystem') WHERE op = 'READ'",
  );
  return Number(reader.getRows()[0]?.[0]);
}
