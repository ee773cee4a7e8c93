import { describe, expect, test } from 'vitest';
import { encodeFigures, figuresKey } from '../../shared/scorecards/figures.ts';
import { COUNTY, PROVINCE, STATION } from '../../shared/testing/county.ts';
import { unitWithMeasures } from '../../shared/testing/scored.ts';
import { bodyOf, startApi } from './testing.ts';

const MEASURES = { community_minutes: 820, working_minutes: 1000 };

/** The county with figures of a published month. */
async function startWithFigures() {
  const api = await startApi();
  await api.addRevision('2024-02', 1, 'published');
  const units = (await api.reference.book()).unitsOn('2024-02-29').units ?? [];
  const figures = units.map(
    ({ code, name, level, parent }) =>
      unitWithMeasures({ code, name, level, parent }, MEASURES).figures,
  );
  await api.lake.put(figuresKey('2024-02', 1), encodeFigures('2024-02', figures, {}), {
    contentType: 'application/octet-stream',
  });
  return api;
}

describe('figures side by side', () => {
  test('name the units of a level by code, with the KPIs asked for and their parent', async () => {
    const { send } = await startWithFigures();
    const response = await send(
      `/v1/figures/2024-02?level=station&within=${COUNTY}&kpis=time_in_community`,
    );
    expect(response.status).toBe(200);
    const body = await bodyOf(response);
    expect(body).toMatchObject({ period: '2024-02', revision: 1, state: 'published', next: null });
    expect(body.within).toMatchObject({ unit: { code: COUNTY } });
    const items = body.items as { unit: { code: string }; kpis: Record<string, unknown> }[];
    expect(items.map(({ unit }) => unit.code)).toContain(STATION);
    expect(items.map(({ unit }) => unit.code)).toEqual(
      items.map(({ unit }) => unit.code).toSorted(),
    );
    for (const { kpis } of items) {
      expect(Object.keys(kpis)).toEqual(['time_in_community']);
      expect(kpis.time_in_community).toMatchObject({
        ...{ numerator: 820, denominator: 1000, value: 0.82, note: null },
      });
    }
  });

  test('have every KPI of the level where none is named', async () => {
    const { send } = await startWithFigures();
    const body = await bodyOf(await send(`/v1/figures/2024-02?within=${PROVINCE}&level=county`));
    const [first] = body.items as { kpis: Record<string, unknown> }[];
    expect(Object.keys(first?.kpis ?? {})).toEqual(
      expect.arrayContaining(['time_in_community', 'case_rate', 'station_police_share']),
    );
  });

  test('know no other KPI and no other branch', async () => {
    const { send } = await startWithFigures();
    const wrong = await send('/v1/figures/2024-02?kpis=time_in_community,none');
    expect([wrong.status, await bodyOf(wrong)]).toMatchObject([
      400,
      { errors: [{ pointer: '/kpis' }] },
    ]);
    const as = { role: 'viewer', unit: STATION } as const;
    const beside = await send(`/v1/figures/2024-02?within=${COUNTY}`, { as });
    expect(beside.status).toBe(404);
  });
});

describe('trends', () => {
  test('begin with the first published month and leave gaps', async () => {
    const { send, addRevision } = await startApi();
    await addRevision('2023-11', 1, 'published');
    await addRevision('2024-01', 1, 'published');
    await addRevision('2024-02', 1, 'draft');
    await addRevision('2024-03', 1, 'provisional');
    const body = await bodyOf(await send(`/v1/trends/${COUNTY}`));
    const months = body.months as { period: string; revision: number | null; score: unknown }[];
    expect(months.map(({ period, revision }) => [period, revision])).toEqual([
      ['2023-11', 1],
      ['2023-12', null],
      ['2024-01', 1],
    ]);
    expect(months[1]?.score).toBeNull();
  });

  test('of another branch, or where nothing is published, are not there', async () => {
    const { send, addRevision } = await startApi();
    expect((await send(`/v1/trends/${COUNTY}`)).status).toBe(404);
    await addRevision('2024-02', 1, 'published');
    const as = { role: 'viewer', unit: STATION } as const;
    expect((await send(`/v1/trends/${COUNTY}`, { as })).status).toBe(404);
    expect((await send(`/v1/trends/${STATION}`, { as })).status).toBe(200);
  });
});
