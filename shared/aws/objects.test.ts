import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import { expect, it, onTestFinished } from 'vitest';
import { startS3 } from '../../local/services/s3/server.ts';
import { clientSettings, scratchFolder, testAccess } from '../../local/services/testing.ts';
import { objectStoreSuite } from './objects.suite.ts';
import { createObjectStore } from './objects.ts';

async function open(now: () => number = Date.now) {
  const dataDir = scratchFolder();
  const server = await startS3({ ...testAccess, dataDir, buckets: ['lake'], now });
  const client = new S3Client({ ...clientSettings(server.url), maxAttempts: 1 });
  onTestFinished(async () => {
    client.destroy();
    await server.close();
  });
  return {
    store: createObjectStore(client, 'lake'),
    client,
    // Objects are plain files, and files objects: quicker than a thousand puts.
    async fill(keys: readonly string[]) {
      for (const key of keys) {
        const path = join(dataDir, 'lake', key);
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, 'x');
      }
    },
  };
}

objectStoreSuite(open);

it('gives links that end when they expire', async () => {
  let now = Date.now();
  const { store } = await open(() => now);
  const { url, method } = await store.presignPut('k', 600);
  const link = await store.presignGet('k', 600);
  now += 601_000;
  expect((await fetch(url, { method, body: 'x' })).status).toBe(403);
  expect((await fetch(link)).status).toBe(403);
  expect(await store.get('k')).toBeUndefined();
});
