import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  AthenaClient,
  BatchGetQueryExecutionCommand,
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  GetWorkGroupCommand,
  StartQueryExecutionCommand,
  StopQueryExecutionCommand,
} from '@aws-sdk/client-athena';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createQueryEngine } from '../../../shared/aws/athena.ts';
import { encodeParquet } from '../../../shared/lake/parquet.ts';
import type { LakeTable, Row } from '../../../shared/lake/tables.ts';
import { QueryFailed } from '../../../shared/ports.ts';
import { clientSettings, scratchFolder, testAccess } from '../testing.ts';
import { ACTIVE_LIMIT } from './executions.ts';
import { startAthena, type WorkGroup } from './server.ts';

const VISITS: LakeTable = {
  name: 'visits',
  description: '',
  partition: { name: 'day', format: 'yyyy-MM-dd' },
  columns: [
    { name: 'station', type: 'string', description: '' },
    { name: 'minutes', type: 'int', description: '' },
    { name: 'since', type: 'date', description: '' },
  ],
};
const UNITS: LakeTable = { ...VISITS, name: 'units', partition: null };
const EMPTY: LakeTable = { ...VISITS, name: 'never_written' };
const NOW = Date.UTC(2024, 3, 15, 20);
/** Slow on any machine: an answer in years. */
const ENDLESS =
  'SELECT count(*) AS n FROM range(10000000) a, range(10000000) b WHERE a.range + b.range = 7';

const WORK_GROUP: WorkGroup = {
  name: 'fengqiao',
  outputLocation: 's3://results/queries/',
  bytesScannedCutoff: undefined,
  enforced: true,
};

async function athena(workGroup: Partial<WorkGroup> = {}) {
  const folder = scratchFolder();
  const objects = new Map<string, string>();
  const server = await startAthena({
    access: testAccess,
    databases: ['fengqiao'],
    tables: [VISITS, UNITS, EMPTY].map((table) => ({
      database: 'fengqiao',
      name: table.name,
      columns: table.columns,
      partitionKeys: table.partition ? [{ name: table.partition.name, type: 'string' }] : [],
      location: `s3://lake/lake/${table.name}/`,
      parameters: {
        'projection.enabled': 'true',
        'projection.day.type': 'date',
        'projection.day.format': 'yyyy-MM-dd',
        'projection.day.range': '2020-01-01,NOW+1DAYS',
      },
    })),
    workGroups: [
      { ...WORK_GROUP, ...workGroup },
      { ...WORK_GROUP, name: 'forbidden' },
    ],
    folderOf: (bucket) => join(folder, bucket),
    async putObject(bucket, key, body) {
      objects.set(`${bucket}/${key}`, Buffer.from(body).toString());
    },
    now: () => NOW,
  });
  const client = new AthenaClient({ ...clientSettings(server.url), maxAttempts: 1 });
  onTestFinished(async () => {
    client.destroy();
    await server.close();
  });
  return {
    client,
    objects,
    engine: createQueryEngine(client, { workGroup: 'fengqiao', database: 'fengqiao' }),
    write(key: string, bytes: Uint8Array) {
      const file = join(folder, 'lake', key);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, bytes);
    },
  };
}

const visits = (count: number): Row[] =>
  Array.from({ length: count }, (_, index) => ({
    station: `41048100${1000 + (index % 14)}`,
    minutes: index,
    since: '2024-02-29',
  }));

const DAY = (day: string) => `lake/visits/day=${day}/410400000000.parquet`;

describe('a query', () => {
  test('gives back any text that is bound to it', async () => {
    const { engine } = await athena();
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.string({ unit: 'binary', maxLength: 200 }).filter((text) => !text.includes('\0')),
          fc.constantFrom(
            "'",
            "''",
            "a' OR '1'='1",
            "'; DROP VIEW visits; --",
            '枫桥“警务”',
            '?',
            '',
          ),
        ),
        async (text) => {
          const { rows } = await engine.query('SELECT ? AS text, ? AS number', [text, 7]);
          expect(rows).toEqual([[text, '7']]);
        },
      ),
      { numRuns: 40 },
    );
  });

  test('reads the partitions of the lake, and those written since the last one', async () => {
    const { engine, write } = await athena();
    write(DAY('2024-04-01'), encodeParquet(VISITS, visits(3)));
    write('lake/units/data.parquet', encodeParquet(UNITS, visits(1)));
    const statement = `
      SELECT v.day, sum(v.minutes) AS minutes, max(v.since) AS since
      FROM fengqiao.visits v JOIN Units u ON u.station <> 'x'
      GROUP BY v.day ORDER BY v.day`;
    expect(await engine.query(statement, [])).toMatchObject({
      columns: ['day', 'minutes', 'since'],
      rows: [['2024-04-01', '3', '2024-02-29']],
    });
    write(DAY('2024-04-01'), encodeParquet(VISITS, visits(4)));
    write(DAY('2024-04-02'), encodeParquet(VISITS, visits(2)));
    expect((await engine.query(statement, [])).rows).toEqual([
      ['2024-04-01', '6', '2024-02-29'],
      ['2024-04-02', '1', '2024-02-29'],
    ]);
  });

  test('scans only the partitions that its parameters select', async () => {
    const { engine, write } = await athena();
    for (const day of ['01', '02', '03', '04']) {
      write(DAY(`2024-04-${day}`), encodeParquet(VISITS, visits(5000)));
    }
    const statement = 'SELECT sum(minutes) AS m FROM visits WHERE day BETWEEN ? AND ?';
    const all = await engine.query(statement, ['2024-04-01', '2024-04-04']);
    const one = await engine.query(statement, ['2024-04-02', '2024-04-02']);
    expect(one.rows).toEqual([[String((4999 * 5000) / 2)]]);
    expect(one.bytesScanned).toBeGreaterThan(5000);
    expect(all.bytesScanned).toBeGreaterThan(3 * one.bytesScanned);
  });

  test('finds nothing in a table without files, and nothing outside the projected range', async () => {
    const { engine, write } = await athena();
    write(DAY('2019-12-31'), encodeParquet(VISITS, visits(1)));
    write(DAY('2024-04-16'), encodeParquet(VISITS, visits(2)));
    write(DAY('2024-04-17'), encodeParquet(VISITS, visits(4)));
    write('lake/visits/day=2024-04-16/_part', Buffer.from('hidden'));
    const counts = 'SELECT count(*) AS n, max(since) AS since, max(day) AS day FROM';
    expect((await engine.query(`${counts} never_written`, [])).rows).toEqual([['0', null, null]]);
    expect((await engine.query(`${counts} visits`, [])).rows).toEqual([
      ['2', '2024-02-29', '2024-04-16'],
    ]);
  });

  test('gives every one of 2,500 rows, over three pages', async () => {
    const { engine, write } = await athena();
    write('lake/units/data.parquet', encodeParquet(UNITS, visits(2500)));
    const { rows } = await engine.query('SELECT minutes FROM units ORDER BY minutes', []);
    expect(rows).toEqual(visits(2500).map(({ minutes }) => [String(minutes)]));
  });

  test('speaks the part of Trino that DuckDB lacks', async () => {
    const { engine } = await athena();
    const { rows } = await engine.query(
      `SELECT 7 / 2 AS a, date_add('month', -1, DATE '2024-03-31') AS b,
        date_diff('day', TIMESTAMP '2024-04-01 23:30:00', TIMESTAMP '2024-04-02 00:10:00') AS c,
        concat('a', NULL) AS d, date_trunc('month', DATE '2024-04-15') AS e,
        from_iso8601_timestamp('2024-04-15T08:30:00+08:00') AS f,
        date_format(DATE '2024-04-15', '%Y-%m') AS g`,
      [],
    );
    expect(rows).toEqual([
      ['3', '2024-02-29', '0', null, '2024-04-01', '2024-04-15 00:30:00.000 UTC', '2024-04'],
    ]);
  });
});

describe('a query that fails', () => {
  test.each([
    ['an unknown column', 'SELECT nothing FROM units', [], /nothing/],
    ['no SELECT', "COPY (SELECT 1) TO 'x.csv'", [], /only SELECT/],
    ['another dialect', 'FROM units', [], /only SELECT/],
    ['two statements', 'SELECT 1; SELECT 2', [], /Only one/],
    ['too few parameters', 'SELECT ?, ?', [1], /expected 2 but found 1/],
    ['files outside the lake', "SELECT * FROM read_text('/etc/hosts')", [], /disabled/],
  ])('says why: %s', async (_, statement, parameters, reason) => {
    const { engine } = await athena();
    await expect(engine.query(statement, parameters)).rejects.toThrow(reason);
  });

  test('repeats no parameter in its reason', async () => {
    const { engine } = await athena();
    const failure = await engine.query('SELECT CAST(? AS integer)', ['13800138000x']).catch(String);
    expect(failure).toMatch(/QueryFailed: .*convert/);
    expect(failure).not.toContain('13800138000x');
  });

  test('refuses a file whose columns are not the declared ones', async () => {
    const { engine, write } = await athena();
    const [station, minutes, since] = UNITS.columns as [never, LakeTable['columns'][0], never];
    const other = { ...UNITS, columns: [station, { ...minutes, type: 'bigint' as const }, since] };
    write('lake/units/data.parquet', encodeParquet(other, visits(1)));
    const failure = engine.query('SELECT count(*) AS n FROM units', []);
    await expect(failure).rejects.toThrow(/minutes of units is declared INTEGER, .* BIGINT/);
    await expect(failure).rejects.toBeInstanceOf(QueryFailed);
    write('lake/units/data.parquet', encodeParquet({ ...UNITS, columns: [station] }, visits(1)));
    await expect(engine.query('SELECT 1 AS n FROM units', [])).rejects.toThrow(/a file has none/);
    write('lake/units/data.parquet', Buffer.from('not Parquet'));
    await expect(engine.query('SELECT 1 AS n FROM units', [])).rejects.toThrow(/arquet/);
  });

  test('is cancelled over the scan limit', async () => {
    const { engine, write } = await athena({ bytesScannedCutoff: 1000 });
    write('lake/units/data.parquet', encodeParquet(UNITS, visits(5000)));
    await expect(engine.query('SELECT sum(minutes) AS m FROM units', [])).rejects.toThrow(
      /Bytes scanned limit/,
    );
  });

  test('is stopped at the deadline, and the lane is free again', async () => {
    const { client } = await athena();
    const names = { workGroup: 'fengqiao', database: 'fengqiao' };
    const hasty = createQueryEngine(client, { ...names, deadlineMs: 50 });
    const gaveUp = Array.from({ length: 4 }, () => hasty.query(ENDLESS, []).catch(String));
    expect(await Promise.all(gaveUp)).toEqual(
      Array(4).fill('QueryFailed: the query took longer than it may'),
    );
    const { rows } = await createQueryEngine(client, names).query('SELECT 1 AS one', []);
    expect(rows).toEqual([['1']]);
  });
});

describe('the protocol', () => {
  const begin = (client: AthenaClient, QueryString: string, more: object = {}) =>
    client.send(new StartQueryExecutionCommand({ QueryString, WorkGroup: 'fengqiao', ...more }));

  async function ended(client: AthenaClient, QueryExecutionId: string | undefined) {
    for (;;) {
      const { QueryExecution } = await client.send(
        new GetQueryExecutionCommand({ QueryExecutionId }),
      );
      const { State } = QueryExecution?.Status ?? {};
      if (State !== 'QUEUED' && State !== 'RUNNING') return QueryExecution;
    }
  }

  test('types columns, pages with the header first and leaves a CSV object', async () => {
    const { client, objects } = await athena();
    const { QueryExecutionId: id } = await begin(
      client,
      `SELECT * FROM (VALUES
        (1, CAST(2 AS bigint), 'x', true, DATE '2024-04-15', 1.50, 1e7, 'He said "hi"'),
        (NULL, NULL, '', false, NULL, -0.05, 0.25e0, NULL)
      ) AS t (a, b, c, d, e, f, g, h)`,
    );
    const execution = await ended(client, id);
    expect(execution).toMatchObject({
      Status: { State: 'SUCCEEDED', SubmissionDateTime: new Date(NOW) },
      ResultConfiguration: { OutputLocation: `s3://results/queries/${id}.csv` },
      Statistics: { DataScannedInBytes: 0 },
    });
    const page = async (MaxResults: number, NextToken?: string) =>
      client.send(new GetQueryResultsCommand({ QueryExecutionId: id, MaxResults, NextToken }));
    const values = (rows: Awaited<ReturnType<typeof page>>) =>
      rows.ResultSet?.Rows?.map(({ Data }) => Data?.map(({ VarCharValue }) => VarCharValue));
    const first = await page(2);
    expect(first.ResultSet?.ResultSetMetadata?.ColumnInfo?.map(({ Type }) => Type)).toEqual([
      'integer',
      'bigint',
      'varchar',
      'boolean',
      'date',
      'decimal',
      'double',
      'varchar',
    ]);
    expect(values(first)).toEqual([
      ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'],
      ['1', '2', 'x', 'true', '2024-04-15', '1.50', '1.0E7', 'He said "hi"'],
    ]);
    const second = await page(2, first.NextToken);
    expect(values(second)).toEqual([
      [undefined, undefined, '', 'false', undefined, '-0.05', '0.25', undefined],
    ]);
    expect(second.NextToken).toBeUndefined();
    expect(objects.get(`results/queries/${id}.csv`)).toBe(
      '"a","b","c","d","e","f","g","h"\n' +
        '"1","2","x","true","2024-04-15","1.50","1.0E7","He said ""hi"""\n' +
        ',,"","false",,"-0.05","0.25",\n',
    );
  });

  test('a stopped query is cancelled, whether it runs or waits', async () => {
    const { client } = await athena();
    const started = await Promise.all([1, 2, 3].map(() => begin(client, ENDLESS)));
    for (const { QueryExecutionId } of started) {
      await client.send(new StopQueryExecutionCommand({ QueryExecutionId }));
      expect(await ended(client, QueryExecutionId)).toMatchObject({
        Status: { State: 'CANCELLED' },
      });
    }
  });

  test('one token starts one query', async () => {
    const { client } = await athena();
    const ClientRequestToken = 'a'.repeat(32);
    const first = await begin(client, 'SELECT 1 AS one', { ClientRequestToken });
    const again = await begin(client, 'SELECT 1 AS one', { ClientRequestToken });
    expect(again.QueryExecutionId).toBe(first.QueryExecutionId);
    await expect(begin(client, 'SELECT 2 AS two', { ClientRequestToken })).rejects.toThrow(
      'Idempotent parameters do not match',
    );
  });

  test('more queries than the quota wait their turn', async () => {
    const { engine } = await athena();
    const answers = await Promise.all(
      Array.from({ length: ACTIVE_LIMIT + 15 }, (_, n) => engine.query('SELECT ? AS n', [n])),
    );
    expect(answers.map(({ rows }) => rows[0]?.[0])).toEqual(answers.map((_, n) => String(n)));
  });

  test('refuses what Athena refuses', async () => {
    const { client } = await athena();
    const id = '00000000-0000-4000-8000-000000000000';
    const refused = { name: 'InvalidRequestException' };
    await expect(begin(client, 'SELECT 1', { WorkGroup: 'other' })).rejects.toMatchObject(refused);
    await expect(begin(client, ' '.repeat(262_145))).rejects.toMatchObject(refused);
    for (const parameter of [
      'abc',
      "'a' || 'b'",
      "'a'b'",
      '99999999999999999999',
      `'${'x'.repeat(1023)}'`,
    ]) {
      const more = { ExecutionParameters: [parameter] };
      await expect(begin(client, 'SELECT ?', more)).rejects.toMatchObject(refused);
    }
    await expect(ended(client, id)).rejects.toMatchObject(refused);
    expect(
      await client.send(new BatchGetQueryExecutionCommand({ QueryExecutionIds: [id] })),
    ).toMatchObject({
      QueryExecutions: [],
      UnprocessedQueryExecutionIds: [{ QueryExecutionId: id }],
    });
    await expect(
      client.send(new GetWorkGroupCommand({ WorkGroup: 'forbidden' })),
    ).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });
});
