import { expect, test } from 'vitest';
import { TrinoFailure } from './trino-client.ts';
import { declareTables } from './trino-tables.ts';

const TABLES = ['cases', 'counts'].map((name) => ({
  ...{ database: 'lake', name, location: `s3://lake/${name}/` },
  columns: [{ name: 'station', type: 'string' }],
  ...{ partitionKeys: [], parameters: {} },
}));

/** A Trino that fails at the statements that `fails` says, and keeps what it was told otherwise. */
function trino(fails: (statement: string, turn: number) => TrinoFailure | undefined) {
  const told: string[] = [];
  let turn = 0;
  const run = async (statement: string) => {
    turn += 1;
    const failure = fails(statement, turn);
    if (failure) throw failure;
    told.push(statement);
    return { columns: [], rows: [], bytesScanned: 0 };
  };
  return { told, run };
}

test('what fails outside of Trino is tried again as a whole', async () => {
  const client = trino((_, turn) =>
    turn === 1 ? new TrinoFailure('HIVE_METASTORE_ERROR: no answer', 'EXTERNAL') : undefined,
  );
  await declareTables(client, ['lake'], TABLES, 0);
  const creating = client.told.filter((statement) => statement.startsWith('CREATE TABLE'));
  expect(creating).toHaveLength(2);
});

test('what Trino itself refuses is not', async () => {
  const client = trino((statement) =>
    statement.startsWith('CREATE TABLE')
      ? new TrinoFailure('SYNTAX_ERROR: a table of no columns', 'USER_ERROR')
      : undefined,
  );
  await expect(declareTables(client, ['lake'], TABLES, 0)).rejects.toThrow('SYNTAX_ERROR');
  expect(client.told.filter((statement) => statement.startsWith('CREATE SCHEMA'))).toHaveLength(1);
});
