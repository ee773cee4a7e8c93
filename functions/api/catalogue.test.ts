import { expect, it } from 'vitest';
import { KPIS } from '../../shared/kpis/catalogue.ts';
import { STATION } from '../../shared/testing/county.ts';
import { bodyOf, startApi } from './testing.ts';

const VIEWER = { role: 'viewer', unit: STATION } as const;

it('tells of every KPI what the list tells, and its SQL', async () => {
  const { send } = await startApi();
  const { items } = await bodyOf(await send('/v1/kpis', { as: VIEWER }));
  expect(items).toHaveLength(KPIS.length);
  for (const item of items as { id: string }[]) {
    const response = await send(`/v1/kpis/${item.id}`, { as: VIEWER });
    expect(response.status).toBe(200);
    const body = await bodyOf(response);
    expect(body).toMatchObject(item);
    for (const { sql } of body.queries as { sql: string }[])
      expect(sql).toMatch(/^--[\s\S]+SELECT/);
    const text = { zh: expect.stringMatching(/./), en: expect.stringMatching(/./) };
    expect(body.interval).toMatchObject({ text });
  }
});

it('names measures, factors, roles, the lowest level and the notes', async () => {
  const { send } = await startApi();
  const of = async (id: string) => bodyOf(await send(`/v1/kpis/${id}`, { as: VIEWER }));
  const minutes = (measure: string) => [{ measure, factor: 1, file: 'time.sql' }];
  expect(await of('time_in_community')).toMatchObject({
    numerator: minutes('community_minutes'),
    denominator: minutes('working_minutes'),
    byRole: { auxiliary: { numerator: minutes('auxiliaries_community_minutes') } },
    ...{ lowestLevel: 'station', interval: { kind: 'clusters' } },
    queries: [{ file: 'time.sql', rollUp: 'sum', rollUpText: { zh: '逐级相加' } }],
  });
  expect(await of('case_rate')).toMatchObject({
    queries: [{ file: 'cases.sql' }, { file: 'population.sql' }],
    notes: [
      { code: 'restricted' },
      { code: 'shrunken' },
      { code: 'not_applicable' },
      { code: 'incomplete' },
    ],
    byRole: null,
  });
  expect(await of('leader_visits')).toMatchObject({
    lowestLevel: 'county',
    denominator: [{ measure: 'leader_visits_required', file: null }],
  });
});

it('knows no other KPI', async () => {
  const { send } = await startApi();
  for (const id of ['x', 'x'.repeat(100)]) {
    const response = await send(`/v1/kpis/${id}`, { as: VIEWER });
    expect([response.status, await bodyOf(response)]).toMatchObject([404, { code: 'not_found' }]);
  }
});
