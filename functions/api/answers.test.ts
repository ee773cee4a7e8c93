import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PROBLEMS } from './problems.ts';
import { bodyOf, startApi } from './testing.ts';

describe('every answer', () => {
  test('unknown paths are 404, other methods 405 with those allowed', async () => {
    const { send } = await startApi();
    for (const path of ['/v1', '/v1/nothing', '/v1/units']) {
      const response = await send(path);
      expect([response.status, await bodyOf(response)]).toMatchObject([404, { code: 'not_found' }]);
    }
    const response = await send('/v1/status', { method: 'PATCH' });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
    expect(await bodyOf(response)).toMatchObject({ code: 'method_not_allowed' });
  });

  test.each([
    ['en-GB,en;q=0.9', 'en'],
    ['zh-CN,zh;q=0.9,en;q=0.8', 'zh'],
    ['de, en;q=0.5', 'en'],
    ['*', 'zh'],
    ['en;q=x', 'zh'],
  ] as const)('Accept-Language %s is answered in %s', async (header, language) => {
    const { send } = await startApi({ empty: true });
    const response = await send('/v1/nothing', { headers: { 'accept-language': header } });
    expect((await bodyOf(response)).title).toBe(PROBLEMS.not_found.title[language]);
    expect(response.headers.get('content-language')).toBe(language);
  });

  test('an outage is 500 without a word of what happened, which is reported', async () => {
    const { send, app, faults, items } = await startApi();
    const broken = new Error('secret of the store');
    items.query = () => Promise.reject(broken);
    const response = await send('/v1/periods');
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain('secret');
    expect(faults).toEqual([
      { requestId: 'request-1', method: 'GET', route: '/v1/periods', fault: broken },
    ]);
    expect(app).toBeDefined();
  });

  test('the API describes every route and the contract of the submission', async () => {
    const { app, send } = await startApi({ empty: true });
    const description = await bodyOf(await send('/v1/openapi.json', { as: null }));
    expect(description.openapi).toBe('3.1.0');
    const described = Object.entries(description.paths as Record<string, object>).flatMap(
      ([path, methods]) => Object.keys(methods).map((method) => `${method} ${path}`),
    );
    const routes = app.routes
      .filter(({ method, path }) => method !== 'ALL' && path.startsWith('/v1/'))
      .map(({ method, path }) => `${method.toLowerCase()} ${path.replace(/:(\w+)/g, '{$1}')}`)
      .filter((route) => route !== 'get /v1/openapi.json');
    expect(new Set(described)).toEqual(new Set(routes));
    expect(JSON.stringify(description)).toContain('household_visit');
  });
});

describe('the page', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'web-'));
    writeFileSync(join(folder, 'index.html'), '<!doctype html>');
    writeFileSync(join(folder, 'main.js'), 'export {};');
    writeFileSync(join(folder, 'notes.exe'), '');
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test('its files, its addresses, and nothing else, without a token', async () => {
    const { send } = await startApi({ empty: true, folder });
    const get = (path: string, headers = {}) => send(path, { as: null, headers });
    for (const path of ['/', '/rankings/2024-04', '/index.html']) {
      const page = await get(path);
      expect([page.status, await page.text()]).toEqual([200, '<!doctype html>']);
      expect(page.headers.get('content-security-policy')).toContain('https://sign-in.test');
    }
    const script = await get('/main.js');
    expect(script.headers.get('content-type')).toMatch(/^text\/javascript/);
    const tag = script.headers.get('etag') ?? '';
    expect((await get('/main.js', { 'if-none-match': tag })).status).toBe(304);
    for (const path of [
      '/none.js',
      '/notes.exe',
      '/../app.ts',
      '/%2e%2e/app.ts',
      '/..%2fapp.ts',
      '/.env',
    ]) {
      expect((await get(path)).status).toBe(404);
    }
    expect(await bodyOf(await get('/config.json'))).toEqual({
      issuer: 'https://sign-in.test/oidc',
      clientId: 'fengqiao',
    });
  });
});
