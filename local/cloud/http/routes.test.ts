import { expect, test } from 'vitest';
import type { Route } from '../template/description.ts';
import { matchRoute } from './routes.ts';

const route = (key: string): Route => ({
  key,
  arn: '',
  functionArn: '',
  timeoutMs: 30_000,
  authorizer: undefined,
});

const routes = [
  '$default',
  'GET /{proxy+}',
  'ANY /v1/{proxy+}',
  'GET /v1/openapi.json',
  'GET /v1/units/{code}',
  'POST /v1/units/{code}',
  'GET /',
].map(route);

test.each([
  ['GET', '/', 'GET /', {}],
  ['GET', '/index.html', 'GET /{proxy+}', { proxy: 'index.html' }],
  ['GET', '/v1', 'GET /{proxy+}', { proxy: 'v1' }],
  ['GET', '/v1/openapi.json', 'GET /v1/openapi.json', {}],
  ['POST', '/v1/openapi.json', 'ANY /v1/{proxy+}', { proxy: 'openapi.json' }],
  ['GET', '/v1/units/41', 'GET /v1/units/{code}', { code: '41' }],
  ['POST', '/v1/units/41', 'POST /v1/units/{code}', { code: '41' }],
  ['PUT', '/v1/units/41', 'ANY /v1/{proxy+}', { proxy: 'units/41' }],
  ['GET', '/v1/units/41/children', 'ANY /v1/{proxy+}', { proxy: 'units/41/children' }],
  ['DELETE', '/index.html', '$default', {}],
])('%s %s goes to %s', (method, path, key, pathParameters) => {
  expect(matchRoute(routes, method, path)).toMatchObject({ route: { key }, pathParameters });
});

test('without $default nothing may fit', () => {
  expect(matchRoute(routes.slice(1), 'DELETE', '/index.html')).toBeUndefined();
});
