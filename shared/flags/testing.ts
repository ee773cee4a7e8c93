/** A lake on disk with the real engine over it, for tests and simulations. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { openDuckDb } from '../../local/services/athena/duckdb.ts';
import type { Lane } from '../../local/services/athena/engine.ts';
import { parseLiteral } from '../../local/services/athena/literals.ts';
import { encodeParquet } from '../lake/parquet.ts';
import { LAKE_TABLES, lakeKey, lakeTable, type Row } from '../lake/tables.ts';
import type { QueryEngine } from '../ports.ts';

const DATABASE = 'fengqiao';
/** What partition projection takes for now: later than any day of a test. */
const NOW = Date.UTC(2100, 0, 1);

export interface TestLake {
  readonly engine: QueryEngine;
  /** Writes a table's rows as one object of a city in each partition (by their `day`). */
  write(table: string, rows: readonly Row[]): Promise<void>;
  close(): void;
}

/** Rows by the partition that they lie in. */
function partitions(table: string, rows: readonly Row[]): Map<string | undefined, Row[]> {
  const by = lakeTable(table).partition?.name;
  return Map.groupBy(rows, ({ day }) =>
    by === undefined ? undefined : String(day).slice(0, by === 'day' ? 10 : 7),
  );
}

/** An empty lake in `folder`; a statement sees what was written before it. */
export async function openTestLake(folder: string): Promise<TestLake> {
  const lane: Lane = await openDuckDb(
    [DATABASE],
    LAKE_TABLES.map((table) => ({
      folder: join(folder, 'lake', table.name),
      table: {
        database: DATABASE,
        name: table.name,
        columns: table.columns,
        partitionKeys: table.partition ? [{ name: table.partition.name, type: 'string' }] : [],
        location: `s3://lake/lake/${table.name}/`,
        parameters: table.partition
          ? {
              'projection.enabled': 'true',
              [`projection.${table.partition.name}.type`]: 'date',
              [`projection.${table.partition.name}.format`]: table.partition.format,
              [`projection.${table.partition.name}.range`]: '2020-01-01,NOW',
            }
          : {},
      },
    })),
  );
  // A lane runs one statement at a time.
  let last: Promise<unknown> = Promise.resolve();
  return {
    engine: {
      query(statement, parameters) {
        const outcome = last.then(() =>
          lane.run({
            statement,
            parameters: parameters.map((value) => {
              const literal = parseLiteral(
                typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value),
              );
              if (!literal) throw new Error('a parameter is no literal');
              return literal;
            }),
            database: DATABASE,
            now: NOW,
            cancelled: new AbortController().signal,
          }),
        );
        last = outcome.catch(() => undefined);
        return outcome.then(({ columns, rows, bytesScanned }) => ({
          columns: columns.map(({ name }) => name),
          rows,
          bytesScanned,
        }));
      },
    },
    async write(table, rows) {
      for (const [partition, own] of partitions(table, rows)) {
        const file = join(folder, lakeKey(table, partition, '410400000000'));
        await mkdir(dirname(file), { recursive: true });
        await writeFile(file, encodeParquet(lakeTable(table), own));
      }
    },
    close: () => lane.close(),
  };
}
