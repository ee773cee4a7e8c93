/** What is small on the wire and large behind it, or deep, or long: refused, and quickly. */
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { STATION } from '../../shared/testing/county.ts';
import { zip } from '../../shared/workbook/testing.ts';
import { bodyOf, startApi, type TestRequest } from './testing.ts';

const MEBIBYTE = 1024 * 1024;
const CLERK = { role: 'clerk', unit: STATION } as const;
const api = await startApi();

async function refused(path: string, request: TestRequest) {
  const answer = await api.send(path, request);
  const { code } = await bodyOf(answer);
  expect(api.faults).toEqual([]);
  return [answer.status, code];
}

test('a gzip file that unpacks to more than a reference file may have', async () => {
  const body = gzipSync(Buffer.alloc(256 * MEBIBYTE));
  expect(body.length).toBeLessThan(MEBIBYTE);
  expect(await refused('/v1/reference/units', { method: 'PUT', body })).toEqual([413, 'too_large']);
});

test('a workbook that does', async () => {
  const body = zip({ 'xl/workbook.xml': Buffer.alloc(128 * MEBIBYTE) });
  expect(body.length).toBeLessThan(MEBIBYTE);
  const path = `/v1/submissions/workbook?station=${STATION}&mode=send`;
  expect(await refused(path, { method: 'POST', body, as: CLERK })).toEqual([
    422,
    'workbook_too_large',
  ]);
});

describe('JSON of any depth', () => {
  const depth = 500_000;
  const deep = `${'['.repeat(depth)}${']'.repeat(depth)}`;
  const objects = `${'{"a":'.repeat(200_000)}1${'}'.repeat(200_000)}`;
  const cut = '['.repeat(2 * MEBIBYTE);
  const routes: readonly [string, TestRequest][] = [
    ['/v1/submissions', { method: 'POST', as: CLERK }],
    [`/v1/submissions/drafts/${STATION}/2024-04-15`, { method: 'PUT', as: CLERK }],
    ['/v1/submissions/bulk', { method: 'POST', as: CLERK }],
    ['/v1/imports/mappings', { method: 'PUT', as: CLERK }],
    ['/v1/schemes/henan-baseline@2', { method: 'PUT' }],
    ['/v1/schemes/simulate', { method: 'POST' }],
    ['/v1/runs', { method: 'POST' }],
    ['/v1/ledger', { method: 'POST' }],
    ['/v1/appeals', { method: 'POST', as: CLERK }],
  ];
  test.each(routes)('%s', async (path, request) => {
    for (const body of [deep, objects, cut]) {
      const [status] = await refused(path, { ...request, body });
      expect([400, 413, 422]).toContain(status);
    }
  });

  test('also inside what is taken as it is', async () => {
    const nested = `{"schemaVersion":1,"station":"${STATION}","date":"2024-04-15","x":${objects}}`;
    const [status] = await refused('/v1/submissions', { method: 'POST', body: nested, as: CLERK });
    expect(status).toBe(422);
  });
});

test.each([
  ['a list of KPIs', `/v1/figures/2024-02?kpis=${'time_in_community,'.repeat(500)}`],
  ['a cursor', `/v1/runs?cursor=${'x'.repeat(5_000)}`],
  ['a day', `/v1/trail?from=${'9'.repeat(5_000)}`],
  ['a period', `/v1/rankings/${'2024-02'.repeat(1_000)}`],
  ['an id', `/v1/flags/${'a.'.repeat(3_000)}`],
])('%s that is too long', async (_, path) => {
  const [status] = await refused(path, {});
  expect([400, 404]).toContain(status);
});
