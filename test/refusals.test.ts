import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDays, dayAt } from '../shared/calendar/day.ts';
import { loadGoldenReference } from './support/golden.ts';
import { ADMINISTRATOR, type Problem, Served } from './support/served.ts';

const STATION = '410481002000';
const CLERK = `clerk ${STATION}`;
const OFFICER = '410481-0010';
const GRID = '410481002001';
/** The day may end while the tests run: what is to be in the future is so tomorrow, too. */
const TODAY = dayAt(Date.now());

/** A perfect document of yesterday; each test has one flaw of its own. */
function perfect() {
  return {
    schemaVersion: 1,
    station: STATION,
    date: addDays(TODAY, -1),
    officerTime: [
      { officer: OFFICER, grid: GRID, activity: 'household_visit', minutes: 150 },
      { officer: OFFICER, activity: 'station_duty', minutes: 60 },
    ],
    disputes: [
      { dispute: 'D-1', event: 'opened', category: 'family', grid: GRID, officer: OFFICER },
    ],
    cases: [{ case: 'A-1', event: 'filed', category: 'theft', grid: GRID }],
    followUps: [{ item: 'T-1', kind: 'tip', event: 'raised', grid: GRID }],
    counts: [{ kind: 'household_visited', grid: GRID, count: 14 }],
    incidents: [{ kind: 'petition', grid: GRID, count: 1 }],
  };
}

type Document = ReturnType<typeof perfect>;
const timeRow = (flaw: object) => ({
  officerTime: [
    { officer: OFFICER, grid: GRID, activity: 'household_visit', minutes: 30, ...flaw },
  ],
});

/** code, pointer, what is put over the perfect document */
const FLAWS: readonly (readonly [string, string, (document: Document) => object])[] = [
  ['unknown_field', '/remark', () => ({ remark: 1 })],
  ['field_not_expected', '/officerTime/0/grid', () => timeRow({ activity: 'paperwork' })],
  ['missing_field', '/counts', () => ({ counts: undefined })],
  ['wrong_type', '/officerTime/0/minutes', () => timeRow({ minutes: '30' })],
  ['invalid_id', '/officerTime/0/officer', () => timeRow({ officer: 'no space' })],
  ['not_allowed', '/officerTime/0/activity', () => timeRow({ activity: 'nap', grid: undefined })],
  ['out_of_range', '/officerTime/0/minutes', () => timeRow({ minutes: 0 })],
  ['unknown_station', '/station', () => ({ station: '410481999000' })],
  ['unknown_grid', '/officerTime/0/grid', () => timeRow({ grid: '410481002999' })],
  ['grid_not_of_station', '/officerTime/0/grid', () => timeRow({ grid: '410481001001' })],
  ['unknown_officer', '/officerTime/0/officer', () => timeRow({ officer: '410481-9999' })],
  [
    'minutes_over_day',
    '/officerTime/1/minutes',
    ({ officerTime: [visit, duty] }) => ({ officerTime: [visit, { ...duty, minutes: 1300 }] }),
  ],
  ['duplicate_row', '/cases/1', ({ cases }) => ({ cases: [...cases, ...cases] })],
  ['invalid_date', '/date', () => ({ date: '2024-02-30' })],
  ['future_date', '/date', () => ({ date: addDays(TODAY, 2) })],
  [
    'personal_data',
    '/cases/0/case',
    () => ({ cases: [{ case: '11010519491231002X', event: 'solved' }] }),
  ],
  ['unsupported_version', '/schemaVersion', () => ({ schemaVersion: 2 })],
];

describe('what is refused, over HTTP', () => {
  const served = new Served();
  beforeAll(async () => {
    await served.start();
    await loadGoldenReference(served);
  });
  afterAll(() => served.dispose());

  const post = (as: string, body: string | Uint8Array<ArrayBuffer>) =>
    served.ask<Problem>(as, 'POST', '/v1/submissions', {
      body,
      headers: { 'content-type': 'application/json' },
    });

  const nothingHeld = async () => {
    const { body } = await served.ask<{ items: { revision: number | null }[] }>(
      ADMINISTRATOR,
      'GET',
      `/v1/submissions?station=${STATION}&from=${addDays(TODAY, -100)}&to=${TODAY}`,
    );
    return body.items.length > 0 && body.items.every(({ revision }) => !revision);
  };

  it.each(FLAWS)('%s at %s', async (code, pointer, flaw) => {
    const document = perfect();
    const { status, body } = await post(
      ADMINISTRATOR,
      JSON.stringify({ ...document, ...flaw(document) }),
    );
    expect([status, body.code]).toEqual([422, 'submission_refused']);
    const errors = body.errors ?? [];
    expect(errors.map((error) => [error.code, error.pointer])).toContainEqual([code, pointer]);
    for (const { messages } of errors) {
      expect(messages.zh).toMatch(/[\u4e00-\u9fff]/);
      expect(messages.en).toMatch(/^[ -~‘’“”–—≤≥×÷]+$/);
    }
  });

  it('date_closed to a clerk after 62 days, not to a reviewer', async () => {
    const late = JSON.stringify({ ...perfect(), date: addDays(TODAY, -63) });
    const refused = await post(CLERK, late);
    expect(refused.status).toBe(422);
    expect(refused.body.errors?.map(({ code }) => code)).toContain('date_closed');
    const flawed = late.replace('"minutes":150', '"minutes":0');
    const reviewed = await post('reviewer 410481000000', flawed);
    expect(reviewed.body.errors?.map(({ code }) => code)).toEqual(['out_of_range']);
  });

  it('not_json: half a document, bytes that are not UTF-8, nothing', async () => {
    const whole = JSON.stringify(perfect());
    for (const body of [whole.slice(0, 100), new Uint8Array([0xce, 0xe8, 0xb8, 0xd6]), '']) {
      const answer = await post(CLERK, body);
      expect([answer.status, answer.body.errors?.[0]?.code]).toEqual([422, 'not_json']);
    }
  });

  it('too_large: above 4 MB', async () => {
    const answer = await post(CLERK, JSON.stringify(perfect()).padEnd(4_300_000));
    expect([answer.status, answer.body.code]).toEqual([413, 'too_large']);
  });

  it('a document with five faults names all five', async () => {
    const document = perfect();
    const { body } = await post(
      CLERK,
      JSON.stringify({
        ...document,
        date: addDays(TODAY, 2),
        remark: 1,
        officerTime: [{ officer: OFFICER, grid: GRID, activity: 'publicity', minutes: 1441 }],
        cases: [{ case: 'A-1', event: 'filed', category: 'theft' }],
        counts: [{ kind: 'people_reached', grid: '410481001001', count: 1 }],
      }),
    );
    expect(body.errors?.map(({ code, pointer }) => `${code} ${pointer}`).sort()).toEqual([
      'future_date /date',
      'grid_not_of_station /counts/0/grid',
      'missing_field /cases/0/grid',
      'out_of_range /officerTime/0/minutes',
      'unknown_field /remark',
    ]);
  });

  it('never says a refused value again', async () => {
    const id = '11010519491231002X';
    const document = { ...perfect(), cases: [{ case: id, event: 'solved' }], [id]: 1 };
    const { body } = await post(CLERK, JSON.stringify(document));
    expect(body.errors?.length).toBeGreaterThanOrEqual(2);
    expect(JSON.stringify(body)).not.toContain(id);
  });

  it('stores nothing of what was refused', async () => {
    expect(await nothingHeld()).toBe(true);
  });

  it('a unit outside the branch, or none at all, is not found; a small role is forbidden', async () => {
    const answers = await Promise.all([
      served.ask<Problem>(CLERK, 'GET', '/v1/units/410481001000'),
      served.ask<Problem>(CLERK, 'GET', '/v1/units/999999999999'),
      served.ask<Problem>(CLERK, 'GET', '/v1/nowhere'),
      post('clerk 410481001000', JSON.stringify(perfect())),
      served.ask<Problem>(CLERK, 'POST', '/v1/runs', { json: { period: '2024-04' } }),
      served.ask<Problem>(`viewer ${STATION}`, 'POST', '/v1/submissions', { json: perfect() }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 403, 403]);
    for (const { headers, body } of answers) {
      expect(headers.get('content-type')).toContain('application/problem+json');
      expect(body.requestId).toBeTruthy();
      expect(JSON.stringify(body)).not.toContain('垭口');
    }
    expect((await served.ask(null, 'GET', '/v1/kpis')).status).toBe(401);
  });

  it('a reference file in GBK, and half a gzip file', async () => {
    // 枫桥 in GBK, in a header that would otherwise do.
    const gbk = Uint8Array.from([
      ...Buffer.from('code,name,level,parent,area\n410000000000,'),
      0xb7,
      0xe3,
      0xc7,
      0xc5,
      ...Buffer.from(',province,,rural\n'),
    ]);
    const put = (body: Uint8Array<ArrayBuffer>) =>
      served.ask<Problem>(ADMINISTRATOR, 'PUT', '/v1/reference/units', {
        body,
        headers: { 'content-type': 'text/csv' },
      });
    const answer = await put(gbk);
    expect([answer.status, answer.body.errors?.[0]?.code]).toEqual([422, 'not_utf8']);
    const zipped = gzipSync('code,name,level,parent,area\n410000000000,a,province,,rural\n');
    const half = await put(new Uint8Array(zipped.subarray(0, zipped.length - 12)));
    expect(half.status).toBe(422);
    expect(half.body.errors?.[0]?.messages.zh).toContain('gzip');
  });

  it('half a gzip file in the inbox', async () => {
    const zipped = gzipSync(`${JSON.stringify(perfect())}\n`.repeat(2000));
    const half = new Uint8Array(zipped.subarray(0, Math.floor(zipped.length / 2)));
    const id = await served.beginBulk(CLERK, half);
    expect(await served.bulkState(CLERK, id)).toMatchObject({ state: 'failed' });
  });

  it('and the process is still up', async () => {
    const { status, body } = await post(CLERK, JSON.stringify(perfect()));
    expect([200, 201]).toContain(status);
    expect(body).toMatchObject({ station: STATION, revision: 1 });
  });
});
