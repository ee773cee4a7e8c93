import { beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../../shared/reports/report.ts';
import { flagItemsOf, flagRecordsOf } from '../../shared/review/flags.ts';
import { enter, type LedgerEntry } from '../../shared/review/ledger.ts';
import type { RankingRow, Scorecard } from '../../shared/scorecards/card.ts';
import {
  CITY,
  COUNTY,
  NOON,
  OTHER_COUNTY,
  OTHER_STATION,
  SECOND_STATION,
  STATION,
  UNITS,
} from '../../shared/testing/county.ts';
import { type Account, startApi } from './testing.ts';
import { keepRevision } from './testing-revision.ts';

const PERIOD = '2024-03';
const VIEWER: Account = { role: 'viewer', unit: COUNTY };
const REVIEWER: Account = { role: 'reviewer', unit: COUNTY };

let api: Awaited<ReturnType<typeof startApi>>;
let march: Awaited<ReturnType<typeof keepRevision>>;

/** Shares of time in the community, of 1,000 minutes; the county's is that of its two stations. */
const SHARES: Readonly<Record<string, number>> = {
  [STATION]: 850,
  [SECOND_STATION]: 750,
  [COUNTY]: 800,
};

const measures =
  (more: number) =>
  ({ code }: { readonly code: string }) => ({
    ...{ days_expected: 31, days_sent: code === SECOND_STATION ? 20 : 31, days_on_time: 20 },
    ...{ working_minutes: 1000, community_minutes: (SHARES[code] ?? 700) + more },
    ...{ criminal_filed: 49, criminal_filed_before: 57, population: 1500 },
    ...{ days_expected_before: 31, days_sent_before: 31 },
  });

async function ledgerOf(unit: string, reason: string): Promise<readonly LedgerEntry[]> {
  const request = {
    ...({ period: PERIOD, units: [unit], kind: 'deduction', points: 1, gradeCap: null } as const),
    ...{ reason, evidence: '平公通〔2024〕7号' },
  };
  const entered = await enter(api.items, request, 'administrator-1', NOON);
  return entered.outcome === 'entered' ? entered.entries : [];
}

async function ask(path: string, as?: Account) {
  const response = await api.send(`/v1/reports/${path}`, as ? { as } : {});
  return { status: response.status, report: (await response.json()) as Report };
}

beforeAll(async () => {
  api = await startApi();
  const february = await keepRevision(api, {
    ...{ period: '2024-02', revision: 1, state: 'published', measures: measures(-6) },
  });
  const ledger = new Map([
    [STATION, await ledgerOf(STATION, '回访不实')],
    [OTHER_STATION, await ledgerOf(OTHER_STATION, '漏报案件')],
  ]);
  // Entered after the run, it counts in none of its cards.
  await ledgerOf(SECOND_STATION, '后来登记');
  const kept = { period: PERIOD, measures: measures(0), previous: february, ledger };
  march = await keepRevision(api, { ...kept, revision: 1, state: 'published' });
  await keepRevision(api, { ...kept, revision: 2, state: 'draft' });
  const found = [STATION, OTHER_STATION].map((unit) => ({
    ...{ unit, flag: 'two_stations', statistic: {} },
    rows: [{ officer: 'P-77' }],
  }));
  const flags = flagRecordsOf(PERIOD, 1, found).map(({ record }) => record);
  await api.items.putAll(flagItemsOf(flags));
});

const wordsOf = ({ sections }: Report) =>
  Object.fromEntries(
    sections.flatMap(({ sentences }) => sentences.map(({ id, words }) => [id, words.zh])),
  );

describe('the report of a county', () => {
  it('says what the card says, in figures and in sentences', async () => {
    const { status, report } = await ask(`${PERIOD}/${COUNTY}`, VIEWER);
    const card = (await (await api.send(`/v1/scorecards/${PERIOD}/${COUNTY}`)).json()) as Scorecard;
    expect(status).toBe(200);
    expect(report).toMatchObject({
      ...{ period: PERIOD, revision: 1, state: 'published', scheme: 'henan-baseline@1' },
      ...{ unit: card.unit, score: card.score, completeness: card.completeness },
      ...{ ranks: card.ranks, computedAt: card.computedAt, madeUp: false },
      schemeName: { zh: expect.stringContaining('考核办法') },
      publishedAt: '2024-04-20T12:00:00+08:00',
      above: [{ name: '河南省' }, { name: '平顶山市', level: 'city' }],
      title: { zh: '舞钢市2024年3月社区警务考核通报' },
      before: { period: '2024-02', zh: '上月' },
      yearAgo: { period: '2023-03', zh: '去年同期' },
      yearAgoScore: null,
    });
    const all = report.families.flatMap(({ kpis }) => kpis);
    expect(all.map(({ id, value }) => [id, value])).toEqual(
      card.kpis.map(({ id, value }) => [id, value]),
    );
    expect(report.headline[0]).toMatchObject({
      ...{ id: 'time_in_community', value: 0.8, previous: 0.794, display: 'percent' },
      explanation: card.kpis[0]?.explanation,
      words: {
        zh: '全市派出所社区民辅警在社区工作时间占比80.0%，较上月上升0.6个百分点，达到80%的省定标准。',
      },
    });
    expect(wordsOf(report)['kpi.criminal_case_change']).toMatch(
      /^全市刑事立案49起，同比下降14\.0%（57 → 49）/,
    );
    expect(report.method.length).toBeGreaterThan(3);
  });

  it('has the units below as their ranking has them, and who stands out', async () => {
    const { report } = await ask(`${PERIOD}/${COUNTY}`, VIEWER);
    const ranking = await api.send(`/v1/rankings/${PERIOD}`, { as: VIEWER });
    const { items } = (await ranking.json()) as { items: RankingRow[] };
    const [below] = report.below;
    expect(below?.items).toMatchObject(items);
    expect(below?.columns).toContain('time_in_community');
    const second = below?.items.find(({ unit }) => unit.code === SECOND_STATION);
    expect(second?.kpis.time_in_community).toMatchObject({ value: 0.75, note: 'incomplete' });
    expect(below?.unranked).toEqual([SECOND_STATION]);
    expect(wordsOf(report)['below.unranked']).toMatch(/^寺坡街道派出所：.*不参加排名。$/);
    expect(report.stations).toMatchObject({
      time: {
        target: 0.8,
        excels: 0.85,
        stations: 1,
        below: 0,
        values: [{ value: 0.85, isBelow: false }],
      },
      incomplete: { stations: 1, belowMinimum: 1, items: [{ unit: { code: SECOND_STATION } }] },
    });
    expect(report.trend.map(({ period }) => period)).toEqual(['2024-02', PERIOD]);
    expect(report.trend[0]?.kpis.time_in_community).toBe(0.794);
  });

  it('tells flags to reviewers, of their branch, and decisions to all of the branch', async () => {
    const { report } = await ask(`${PERIOD}/${COUNTY}`, VIEWER);
    expect(report.flags).toBeNull();
    expect(wordsOf(report)['trust.flags']).toBeUndefined();
    expect(report.ledger).toMatchObject([
      { unit: { code: STATION, name: '垭口街道' }, kind: 'deduction', reason: '回访不实' },
    ]);
    expect(wordsOf(report)['ledger.deduction']).toBe('垭口街道派出所：扣1.0分，回访不实。');
    const reviewed = (await ask(`${PERIOD}/${COUNTY}`, REVIEWER)).report;
    expect(reviewed.flags).toMatchObject({ flags: 1, open: 1, stations: 1 });
    const city = (await ask(`${PERIOD}/${CITY}`, { role: 'reviewer', unit: CITY })).report;
    expect(city.flags).toMatchObject({ flags: 2, kinds: [{ flag: 'two_stations', flags: 2 }] });
    expect(city.ledger.map(({ unit }) => unit.code)).toEqual([STATION, OTHER_STATION]);
    expect(JSON.stringify([reviewed, city])).not.toMatch(/P-77|administrator-1/);
  });

  it('is seen by who sees the card', async () => {
    const status = async (suffix: string, as: Account) =>
      (await ask(`${PERIOD}/${COUNTY}${suffix}`, as)).status;
    expect(await status('', { role: 'viewer', unit: OTHER_COUNTY })).toBe(404);
    expect(await status('', { role: 'viewer', unit: STATION })).toBe(404);
    expect(await status('?revision=2', VIEWER)).toBe(403);
    const draft = await ask(`${PERIOD}/${COUNTY}?revision=2`, REVIEWER);
    expect(draft.report).toMatchObject({ state: 'draft', publishedAt: null });
    expect(wordsOf(draft.report)['overall.state']).toContain('草稿');
    expect((await ask(`2024-13/${COUNTY}`)).status).toBe(400);
    expect((await ask(`2023-01/${COUNTY}`)).status).toBe(404);
  });

  it('of a period that is not over compares with no whole one', async () => {
    const april = { period: '2024-04', revision: 1, state: 'provisional' } as const;
    await keepRevision(api, { ...april, measures: measures(5), previous: march });
    const stored = await api.send(`/v1/scorecards/2024-04/${COUNTY}`);
    const { kpis } = (await stored.json()) as Scorecard;
    expect(kpis.find(({ id }) => id === 'time_in_community')?.previous).toBe(0.8);
    const { report } = await ask(`2024-04/${COUNTY}`, VIEWER);
    expect(report).toMatchObject({
      ...{ state: 'provisional', before: null, yearAgo: null, previousScore: null },
      below: [{ risen: [], fallen: [] }],
    });
    expect(wordsOf(report)['overall.state']).toContain('暂计数');
    expect(wordsOf(report)['kpi.time_in_community']).not.toContain('上月');
    // Nor do the tables, though the card has the values.
    const figures = [...report.headline, ...report.families.flatMap(({ kpis }) => kpis)];
    expect(figures.find(({ id }) => id === 'time_in_community')?.value).toBe(0.805);
    for (const { id, previous, yearAgo } of figures) {
      expect([id, previous, yearAgo]).toEqual([id, null, null]);
    }
  });

  it('holds positions back where they would mislead', async () => {
    const period = '2024-01';
    const kept = { period, revision: 1, state: 'published', measures: measures(0) } as const;
    await keepRevision(api, { ...kept, rankability: 0.2 });
    const station = `${period}/${STATION}`;
    const { report } = await ask(station, VIEWER);
    expect(report).toMatchObject({ positions: 'withheld', ranks: [{ rank: null }, {}, {}] });
    const county = (await ask(`${period}/${COUNTY}`, VIEWER)).report;
    expect(county.below[0]?.items.map(({ rank }) => rank)).toEqual([null, null]);
    const exact = (await ask(`${period}/${COUNTY}?positions=exact`, VIEWER)).report;
    expect(exact.below[0]?.items[0]?.rank).toBe(1);
  });
});

describe('the report of a station', () => {
  it('has nothing below it', async () => {
    const { report } = await ask(`${PERIOD}/${STATION}`, { role: 'clerk', unit: STATION });
    expect(report).toMatchObject({ below: [], stations: null, flags: null });
    expect(wordsOf(report)['kpi.time_in_community']).toMatch(/^本所社区民辅警/);
    expect(report.sections.map(({ id }) => id)).toEqual(['overall', 'kpis', 'ledger']);
  });
});

it('without the figures of its revision a report still has the card and the ranking', async () => {
  await api.addRevision('2023-12', 1, 'published');
  const { status, report } = await ask(`2023-12/${COUNTY}`, VIEWER);
  expect(status).toBe(200);
  expect(report).toMatchObject({ stations: null, headline: [], ledger: [] });
  expect(report.below[0]?.items).toHaveLength(2);
});

it('a report tells no period in which the unit was another branch’s', async () => {
  const units = UNITS.replace(`station,${COUNTY}`, `station,${OTHER_COUNTY}`);
  const moved = await api.reference.upload('units', Buffer.from(units), '2024-03-01', 'test');
  expect(moved.ok).toBe(true);
  // What was published of it before is the old county's.
  const { report } = await ask(`${PERIOD}/${STATION}`, { role: 'viewer', unit: OTHER_COUNTY });
  expect(report.trend.map(({ period }) => period)).toEqual([PERIOD]);
  expect(report.previousScore).toBeNull();
  const own = (await ask(`${PERIOD}/${STATION}`, { role: 'viewer', unit: STATION })).report;
  expect(own.trend.map(({ period }) => period)).toContain('2024-02');
  expect(own.previousScore).toMatchObject({ period: '2024-02' });
});
