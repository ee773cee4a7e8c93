import { expect, test } from 'vitest';
import { NOON, STATION } from '../../shared/testing/county.ts';
import { createApp } from './app.ts';
import { BUDGETS } from './rate-limit.ts';
import { type Account, bodyOf, startApi } from './testing.ts';

const VIEWER: Account = { role: 'viewer', unit: STATION };
const CLERK: Account = { role: 'clerk', unit: STATION };
const HEAVY = '/v1/reports/2024-02/410000000000';

/** How many of so many requests were answered otherwise than by 429. */
async function answered(count: number, send: (turn: number) => Promise<Response>) {
  const statuses: number[] = [];
  for (let turn = 0; turn < count; turn += 1) statuses.push((await send(turn)).status);
  return statuses.filter((status) => status !== 429).length;
}

test('an account is stopped at its limit, told when to come back, and others are not', async () => {
  const api = await startApi();
  const { perMinute } = BUDGETS.heavy;
  expect(await answered(perMinute + 3, () => api.send(HEAVY))).toBe(perMinute);
  api.turnTo(NOON + 21_500);
  for (const [language, title] of [
    ['zh', '请求过于频繁'],
    ['en', 'Too many requests'],
  ] as const) {
    const refused = await api.send(HEAVY, { headers: { 'accept-language': language } });
    expect(refused.headers.get('retry-after')).toBe('39');
    expect(refused.headers.get('content-type')).toContain('application/problem+json');
    expect(await bodyOf(refused)).toMatchObject({ code: 'too_many_requests', title });
  }
  // What is light is counted by itself, and so is any other account.
  expect((await api.send('/v1/status')).status).toBe(200);
  expect((await api.send(HEAVY, { as: VIEWER })).status).not.toBe(429);
  api.turnTo(NOON + 60_000);
  expect((await api.send(HEAVY)).status).not.toBe(429);
});

test('the limit holds over all environments together', async () => {
  const api = await startApi();
  const web = {
    ...{ folder: import.meta.dirname, issuer: 'https://sign-in.test', clientId: 'x' },
    signInOrigins: [],
    uploads: async () => 'https://objects.test',
  };
  const environments = [0, 1, 2].map(() => createApp(api, web, () => {}));
  const claims = {
    ...{ sub: 'a', fengqiao_unit: '410000000000', fengqiao_role: 'viewer' },
  };
  const env = { event: { requestContext: { authorizer: { jwt: { claims } } } } };
  const { perMinute, lot } = BUDGETS.usual;
  const got = await answered(perMinute + 30, async (turn) => {
    const app = environments[turn % environments.length];
    if (!app) throw new Error('no environment');
    return app.request('/v1/kpis', {}, env);
  });
  expect(got).toBeLessThanOrEqual(perMinute);
  expect(got).toBeGreaterThan(perMinute - environments.length * lot);
});

test('requests at once share a lot, and a request costs no write of its own', async () => {
  const api = await startApi();
  const before = api.items.all().length;
  let writes = 0;
  const { transact } = api.items;
  api.items.transact = (items) => {
    writes += 1;
    return transact(items);
  };
  const answers = await Promise.all(Array.from({ length: 120 }, () => api.send('/v1/status')));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  expect(writes).toBe(3);
  const counters = api.items.all().filter(({ pk }) => pk.startsWith('RATE#'));
  expect([api.items.all().length - before, counters]).toMatchObject([
    1,
    [{ used: 150, expires: NOON / 1000 + 600 }],
  ]);
});

test('an account without a branch, or of a unit that never was, is counted likewise', async () => {
  const api = await startApi();
  const { perMinute } = BUDGETS.heavy;
  const nobody = { role: 'viewer', unit: '999999000000' } as const;
  const statuses = await Promise.all(
    Array.from({ length: perMinute + 4 }, () => api.send(HEAVY, { as: nobody })),
  );
  const of = (status: number) => statuses.filter((answer) => answer.status === status).length;
  expect([of(403), of(429)]).toEqual([perMinute, 4]);
});

test('a subject longer than any issuer gives is no account', async () => {
  const api = await startApi();
  for (const [length, status] of [
    [255, 200],
    [256, 403],
    [4000, 403],
  ] as const) {
    const account = { role: 'viewer', unit: '410000000000', account: 'x'.repeat(length) } as const;
    expect((await api.send('/v1/status', { as: account })).status).toBe(status);
  }
});

test('workbooks of lists are heavy', async () => {
  const api = await startApi();
  const { perMinute } = BUDGETS.heavy;
  const send = () => api.send('/v1/submissions/missing?format=xlsx&within=410000000000');
  expect(await answered(perMinute + 1, send)).toBe(perMinute);
});

test('asking for the upload of a bulk file is heavy: each may bring a gibibyte', async () => {
  const api = await startApi();
  const { perMinute } = BUDGETS.heavy;
  const body = { filename: 'county.ndjson' };
  const send = () => api.send('/v1/submissions/bulk', { method: 'POST', body, as: CLERK });
  expect(await answered(perMinute + 1, send)).toBe(perMinute);
});
