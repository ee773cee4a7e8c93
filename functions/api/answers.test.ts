import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DAY, STATION } from '../../shared/testing/county.ts';
import { answering, type HttpEvent } from './event.ts';
import { PROBLEMS } from './problem-kinds.ts';
import { bodyOf, startApi, type TestRequest } from './testing.ts';

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

  const body = { period: '2024-13' };
  const invalid: [string, string, string, TestRequest?][] = [
    ['GET', `/v1/submissions?station=${STATION}&from=${DAY}&to=2024-04-01`, '/to'],
    ['GET', `/v1/submissions?station=${STATION}&from=2021-01-03&to=${DAY}`, '/from'],
    ['GET', `/v1/submissions?station=${STATION}&from=x&to=${DAY}`, '/from'],
    ['GET', `/v1/submissions/${STATION}/2024-02-30`, '/date'],
    ['GET', `/v1/scorecards/${STATION}?from=2024-03&to=2024-01`, '/to'],
    ['GET', `/v1/scorecards/${STATION}?from=2024-01&to=2024-Q2`, '/to'],
    ['GET', '/v1/rankings/2024-3', '/period'],
    ['GET', '/v1/rankings/2024-03?peers=urban', '/peers'],
    ['GET', '/v1/rankings/2024-03?limit=0', '/limit'],
    ['GET', '/v1/runs?cursor=x', '/cursor'],
    ['POST', '/v1/runs', '', { body: '{' }],
    ['POST', '/v1/runs', '/period', { body }],
    ['POST', '/v1/submissions/bulk', '/filename', { body: {} }],
    ['POST', '/v1/submissions', '/if-match', { body, headers: { 'if-match': 'abc' } }],
  ];
  test.each(invalid)('400 says what to do: %s %s', async (method, path, pointer, request = {}) => {
    const { send } = await startApi();
    const response = await send(path, { method, ...request });
    const messages = {
      zh: expect.stringMatching(/[\u4e00-\u9fff]/),
      en: expect.stringMatching(/\w/),
    };
    expect([response.status, await bodyOf(response)]).toMatchObject([
      400,
      { code: 'invalid_request', errors: [{ code: expect.any(String), pointer, messages }] },
    ]);
  });

  test('a name that nothing can have is like one that nothing has', async () => {
    const { send, faults } = await startApi();
    const long = 'x'.repeat(3000);
    for (const [method, path] of [
      ['GET', `/v1/runs/${long}`],
      ['DELETE', `/v1/runs/${long}`],
      ['GET', `/v1/submissions/bulk/${long}`],
      ['GET', `/v1/units/${long}`],
      ['GET', `/v1/schemes/${long}`],
      ['GET', `/v1/scorecards/2024-03/${long}`],
      ['GET', `/v1/submissions/${long}/${DAY}`],
    ] as const) {
      const response = await send(path, { method });
      expect([response.status, await bodyOf(response)]).toMatchObject([404, { code: 'not_found' }]);
    }
    expect(faults).toEqual([]);
  });

  test.each([
    ['TRACE', '/v1/units', 404],
    ['TRACE', '/v1/status', 405],
    ['CONNECT', '/v1/status', 405],
    ['PROPFIND', '/v1/status', 405],
    ['GET', '/v1/openapi.json', 200],
    ['HEAD', '/v1/openapi.json', 200],
  ])('the event %s %s with a body and any host is answered %i', async (method, path, status) => {
    const { app } = await startApi();
    const event = {
      rawPath: path,
      rawQueryString: '',
      headers: { host: 'no host', 'content-length': '4' },
      body: 'body',
      isBase64Encoded: false,
      requestContext: { http: { method, path }, domainName: 'no host', requestId: 'request-1' },
    };
    const answer = await answering(app)(event as unknown as HttpEvent);
    expect(answer.statusCode).toBe(status);
    if (status !== 200) {
      expect(answer.headers?.['content-type']).toMatch(/^application\/problem\+json/);
      expect(answer.headers?.allow).toBe(status === 405 ? 'GET, HEAD' : undefined);
    }
    expect(answer.body === '').toBe(method === 'HEAD');
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
    const { send, faults } = await startApi({ empty: true, folder });
    const get = (path: string, headers = {}) => send(path, { as: null, headers });
    for (const path of ['/', '/rankings/2024-04', '/index.html']) {
      const page = await get(path);
      expect([page.status, await page.text()]).toEqual([200, '<!doctype html>']);
      // Its own origin, where people sign in, and where bulk files go.
      const reaches = "connect-src 'self' https://sign-in.test https://objects.test;";
      expect(page.headers.get('content-security-policy')).toContain(reaches);
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
      '/main.js/x.js',
      `/${'a'.repeat(300)}.js`,
      '/main.js%00.js',
    ]) {
      expect((await get(path)).status).toBe(404);
    }
    expect(faults).toEqual([]);
    const head = await send('/', { as: null, method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
    expect(await bodyOf(await get('/config.json'))).toEqual({
      issuer: 'https://sign-in.test/oidc',
      clientId: 'fengqiao',
    });
  });
});
