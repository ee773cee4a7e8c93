/** Workbooks of the lists that lead to others, and of what one KPI was in the period before. */
import { beforeAll, describe, expect, it } from 'vitest';
import { COUNTY, OTHER_STATION, SECOND_STATION, STATION } from '../../shared/testing/county.ts';
import { type Account, bookOf, startApi, type TestRequest } from './testing.ts';
import { keepRevision } from './testing-revision.ts';

const VIEWER: Account = { role: 'viewer', unit: COUNTY };
const REVIEWER: Account = { role: 'reviewer', unit: COUNTY };

let api: Awaited<ReturnType<typeof startApi>>;

const withMinutes =
  (minutes: Readonly<Record<string, number>>) =>
  ({ code }: { readonly code: string }) => ({
    ...{ days_expected: 31, days_sent: 31, days_on_time: 28, working_minutes: 1000 },
    ...{ community_minutes: minutes[code] ?? 800 },
  });

const book = async (path: string, request: TestRequest = {}) =>
  bookOf(await api.send(`/v1/${path}`, request));

beforeAll(async () => {
  api = await startApi();
  const before = withMinutes({ [STATION]: 600, [SECOND_STATION]: 700, [OTHER_STATION]: 750 });
  const now = withMinutes({ [STATION]: 850, [SECOND_STATION]: 710, [OTHER_STATION]: 600 });
  await keepRevision(api, {
    ...{ period: '2024-02', revision: 3, state: 'published', measures: before },
  });
  await keepRevision(api, {
    ...{ period: '2024-03', revision: 1, state: 'published', measures: now },
  });
  await keepRevision(api, {
    ...{ period: '2024-03', revision: 2, state: 'draft', measures: now },
  });
});

describe('the periods', () => {
  it('stand with what is published, and for reviewers with the draft beside it', async () => {
    const { name, sheets } = await book('periods?format=xlsx', { as: REVIEWER });
    expect(name).toBe('各考核期.xlsx');
    expect(sheets[0]?.rows).toHaveLength(3);
    expect(sheets[0]?.value('2024年3月', '版本')).toBe(1);
    expect(sheets[0]?.value('2024年3月', '草稿版本')).toBe(2);
    expect(sheets[0]?.value('2024年2月', '版本')).toBe(3);
    expect(sheets[0]?.value('2024年2月', '草稿版本')).toMatch(/^—/);
  });

  it('say nothing of drafts to a viewer, in no language', async () => {
    const { text } = await book('periods?format=xlsx', { as: VIEWER });
    expect(text).not.toContain('草稿');
    const english = await book('periods?format=xlsx', {
      ...{ as: VIEWER, headers: { 'accept-language': 'en' } },
    });
    expect(english.text).not.toMatch(/[\u4e00-\u9fff]|draft/i);
    expect(english.sheets[0]?.value('March 2024', 'State')).toBe('published');
  });
});

describe('the schemes', () => {
  it('stand with who approved, and without the accounts that stored them', async () => {
    const { items } = (await (await api.send('/v1/schemes', { as: VIEWER })).json()) as {
      items: { scheme: string }[];
    };
    const { name, sheets, text } = await book('schemes?format=xlsx', { as: VIEWER });
    expect(name).toBe('考核办法目录.xlsx');
    expect(sheets[0]?.rows.slice(1).map(([scheme]) => scheme)).toEqual(
      items.map(({ scheme }) => scheme),
    );
    expect(sheets[0]?.value('henan-outcomes@1', '受限指标批准')).toBeGreaterThan(0);
    expect(sheets[0]?.value('henan-baseline@1', '批准机关')).toMatch(/^—/);
    expect(text).toContain('随系统提供');
  });
});

describe('a ranking by one KPI', () => {
  const path = 'rankings/2024-03/kpis/time_in_community?level=station&format=xlsx';

  it('has where each unit stood in the published period before', async () => {
    const { sheets } = await book(path);
    const [sheet, notes] = sheets;
    const of = (name: string) =>
      ['名次', '上期名次', '名次升降', '上期数值'].map((column) => sheet?.value(name, column));
    expect(of('垭口街道')).toEqual([1, 3, 2, 0.6]);
    expect(of('寺坡街道')).toEqual([2, 2, 0, 0.7]);
    expect(JSON.stringify(notes?.rows)).toContain('2024年2月第3版');
  });

  it('ranks the period before among the same units', async () => {
    const { sheets } = await book(`${path}&within=${COUNTY}`, { as: VIEWER });
    expect(sheets[0]?.rows).toHaveLength(3);
    expect(sheets[0]?.value('垭口街道', '上期名次')).toBe(2);
  });

  it('has no such columns where nothing is published of the period before', async () => {
    const { sheets } = await book(path.replace('2024-03', '2024-02'));
    expect(sheets[0]?.rows[0]).not.toContain('上期名次');
  });
});
