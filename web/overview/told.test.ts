import { describe, expect, it } from 'vitest';
import type { KpiDefinition, KpiFigure, Trend, Trends } from '../api.ts';
import { answerOf, chartTold, judged, LEAD, previousTold, targetTold, trendsOf } from './told.ts';
import { overviewWordsOf } from './words.ts';

const zh = overviewWordsOf('zh');
const en = overviewWordsOf('en');
const DEFINITION: KpiDefinition = {
  id: LEAD,
  family: { id: 'time', name: { zh: '工作时间', en: 'Time' } },
  name: { zh: '在社区工作时间占比', en: 'Time in the community' },
  formula: { zh: '', en: '' },
  form: 'ratio',
  display: 'percent',
  better: 'higher',
  target: null,
  source: '000',
  levels: ['province'],
  restricted: false,
};
const BAND = { floor: 0.6, meets: 0.8, excels: 0.85 };

function figure(value: number | null, interval: [number, number] | null): KpiFigure {
  return {
    ...{ id: LEAD, family: 'time', numerator: 1, denominator: 2, value, interval },
    ...{ shrunken: null, scored: value, score: null, weight: 1, schemeWeight: 1, lost: null },
    ...{ target: BAND, function: 'band', previous: null, yearAgo: null, signal: null, rule: null },
    ...{ assurance: null, note: null, dropped: null, explanation: { zh: '', en: '' } },
  };
}

describe('the answer', () => {
  const answer = (value: number | null, interval: [number, number] | null) =>
    answerOf('河南省', '2026年10月', figure(value, interval), DEFINITION, 'zh', zh);

  it('says whether the standard is met, and whether chance might explain it', () => {
    expect(answer(0.843, [0.83, 0.849])).toBe(
      '河南省2026年10月：派出所在社区时间84.3%，达到80%的标准',
    );
    expect(answer(0.79, [0.78, 0.81])).toBe(
      '河南省2026年10月：派出所在社区时间79.0%，未达到80%的标准(在误差范围内)',
    );
    expect(answer(0.87, [0.86, 0.88])).toContain('达到85%的优秀标准');
    expect(answer(0.87, [0.84, 0.88])).toContain('误差范围内');
  });

  it('shows no zero where there is no value', () => {
    expect(answer(null, null)).toBe('河南省2026年10月：没有在社区时间的数值');
    expect(answerOf('河南省', '2026年10月', undefined, undefined, 'zh', zh)).not.toContain('0%');
  });
});

it('holds a KPI that should be low against a mark from below', () => {
  const target = { floor: 0.3, target: 0.1 };
  const held = (value: number) => judged({ value, interval: null, target }, 'lower')?.verdict;
  expect(held(0.1)).toBe('met');
  expect(held(0.11)).toBe('missed');
  expect(judged({ value: 0.5, interval: null, target: null }, 'lower')).toBeUndefined();
  expect(judged({ value: 0.5, interval: null, target }, null)).toBeUndefined();
});

it('tells the target in words', () => {
  const told = targetTold(figure(0.82, [0.79, 0.84]), DEFINITION, 'zh', zh);
  expect(told).toEqual({ marks: '达标80% · 优秀85%', verdict: '达标 · 在误差范围内' });
});

it('tells the difference of shares in points, rounded once, and no sign of a zero', () => {
  const told = (value: number | null, previous: number | null) =>
    previousTold({ value, previous }, DEFINITION, 'zh', zh);
  expect(told(0.84, 0.829)).toBe('较上期+1.1个百分点');
  expect(told(0.829, 0.84)).toBe('较上期−1.1个百分点');
  expect(told(0.8204, 0.82)).toBe('与上期持平');
  // Half a tenth of a point is rounded up as it is in the API's own words.
  expect(told(0.8005, 0.8)).toBe('较上期+0.1个百分点');
  expect(told(0.82, null)).toBe('上期没有公布的数据');
  const change = { ...DEFINITION, form: 'change', display: 'change' } as const;
  expect(previousTold({ value: 0.1, previous: null }, change, 'zh', zh)).toBeUndefined();
});

it('takes months only with the card that they belong to', () => {
  const unit = { code: '410000000000', name: '河南省', level: 'province', parent: null } as const;
  const month = { revision: 1, score: null, ranks: [] };
  const value: Trends = {
    ...{ unit, items: [], next: null },
    months: ['2026-09', '2026-10'].map((period) => ({ period, ...month })),
  };
  const card = { period: '2026-10', unit };
  expect(trendsOf(card, { value, loading: false })).toBe(value);
  expect(trendsOf(card, { value, loading: true })).toBeUndefined();
  expect(trendsOf({ ...card, period: '2026-09' }, { value, loading: false })).toBeUndefined();
  const other = { ...card, unit: { code: '410400000000' } };
  expect(trendsOf(other, { value, loading: false })).toBeUndefined();
  expect(trendsOf(card, { value: undefined, loading: false })).toBeUndefined();
});

describe('the control chart in words', () => {
  const POINT = { value: 0.8, numerator: 8, denominator: 10, note: null, lower: 0, upper: 1 };
  const trend = (
    cause: Trend['points'][number]['cause'],
    chart: Trend['chart'] = 'xmr',
  ): Pick<Trend, 'chart' | 'signal' | 'assurance' | 'points'> => ({
    ...{ chart, signal: null, assurance: 'by_chance', points: [{ ...POINT, cause }] },
  });

  it('says which way is good', () => {
    const high = trend({ rule: 'outside_limits', direction: 'high' });
    const told = (better: KpiDefinition['better']) =>
      chartTold(high, { better, form: 'ratio' }, zh);
    expect(told('higher')).toEqual({
      text: '好转(超出控制限) · 能否达标有偶然性',
      tone: 'better',
    });
    expect(chartTold(high, { better: 'higher', form: 'ratio' }, en).text).toBe(
      'improving (outside the control limits) · met or missed by chance',
    );
    expect(told('lower').tone).toBe('worse');
    expect(told(null)).toEqual({ text: '偏高(超出控制限) · 能否达标有偶然性', tone: 'quiet' });
    expect(chartTold(trend(null), DEFINITION, zh).text).toBe('属正常波动 · 能否达标有偶然性');
  });

  it('judges nothing without a chart', () => {
    const told = (form: KpiDefinition['form']) =>
      chartTold(trend(null, null), { better: 'lower', form }, zh).text;
    expect(told('ratio')).toBe('不足10个月，暂不判断');
    expect(told('change')).toBe('同比指标不作控制图');
    const gone = { ...trend(null), points: [{ ...POINT, value: null, cause: null }] };
    expect(chartTold(gone, DEFINITION, zh).text).toBe('本期不在控制图中');
  });
});
