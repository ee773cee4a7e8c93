import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { LAKE_TABLES, type LakeTable } from '../../shared/lake/tables.ts';
import { openLake, startGoldenLake } from '../support/golden-lake.ts';
import { serveStore } from './store.ts';

/** A column type in the words of each reader. */
const ARROW = {
  string: 'string',
  int: 'int32',
  bigint: 'int64',
  double: 'double',
  boolean: 'bool',
  date: 'date32[day]',
} as const;

interface ReadFile {
  readonly types: readonly (readonly [string, string])[];
  readonly rows: readonly (readonly (string | number | boolean | null)[])[];
}

type Rows = readonly (readonly (string | null)[])[];

const inOrder = (rows: Rows) =>
  rows.map((row) => JSON.stringify(row)).sort((a, b) => (a < b ? -1 : 1));

describe('the files that compaction wrote', () => {
  const { s3Port, ...trino } = inject('trino');
  let golden: Awaited<ReturnType<typeof startGoldenLake>>;
  let onTrino: Awaited<ReturnType<typeof openLake>>;
  const closing: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    golden = await startGoldenLake();
    closing.push(golden.close);
    closing.push((await serveStore(golden.folder, s3Port)).close);
    onTrino = await openLake(golden.folder, trino);
    closing.push(onTrino.close);
  });
  afterAll(async () => {
    for (const close of closing.reverse()) await close();
  });

  /** What Apache Arrow's own reader finds, values as an engine prints them. */
  function byArrow({ name, columns }: LakeTable): Rows {
    const folder = join(golden.folder, 'lake/lake', name);
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.parquet'))
      .map((file) => join(folder, file));
    const script = join(import.meta.dirname, 'read_lake.py');
    const printed = execFileSync(process.env.PYTHON_ARROW ?? '', [script, ...files], {
      encoding: 'utf8',
      maxBuffer: 2 ** 30,
    });
    const read = printed
      .trim()
      .split('\n')
      .map((line): ReadFile => JSON.parse(line));
    const declared = columns.map((column) => [column.name, ARROW[column.type]]);
    for (const { types } of read) expect(types).toEqual(declared);
    return read.flatMap(({ rows }) =>
      rows.map((row) => row.map((value) => (value === null ? null : String(value)))),
    );
  }

  it.each(LAKE_TABLES.map(({ name }) => name))(
    '%s: the same rows to three readers',
    async (name) => {
      const table = LAKE_TABLES.find((entry) => entry.name === name) as LakeTable;
      const columns = table.columns.map((column) => `"${column.name}"`).join(', ');
      const statement = `SELECT ${columns} FROM ${name}`;
      const rows = inOrder(byArrow(table));
      expect(rows.length).toBeGreaterThan(0);
      expect(inOrder((await golden.engine.query(statement, [])).rows)).toEqual(rows);
      expect(inOrder((await onTrino.engine.query(statement, [])).rows)).toEqual(rows);
    },
  );
});
