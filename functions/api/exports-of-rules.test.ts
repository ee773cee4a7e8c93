/** Workbooks of what results are made by: the catalogue, schemes, other weights. */
import { beforeAll, describe, expect, it } from 'vitest';
import { KPIS } from '../../shared/kpis/catalogue.ts';
import { COUNTY, OTHER_STATION, SECOND_STATION, STATION } from '../../shared/testing/county.ts';
import { type Account, bookOf, startApi, type TestRequest } from './testing.ts';
import { keepRevision } from './testing-revision.ts';

const PERIOD = '2024-03';
const VIEWER: Account = { role: 'viewer', unit: COUNTY };
const ENGLISH = { headers: { 'accept-language': 'en' } };

let api: Awaited<ReturnType<typeof startApi>>;

const measures = ({ code }: { readonly code: string }) => ({
  ...{ days_expected: 31, days_sent: 31, days_on_time: 28, working_minutes: 1000 },
  ...{ community_minutes: { [STATION]: 850, [OTHER_STATION]: 600 }[code] ?? 800 },
});

const book = async (path: string, request: TestRequest = {}) =>
  bookOf(await api.send(`/v1/${path}`, request));

beforeAll(async () => {
  api = await startApi();
  await keepRevision(api, { period: PERIOD, revision: 1, state: 'published', measures });
});

describe('the catalogue as a workbook', () => {
  it('has a row a KPI, with what it counts and what it is held against', async () => {
    const { sheets, name } = await book('kpis?format=xlsx', { as: VIEWER });
    expect(name).toBe('考核指标.xlsx');
    const [sheet, notes] = sheets;
    expect(sheet?.rows.slice(1).map((row) => row[1])).toEqual(KPIS.map(({ id }) => id));
    const kpi = '在社区工作时间占比';
    expect(sheet?.value(kpi, '方向')).toBe('越高越好');
    expect(sheet?.value(kpi, '单位')).toBe('%');
    expect(sheet?.value(kpi, '目标')).toContain('达标');
    expect(sheet?.value(kpi, '依据')).toMatch(/^河南全省社区警务：80%/);
    expect(sheet?.value(kpi, 'SQL 文件')).toBe('time.sql');
    expect(sheet?.value('刑事立案同比', '单位')).toBe('%(同比)');
    expect(JSON.stringify(notes?.rows)).toContain('与成绩单所用的完全一致');
  });

  it('has no Chinese word in English', async () => {
    const { text } = await book('kpis?format=xlsx', ENGLISH);
    expect(text).not.toMatch(/[\u4e00-\u9fff]/);
  });
});

describe('a scheme as a workbook', () => {
  it('has every weight and rule as the document has them', async () => {
    const { sheets, name } = await book('schemes/henan-outcomes?format=xlsx', { as: VIEWER });
    expect(name).toBe('考核办法_henan-outcomes@1.xlsx');
    const [weights, grades, approvals, rules, notes] = sheets;
    expect(weights?.value('刑事案件发案率', '权重(派出所)')).toBe(5);
    expect(weights?.value('刑事案件发案率', '受限')).toBe('受限');
    expect(grades?.rows[1]?.[0]).toBe('优秀');
    expect(approvals?.rows.length).toBeGreaterThan(1);
    expect(rules?.value('异常标记阈值 · 时间占比贴线达标 · 目标值', '内容')).toBe(0.8);
    expect(JSON.stringify(notes?.rows)).toContain('一票否决后最高为');
  });

  it('weighs each level with 100', async () => {
    const { sheets } = await book('schemes/henan-baseline?format=xlsx');
    for (const place of [3, 4, 5, 6]) {
      const weights = sheets[0]?.rows.slice(1).map((row) => row[place]) ?? [];
      const sum = weights.reduce<number>(
        (total, weight) => total + (typeof weight === 'number' ? weight : 0),
        0,
      );
      expect(sum).toBeCloseTo(100);
    }
  });

  it('says in what another differs, value by value', async () => {
    const url = 'schemes/henan-baseline/differences?to=henan-outcomes&format=xlsx';
    const { sheets, name } = await book(url, { as: VIEWER });
    expect(name).toBe('考核办法比较_henan-baseline@1-henan-outcomes@1.xlsx');
    const row = '权重 · 派出所 · 刑事案件发案率';
    expect(sheets[0]?.value(row, '新值 henan-outcomes@1')).toBe(5);
    expect(sheets[0]?.value(row, '原值 henan-baseline@1')).toMatch(/^—/);
    expect(sheets[0]?.value(row, '在文本中的位置')).toBe('/weights/station/case_rate');
  });
});

describe('other weights as a workbook', () => {
  it('says who moves, and which weights were tried', async () => {
    const weights = { time_in_community: 3, diverted_time: 4, follow_up_rate: 24 };
    const body = { period: PERIOD, level: 'station', weights, normalize: true };
    const json = await api.send('/v1/schemes/simulate', { method: 'POST', body });
    const { items } = (await json.json()) as {
      items: { unit: { name: string }; moved: number | null; after: { rank: number } }[];
    };
    const { sheets, name } = await book('schemes/simulate?format=xlsx', { method: 'POST', body });
    expect(name).toBe('权重模拟_河南省_2024年3月_第1版.xlsx');
    const [units, tried, notes] = sheets;
    expect(units?.rows).toHaveLength(items.length + 1);
    for (const { unit, moved, after } of items) {
      expect(units?.value(unit.name, '名次升降')).toBe(moved);
      expect(units?.value(unit.name, '模拟名次')).toBe(after.rank);
    }
    expect(tried?.value('在社区工作时间占比', '原权重')).toBeGreaterThan(3);
    expect(JSON.stringify(notes?.rows)).toContain('只作试算');
  });

  it('is refused as the trial itself is', async () => {
    const body = { period: PERIOD, level: 'station', weights: { time_in_community: 43 } };
    const refused = await api.send('/v1/schemes/simulate?format=xlsx', { method: 'POST', body });
    expect(refused.status).toBe(422);
    const wrong = await api.send('/v1/schemes/simulate?format=pdf', { method: 'POST', body });
    expect(wrong.status).toBe(400);
  });

  it('shows a branch its own units', async () => {
    const body = { period: PERIOD, level: 'station' };
    const { sheets } = await book('schemes/simulate?format=xlsx', {
      ...{ method: 'POST', body, as: VIEWER },
    });
    expect(
      sheets[0]?.rows
        .slice(1)
        .map((row) => row[1])
        .sort(),
    ).toEqual([STATION, SECOND_STATION].sort());
  });
});
