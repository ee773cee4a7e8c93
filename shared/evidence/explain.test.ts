import { describe, expect, it } from 'vitest';
import type { Measures } from '../kpis/evaluate.ts';
import { buildCard } from '../scorecards/build.ts';
import type { Card, KpiFigure } from '../scorecards/card.ts';
import { unitWithMeasures } from '../testing/scored.ts';
import { explain } from './explain.ts';
import { improvements } from './improve.ts';

const MEASURES: Measures = {
  ...{ working_minutes: 50_000, community_minutes: 36_150, diverted_minutes: 9_000 },
  ...{ grids: 10, grids_covered: 10, grid_days: 300, grid_days_present: 150, grids_staffed: 10 },
  ...{ disputes_opened: 40, disputes_resolved: 36, days_to_resolution: 216 },
  ...{ settled_in_village: 20, settled_in_town: 36, quota_officers: 10, officers_on_quota: 6 },
  ...{ items_raised: 20, items_closed: 20, population: 30_000, households: 9_000, officers: 10 },
  ...{ household_visits: 4_000, people_reached: 9_000, services_delivered: 300 },
  ...{ criminal_filed: 12, criminal_filed_before: 10, days_expected: 30, days_sent: 30 },
  ...{ days_on_time: 29, days_expected_before: 30, days_sent_before: 30 },
};

function cardOf(measures: Measures): Card {
  return buildCard({
    period: '2024-04',
    unit: unitWithMeasures({ code: '410481001000', level: 'station', parent: null }, measures),
    ...{ uncertainty: undefined, rankability: null, ranks: [], signals: {} },
    ...{ previous: undefined, yearAgo: undefined },
  });
}

const CARD = cardOf(MEASURES);

function said(id: string, card = CARD, other: Partial<KpiFigure> = {}) {
  const figure = card.kpis.find((kpi) => kpi.id === id);
  if (!figure) throw new Error(id);
  return explain({ ...figure, ...other }, card);
}

describe('an explanation', () => {
  it('tells value, counts, marks, score, weight and loss', () => {
    expect(said('time_in_community')).toEqual({
      zh: '在社区工作时间占比 72.3%（36,150 / 50,000），达标线 80%、优秀线 85%；得 49.2 分，占权重 19.4（办法规定 18），失 9.8 分。',
      en: 'Time in the community 72.3% (36,150 / 50,000); meets 80%, excels 85%; scores 49.2 at weight 19.4 (18 in the scheme), 9.8 points lost.',
    });
    expect(said('follow_up_rate').zh).toContain('未失分');
  });

  it('tells a change with its two counts and its interval', () => {
    const { zh, en } = said('criminal_case_change', CARD, { interval: [-0.5, 1.9] });
    expect(zh).toBe(
      '刑事立案同比 +20.0%（10 → 12，95%区间 −50.0% 至 +190.0%）：受限指标，只监测、不计分，以免少立案、不如实立案。',
    );
    expect(en).toContain('+20.0% (10 → 12, 95% interval −50.0% to +190.0%): restricted');
  });

  it('says why a KPI dropped out and who carries its weight', () => {
    expect(said('hazard_fix_rate').zh).toMatch(
      /^隐患整改率 —（0 \/ 0）：分母为零，不计分；其权重 \d+ 由同类指标（件件有回声）按比例分担。$/,
    );
    const { zh, en } = said('awareness_rate');
    expect(zh).toContain('由其余各类指标按比例分担');
    expect(en).toContain('its denominator is zero, so it is not scored; its weight of');
    const few = cardOf({ ...MEASURES, disputes_opened: 2, disputes_resolved: 1 });
    expect(said('dispute_resolution_rate', few).zh).toContain(
      '数量低于考核办法规定的最少数，不计分',
    );
    const unfair = said('records_change', CARD, { dropped: 'base_incomplete' });
    expect(unfair.zh).toContain('去年同期报送完整率低于80%');
    const watched = said('criminal_case_change', CARD, { note: 'base_incomplete', score: null });
    expect(watched.zh).toMatch(
      /^刑事立案同比 —（\d+ → \d+），去年同期报送完整率低于80%，不能比较：受限指标/,
    );
  });

  it('names the approval of a restricted KPI that is scored, and the shrunken value', () => {
    const approvals = [
      { kpi: 'criminal_case_change', by: '省厅', on: '2024-01-02', legalBasis: '示例文号' },
    ];
    const scored = { score: 40, weight: 5, lost: 3, scored: 0.08, shrunken: 0.08 };
    const figure = CARD.kpis.find(({ id }) => id === 'criminal_case_change');
    if (!figure) throw new Error('no figure');
    const { zh, en } = explain({ ...figure, ...scored }, { ...CARD, approvals });
    expect(zh).toContain('按向同类组常态收缩后的 +8.0% 计分');
    expect(zh).toContain('受限指标，经省厅于2024-01-02批准计分（示例文号）');
    expect(en).toContain('with the approval of 省厅 of 2024-01-02');
  });

  it('has words for every KPI', () => {
    for (const { id } of CARD.kpis) {
      const { zh, en } = said(id);
      expect(zh).toMatch(/。$/);
      expect(en).not.toMatch(/undefined|null|NaN/);
    }
  });
});

describe('improvements', () => {
  it('are the three with most to gain, one of those that share rows, none restricted', () => {
    const found = improvements(CARD);
    expect(found).toHaveLength(3);
    const families = found.map(({ kpi }) => CARD.kpis.find(({ id }) => id === kpi)?.family);
    expect(families).toContain('time');
    expect(families).toContain('disputes');
    expect(new Set(families.filter((name) => name !== 'engagement')).size).toBeGreaterThan(1);
    const gains = found.map(({ gain }) => gain);
    expect(gains).toEqual(gains.toSorted((a, b) => b - a));
    expect(found.map(({ kpi }) => kpi)).not.toContain('criminal_case_change');
  });

  it('say how much is needed, in whole units', () => {
    const time = improvements(CARD).find(({ kpi }) => kpi === 'time_in_community');
    expect(time).toMatchObject({ from: 0.723, to: 0.85, needed: 6_350 });
    expect(time?.words).toEqual({
      zh: '在社区工作时间占比从 72.3% 提高到 85%，可增加 9.8 分，需把 6,350 分钟其他工作转为社区工作。',
      en: 'Raise “Time in the community” from 72.3% to 85% for 9.8 points more; move 6,350 minutes of other work into the community.',
    });
    const diverted = cardOf({ ...MEASURES, community_minutes: 45_000 });
    const less = improvements(diverted).find(({ kpi }) => kpi === 'diverted_time');
    expect(less).toMatchObject({ from: 0.18, needed: -4_000 });
    expect(less?.words.zh).toContain('需减少 4,000 分钟被抽调时间，转为社区工作。');
    expect(less?.words.en).toContain('; move 4,000 diverted minutes into the community.');
  });

  it('count one as one, and station-days as such', () => {
    const card = cardOf({ ...MEASURES, grids_covered: 9, days_expected: 60 });
    const wordsFor = (id: string) =>
      improvements({ ...card, kpis: card.kpis.filter((kpi) => kpi.id === id) })[0]?.words;
    expect(wordsFor('grid_coverage')?.en).toContain('; it takes 1 more grid covered.');
    expect(wordsFor('completeness')?.zh).toMatch(/，需再增加 \d+ 个站日的报送。$/);
  });

  it('say what rates are of, and people in whole numbers', () => {
    expect(said('services_per_10k').zh).toContain('便民服务 每万人 100.0（300 / 30,000）');
    expect(said('disputes_opened').en).toContain('Disputes found 13.3 per 10,000 (40 / 30,000)');
    const { zh, en } = said('people_per_officer', cardOf({ ...MEASURES, population: 40_005 }));
    expect(zh).toMatch(/每名民辅警服务人口 4,001（40,005 \/ 10），.*目标 3,000；/);
    expect(en).not.toMatch(/4,000\.5|3,000\.0/);
  });
});
