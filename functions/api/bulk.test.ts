import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { processFile } from '../../shared/submissions/bulk.ts';
import { COUNTY, documentOf, SECOND_STATION } from '../../shared/testing/county.ts';
import { deliveryOf } from '../../shared/testing/delivery.ts';
import { bodyOf, startApi } from './testing.ts';

const post = (body: unknown) => ({ method: 'POST', body });

test('a bulk file is asked for, received, and followed to its results', async () => {
  const { send, inbox, lake, items, clock, reference } = await startApi();
  const as = { role: 'reviewer', unit: COUNTY } as const;
  const asked = await send('/v1/submissions/bulk', { ...post({ filename: 'a.ndjson' }), as });
  const { id, upload } = await bodyOf(asked);
  expect([asked.status, upload]).toMatchObject([201, { method: 'PUT', headers: {} }]);
  const path = `/v1/submissions/bulk/${id}`;
  expect(await bodyOf(await send(path, { as }))).toMatchObject({
    ...{ state: 'waiting', bytes: 0, size: null, results: null },
  });
  const key = `inbox/${COUNTY}/${id}`;
  const file = gzipSync(`${JSON.stringify(documentOf(SECOND_STATION))}\nbad\n`);
  await inbox.put(key, file.subarray(0, file.length - 4));
  const ports = { inbox, lake, items, clock, book: () => reference.book() };
  await processFile(ports, { key, etag: '', sequencer: '1' }, deliveryOf());
  const size = file.length - 4;
  expect(await bodyOf(await send(path, { as }))).toMatchObject({
    ...{ id, state: 'failed', lines: 2, accepted: 1, unchanged: 0, refused: 1 },
    ...{ bytes: size, size },
    results: `https://objects.test/results/${COUNTY}/${id}.ndjson`,
    error: { code: 'gzip_broken' },
  });
  expect((await send('/v1/submissions/bulk/unknown', { as })).status).toBe(404);
  expect((await send('/v1/submissions/bulk', { ...post({}), as })).status).toBe(400);
});

test('the name of a bulk file holds no personal data and is one line', async () => {
  const { send } = await startApi();
  for (const [filename, code] of [
    ['张三 13800138000.ndjson', 'personal_data'],
    ['a\nb.ndjson', 'invalid_parameter'],
    ['x'.repeat(256), 'invalid_parameter'],
  ]) {
    const refused = await send('/v1/submissions/bulk', post({ filename }));
    const body = await bodyOf(refused);
    expect(body).toMatchObject({ status: 400, errors: [{ code, pointer: '/filename' }] });
    expect(JSON.stringify(body)).not.toMatch(/张三|13800138000/);
  }
});
