import { beforeAll, expect, it } from 'vitest';
import { encodeFigures, figuresKey } from '../../shared/scorecards/figures.ts';
import { COUNTY, DAY, OTHER_COUNTY, SECOND_STATION, STATION } from '../../shared/testing/county.ts';
import { unitWithMeasures } from '../../shared/testing/scored.ts';
import { bodyOf, startApi } from './testing.ts';

const PERIOD = '2024-02';
const VIEWER = { role: 'viewer', unit: COUNTY } as const;

let api: Awaited<ReturnType<typeof startApi>>;

beforeAll(async () => {
  api = await startApi();
  await api.addRevision(PERIOD, 1, 'published');
  const units = (await api.reference.book()).unitsOn(DAY).units;
  const figures = units.map((unit) => {
    const found = { [STATION]: 3, [SECOND_STATION]: 6 }[unit.code] ?? 0;
    const days = { days_expected: 29, days_sent: 29, days_on_time: 29 };
    const measures = { ...days, population: 1500, disputes_opened: found, criminal_filed: found };
    return unitWithMeasures(unit, measures).figures;
  });
  const frozen = { months: 1, goalposts: {}, priors: {}, ledger: {}, results: {} };
  await api.lake.put(figuresKey(PERIOD, 1), encodeFigures(PERIOD, figures, frozen));
});

async function rowsOf(kpi: string) {
  const response = await api.send(`/v1/rankings/${PERIOD}/kpis/${kpi}`, { as: VIEWER });
  expect(response.status).toBe(200);
  const body = await bodyOf(response);
  const items = body.items as {
    unit: { code: string };
    rank: unknown;
    of: unknown;
    value: unknown;
  }[];
  return items.map(({ unit, rank, of, value }) => [unit.code, rank, of, value]);
}

it('ranks the units of the branch by one KPI', async () => {
  expect(await rowsOf('case_rate')).toEqual([
    [STATION, 1, 2, 20],
    [SECOND_STATION, 2, 2, 40],
  ]);
});

it('gives the values of a KPI without a direction too, and ranks nobody by it', async () => {
  expect(await rowsOf('disputes_opened')).toEqual([
    [STATION, null, 0, 20],
    [SECOND_STATION, null, 0, 40],
  ]);
});

it('knows no other KPI and no other branch', async () => {
  for (const path of ['x', `case_rate?within=${OTHER_COUNTY}`]) {
    const response = await api.send(`/v1/rankings/${PERIOD}/kpis/${path}`, { as: VIEWER });
    expect(response.status).toBe(404);
  }
});
