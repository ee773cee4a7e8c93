import { describe, expect, it } from 'vitest';
import type { Scorecard } from '../scorecards/card.ts';
import { kpiSentence, signalSentence } from './headline.ts';
import { baselineBefore, baselineYearAgo, movementWords } from './movement.ts';
import { overallSection } from './overall.ts';
import { rankSpan, scopeName, unitName, unitsOf } from './places.ts';
import { BAND, card, figure } from './testing.ts';
import { flagCounts, ledgerSection, trustSection } from './trust.ts';

const COUNTY = { name: '舞钢市(演示)', level: 'county' };
const [BEFORE, YEAR_AGO] = [baselineBefore('2026-10'), baselineYearAgo('2026-10')];
const CONTEXT = { unit: COUNTY, setBy: 'province', before: BEFORE, yearAgo: YEAR_AGO } as const;

const say = (
  id: string,
  of: Parameters<typeof figure>[1],
  unit: { readonly name: string; readonly level: string } = COUNTY,
) => kpiSentence(figure(id, of), { ...CONTEXT, unit })?.words;

describe('a KPI in a sentence', () => {
  it('says the share, how it moved and whether it meets the standard', () => {
    const time = { value: 0.843, previous: 0.837, target: BAND };
    expect(say('time_in_community', { ...time, interval: [0.83, 0.85] })?.zh).toBe(
      '全市派出所社区民辅警在社区工作时间占比84.3%，较上月上升0.6个百分点，达到80%的省定标准。',
    );
    const station = { name: '庙街乡', level: 'station' };
    const low = { value: 0.794, target: BAND, interval: [0.77, 0.81] as [number, number] };
    expect(say('time_in_community', low, station)).toEqual({
      zh: '本所社区民辅警在社区工作时间占比79.4%，未达到80%的省定标准（与标准无显著差别）。',
      en: '庙街乡 station: community officers’ and auxiliaries’ working time in the community: 79.4%, misses the provincial standard of 80% (not distinguishable from it).',
    });
  });

  it('says both counts of a change, and whether it is more than chance', () => {
    const fewer = { numerator: 49, denominator: 57, value: -8 / 57 };
    expect(say('criminal_case_change', { ...fewer, interval: [-0.42, 0.27] })).toEqual({
      zh: '全市刑事立案49起，同比下降14.0%（57 → 49），与去年同期无显著差别。',
      en: '舞钢市: criminal cases filed: 49, down 14.0% on a year before (57 → 49), not distinguishable from a year before.',
    });
    expect(say('criminal_case_change', { ...fewer, interval: [-0.42, -0.01] })?.zh).toBe(
      '全市刑事立案49起，同比下降14.0%（57 → 49）。',
    );
    const equal = { numerator: 7, denominator: 7, value: 0 };
    expect(say('theft_change', { ...equal, interval: [-0.6, 1.4] })?.zh).toBe(
      '全市盗窃立案7起，同比持平（7 → 7）。',
    );
  });

  it('computes no change against a year of which too little was reported', () => {
    const rolledOut = { numerator: 181, denominator: 40, value: 3.525, note: 'base_incomplete' };
    expect(say('criminal_case_change', { ...rolledOut, interval: [2.2, 5.5] })).toEqual({
      zh: '全市刑事立案181起，去年同期40起，但报送不足80%，不计算同比。',
      en: '舞钢市: criminal cases filed: 181, 40 a year before, when less than 80% was submitted, so no change is computed.',
    });
  });

  it('says why there is no value, and never zero for it', () => {
    const from = { numerator: 3, denominator: 0, value: null, note: 'new' };
    expect(say('theft_change', from)?.zh).toBe('全市盗窃立案3起，去年同期0起，不计算同比。');
    const none = { numerator: 0, denominator: 0, value: null, note: 'not_applicable' };
    expect(say('dispute_resolution_rate', none)?.zh).toBe(
      '全市矛盾纠纷化解率没有数值：分母为零，不适用。',
    );
    const part = { numerator: 9, denominator: 10, value: 0.9, note: 'incomplete' };
    expect(say('follow_up_rate', part)?.zh).toBe(
      '全市群众反映事项办结率90.0%（提出10件，办结9件），报送不足80%，数值不完整。',
    );
  });

  it('names the counts behind a rate, the roles and the best standard', () => {
    const found = { numerator: 620, denominator: 297_148, value: 20.865 };
    expect(say('disputes_opened', found)?.zh).toBe('全市排查矛盾纠纷620起，每万人20.9起。');
    const roles = {
      community_officer: { numerator: 0, denominator: 1, value: 0.8509 },
      auxiliary: { numerator: 0, denominator: 1, value: 0.8511 },
    };
    expect(say('time_in_community', { value: 0.851, target: BAND, byRole: roles })?.zh).toBe(
      '全市派出所社区民辅警在社区工作时间占比85.1%（其中社区民警85.1%、辅警85.1%），达到80%的省定标准和85%的优秀标准。',
    );
    const diverted = { value: 0.087, target: { floor: 0.3, target: 0.1 } };
    expect(say('diverted_time', diverted)?.zh).toBe(
      '全市被抽调从事其他工作的时间占比8.7%，控制在10%的省定标准以内。',
    );
    expect(say('diverted_time', { ...diverted, value: 0.12 })?.zh).toContain('超过10%的省定标准');
  });

  it('tells of a trend only where there is more than the usual variation', () => {
    expect(say('grid_presence', { value: 0.5, signal: 'improving' })?.zh).toContain(
      '近期好转，超出正常波动',
    );
    expect(say('grid_presence', { value: 0.5, signal: 'none' })?.zh).not.toContain('波动');
    const all = [
      figure('grid_presence', { signal: 'improving' }),
      figure('follow_up_rate', { signal: 'deteriorating' }),
      figure('satisfaction_rate', { signal: 'none' }),
      figure('disputes_opened', { signal: 'none' }),
    ];
    expect(signalSentence(all)[0]?.words.zh).toBe(
      '天天见警近期好转，件件有回声近期变差，超出正常波动，其余有控制图的指标升降均属正常波动。',
    );
    expect(signalSentence([figure('satisfaction_rate', { signal: 'none' })])[0]?.words.zh).toBe(
      '以上有控制图的指标，本期升降均属正常波动。',
    );
    expect(signalSentence([figure('satisfaction_rate')])).toEqual([]);
  });
});

describe('how values move', () => {
  const kpi = { display: 'percent' } as Parameters<typeof movementWords>[0];
  it.each([
    // 84.35 and 84.24 print as 84.4 and 84.2, which differ by 0.2: the difference is rounded once.
    [0.8424, 0.8435, '较上月上升0.1个百分点', 'up 0.1 percentage points on the month before'],
    [0.8435, 0.8424, '较上月下降0.1个百分点', 'down 0.1 percentage points on the month before'],
    [0.843, 0.8434, '与上月基本持平', 'hardly changed from the month before'],
    [0.843, 0.843, '与上月持平', 'unchanged from the month before'],
  ])('%f → %f', (from, to, zh, en) => {
    expect(movementWords(kpi, from, to, BEFORE, 'zh')).toBe(zh);
    expect(movementWords(kpi, from, to, BEFORE, 'en')).toBe(en);
  });

  it('are held against the period before and the same a year before', () => {
    expect(baselineBefore('2026-01')).toMatchObject({ period: '2025-12', zh: '上月' });
    expect(baselineBefore('2026-Q1')).toMatchObject({ period: '2025-Q4', zh: '上季度' });
    expect(baselineYearAgo('2026-Q1')).toMatchObject({ period: '2025-Q1', en: 'Q1 2025' });
    // A year to date is longer than the one before it, and a year's year before is the one before.
    expect([baselineBefore('2026-04-ytd'), baselineYearAgo('2026')]).toEqual([null, null]);
    expect(movementWords('score', 90, null, BEFORE, 'zh')).toBeNull();
    expect(movementWords('score', 94.4, 95, BEFORE, 'zh')).toBe('较上月上升0.6分');
  });
});

describe('how a unit stands', () => {
  const rank: Scorecard['ranks'][number] = {
    ...{ within: '410400000000', rank: 3, of: 10, interval: [2, 6], expected: 3.4 },
    ...{ scope: 'parent', echelon: 'first', distinguishable: false },
    ...{ topTenth: 0, bottomTenth: 0, stability: 1 },
  };
  const above = [{ code: '410400000000', name: '平顶山市(演示)', level: 'city' }];
  const input = {
    ...{ above, before: BEFORE, yearAgo: YEAR_AGO, previousScore: null, yearAgoScore: null },
    card: card({ ranks: [rank] }),
  };
  const zhOf = (of: typeof input) => overallSection(of).sentences.map(({ words }) => words.zh);

  it('by score, rank and how much was reported', () => {
    expect(zhOf(input)).toEqual([
      '2026年10月，舞钢市社区警务考核得分95.0分，等级为优秀，扣除偶然波动，真实水平约在93.0至95.5分之间。',
      '在平顶山市10个县(市、区)中列第3名，名次约在第2至第6之间，属第一方阵，与相邻方阵无显著差别。',
      '应报434站日，已报431站日，完整率99.3%，其中按时419站日。',
    ]);
  });

  it('against the period before, as far as the intervals tell them apart', () => {
    const past = (value: number, interval: [number, number]) => ({
      ...{ period: '2026-09', value, interval },
    });
    const sentence = (previous: ReturnType<typeof past>) =>
      overallSection({ ...input, previousScore: previous }).sentences.find(
        ({ id }) => id === 'overall.movement',
      )?.words.zh;
    expect(sentence(past(96, [93, 97]))).toBe(
      '得分较上月下降1.0分（得分区间重叠，不一定是真实变化）。',
    );
    expect(sentence(past(80, [78, 82]))).toBe('得分较上月上升15.0分。');
    expect(sentence(past(94.98, [93, 97]))).toBe('得分与上月持平。');
  });

  it('says of a draft what it is, and holds positions back where they mislead', () => {
    const vague = { ...rank, rank: null };
    const draft = card({ state: 'draft', positions: 'withheld', ranks: [vague] });
    const words = zhOf({ ...input, card: draft });
    expect(words[0]).toBe('本版本为草稿，尚未公布，不得对外引用。');
    expect(words.join('')).not.toContain('列第');
    expect(words).toContain('各单位得分的差异大多是偶然造成的，只列方阵，不列名次。');
    const apart = card({ unranked: 'incomplete', ranks: [] });
    expect(zhOf({ ...input, card: apart }).join('')).toContain('不参加排名');
  });
});

describe('places', () => {
  it('are called as people call them', () => {
    const names = ['河南省', '平顶山市', '叶县', '舞钢市(演示)', '卫东区', '垭口'];
    const levels = ['province', 'city', 'county', 'county', 'county', 'station'];
    expect(names.map((name, at) => scopeName({ name, level: levels[at] ?? '' }, 'zh'))).toEqual([
      ...['全省', '全市', '全县', '全市', '全区', '本所'],
    ]);
    const station = { name: '寺坡派出所', level: 'station' };
    expect([unitName(station, 'zh'), unitName(COUNTY, 'en')]).toEqual(['寺坡派出所', '舞钢市']);
    expect([unitsOf('county', 2586, 'zh'), unitsOf('city', 1, 'en')]).toEqual([
      ...['2,586个县(市、区)', '1 city'],
    ]);
    expect([rankSpan([14, 14], 'zh'), rankSpan([2, 6], 'en')]).toEqual([
      ...['名次约为第14', 'rank about 2 to 6'],
    ]);
  });
});

describe('whether it can be trusted', () => {
  const flags = flagCounts([
    { unit: 'a', flag: 'jump', state: 'open', name: { zh: '突升', en: 'Jump' } },
    { unit: 'a', flag: 'above_95', state: 'confirmed', name: null },
    { unit: 'b', flag: 'jump', state: 'dismissed', name: { zh: '突升', en: 'Jump' } },
  ]);

  it('counts flags for those who may see them', () => {
    expect(flags).toMatchObject({ flags: 3, stations: 2, open: 1, confirmed: 1, dismissed: 1 });
    expect(trustSection(null, flags).sentences[0]?.words.zh).toBe(
      '发现数据异常标记3项，涉及2个派出所（“突升”2项、“above_95”1项）：待核查1项，属实1项，不属实1项。',
    );
    expect(trustSection(null, null).sentences).toEqual([]);
  });

  it('says what call-backs came to', () => {
    const audit = {
      ...{ sampled: 40, confirmed: 29, wrong: 1, notReachable: 4, share: 29 / 30 },
      interval: [0.833, 0.994] as [number, number],
    };
    expect(trustSection(audit, null).sentences[0]?.words.zh).toBe(
      '回访核查抽样40件，联系上30件，核实29件，核实率96.7%（95%区间83.3%至99.4%），联系不上4件。',
    );
  });

  it('gives the reasons of what persons decided', () => {
    const unit = { code: '1', name: '垭口街道', level: 'station' };
    const common = { unit, evidence: '', decidedAt: '' };
    const section = ledgerSection([
      { ...common, kind: 'veto', points: null, gradeCap: '达标', reason: '有案不立。' },
      { ...common, kind: 'deduction', points: 1.5, gradeCap: null, reason: '回访不实' },
    ]);
    expect(section.sentences.map(({ words }) => words.zh)).toEqual([
      '垭口街道派出所：一票否决（等级最高为达标），有案不立。',
      '垭口街道派出所：扣1.5分，回访不实。',
    ]);
    expect(ledgerSection([]).sentences[0]?.words.zh).toBe('本期没有一票否决、扣分和加分。');
  });
});
