import { statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { scratchFolder } from '../services/testing.ts';
import { withTrino } from './trino.ts';

it('reads the tables with a key of its own, and nothing else', () => {
  const dataDir = scratchFolder();
  const table = { database: 'f', name: 'units', columns: [], partitionKeys: [], parameters: {} };
  const access = withTrino(
    { accessKeys: () => undefined, authorize: () => ({ error: 'another' }) },
    dataDir,
    [{ ...table, location: 's3://data/lake/units/' }],
  );
  const may = (action: string, resource: string, accessKeyId = 'trino') =>
    access.authorize({ accessKeyId, service: 's3', action, resource }) === true;
  expect(may('s3:GetObject', 'data/lake/units/data.parquet')).toBe(true);
  expect(may('s3:ListBucket', 'data')).toBe(true);
  expect(may('s3:PutObject', 'data/trino/schema')).toBe(true);
  expect(may('s3:PutObject', 'data/lake/units/data.parquet')).toBe(false);
  expect(may('s3:GetObject', 'data/raw/day=2024-04-15/x.json')).toBe(false);
  expect(may('s3:ListBucket', 'results')).toBe(false);
  expect(may('s3:GetObject', 'data/lake/units/data.parquet', 'somebody')).toBe(false);
  expect(statSync(join(dataDir, 'trino-key.json')).mode & 0o777).toBe(0o600);
  // It is the same key after a restart.
  const again = withTrino(access, dataDir, []);
  expect(again.accessKeys('trino')).toBe(access.accessKeys('trino'));
});
