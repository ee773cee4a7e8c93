import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createQueryEngine } from '../../shared/aws/athena.ts';
import { QueryFailed } from '../../shared/ports.ts';
import { openLake } from '../support/golden-lake.ts';
import { serveStore } from './store.ts';

/** Slow on any machine. */
const ENDLESS = `SELECT count(*) AS n
  FROM UNNEST(sequence(1, 10000)) AS a (x)
  CROSS JOIN UNNEST(sequence(1, 10000)) AS b (y)
  CROSS JOIN UNNEST(sequence(1, 10000)) AS c (z)
  WHERE x + y + z = 7`;

describe("Athena's protocol in front of Trino", () => {
  const { s3Port, ...trino } = inject('trino');
  const folder = mkdtempSync(join(tmpdir(), 'fengqiao-'));
  let lake: Awaited<ReturnType<typeof openLake>>;
  let store: Awaited<ReturnType<typeof serveStore>>;

  beforeAll(async () => {
    mkdirSync(join(folder, 'lake'));
    store = await serveStore(folder, s3Port);
    lake = await openLake(folder, trino);
  });
  afterAll(async () => {
    await lake.close();
    await store.close();
    rmSync(folder, { recursive: true });
  });

  it.each(["'", "a' OR '1'='1", "'; DROP TABLE units; --", '枫桥“警务”', '?', '', '\\', '\n'])(
    'gives back the bound text %j',
    async (text) => {
      const { rows } = await lake.engine.query('SELECT ? AS text, ? AS number', [text, 7]);
      expect(rows).toEqual([[text, '7']]);
    },
  );

  it('prints values as Athena does', async () => {
    const { columns, rows } = await lake.engine.query(
      `SELECT 7 / 2 AS A, 9007199254740993 AS big, 1e7 AS d, 0.25e0 AS e, nan() AS f,
        1.50 AS g, true AS h, DATE '2024-02-29' AS i, CAST(NULL AS varchar) AS j,
        TIMESTAMP '2024-04-15 08:30:00' AS k, 'He said "1, 2"' AS l, 1`,
      [],
    );
    expect(columns).toEqual([...'a'.split(','), 'big', ...'defghijkl', '_col11']);
    expect(rows).toEqual([
      [
        ...['3', '9007199254740993', '1.0E7', '0.25', 'NaN', '1.50', 'true', '2024-02-29', null],
        ...['2024-04-15 08:30:00.000', 'He said "1, 2"', '1'],
      ],
    ]);
  });

  it('gives every one of 2,500 rows', async () => {
    const { rows } = await lake.engine.query(
      'SELECT n FROM UNNEST(sequence(1, 2500)) AS t (n) ORDER BY n',
      [],
    );
    expect(rows).toEqual(Array.from({ length: 2500 }, (_, index) => [String(index + 1)]));
  });

  it.each([
    ['an unknown column', 'SELECT nothing FROM units', [], /COLUMN_NOT_FOUND.*nothing/],
    ['no SELECT', 'DROP TABLE units', [], /only SELECT/],
    ['two statements', 'SELECT 1; SELECT 2', [], /SYNTAX_ERROR/],
    ['too few parameters', 'SELECT ?, ?', [1], /expected 2 but found 1/],
    ['a division by zero', 'SELECT 1 / ?', [0], /DIVISION_BY_ZERO/],
  ])('says why a query fails: %s', async (_, statement, parameters, reason) => {
    const failure = lake.engine.query(statement, parameters);
    await expect(failure).rejects.toThrow(reason);
    await expect(failure).rejects.toBeInstanceOf(QueryFailed);
  });

  it('repeats no parameter in its reason', async () => {
    const failure = await lake.engine
      .query('SELECT CAST(? AS integer)', ['13800138000x'])
      .catch(String);
    expect(failure).toMatch(/QueryFailed: INVALID_CAST_ARGUMENT/);
    expect(failure).not.toContain('13800138000x');
  });

  it('cancels in Trino what is given up', async () => {
    const hasty = createQueryEngine(lake.client, {
      ...{ workGroup: 'fengqiao', database: 'fengqiao', deadlineMs: 50 },
    });
    await expect(hasty.query(ENDLESS, [])).rejects.toThrow('longer than it may');
    // Asked through the front, which is itself one of the queries that run.
    const running = `SELECT count(*) AS n FROM system.runtime.queries
      WHERE state IN ('QUEUED', 'PLANNING', 'STARTING', 'RUNNING') AND query LIKE '%sequence(1, 10000)%'
        AND query NOT LIKE '%system.runtime%'`;
    await expect.poll(async () => (await lake.engine.query(running, [])).rows).toEqual([['0']]);
  });
});
