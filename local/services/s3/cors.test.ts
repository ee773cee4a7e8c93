import { S3Client } from '@aws-sdk/client-s3';
import { expect, it, onTestFinished } from 'vitest';
import { createObjectStore } from '../../../shared/aws/objects.ts';
import { clientSettings, scratchFolder, testAccess } from '../testing.ts';
import type { CorsRule } from './cors.ts';
import { startS3 } from './server.ts';

const PAGE = 'https://page.test';
const UPLOADS: CorsRule = {
  methods: ['PUT', 'GET'],
  origins: ['*'],
  headers: ['content-type'],
  exposed: ['etag'],
  maxAgeSeconds: 3600,
};

async function open(rules: readonly CorsRule[]) {
  const server = await startS3({
    ...testAccess,
    ...{ dataDir: scratchFolder(), buckets: ['open', 'closed'] },
    corsOf: (bucket) => (bucket === 'open' ? rules : []),
  });
  const client = new S3Client(clientSettings(server.url));
  onTestFinished(async () => {
    client.destroy();
    await server.close();
  });
  const link = (bucket: string) => createObjectStore(client, bucket).presignPut('a/b', 60);
  const preflight = (url: string, headers: Record<string, string>) =>
    fetch(url, { method: 'OPTIONS', headers: { origin: PAGE, ...headers } });
  return { link, preflight };
}

const asking = (method: string, headers = 'content-type') => ({
  'access-control-request-method': method,
  'access-control-request-headers': headers,
});

it('lets a page put by a link and read the answer', async () => {
  const { link, preflight } = await open([UPLOADS]);
  const { url } = await link('open');
  const asked = await preflight(url, asking('PUT', 'Content-Type'));
  expect(asked.status).toBe(200);
  expect(Object.fromEntries(asked.headers)).toMatchObject({
    'access-control-allow-origin': '*',
    'access-control-allow-methods': 'PUT, GET',
    'access-control-allow-headers': 'content-type',
    'access-control-max-age': '3600',
  });
  const put = await fetch(url, { method: 'PUT', body: 'x', headers: { origin: PAGE } });
  expect(put.status).toBe(200);
  expect(put.headers.get('access-control-allow-origin')).toBe('*');
  expect(put.headers.get('access-control-expose-headers')).toBe('etag');
  // A refusal, too, is for the page to read.
  const unsigned = await fetch(url.split('?', 1)[0] ?? '', {
    ...{ method: 'PUT', body: 'x', headers: { origin: PAGE } },
  });
  expect([unsigned.status, unsigned.headers.get('access-control-allow-origin')]).toEqual([
    403,
    '*',
  ]);
});

it('refuses what no rule is for', async () => {
  const { link, preflight } = await open([UPLOADS]);
  const { url } = await link('open');
  expect((await preflight(url, asking('DELETE'))).status).toBe(403);
  expect((await preflight(url, asking('PUT', 'content-type, x-amz-acl'))).status).toBe(403);
  expect((await preflight(url, {})).status).toBe(400);
  const closed = await link('closed');
  expect((await preflight(closed.url, asking('PUT'))).status).toBe(403);
  const put = await fetch(closed.url, { method: 'PUT', body: 'x', headers: { origin: PAGE } });
  expect([put.status, put.headers.get('access-control-allow-origin')]).toEqual([200, null]);
});

it('names the origin where a rule is for some of them', async () => {
  const { link, preflight } = await open([{ ...UPLOADS, origins: ['https://*.test'] }]);
  const { url } = await link('open');
  const asked = await preflight(url, asking('PUT'));
  expect(asked.headers.get('access-control-allow-origin')).toBe(PAGE);
  const elsewhere = { ...asking('PUT'), origin: 'https://page.example' };
  expect((await preflight(url, elsewhere)).status).toBe(403);
});
