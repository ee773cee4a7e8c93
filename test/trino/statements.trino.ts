import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { GetQueryResultsCommand, ListQueryExecutionsCommand } from '@aws-sdk/client-athena';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { lastDayOf } from '../../shared/calendar/period.ts';
import { bind, type ParameterValue } from '../../shared/kpis/statement.ts';
import { encodeParquet } from '../../shared/lake/parquet.ts';
import { lakeKey, lakeTable } from '../../shared/lake/tables.ts';
import { GOLDEN_PERIODS } from '../support/golden.ts';
import { openLake, startGoldenLake } from '../support/golden-lake.ts';
import { serveStore } from './store.ts';

const SHARED = join(import.meta.dirname, '../../shared');

/** What a file names beside the parameters of every run; looser than usual, so that rows are found. */
const OWN: Readonly<Record<string, Readonly<Record<string, ParameterValue>>>> = {
  'audits/sample.sql': { seed: 'fengqiao|枫桥', size: 5 },
  'evidence/manifest.sql': {},
  'flags/above-95.sql': {},
  'flags/back-filled-rows.sql': { late_days: 0 },
  'flags/back-filled.sql': { late_days: 0 },
  'flags/copied-days-habits.sql': {},
  'flags/copied-days.sql': { days: 2, rows: 1 },
  'flags/equal-totals-rows.sql': { smallest: 1 },
  'flags/equal-totals.sql': { smallest: 1, days: 1 },
  'flags/heaped-minutes-rows.sql': { step: 30 },
  'flags/heaped-minutes.sql': { step: 30 },
  'flags/implausible-hours.sql': { longest: 480, days: 1 },
  'flags/openings-rows.sql': {},
  'flags/openings.sql': {},
  'flags/two-stations.sql': { days: 1 },
  'kpis/cases.sql': {},
  'kpis/disputes.sql': {},
  'kpis/engagement.sql': {},
  'kpis/follow_ups.sql': {},
  'kpis/leadership.sql': {},
  'kpis/population.sql': {},
  'kpis/presence.sql': {},
  'kpis/reporting.sql': {},
  'kpis/staffing.sql': {},
  'kpis/surveys.sql': {},
  'kpis/time.sql': {},
};

/**
 * Adds what the golden data are too honest for: days of three rows that are all alike, and an
 * officer whom two stations report.
 */
function plantCopiedDays(folder: string): void {
  const table = lakeTable('officer_time');
  const row = { station: '410481999000', activity: 'patrol', grid: null, minutes: 420 };
  const officers = ['410481-0203', '410481-0901', '410481-0902'];
  const rows = officers.map((officer, index) => ({ ...row, position: 900 + index, officer }));
  const elsewhere = { ...row, station: '410481002000', position: 900, officer: officers[0] ?? '' };
  for (const day of ['2024-03-04', '2024-03-05', '2024-03-06']) {
    const file = join(folder, 'lake', lakeKey('officer_time', day, 'planted'));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, encodeParquet(table, [...rows, elsewhere]));
  }
}

type Lake = Awaited<ReturnType<typeof openLake>>;

/** An answer in full: names and types of columns, and the rows as they are printed. */
async function ask({ client, engine }: Lake, statement: string, parameters: (string | number)[]) {
  const { columns, rows } = await engine.query(statement, parameters);
  const { QueryExecutionIds: [latest] = [] } = await client.send(
    new ListQueryExecutionsCommand({ WorkGroup: 'fengqiao' }),
  );
  const page = await client.send(
    new GetQueryResultsCommand({ QueryExecutionId: latest, MaxResults: 1 }),
  );
  const types = page.ResultSet?.ResultSetMetadata?.ColumnInfo?.map(({ Type }) => Type);
  // Without ORDER BY at the end, an engine may give them in any order.
  const ordered = /ORDER BY[^()]*$/.test(statement);
  const inOrder = ordered ? rows : rows.toSorted((a, b) => (String(a) < String(b) ? -1 : 1));
  return { columns, types, rows: inOrder };
}

describe('every statement, on Trino and on DuckDB', () => {
  const { s3Port, ...trino } = inject('trino');
  let golden: Awaited<ReturnType<typeof startGoldenLake>>;
  let duckDb: Lake;
  let onTrino: Lake;
  let stations: string[];
  const closing: (() => Promise<void>)[] = [];
  /** Rows found by each file in all periods. */
  const found = new Map<string, number>();

  beforeAll(async () => {
    golden = await startGoldenLake();
    closing.push(golden.close);
    plantCopiedDays(golden.folder);
    closing.push((await serveStore(golden.folder, s3Port)).close);
    duckDb = await openLake(golden.folder);
    closing.push(duckDb.close);
    onTrino = await openLake(golden.folder, trino);
    closing.push(onTrino.close);
    const { rows } = await duckDb.engine.query(
      "SELECT DISTINCT code FROM units WHERE level = 'station' ORDER BY code",
      [],
    );
    stations = rows.map(([code]) => code ?? '');
  });
  afterAll(async () => {
    for (const close of closing.reverse()) await close();
  });

  it('is one of these', () => {
    const files = readdirSync(SHARED, { recursive: true, encoding: 'utf8' });
    expect(files.filter((file) => file.endsWith('.sql')).sort()).toEqual(Object.keys(OWN));
  });

  describe.each(GOLDEN_PERIODS)('%s', (id) => {
    it.each(Object.keys(OWN))('%s', async (file) => {
      const { period, parameters } = golden.parametersOf(id);
      const { statement, parameters: values } = bind(readFileSync(join(SHARED, file), 'utf8'), {
        ...parameters,
        stations,
        end_from: lastDayOf(period).replace(/..$/, '26'),
        models: stations.map((station) => `${station} ${lastDayOf(period)}`),
        ...OWN[file],
      });
      const answer = await ask(onTrino, statement, [...values]);
      expect(answer).toEqual(await ask(duckDb, statement, [...values]));
      found.set(file, (found.get(file) ?? 0) + answer.rows.length);
    });
  });

  it('found rows in some period', () => {
    expect(Object.keys(OWN).filter((file) => !found.get(file))).toEqual([]);
    console.log(`${[...found.values()].reduce((a, b) => a + b)} rows compared`);
  });
});
