import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import {
  COUNTY,
  DAY,
  documentOf,
  GRIDS,
  SECOND_STATION,
  STATION,
} from '../../shared/testing/county.ts';
import { PROBLEMS } from './problem-kinds.ts';
import { bodyOf, startApi } from './testing.ts';

const CLERK = { role: 'clerk', unit: STATION } as const;
const post = (body: unknown) => ({ method: 'POST', body });

describe('submissions', () => {
  test('201, then 200 with the same receipt, then a correction with its entity tag', async () => {
    const { send } = await startApi();
    const first = await send('/v1/submissions', { ...post(documentOf(STATION)), as: CLERK });
    expect(first.status).toBe(201);
    const receipt = await bodyOf(first);
    const again = await send('/v1/submissions', { ...post(documentOf(STATION)), as: CLERK });
    expect([again.status, await bodyOf(again)]).toEqual([200, receipt]);
    const second = await send('/v1/submissions', {
      ...post(documentOf(STATION, DAY, 2)),
      as: CLERK,
    });
    expect([second.status, second.headers.get('etag')]).toEqual([201, '"2"']);

    const back = { ...post(documentOf(STATION)), as: CLERK };
    const stale = await send('/v1/submissions', { ...back, headers: { 'if-match': '"1"' } });
    expect(stale.status).toBe(409);
    expect(await bodyOf(stale)).toMatchObject({ code: 'revision_conflict', latestRevision: 2 });
    const held = await send('/v1/submissions', { ...back, headers: { 'if-match': '2' } });
    expect([held.status, await bodyOf(held)]).toMatchObject([201, { revision: 3 }]);
    const any = { 'if-match': '*' };
    const anyHeld = { ...post(documentOf(STATION, DAY, 2)), as: CLERK, headers: any };
    const again4 = await send('/v1/submissions', anyHeld);
    expect([again4.status, await bodyOf(again4)]).toMatchObject([201, { revision: 4 }]);
    const none = { ...post(documentOf(STATION, '2024-04-16')), as: CLERK, headers: any };
    const conflict = await send('/v1/submissions', none);
    expect([conflict.status, await bodyOf(conflict)]).toMatchObject([409, { latestRevision: 0 }]);
  });

  test('422 names every error, with pointers and both languages, and no value', async () => {
    const { send, items } = await startApi();
    const held = () => items.all().filter(({ pk }) => !pk.startsWith('RATE#'));
    const before = held();
    const [row] = documentOf(STATION).officerTime;
    const response = await send('/v1/submissions', {
      ...post({
        ...documentOf(STATION),
        note: '13800138000',
        officerTime: [{ ...row, minutes: 2000 }],
        cases: [{ case: 'A-1', event: 'lost' }],
      }),
      as: CLERK,
    });
    expect(response.status).toBe(422);
    expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    const text = await response.text();
    expect(text).not.toContain('13800138000');
    const body = JSON.parse(text);
    expect(body).toMatchObject({
      code: 'submission_refused',
      status: 422,
      requestId: 'request-1',
      title: PROBLEMS.submission_refused.title.zh,
    });
    const pointers = body.errors.map((error: { pointer: string }) => error.pointer);
    expect(pointers).toEqual(
      expect.arrayContaining(['/note', '/officerTime/0/minutes', '/cases/0/event']),
    );
    expect(body.errors[0].messages).toEqual({ zh: expect.any(String), en: expect.any(String) });
    expect(held()).toEqual(before);
  });

  test('what is no JSON is refused, and what is too large is 413', async () => {
    const { send } = await startApi();
    const broken = await send('/v1/submissions', post('{'));
    expect([broken.status, await bodyOf(broken)]).toMatchObject([
      422,
      { code: 'submission_refused', errors: [{ code: 'not_json' }] },
    ]);
    const large = await send('/v1/submissions', post(`"${'x'.repeat(4 * 1024 * 1024)}"`));
    expect([large.status, await bodyOf(large)]).toMatchObject([413, { code: 'too_large' }]);
  });

  test('the calendar tells submitted, late, missing and open days', async () => {
    const { send } = await startApi();
    await send('/v1/submissions', post(documentOf(STATION, '2024-04-19')));
    await send('/v1/submissions', post(documentOf(STATION, DAY)));
    const path = `/v1/submissions?station=${STATION}&from=${DAY}&to=2024-04-21`;
    const { items } = await bodyOf(await send(path, { as: CLERK }));
    const empty = { revision: null, receivedAt: null, onTime: null };
    const receivedAt = '2024-04-20T12:00:00+08:00';
    expect(items).toEqual([
      { date: '2024-04-17', state: 'late', revision: 1, receivedAt, onTime: false },
      { date: '2024-04-18', state: 'missing', ...empty },
      { date: '2024-04-19', state: 'submitted', revision: 1, receivedAt, onTime: true },
      { date: '2024-04-20', state: 'open', ...empty },
      { date: '2024-04-21', state: 'open', ...empty },
    ]);
    const long = await send(`/v1/submissions?station=${STATION}&from=2021-01-04&to=${DAY}`);
    expect(await bodyOf(long)).toMatchObject({ items: { length: 473 } });
  });

  test('a day reads back with all its receipts, each revision as it was sent', async () => {
    const { send } = await startApi();
    await send('/v1/submissions', { ...post(documentOf(STATION, DAY, 1)), as: CLERK });
    await send('/v1/submissions', post(documentOf(STATION, DAY, 2)));
    const latest = await send(`/v1/submissions/${STATION}/${DAY}`, { as: CLERK });
    expect(latest.headers.get('etag')).toBe('"2"');
    expect(await bodyOf(latest)).toMatchObject({
      document: documentOf(STATION, DAY, 2),
      revision: 2,
      receipts: [
        { revision: 1, latestRevision: 2, sender: 'clerk-1' },
        { revision: 2, latestRevision: 2, sender: 'administrator-1' },
      ],
    });
    const first = await send(`/v1/submissions/${STATION}/${DAY}?revision=1`, { as: CLERK });
    expect(await bodyOf(first)).toMatchObject({ document: documentOf(STATION, DAY, 1) });
    expect((await send(`/v1/submissions/${STATION}/${DAY}?revision=3`)).status).toBe(404);
    expect((await send(`/v1/submissions/${STATION}/2024-04-18`)).status).toBe(404);
    expect((await send(`/v1/submissions/${STATION}/2024-02-30`)).status).toBe(400);
  });
});

test('a reference file loads, reads back as it stands on a day, or is refused whole', async () => {
  const { send } = await startApi();
  const put = (body: string | Uint8Array, effective: string) =>
    send(`/v1/reference/grids?effective=${effective}`, {
      method: 'PUT',
      body,
      headers: { 'content-type': 'text/csv' },
    });
  const later = GRIDS.replace(',1500\n', ',1600\n');
  const loaded = await put(gzipSync(`\uFEFF${later}`), '2024-04-01');
  expect([loaded.status, await bodyOf(loaded)]).toEqual([
    200,
    { kind: 'grids', version: 2, rows: 3, effective: '2024-04-01' },
  ]);
  expect(await (await send('/v1/reference/grids?on=2024-03-31')).text()).toBe(GRIDS);
  const inForce = await send('/v1/reference/grids?on=2024-04-01');
  expect(inForce.headers.get('content-type')).toMatch(/^text\/csv/);
  expect(await inForce.text()).toBe(later);
  expect((await send('/v1/reference/grids?on=2022-01-01')).status).toBe(404);
  expect(await bodyOf(await send('/v1/reference/grids'))).toMatchObject({
    items: [{ version: 1 }, { version: 2, effective: '2024-04-01' }],
    next: null,
  });
  const gbk = await put(Buffer.from([0xb4, 0xe5, 0x0a]), '2024-04-01');
  expect([gbk.status, await bodyOf(gbk)]).toMatchObject([
    422,
    { code: 'reference_refused', errors: [{ code: 'not_utf8' }] },
  ]);
  for (const method of ['GET', 'PUT']) {
    const unknown = await send('/v1/reference/people', {
      method,
      ...(method === 'PUT' && { body: GRIDS }),
    });
    expect([unknown.status, await bodyOf(unknown)]).toMatchObject([404, { code: 'not_found' }]);
  }
  const large = await put('x'.repeat(4 * 1024 * 1024 + 1), '2024-04-01');
  expect([large.status, await bodyOf(large)]).toMatchObject([
    413,
    { code: 'too_large', detail: expect.stringContaining('gzip') },
  ]);
});

describe('results', () => {
  test('readers see the published revision until another is published', async () => {
    const { send, addRevision } = await startApi();
    const path = `/v1/scorecards/2024-03/${COUNTY}`;
    const revisionOf = async () =>
      (await bodyOf(await send(path, { as: CLERK_OF_COUNTY }))).revision;
    const CLERK_OF_COUNTY = { role: 'clerk', unit: COUNTY } as const;
    expect((await send(path)).status).toBe(404);
    await addRevision('2024-03', 1, 'draft');
    expect((await send(path)).status).toBe(404);
    expect(await bodyOf(await send(`${path}?revision=1`))).toMatchObject({ state: 'draft' });
    expect(await bodyOf(await send('/v1/periods'))).toMatchObject({
      items: [{ period: '2024-03', state: 'draft', revision: 1 }],
    });
    const publish = (revision: number) => send('/v1/periods/2024-03/publish', post({ revision }));
    expect([(await publish(1)).status, await revisionOf()]).toEqual([200, 1]);
    await addRevision('2024-03', 2, 'draft');
    expect(await revisionOf()).toBe(1);
    expect(await bodyOf(await send('/v1/periods', { as: CLERK }))).toMatchObject({
      items: [{ state: 'published', revision: 1, draft: null }],
    });
    expect(await bodyOf(await send('/v1/periods'))).toMatchObject({
      items: [{ state: 'published', revision: 1, draft: { revision: 2 } }],
    });
    expect([(await publish(2)).status, await revisionOf()]).toEqual([200, 2]);
    expect((await publish(9)).status).toBe(404);
    await addRevision('2024-04', 1, 'provisional');
    const early = await send('/v1/periods/2024-04/publish', post({ revision: 1 }));
    expect([early.status, await bodyOf(early)]).toMatchObject([409, { code: 'not_publishable' }]);
    const history = `/v1/scorecards/${COUNTY}?from=2024-01&to=2024-12`;
    expect(await bodyOf(await send(history))).toMatchObject({
      items: [
        { period: '2024-03', state: 'published', revision: 2 },
        { period: '2024-04', state: 'provisional' },
      ],
    });
    expect((await send(`/v1/scorecards/${COUNTY}?from=2024-01&to=2024-Q2`)).status).toBe(400);
  });

  test('a station’s ranking is its county’s table; pages follow each other', async () => {
    const { send, addRevision } = await startApi();
    await addRevision('2024-03', 1, 'published');
    const own = await bodyOf(await send('/v1/rankings/2024-03', { as: CLERK }));
    expect(own).toMatchObject({
      ...{ period: '2024-03', revision: 1, state: 'published', within: COUNTY, level: 'station' },
      items: [
        { unit: { code: STATION }, rank: 1, of: 2 },
        { unit: { code: SECOND_STATION }, rank: 2 },
      ],
      next: null,
    });
    const first = await bodyOf(await send('/v1/rankings/2024-03?level=station&limit=2'));
    expect(first.items).toHaveLength(2);
    const rest = await send(`/v1/rankings/2024-03?level=station&limit=2&cursor=${first.next}`);
    expect(await bodyOf(rest)).toMatchObject({ items: [{ rank: 3 }], next: null });
    expect((await send('/v1/rankings/2024-03?cursor=x')).status).toBe(400);
  });

  test('a run starts once, is followed and stopped', async () => {
    const { send, runQueue } = await startApi();
    const started = await send('/v1/runs', post({ period: '2024-03' }));
    const { id } = await bodyOf(started);
    expect(started.status).toBe(202);
    expect(runQueue.sent).toEqual([JSON.stringify({ run: id })]);
    const second = await send('/v1/runs', post({ period: '2024-03' }));
    expect([second.status, await bodyOf(second)]).toMatchObject([
      409,
      { code: 'run_in_progress', run: id },
    ]);
    expect(await bodyOf(await send(`/v1/runs/${id}`))).toMatchObject({ id, state: 'running' });
    expect((await send(`/v1/runs/${id}`, { method: 'DELETE' })).status).toBe(202);
    expect(await bodyOf(await send('/v1/runs'))).toMatchObject({ items: [{ id }], next: null });
    const unlikely = [
      [{ period: '2024-13' }, 400],
      [{ period: '2031-01' }, 422],
      [{ period: '2024-02', scheme: 'none' }, 422],
    ] as const;
    for (const [body, status] of unlikely) {
      expect((await send('/v1/runs', post(body))).status).toBe(status);
    }
  });

  test('the status counts the station-days of the caller’s branch', async () => {
    const { send, runQueue } = await startApi();
    await send('/v1/submissions', post(documentOf(STATION, '2024-04-19')));
    const status = await bodyOf(await send('/v1/status', { as: { role: 'viewer', unit: COUNTY } }));
    expect(status).toMatchObject({
      completeness: [
        { date: '2024-04-20', expected: 2, submitted: 0, onTime: 0 },
        { date: '2024-04-19', expected: 2, submitted: 1, onTime: 1 },
      ],
      reference: [{ kind: 'units', version: 1, rows: 7 }, { kind: 'grids' }],
      queues: { inbox: 0, run: 0 },
      lastRun: null,
    });
    await runQueue.send('{}');
    expect(await bodyOf(await send('/v1/status'))).toMatchObject({ queues: { inbox: 0, run: 1 } });
  });
});
