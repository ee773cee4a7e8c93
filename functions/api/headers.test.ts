import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { BUDGETS } from './rate-limit.ts';
import { startApi, type TestRequest } from './testing.ts';

const folder = mkdtempSync(join(tmpdir(), 'web-'));
writeFileSync(join(folder, 'index.html'), '<!doctype html>');
writeFileSync(join(folder, 'main.js'), 'export {};');
afterAll(() => rmSync(folder, { recursive: true }));

const api = await startApi({ folder });

/** As the OWASP Secure Headers project advises, for every answer. */
function expectSecure(answer: Response): void {
  const { headers } = answer;
  expect(Object.fromEntries(headers)).toMatchObject({
    'strict-transport-security': 'max-age=31536000',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'x-permitted-cross-domain-policies': 'none',
    'permissions-policy': expect.stringMatching(/camera=\(\).*geolocation=\(\).*microphone=\(\)/),
  });
  const policy = headers.get('content-security-policy') ?? '';
  expect(policy).toMatch(/default-src 'none'/);
  expect(policy).toMatch(/frame-ancestors 'none'/);
  expect(policy).not.toMatch(/unsafe-eval|script-src[^;]*unsafe-inline|script-src[^;]*\*/);
  // No other origin reads an answer, whoever it says it is.
  for (const name of headers.keys()) expect(name).not.toMatch(/^access-control-/);
  expect(headers.has('x-powered-by') || headers.has('server')).toBe(false);
}

const ORIGIN = { origin: 'https://other.test' };

describe('every kind of answer has the headers', () => {
  test.each<[number, string, TestRequest]>([
    [200, '/', {}],
    [200, '/main.js', {}],
    [404, '/none.js', {}],
    [200, '/config.json', {}],
    [200, '/v1/openapi.json', { as: null }],
    [200, '/v1/status', {}],
    [200, '/v1/submissions/missing?format=xlsx', {}],
    [400, '/v1/trail?from=x', {}],
    [403, '/v1/status', { as: null }],
    [404, '/v1/none', {}],
    [404, '/v1/units/1', {}],
    [405, '/v1/status', { method: 'PUT' }],
    [405, '/v1/status', { method: 'OPTIONS' }],
    [413, '/v1/submissions', { method: 'POST', body: 'x'.repeat(4 * 1024 * 1024 + 1) }],
    [422, '/v1/submissions', { method: 'POST', body: {} }],
  ])('%i of %s', async (status, path, request) => {
    const answer = await api.send(path, { ...request, headers: ORIGIN });
    expect(answer.status).toBe(status);
    expectSecure(answer);
    const isData = path.startsWith('/v1');
    expect(answer.headers.get('content-security-policy')?.includes('script-src')).toBe(!isData);
    if (isData) expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  test('what the browser holds already', async () => {
    const etag = (await api.send('/main.js')).headers.get('etag') ?? '';
    const answer = await api.send('/main.js', { headers: { 'if-none-match': etag } });
    expect(answer.status).toBe(304);
    expectSecure(answer);
  });

  test('a fault, and one request too many', async () => {
    const failing = await startApi({ folder });
    const { query } = failing.items;
    failing.items.query = () => Promise.reject(new Error('the table is gone'));
    const fault = await failing.send('/v1/periods');
    expect(fault.status).toBe(500);
    expectSecure(fault);
    failing.items.query = query;
    let answer = fault;
    for (let count = 0; count <= BUDGETS.heavy.perMinute; count += 1) {
      answer = await failing.send('/v1/reports/2024-02/1');
    }
    expect(answer.status).toBe(429);
    expectSecure(answer);
  });
});
