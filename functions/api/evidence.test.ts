import { beforeAll, describe, expect, it } from 'vitest';
import { parsePeriod, spanOf } from '../../shared/calendar/period.ts';
import { encodeManifest, manifestKey } from '../../shared/evidence/manifest.ts';
import { buildCard } from '../../shared/scorecards/build.ts';
import { encodeFigures, figuresKey } from '../../shared/scorecards/figures.ts';
import { periodKey, revisionItem } from '../../shared/scorecards/periods.ts';
import { findRun, runItem, startRun } from '../../shared/scorecards/runs.ts';
import { itemsOf } from '../../shared/scorecards/store.ts';
import {
  COUNTY,
  DAY,
  documentOf,
  NOON,
  PROVINCE,
  SECOND_STATION,
  STATION,
} from '../../shared/testing/county.ts';
import { unitWithMeasures } from '../../shared/testing/scored.ts';
import { type Account, bodyOf, bookOf, startApi } from './testing.ts';

const PERIOD = '2024-04';
const VISITS = `/v1/scorecards/${PERIOD}/${STATION}/kpis/household_visit_rate/evidence`;
/** Days from 1 January 2023 to DAY. */
const OFFSET = 472;

let api: Awaited<ReturnType<typeof startApi>>;

/** Keeps a revision as a run does that read this revision of the station's day. */
async function keep(revision: number, read: number, visits: number): Promise<void> {
  const { items, lake, reference, runQueue: queue, clock } = api;
  const period = parsePeriod(PERIOD);
  const span = period && spanOf(period, '2024-06-01');
  if (!span) throw new Error('no period');
  const units = (await reference.book()).unitsOn(DAY).units;
  const scored = units.map((unit) => {
    const stations = unit.level === 'station' ? 1 : unit.code === COUNTY ? 2 : 3;
    const isAbove = [STATION, COUNTY].includes(unit.code) || unit.level !== 'station';
    const days = { days_expected: 30, days_sent: 30, days_on_time: 30 };
    const base = { population: 1500 * stations, households: 500 * stations };
    return unitWithMeasures(unit, { ...days, ...base, household_visits: isAbove ? visits : 0 });
  });
  const cards = scored.map((unit) =>
    buildCard({
      ...{ period: PERIOD, unit, uncertainty: undefined, rankability: null, ranks: [] },
      ...{ previous: undefined, yearAgo: undefined, signals: {} },
    }),
  );
  const results = Object.fromEntries(
    scored.map(({ figures, value, grade }) => [
      figures.unit.code,
      { score: value, grade, scheme: 'henan-baseline@1', ranks: {} },
    ]),
  );
  const frozen = { months: 1, goalposts: {}, priors: {}, ledger: {}, results };
  const figures = scored.map((unit) => unit.figures);
  await lake.put(figuresKey(PERIOD, revision), encodeFigures(PERIOD, figures, frozen));
  const manifest = {
    ...{ span, quota: 5, eightMajor: [], reference: { units: 1, grids: 1 } },
    stations: { [STATION]: { days: `${OFFSET}${read > 1 ? `:${read}` : ''}`, others: [] } },
  };
  await lake.put(manifestKey(PERIOD, revision), encodeManifest(manifest));
  const book = () => reference.book();
  const ports = { items, queue, clock, book, newId: () => `run${revision}` };
  const started = await startRun(ports, { period: `2024-0${revision}`, by: 'reviewer-1' });
  const run = started.outcome === 'started' && (await findRun(items, started.run.id));
  if (!run) throw new Error('no run');
  const { first, last, asOf } = span;
  const none = { previous: null, yearAgo: null, history: [], ledger: [] };
  const id = `${PERIOD}.run${revision}`;
  const inputs = { first, last, asOf, reference: { units: 1, grids: 1 }, ...none };
  await items.putAll([runItem({ ...run, id, period: PERIOD, inputs })]);
  const record = {
    ...{ revision, run: id, scheme: 'henan-baseline@1', computedAt: NOON, provisional: false },
    ...{ units: cards.length, rankability: {} },
  };
  await items.putAll([
    ...itemsOf(PERIOD, revision, cards, []),
    revisionItem(PERIOD, record),
    { ...periodKey(PERIOD), publishedRevision: revision, lastRevision: revision },
  ]);
}

const ask = async (path: string, role: 'viewer' | 'clerk' | 'reviewer', unit: string) => {
  const response = await api.send(path, { as: { role, unit } });
  return { status: response.status, body: await bodyOf(response) };
};

const book = async (path: string, as: Account) => bookOf(await api.send(path, { as }));

beforeAll(async () => {
  api = await startApi();
  const send = (visits: number) =>
    api.send('/v1/submissions', { method: 'POST', body: documentOf(STATION, DAY, visits) });
  await send(1);
  await keep(1, 1, 1);
  await send(5);
  await keep(2, 2, 5);
});

describe('evidence', () => {
  it('is of the revision that the run read, also after a correction', async () => {
    for (const [revision, visits] of [
      [1, 1],
      [2, 5],
    ] as const) {
      const { body } = await ask(`${VISITS}?revision=${revision}`, 'reviewer', COUNTY);
      const counts = { numerator: visits, denominator: 500 };
      expect(body).toMatchObject({ revision, ...counts, sum: counts, units: [], next: null });
      expect(body.items).toMatchObject([
        {
          ...{ station: STATION, date: DAY, window: 'period', revision, onTime: false, count: 1 },
          numerator: visits,
          rows: [{ list: 'counts', position: 0, row: { count: visits }, numerator: visits }],
        },
      ]);
      expect(body.reference).toMatchObject([{ kind: 'grids', version: 1, denominator: 500 }]);
    }
  });

  it('shows rows to the station itself and to reviewers, counts to others', async () => {
    const rowsFor = async (role: 'viewer' | 'clerk' | 'reviewer', unit: string) => {
      const { body } = await ask(VISITS, role, unit);
      return (body.items as { count: number; rows: unknown }[]).map(({ count, rows }) => [
        count,
        rows !== null,
      ]);
    };
    expect(await rowsFor('clerk', STATION)).toEqual([[1, true]]);
    expect(await rowsFor('reviewer', COUNTY)).toEqual([[1, true]]);
    expect(await rowsFor('viewer', COUNTY)).toEqual([[1, false]]);
  });

  it('of a unit above is that of the units below it', async () => {
    const path = VISITS.replace(STATION, COUNTY);
    const { body } = await ask(path, 'viewer', COUNTY);
    const counts = { numerator: 5, denominator: 1000 };
    expect(body).toMatchObject({ ...counts, sum: counts, items: [], reference: [] });
    expect(body.units).toMatchObject([
      { unit: { code: STATION }, numerator: 5, denominator: 500 },
      { unit: { code: SECOND_STATION }, numerator: 0, denominator: 500 },
    ]);
  });

  it('as a workbook has every day with its sums and revision', async () => {
    const { sheets, name } = await book(`${VISITS}?format=xlsx&limit=1`, {
      ...{ role: 'viewer', unit: COUNTY },
    });
    expect(name).toBe('入户走访率的依据_垭口街道_2024年4月_第2版.xlsx');
    const [days, reference, sums, notes] = sheets;
    expect(days?.rows).toHaveLength(2);
    expect(days?.value('垭口街道', '日期')).toEqual(new Date(`${DAY}T00:00:00Z`));
    expect([days?.value('垭口街道', '报送版本'), days?.value('垭口街道', '分子')]).toEqual([2, 5]);
    expect(days?.value('垭口街道', '涉及行数')).toBe(1);
    expect(reference?.value('村(社区)', '分母')).toBe(500);
    expect(sums?.rows.slice(1)).toEqual([
      ['逐日报送', 5, 0],
      ['基础数据', 0, 500],
      ['合计', 5, 500],
    ]);
    expect(JSON.stringify(notes?.rows)).toContain('未导出的内容');
    const above = await book(`${VISITS.replace(STATION, COUNTY)}?format=xlsx`, {
      ...{ role: 'viewer', unit: COUNTY },
    });
    expect(above.sheets[0]?.value('垭口街道', '数值')).toBe(0.01);
    expect(above.sheets[1]?.rows.at(-1)).toEqual(['合计', 5, 1000]);
  });

  it('names no officer in a workbook, whoever asks', async () => {
    const path = VISITS.replace('household_visit_rate', 'time_in_community');
    const as = { role: 'reviewer', unit: COUNTY } as const;
    expect(JSON.stringify((await ask(path, as.role, as.unit)).body)).toContain('P-1');
    const { text, sheets } = await book(`${path}?format=xlsx`, as);
    expect(text).not.toContain('P-1');
    expect(sheets[0]?.value('垭口街道', '涉及行数')).toBe(1);
    const other = { role: 'viewer', unit: SECOND_STATION } as const;
    expect((await api.send(`${path}?format=xlsx`, { as: other })).status).toBe(404);
  });

  it('knows no other KPI and no other list’s cursor', async () => {
    const wrong = await ask(VISITS.replace('household_visit_rate', 'x'), 'viewer', STATION);
    const cursor = await ask(`${VISITS}?cursor=x`, 'viewer', STATION);
    expect([wrong.status, cursor.status]).toEqual([404, 400]);
    const { body } = await ask(`${VISITS}?revision=0&limit=x`, 'viewer', STATION);
    expect(body.errors).toMatchObject([
      { pointer: '/revision', messages: { zh: '应为 1 至 9999 的整数' } },
      { pointer: '/limit', messages: { zh: '应为 1 至 1000 的整数' } },
    ]);
  });
});

describe('revisions', () => {
  it('are listed with what each was computed from', async () => {
    const { body } = await ask(`/v1/periods/${PERIOD}/revisions`, 'reviewer', COUNTY);
    expect(body.items).toMatchObject([
      {
        revision: 2,
        state: 'published',
        requestedBy: 'reviewer-1',
        inputs: { last: '2024-04-30' },
      },
      { revision: 1, state: 'superseded', inputs: { reference: { units: 1, grids: 1 } } },
    ]);
  });

  it('and publications and runs are workbooks without anybody’s account', async () => {
    const published = await api.send(`/v1/periods/${PERIOD}/publish`, {
      ...{ method: 'POST', body: { revision: 1, reason: '按第一版公布' } },
    });
    expect(published.status).toBe(200);
    const as = { role: 'reviewer', unit: COUNTY } as const;
    const revisions = await book(`/v1/periods/${PERIOD}/revisions?format=xlsx`, as);
    expect(revisions.name).toBe('历次版本_舞钢市_2024年4月.xlsx');
    expect(revisions.sheets[0]?.rows.slice(1).map((row) => row[0])).toEqual([2, 1]);
    const [, second] = revisions.sheets[0]?.rows ?? [];
    expect(second?.slice(5, 7)).toEqual(
      ['2024-04-01', '2024-04-30'].map((day) => new Date(`${day}T00:00:00Z`)),
    );
    expect(second?.[8]).toBe('单位 1\n村(社区) 1');
    const publications = await book(`/v1/periods/${PERIOD}/publications?format=xlsx`, as);
    expect(publications.name).toBe('公布记录_舞钢市_2024年4月.xlsx');
    expect(publications.sheets[0]?.rows[1]?.slice(1, 3)).toEqual([1, 0]);
    const administrator = { role: 'administrator', unit: PROVINCE } as const;
    const runs = await book('/v1/runs?format=xlsx&limit=1', administrator);
    expect(runs.name).toBe('计算记录_河南省.xlsx');
    expect(runs.sheets[0]?.rows.slice(1).map((row) => row.at(-1))).toContain(`${PERIOD}.run2`);
    for (const { text } of [revisions, publications, runs]) {
      expect(text).not.toMatch(/reviewer-1|administrator-1/);
    }
    expect((await api.send('/v1/runs?format=xlsx', { as })).status).toBe(403);
  });

  it('differ by what was corrected, each unit with its reason', async () => {
    const path = `/v1/periods/${PERIOD}/differences?from=1&to=2`;
    const { body } = await ask(path, 'reviewer', COUNTY);
    expect(body).toMatchObject({
      ...{ from: 1, to: 2, more: 0, reference: [], history: [], ledger: [], next: null },
      corrections: [{ station: STATION, date: DAY, from: 1, to: 2 }],
    });
    expect(body.items).toMatchObject(
      [COUNTY, STATION].map((code) => ({
        unit: { code },
        because: ['corrections'],
        changed: expect.arrayContaining(['figures', 'score']),
        corrections: 1,
        kpis: [{ id: 'household_visit_rate', numerator: { from: 1, to: 5 } }],
      })),
    );
    const same = await ask(`/v1/periods/${PERIOD}/differences?from=2&to=2`, 'reviewer', COUNTY);
    expect(same.body).toMatchObject({ corrections: [], items: [] });
  });
});
