import { describe, expect, test } from 'vitest';
import {
  COUNTY,
  DAY,
  documentOf,
  OTHER_COUNTY,
  OTHER_STATION,
  STATION,
  UNITS,
} from '../../shared/testing/county.ts';
import { ACTS } from '../../shared/trail/acts.ts';
import { ACCESS } from './access-table.ts';
import { ACTS_OF_ROUTES } from './recording.ts';
import { type Account, bodyOf, startApi } from './testing.ts';

const CLERK: Account = { role: 'clerk', unit: STATION };
const reviewerOf = (unit: string): Account => ({ role: 'reviewer', unit });
const MOBILE = '13800138000';

type Api = Awaited<ReturnType<typeof startApi>>;
const post = (body: unknown, as?: Account) => ({ method: 'POST', body, ...(as && { as }) });
const trailOf = async (api: Api, query = '', as?: Account) => {
  const response = await api.send(`/v1/trail${query}`, as && { as });
  return { status: response.status, ...(await bodyOf(response)) } as unknown as {
    status: number;
    items: Record<string, unknown>[];
    next: string | null;
  };
};

/** Changes nothing that others see: a draft is its station's own, and a simulation is thrown away. */
const NO_ACTS = ['PUT /v1/submissions/drafts/:station/:date', 'POST /v1/schemes/simulate'];

test('every route that writes is an act, or has a reason not to be', () => {
  const writing = Object.keys(ACCESS).filter((route) => !route.startsWith('GET '));
  expect([...Object.keys(ACTS_OF_ROUTES), ...NO_ACTS].sort()).toEqual(writing.sort());
  // The two others are the functions' own.
  const told = new Set(Object.values(ACTS_OF_ROUTES).map(({ act }) => act));
  expect(ACTS.filter((act) => !told.has(act))).toEqual(['bulk_received', 'run_ended']);
});

describe('the trail', () => {
  test('tells of an act before it is begun and of its end: who, what, which request', async () => {
    const api = await startApi();
    expect((await api.send('/v1/submissions', post(documentOf(STATION), CLERK))).status).toBe(201);
    expect([...api.trail.contents.keys()].map((key) => key.split('.').slice(1).join('.'))).toEqual([
      `submission_sent.${STATION}.begun.json`,
      `submission_sent.${STATION}.ended.json`,
    ]);
    expect(await trailOf(api)).toMatchObject({
      status: 200,
      items: [
        {
          ...{ account: 'clerk-1', role: 'clerk', act: 'submission_sent', outcome: 'done' },
          ...{ at: '2024-04-20T12:00:00+08:00', requestId: 'request-1', code: null },
          unit: { code: STATION, name: '垭口街道' },
          what: { station: STATION, date: DAY, revision: 1 },
          ...{ names: { station: { zh: '垭口街道', en: '垭口街道' } }, reason: null },
        },
      ],
      next: null,
    });
  });

  test('tells what the path names and what the answer does', async () => {
    const api = await startApi();
    await api.addRevision('2024-02', 1, 'draft');
    const published = await api.send('/v1/periods/2024-02/publish', post({ revision: 1 }));
    expect(published.status).toBe(200);
    await api.send(`/v1/reference/units?effective=${DAY}`, {
      method: 'PUT',
      body: UNITS,
      headers: { 'content-type': 'text/csv' },
    });
    const what = new Map((await trailOf(api)).items.map((entry) => [entry.act, entry.what]));
    expect(what.get('published')).toEqual({ period: '2024-02', revision: 1 });
    expect(what.get('reference_loaded')).toEqual({
      ...{ kind: 'units', version: expect.any(Number), rows: expect.any(Number) },
      effective: DAY,
    });
  });

  test('tells what was refused and why, and nothing of the body', async () => {
    const api = await startApi();
    await api.send('/v1/submissions', post({ ...documentOf(STATION), note: MOBILE }, CLERK));
    await api.send(`/v1/flags/${MOBILE}/review`, post({ state: 'confirmed', note: 'ok' }));
    const { items } = await trailOf(api);
    // Of one millisecond either may be the later one.
    const byAct = items.toSorted((a, b) => (String(a.act) < String(b.act) ? -1 : 1));
    expect(byAct).toMatchObject([
      { act: 'flag_reviewed', outcome: 'refused', code: 'not_found', what: {} },
      { act: 'submission_sent', outcome: 'refused', code: 'submission_refused', what: {} },
    ]);
    const written = [...api.trail.contents].flatMap(([key, body]) => [key, Buffer.from(body)]);
    expect(written.join()).not.toContain(MOBILE);
  });

  test('what only asks is none: reading, checking, simulating', async () => {
    const api = await startApi();
    await api.send('/v1/status');
    await api.send('/v1/schemes/henan-baseline@2?check=true', { method: 'PUT', body: {} });
    await api.send(`/v1/submissions/workbook?station=${STATION}&mode=check`, {
      method: 'POST',
      body: 'x',
      as: CLERK,
    });
    expect([...api.trail.contents]).toEqual([]);
  });

  test('without it nothing is done', async () => {
    const api = await startApi();
    api.trail.put = () => Promise.reject(new Error('the store is gone'));
    const answer = await api.send('/v1/submissions', post(documentOf(STATION), CLERK));
    expect([answer.status, await bodyOf(answer)]).toMatchObject([503, { code: 'not_recorded' }]);
    expect([...api.lake.contents.keys()].filter((key) => key.startsWith('raw/'))).toEqual([]);
    expect(api.faults).toHaveLength(1);
  });

  test('an act whose end could not be told is done, and stands there without an end', async () => {
    const api = await startApi();
    const { put } = api.trail;
    api.trail.put = (key, ...rest) =>
      key.includes('.ended.') ? Promise.reject(new Error('gone')) : put(key, ...rest);
    expect((await api.send('/v1/submissions', post(documentOf(STATION), CLERK))).status).toBe(201);
    expect(api.faults).toHaveLength(1);
    expect((await trailOf(api)).items).toMatchObject([{ outcome: null, act: 'submission_sent' }]);
  });

  test('a fault of the act is told as one', async () => {
    const api = await startApi();
    api.lake.put = () => Promise.reject(new Error('the store is gone'));
    expect((await api.send('/v1/submissions', post(documentOf(STATION), CLERK))).status).toBe(500);
    expect((await trailOf(api)).items).toMatchObject([
      { outcome: 'failed', code: 'internal_error' },
    ]);
  });
});

describe('reading it', () => {
  async function busy() {
    const api = await startApi();
    const send = (station: string) =>
      api.send('/v1/submissions', post(documentOf(station), { role: 'clerk', unit: station }));
    for (const station of [STATION, OTHER_STATION, STATION]) await send(station);
    await api.send('/v1/runs', post({ period: '2024-02' }));
    return api;
  }

  test('a reviewer sees the branch, an administrator everything', async () => {
    const api = await busy();
    const unitsSeen = async (as?: Account) =>
      (await trailOf(api, '', as)).items.map(({ unit }) => (unit as { code: string }).code).sort();
    expect(await unitsSeen(reviewerOf(COUNTY))).toEqual([STATION, STATION]);
    expect(await unitsSeen(reviewerOf(OTHER_COUNTY))).toEqual([OTHER_STATION]);
    expect(await unitsSeen()).toHaveLength(4);
    expect((await trailOf(api, '', CLERK)).status).toBe(403);
  });

  test('codes have their names beside them, and a refusal its reason in words', async () => {
    const api = await startApi();
    await api.send(`/v1/submissions/workbook?station=${STATION}`, {
      ...{ method: 'POST', body: {}, as: reviewerOf(COUNTY) },
    });
    await api.send('/v1/reference/grids', { method: 'PUT', body: {} });
    const { items } = await trailOf(api);
    const of = (act: string) => items.find((entry) => entry.act === act);
    expect(of('workbook_sent')).toMatchObject({
      ...{ outcome: 'refused', code: 'invalid_request' },
      reason: { zh: '请求不正确', en: 'Invalid request' },
      ...{ what: { station: STATION }, names: { station: { zh: '垭口街道', en: '垭口街道' } } },
    });
    expect(of('reference_loaded')).toMatchObject({
      ...{ what: { kind: 'grids' }, names: { kind: { zh: '村(社区)', en: 'grids' } } },
    });
  });

  test('page by page, the latest first, by days and kind', async () => {
    const api = await busy();
    const all = (await trailOf(api)).items.map(({ id }) => id);
    const paged: unknown[] = [];
    let next: string | null = '';
    while (next !== null) {
      const page = await trailOf(api, `?limit=3${next && `&cursor=${next}`}`);
      paged.push(...page.items.map(({ id }) => id));
      next = page.next;
    }
    expect(paged).toEqual(all);
    expect((await trailOf(api, '?act=run_started')).items).toHaveLength(1);
    expect((await trailOf(api, '?from=2024-01-01&to=2024-03-31')).items).toEqual([]);
    const refused = ['?from=2024-01-01&to=2024-04-02', '?from=2024-04-02&to=2024-04-01'];
    for (const query of [...refused, '?cursor=x', '?act=eaten', '?from=2024-02-30']) {
      expect([query, (await trailOf(api, query)).status]).toEqual([query, 400]);
    }
  });

  test('as a workbook', async () => {
    const api = await busy();
    const answer = await api.send('/v1/trail?format=xlsx');
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-disposition')).toContain('fengqiao-trail-');
  });
});
