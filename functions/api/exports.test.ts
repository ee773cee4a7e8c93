import { beforeAll, describe, expect, it } from 'vitest';
import { readBook } from '../../shared/exports/testing.ts';
import { storeSample } from '../../shared/review/audits.ts';
import { type FoundFlag, flagItemsOf, flagRecordsOf } from '../../shared/review/flags.ts';
import type { RankingRow, Scorecard } from '../../shared/scorecards/card.ts';
import { padRevision } from '../../shared/scorecards/periods.ts';
import {
  COUNTY,
  documentOf,
  OTHER_COUNTY,
  OTHER_STATION,
  PROVINCE,
  SECOND_STATION,
  STATION,
} from '../../shared/testing/county.ts';
import { answering, type HttpEvent } from './event.ts';
import { MAX_ANSWER_BYTES, XLSX } from './files.ts';
import { type Account, bodyOf, bookOf, startApi, type TestRequest } from './testing.ts';
import { keepRevision } from './testing-revision.ts';

const PERIOD = '2024-03';
const VIEWER: Account = { role: 'viewer', unit: COUNTY };
const REVIEWER: Account = { role: 'reviewer', unit: COUNTY };
const ENGLISH = { headers: { 'accept-language': 'en' } };

let api: Awaited<ReturnType<typeof startApi>>;

/** Sums that differ from station to station; the second has a share that no rounding is kind to. */
const measures = ({ code, level }: { readonly code: string; readonly level: string }) => {
  const community = { [STATION]: 850, [SECOND_STATION]: 2845, [OTHER_STATION]: 700 }[code] ?? 820;
  return {
    ...{ days_expected: 31, days_sent: code === OTHER_STATION ? 28 : 31, days_on_time: 28 },
    ...{ working_minutes: code === SECOND_STATION ? 10_000 : 1000, community_minutes: community },
    ...{ criminal_filed: 49, criminal_filed_before: level === 'station' ? 0 : 57 },
    ...{ days_expected_before: 31, days_sent_before: 31, population: 1500 },
  };
};

const book = async (path: string, request: TestRequest = {}) =>
  bookOf(await api.send(`/v1/${path}`, request));

const json = async <T>(path: string, request: TestRequest = {}) =>
  (await (await api.send(`/v1/${path}`, request)).json()) as T;

beforeAll(async () => {
  api = await startApi();
  const days = new Map([[STATION, '400']]);
  await keepRevision(api, { period: PERIOD, revision: 1, state: 'published', measures, days });
  await keepRevision(api, {
    ...{ period: PERIOD, revision: 2, state: 'draft', days: new Map([[STATION, '400:2']]) },
    measures: (unit) => ({
      ...measures(unit),
      ...(unit.code === STATION && { community_minutes: 900 }),
      // Of the year before too little is known now: its change is to nothing.
      ...(unit.code === COUNTY && { days_sent_before: 10 }),
    }),
  });
});

describe('a scorecard as a workbook', () => {
  const path = `scorecards/${PERIOD}/${COUNTY}`;

  it('has every KPI as the API gives it, unrounded', async () => {
    const card = await json<Scorecard>(path, { as: VIEWER });
    const { sheets, name } = await book(`${path}?format=xlsx`, { as: VIEWER });
    const [sheet, notes] = sheets;
    expect(name).toBe('考核结果_舞钢市_2024年3月_第1版.xlsx');
    const figure = card.kpis.find(({ id }) => id === 'time_in_community');
    expect(sheet?.value('在社区工作时间占比', '本期')).toBe(figure?.value);
    expect(sheet?.format('在社区工作时间占比', '本期')).toMatch(/^#,##0\.0%/);
    expect(sheet?.value('在社区工作时间占比', '失分')).toBe(figure?.lost);
    expect(sheet?.value('刑事立案同比', '本期')).toBe(-8 / 57);
    expect(sheet?.value('刑事立案同比', '分子')).toBe(49);
    expect(sheet?.value('刑事立案同比', '说明')).toContain('57 → 49');
    // Nothing missing is shown as zero.
    expect(sheet?.value('矛盾纠纷化解率', '本期')).toMatch(/^—/);
    const told = notes?.rows.map((row) => row.filter((cell) => cell !== null).join('：'));
    expect(told).toContain('版本：第1版');
    expect(told).toContain('状态：已公布');
    expect(told?.join()).toMatch(/henan-baseline@1 .+计算时间.+分母为零，不适用/s);
    expect(card.kpis).toHaveLength(
      (sheet?.rows.length ?? 0) - 1 - card.kpis.flatMap((k) => Object.keys(k.byRole ?? {})).length,
    );
  });

  it('speaks the language that was asked for', async () => {
    const { sheets, name } = await book(`${path}?format=xlsx`, { as: VIEWER, ...ENGLISH });
    expect(name).toBe('scorecard_舞钢市_March 2024_revision 1.xlsx');
    expect(sheets.map((sheet) => sheet.name)).toEqual(['All KPIs', 'Notes']);
    expect(JSON.stringify(sheets[0]?.rows[0])).not.toMatch(/[\u4e00-\u9fff]/);
  });

  it('asks the same rights as the card', async () => {
    const ask = async (suffix: string, as: Account) =>
      (await api.send(`/v1/${path}?format=xlsx${suffix}`, { as })).status;
    expect(await ask('', { role: 'viewer', unit: OTHER_COUNTY })).toBe(404);
    expect(await ask('&revision=2', VIEWER)).toBe(403);
    expect(await ask('&revision=2', REVIEWER)).toBe(200);
    const wrong = await api.send(`/v1/${path}?format=pdf`);
    expect([wrong.status, await bodyOf(wrong)]).toMatchObject([
      400,
      { errors: [{ pointer: '/format', messages: { zh: '应为以下之一：json、xlsx' } }] },
    ]);
    expect((await api.send(`/v1/${path}?format=json`)).headers.get('content-type')).toMatch(/json/);
  });

  it('of several periods has a row a period, and every figure', async () => {
    const url = `scorecards/${STATION}?from=2024-01&to=2024-04&format=xlsx`;
    const { sheets, name } = await book(url, { as: VIEWER });
    expect(name).toBe('历次考核结果_垭口街道_2024年1月至2024年4月.xlsx');
    const [wide, long] = sheets;
    expect(wide?.value('2024年3月', '在社区工作时间占比')).toBe(0.85);
    expect(wide?.rows).toHaveLength(2);
    expect(long?.rows.find((row) => row[1] === '刑事立案同比')?.[2]).toMatch(/^—/);
    const none = await book(`scorecards/${STATION}?from=2020-01&to=2020-04&format=xlsx`);
    expect(none.sheets[0]?.rows).toHaveLength(1);
  });
});

describe('a ranking as a workbook', () => {
  it('has every row, whatever page was asked for', async () => {
    const url = `rankings/${PERIOD}?level=station`;
    const { items } = await json<{ items: RankingRow[] }>(url);
    const { sheets, name } = await book(`${url}&format=xlsx&limit=1`);
    expect(name).toBe('考核排名_河南省_2024年3月_第1版.xlsx');
    const [sheet, notes] = sheets;
    expect(sheet?.rows.slice(1).map((row) => row[1])).toEqual(items.map(({ unit }) => unit.code));
    for (const row of items) {
      expect(sheet?.value(row.unit.name, '得分')).toBe(row.score.value);
      expect(sheet?.value(row.unit.name, '名次')).toBe(row.rank);
      expect(sheet?.value(row.unit.name, '名次区间(最差)')).toBe(row.interval?.[1]);
      expect(sheet?.value(row.unit.name, '报送完整率')).toBe(row.completeness);
    }
    expect(sheet?.value('昆阳街道', '上级单位')).toBe('叶县');
    expect(sheet?.value('垭口街道', '较上期名次升降')).toMatch(/^—/);
    expect(notes?.rows.map(([term]) => term)).toContain('方阵稳定性');
  });

  it('holds positions back as the API does', async () => {
    await keepRevision(api, {
      ...{ period: '2024-02', revision: 1, state: 'published', measures, rankability: 0.2 },
    });
    const url = `rankings/2024-02?level=station&format=xlsx`;
    const { sheets } = await book(url, { as: VIEWER });
    expect(sheets[0]?.value('垭口街道', '名次')).toMatch(/^—/);
    expect(sheets[0]?.value('垭口街道', '方阵')).toMatch(/方阵$/);
    expect(JSON.stringify(sheets.at(-1)?.rows)).toContain('只列方阵，不列名次');
    const exact = await book(`${url}&positions=exact`, { as: VIEWER });
    expect(exact.sheets[0]?.value('垭口街道', '名次')).toBe(1);
  });

  it('by one KPI likewise', async () => {
    const url = `rankings/${PERIOD}/kpis/time_in_community?level=station`;
    const { items } = await json<{ items: { unit: { name: string }; value: number }[] }>(url);
    const { sheets, name } = await book(`${url}&format=xlsx&limit=1`);
    expect(name).toBe('在社区工作时间占比_河南省_2024年3月_第1版.xlsx');
    expect(sheets[0]?.rows).toHaveLength(4);
    for (const { unit, value } of items) {
      expect(sheets[0]?.value(unit.name, '数值')).toBe(value);
    }
    expect(sheets[0]?.value('寺坡街道', '数值')).toBe(0.2845);
  });

  it('by several KPIs side by side, with both counts of a change', async () => {
    const url = `figures/${PERIOD}?level=station&kpis=time_in_community,criminal_case_change`;
    const { items } = await json<{
      items: {
        unit: { name: string };
        kpis: Record<string, { value: number; numerator: number }>;
      }[];
    }>(url);
    const { sheets, name } = await book(`${url}&format=xlsx`);
    expect(name).toBe('各单位指标_河南省_2024年3月_第1版.xlsx');
    expect(sheets[0]?.rows).toHaveLength(items.length + 1);
    for (const { unit, kpis } of items) {
      expect(sheets[0]?.value(unit.name, '在社区工作时间占比')).toBe(kpis.time_in_community?.value);
      expect(sheets[0]?.value(unit.name, '刑事立案同比：本期数')).toBe(
        kpis.criminal_case_change?.numerator,
      );
    }
  });

  it('of 2,586 stations fits the answer of a function', async () => {
    const { items: found } = await api.items.query({
      pk: `RANKING#${PERIOD}#0001#station#${PROVINCE}`,
    });
    const [first] = found;
    const row = JSON.parse(String(first?.json)) as RankingRow;
    const pk = `RANKING#2024-01#${padRevision(1)}#station#${PROVINCE}`;
    await keepRevision(api, { period: '2024-01', revision: 1, state: 'published', measures });
    await api.items.putAll(
      Array.from({ length: 2586 }, (_, at) => ({
        ...{ pk, sk: `${String(at + 10).padStart(6, '0')}#x` },
        json: JSON.stringify({
          ...row,
          unit: { ...row.unit, code: `41${at}`, name: `第${at}个街道派出所(演示)` },
          score: { value: 90 - at / 61, interval: [80 + at / 97, 91 + at / 89], grade: '良好' },
          ...{ expected: at + 1 / 3, topTenth: 1 / (at + 3), stability: 1 / (at + 7) },
        }),
      })),
    );
    const event = {
      rawPath: '/v1/rankings/2024-01',
      rawQueryString: 'level=station&format=xlsx',
      headers: {},
      isBase64Encoded: false,
      requestContext: {
        ...{ http: { method: 'GET', path: '/v1/rankings/2024-01' }, requestId: 'request-1' },
        authorizer: {
          jwt: {
            claims: { sub: 'x', fengqiao_unit: PROVINCE, fengqiao_role: 'viewer' },
          },
        },
      },
    };
    const answer = await answering(api.app)(event as unknown as HttpEvent);
    expect([answer.statusCode, answer.isBase64Encoded]).toEqual([200, true]);
    const bytes = Buffer.from(answer.body, 'base64');
    expect(bytes.byteLength).toBeLessThan(MAX_ANSWER_BYTES / 4);
    const [sheet] = await readBook(new Uint8Array(bytes));
    expect(sheet?.rows.length).toBeGreaterThan(2586);
  });
});

describe('lists as workbooks', () => {
  it('flags with their numbers, for reviewers, and without the rows that name officers', async () => {
    const found: FoundFlag[] = [
      {
        ...{ unit: STATION, flag: 'two_stations' },
        statistic: { officers: 2, officerDays: 12 },
        rows: [{ station: STATION, officer: 'P-77', otherStation: OTHER_STATION }],
      },
      { unit: OTHER_STATION, flag: 'above_95', statistic: { share: 0.97 }, rows: [{}] },
    ];
    const records = flagRecordsOf(PERIOD, 2, found);
    await api.items.putAll(flagItemsOf(records.map(({ record }) => record)));
    for (const { record, lines } of records) await api.lake.put(record.rows.key, lines);
    const review = { state: 'confirmed', note: '=HYPERLINK("http://x")' };
    const id = records[0]?.record.id;
    await api.send(`/v1/flags/${id}/review`, { method: 'POST', body: review });
    const url = `flags?period=${PERIOD}&format=xlsx`;
    const { sheets, name } = await book(url, { as: REVIEWER });
    expect(name).toBe('异常标记_舞钢市_2024年3月_第2版.xlsx');
    expect(sheets[0]?.rows).toHaveLength(2);
    expect(sheets[0]?.value('垭口街道', '依据')).toBe('涉及人数 2，人日 12');
    expect(sheets[0]?.value('垭口街道', '核查状态')).toBe('属实');
    expect(sheets[0]?.value('垭口街道', '核查说明')).toBe(review.note);
    const all = JSON.stringify(sheets.map(({ rows }) => rows));
    expect(all).not.toMatch(/P-77|administrator-1|昆阳/);
    expect((await api.send(`/v1/${url}`, { as: VIEWER })).status).toBe(403);
    const province = await book(url);
    expect(province.sheets[0]?.value('昆阳街道', '依据')).toBe('占比 97.0%');
  });

  it('appeals, and nobody’s account', async () => {
    const reason = '3月5日漏报已补';
    const body = { period: PERIOD, kpi: 'time_in_community', reason };
    const clerk: Account = { role: 'clerk', unit: STATION };
    const filed = await api.send('/v1/appeals', { method: 'POST', body, as: clerk });
    const { id } = await bodyOf(filed);
    const text = '@属实，建议采纳';
    const comment = { method: 'POST', body: { text }, as: REVIEWER };
    expect((await api.send(`/v1/appeals/${id}/comment`, comment)).status).toBe(200);
    const { sheets, name } = await book('appeals?format=xlsx', { as: VIEWER });
    expect(name).toBe('申诉_舞钢市.xlsx');
    const [sheet] = sheets;
    expect(sheet?.value('垭口街道', '事项')).toBe('在社区工作时间占比');
    expect(sheet?.value('垭口街道', '申诉理由')).toBe(reason);
    expect(sheet?.value('垭口街道', '状态')).toBe('上级已签署意见');
    expect([sheet?.value('垭口街道', '上级意见'), sheet?.format('垭口街道', '上级意见')]).toEqual([
      ...[text, '@'],
    ]);
    expect(JSON.stringify(sheets.map(({ rows }) => rows))).not.toMatch(/clerk-1|reviewer-1/);
    const ofPeriod = await book(`appeals?period=${PERIOD}&state=accepted&format=xlsx`);
    expect(ofPeriod.name).toBe('申诉_河南省_2024年3月.xlsx');
    expect(ofPeriod.sheets[0]?.rows).toHaveLength(1);
  });

  it('the ledger and the call-backs, and nobody’s account', async () => {
    const entry = { period: PERIOD, unit: STATION, kind: 'deduction', points: 2.5 };
    const body = { ...entry, reason: '台账不实', evidence: '=HYPERLINK("x")' };
    expect((await api.send('/v1/ledger', { method: 'POST', body })).status).toBe(201);
    const ledger = await book(`ledger?period=${PERIOD}&format=xlsx`, { as: VIEWER });
    expect(ledger.name).toBe('加减分与一票否决_舞钢市_2024年3月.xlsx');
    const [entries] = ledger.sheets;
    expect(entries?.value('垭口街道', '类别')).toBe('扣分');
    expect(entries?.value('垭口街道', '分值')).toBe(2.5);
    expect(entries?.value('垭口街道', '依据')).toBe(body.evidence);

    const drawn = { kind: 'visit', date: '2024-03-05', list: 'counts', ref: 'G-1' } as const;
    const samples = [STATION, OTHER_STATION].map((station) => ({ ...drawn, station, position: 3 }));
    await storeSample(api.items, PERIOD, samples, (station) => [station, COUNTY, PROVINCE]);
    const audits = await book(`audits?period=${PERIOD}&format=xlsx`, { as: REVIEWER });
    const [rows] = audits.sheets;
    expect(rows?.rows).toHaveLength(2);
    expect(rows?.value('垭口街道', '状态')).toBe('待回访');
    const all = JSON.stringify(
      [...ledger.sheets, ...audits.sheets].map(({ rows: cells }) => cells),
    );
    expect(all).not.toMatch(/administrator-1|reviewer-1/);
  });

  it('who is missing, and the counts of each county', async () => {
    const body = documentOf(STATION);
    await api.send('/v1/submissions', { method: 'POST', body });
    const { sheets, name } = await book(`submissions/missing?date=${body.date}&format=xlsx`, {
      as: VIEWER,
    });
    expect(name).toBe(`未报送单位_舞钢市_${body.date}.xlsx`);
    const [stations, counties] = sheets;
    expect(stations?.rows.slice(1).map((row) => row[0])).toEqual(['寺坡街道']);
    expect(stations?.value('寺坡街道', '日期')).toEqual(new Date(`${body.date}T00:00:00Z`));
    expect(counties?.value('舞钢市', '报送完整率')).toBe(0.5);
  });

  it('what reporting cost, county by county and in all', async () => {
    const url = 'burden?period=2024-04';
    const { items, total } = await json<{
      items: { unit: { name: string }; submissions: number }[];
      total: { submissions: number };
    }>(url);
    const { sheets, name } = await book(`${url}&format=xlsx`);
    expect(name).toBe('填报负担_河南省_2024年4月.xlsx');
    for (const { unit, submissions } of items) {
      expect(sheets[0]?.value(unit.name, '报送份数')).toBe(submissions);
    }
    expect(sheets[0]?.value('合计', '报送份数')).toBe(total.submissions);
    expect(sheets[0]?.value('叶县', '填报用时中位数(分钟)')).toMatch(/^—/);
  });

  it('what changed between two revisions, unit by unit and KPI by KPI', async () => {
    const url = `periods/${PERIOD}/differences?from=1&to=2&format=xlsx`;
    const { sheets, name } = await book(url, { as: REVIEWER });
    expect(name).toBe('版本差异_舞钢市_2024年3月_第2版.xlsx');
    const [units, kpis, days] = sheets;
    expect(units?.value('垭口街道', '原因')).toBe('数据更正');
    expect(units?.value('垭口街道', '更正站日数')).toBe(1);
    const time = kpis?.rows.find((row) => row[2] === '在社区工作时间占比');
    expect(time?.slice(0, 5)).toEqual(['垭口街道', STATION, '在社区工作时间占比', 0.85, 0.9]);
    const filed = kpis?.rows.find((row) => row[1] === COUNTY && row[2] === '刑事立案同比');
    expect(filed?.slice(3, 5)).toEqual([expect.any(Number), expect.stringMatching(/^—/)]);
    expect(days?.rows).toHaveLength(2);
    expect(days?.value('垭口街道', '报送版本(新)')).toBe(2);
    expect((await api.send(`/v1/${url}`, { as: VIEWER })).status).toBe(403);
  });

  it('stand in the API’s description beside JSON', async () => {
    const { paths } = await json<{
      paths: Record<string, { get?: { responses: Record<string, { content?: object }> } }>;
    }>('openapi.json');
    const exported = Object.entries(paths)
      .filter(([, { get }]) => get && XLSX in (get.responses['200']?.content ?? {}))
      .map(([path]) => path);
    expect(exported.sort()).toEqual([
      '/v1/appeals',
      '/v1/audits',
      '/v1/burden',
      '/v1/figures/{period}',
      '/v1/flags',
      '/v1/kpis',
      '/v1/ledger',
      '/v1/periods',
      '/v1/periods/{period}/differences',
      '/v1/periods/{period}/publications',
      '/v1/periods/{period}/revisions',
      '/v1/rankings/{period}',
      '/v1/rankings/{period}/kpis/{kpi}',
      '/v1/runs',
      '/v1/schemes',
      '/v1/schemes/{id}',
      '/v1/schemes/{id}/differences',
      '/v1/scorecards/{period}/{unit}',
      '/v1/scorecards/{period}/{unit}/grids',
      '/v1/scorecards/{period}/{unit}/kpis/{kpi}/evidence',
      '/v1/scorecards/{unit}',
      '/v1/submissions/missing',
      '/v1/submissions/template',
      '/v1/trail',
    ]);
  });
});
