import { describe, expect, test } from 'vitest';
import {
  COUNTY,
  DAY,
  documentOf,
  GRID_OF,
  OTHER_COUNTY,
  OTHER_STATION,
  STATION,
  UNITS,
} from '../../shared/testing/county.ts';
import { bodyOf, startApi } from './testing.ts';

const CLERK = { role: 'clerk', unit: STATION } as const;
const path = (date: string, station = STATION) => `/v1/submissions/drafts/${station}/${date}`;
const EMPTY = {
  ...{ officerTime: [], disputes: [], cases: [], followUps: [], counts: [], incidents: [] },
};
const save = (change: object = {}) => ({
  method: 'PUT',
  as: CLERK,
  body: {
    ...{ version: 0, seconds: 12.5, document: EMPTY, confirmed: [], basedOn: 0 },
    ...change,
  },
});
const grid = GRID_OF[STATION];
const OPENED = {
  ...{ dispute: 'D-2024-0416-01', event: 'opened', category: 'land', grid, officer: 'P-1' },
};

describe('the start of a day', () => {
  test('is what is known of the station, and nothing where nothing is', async () => {
    const api = await startApi();
    const start = await api.send(path('2024-04-19'), { as: CLERK });
    expect([start.status, await bodyOf(start)]).toEqual([
      200,
      {
        ...{ station: { code: STATION, name: '垭口街道' }, date: '2024-04-19', state: 'open' },
        ...{ latestRevision: 0, deadline: '2024-04-20T12:00:00+08:00', draft: null },
        known: {
          grids: [{ code: grid, name: '社区', kind: 'community' }],
          ...{ officers: [], disputes: [], cases: [], followUps: [], patterns: [] },
          numbers: { dispute: 'D-2024-0419-01', item: 'T-2024-0419-01' },
        },
      },
    ]);
  });

  test('holds what was opened on earlier days, not on the day itself', async () => {
    const api = await startApi();
    const body = { ...documentOf(STATION, '2024-04-16'), disputes: [OPENED] };
    await api.send('/v1/submissions', { method: 'POST', body, as: CLERK });
    const dispute = {
      ...{ dispute: OPENED.dispute, opened: '2024-04-16', category: 'land', grid },
      ...{ officer: 'P-1', reopened: false },
    };
    expect(await bodyOf(await api.send(path(DAY), { as: CLERK }))).toMatchObject({
      ...{ state: 'missing', latestRevision: 0 },
      known: {
        ...{ disputes: [dispute], officers: [{ officer: 'P-1', role: 'other', grids: [] }] },
      },
    });
    expect(await bodyOf(await api.send(path('2024-04-16'), { as: CLERK }))).toMatchObject({
      ...{ state: 'late', latestRevision: 1 },
      known: { disputes: [], numbers: { dispute: 'D-2024-0416-02' } },
    });
    expect(await bodyOf(await api.send(`/v1/submissions/orphans?station=${STATION}`))).toEqual({
      ...{ items: [], next: null },
    });
  });

  test.each([
    ['a day to come', '2024-04-21', CLERK, 400],
    ['a day closed to a clerk', '2024-02-17', CLERK, 400],
    ['but open to a reviewer', '2024-02-17', { role: 'reviewer', unit: COUNTY }, 200],
    ['officers that are not the caller’s to see', DAY, { role: 'clerk', unit: COUNTY }, 403],
    ['another branch’s station', DAY, { role: 'clerk', unit: OTHER_STATION }, 404],
    ['a day before there were units', '2022-12-31', { role: 'reviewer', unit: COUNTY }, 404],
  ] as const)('%s', async (_, date, as, status) => {
    const api = await startApi();
    for (const request of [{ as }, { ...save(), as }]) {
      const answer = await api.send(path(date), request);
      expect(answer.status).toBe(status);
      if (status === 400) {
        expect(await bodyOf(answer)).toMatchObject({
          ...{ code: 'invalid_request', errors: [{ pointer: '/date' }] },
        });
      }
    }
    const county = await api.send(path(DAY, COUNTY), { as: { role: 'reviewer', unit: COUNTY } });
    expect(county.status).toBe(404);
  });
});

describe('a draft', () => {
  test('is there again as it was saved, however incomplete', async () => {
    const api = await startApi();
    const document = { ...EMPTY, disputes: [{ event: 'opened', category: 'lan' }, {}] };
    const saved = await api.send(path(DAY), save({ document, confirmed: ['P-1'] }));
    expect(await bodyOf(saved)).toEqual({ version: 1, savedAt: '2024-04-20T12:00:00+08:00' });
    expect(await bodyOf(await api.send(path(DAY), { as: CLERK }))).toMatchObject({
      draft: {
        ...{ version: 1, savedAt: '2024-04-20T12:00:00+08:00', seconds: 12.5, document },
        ...{ confirmed: ['P-1'], basedOn: 0, imported: [] },
      },
    });
    const late = await api.send(path(DAY), save());
    expect([late.status, await bodyOf(late)]).toMatchObject([409, { code: 'draft_conflict' }]);
    const done = await api.send(path(DAY), save({ version: 1, document: null }));
    expect(await bodyOf(done)).toMatchObject({ version: 2 });
    expect(await bodyOf(await api.send(path(DAY), { as: CLERK }))).toMatchObject({
      draft: { version: 2, document: null },
    });
  });

  const mobile = '138-0013-8000';
  const personal = { ...EMPTY, disputes: [{ dispute: mobile }] };
  test.each([
    ['personal data', { document: personal }, ['personal_data /disputes/0/dispute']],
    [
      'a mobile as a number',
      { document: { ...EMPTY, counts: [{ count: 13800138000 }] } },
      ['personal_data /counts/0/count'],
    ],
    [
      'personal data for a name',
      { document: { ...EMPTY, cases: [{ [mobile]: 1 }] } },
      ['personal_data /cases/0'],
    ],
    [
      'personal data among officers',
      { confirmed: ['P-1', mobile] },
      ['personal_data /confirmed/1'],
    ],
    [
      'another field',
      { document: { ...EMPTY, cases: [{ note: 'a' }] } },
      ['unknown_field /cases/0/note'],
    ],
    [
      'other values',
      { document: { ...EMPTY, cases: [{ case: ['a'] }, 1] } },
      ['wrong_type /cases/0/case', 'wrong_type /cases/1'],
    ],
    [
      'lists left out',
      { document: { disputes: [] } },
      ['officerTime', 'cases', 'followUps', 'counts', 'incidents'].map(
        (list) => `wrong_type /${list}`,
      ),
    ],
    ['another list', { document: { ...EMPTY, notes: [] } }, ['unknown_field /notes']],
    [
      'an ID number as a number, whose last digits are lost',
      { document: { ...EMPTY, counts: [{ count: 110101199003078000 }] } },
      ['wrong_type /counts/0/count'],
    ],
    [
      'texts that no code is made of',
      {
        document: {
          ...EMPTY,
          disputes: [{ officer: '张三', grid: '张三家', category: '张三', dispute: '' }],
          counts: [{ count: '三户' }],
          cases: [{ case: 'a'.repeat(65) }],
        },
        confirmed: ['张三'],
      },
      [
        'invalid_id /disputes/0/officer',
        'invalid_id /disputes/0/grid',
        'not_allowed /disputes/0/category',
        'invalid_id /cases/0/case',
        'wrong_type /counts/0/count',
        'invalid_id /confirmed/0',
      ],
    ],
    [
      'too many rows',
      { document: { ...EMPTY, counts: Array(5001).fill({}) } },
      ['too_large /counts'],
    ],
  ])('with %s is refused, and nothing is stored', async (_, change, errors) => {
    const api = await startApi();
    const answer = await api.send(path(DAY), save(change));
    const body = await bodyOf(answer);
    expect([answer.status, body.code]).toEqual([422, 'draft_refused']);
    const found = body.errors as { code: string; pointer: string }[];
    expect(found.map(({ code, pointer }) => `${code} ${pointer}`)).toEqual(errors);
    expect(JSON.stringify(body)).not.toMatch(/138|张三/);
    expect([...api.lake.contents.keys()].filter((key) => key.startsWith('drafts/'))).toEqual([]);
  });

  test.each([{ seconds: 604_801 }, { version: 1e9 }, { basedOn: 1e9 }, { declined: [0.5] }])(
    'with numbers beyond all bounds is no request: %j',
    async (change) => {
      const api = await startApi();
      expect((await api.send(path(DAY), save(change))).status).toBe(400);
    },
  );
});

test('of a station that has left, the branch sees the days that were its own', async () => {
  const api = await startApi();
  const [before, after] = ['2024-04-15', '2024-04-18'];
  for (const date of [before, after]) {
    const cases = [{ case: `A-${date}`, event: 'withdrawn' }];
    const body = { ...documentOf(STATION, date), cases };
    const sent = await api.send('/v1/submissions', { method: 'POST', body, as: CLERK });
    expect(sent.status).toBe(201);
  }
  const moved = UNITS.replace(`station,${COUNTY},urban`, `station,${OTHER_COUNTY},urban`);
  const loaded = await api.reference.upload('units', Buffer.from(moved), '2024-04-17', 'test');
  expect(loaded.ok).toBe(true);
  const daysSeenBy = async (unit: string) => {
    const as = { role: 'viewer', unit } as const;
    const range = `station=${STATION}&from=2024-04-15&to=2024-04-18`;
    const lists = [`/v1/submissions?${range}`, `/v1/submissions/orphans?station=${STATION}`];
    const answers = await Promise.all(lists.map(async (at) => bodyOf(await api.send(at, { as }))));
    return answers.map(({ items }) => (items as { date: string }[]).map(({ date }) => date));
  };
  expect(await daysSeenBy(COUNTY)).toEqual([[before, '2024-04-16'], [before]]);
  const all = [before, '2024-04-16', '2024-04-17', after];
  expect(await daysSeenBy(OTHER_COUNTY)).toEqual([all, [after, before]]);
});
