import type { Family, Kpi } from './definition.ts';
import sql from './disputes.sql';

const COHORT = { disputes_opened: 1 };
const RESOLVED = { disputes_resolved: 1 };

const ratio = {
  form: 'ratio',
  display: 'percent',
  sampling: { kind: 'share' },
} as const satisfies Partial<Kpi>;

/** Disputes found early, settled, and settled close to home. */
export const DISPUTES: Family = {
  id: 'disputes',
  name: { zh: '矛盾纠纷', en: 'Disputes' },
  queries: [{ name: 'disputes', sql, rollUp: 'sum' }],
  fromSubmissions: true,
  kpis: [
    {
      id: 'disputes_opened',
      name: { zh: '矛盾纠纷排查数', en: 'Disputes found' },
      form: 'per_10k',
      display: 'number',
      numerator: COHORT,
      denominator: { population: 1 },
      sampling: { kind: 'rate' },
      formula: {
        zh: '期内排查矛盾纠纷数 ÷ 人口 × 10000',
        en: 'disputes opened in the period / population × 10,000',
      },
      better: null,
      target: null,
      source: '002, 004',
    },
    {
      ...ratio,
      id: 'dispute_resolution_rate',
      name: { zh: '矛盾纠纷化解率', en: 'Dispute resolution rate' },
      numerator: RESOLVED,
      denominator: COHORT,
      formula: {
        zh: '期内排查、期末后7日内最后状态为已化解且未转化的纠纷数 ÷ 期内排查纠纷数',
        en: 'disputes opened in the period whose last event by the end of grace is resolved / disputes opened in the period',
      },
      better: 'higher',
      target: 'meets 95 %, excels 97 %',
      source: '002 97 %',
    },
    {
      ...ratio,
      id: 'dispute_escalation_rate',
      name: { zh: '矛盾纠纷转化率', en: 'Dispute escalation rate' },
      numerator: { disputes_escalated: 1 },
      denominator: COHORT,
      formula: {
        zh: '期内排查、期末后7日内转为案件或上访的纠纷数 ÷ 期内排查纠纷数',
        en: 'disputes opened in the period with an escalated event by the end of grace / disputes opened in the period',
      },
      better: 'lower',
      target: '≤ 3 %',
      source: '004',
      restricted: true,
    },
    {
      id: 'dispute_days',
      name: { zh: '化解平均用时', en: 'Days to resolution' },
      form: 'ratio',
      display: 'days',
      numerator: { days_to_resolution: 1 },
      denominator: RESOLVED,
      sampling: { kind: 'mean', squares: 'days_to_resolution_squared' },
      formula: {
        zh: '从排查到最后一次化解的天数之和 ÷ 已化解纠纷数',
        en: 'days from opened to the last resolved / disputes of the resolution numerator',
      },
      better: 'lower',
      target: '≤ 7 days',
      source: '004',
    },
    {
      ...ratio,
      id: 'settled_in_village',
      name: { zh: '小事不出村', en: 'Settled in the village' },
      numerator: { settled_in_village: 1 },
      denominator: RESOLVED,
      formula: {
        zh: '在警务工作站(村)或中心警务室化解的纠纷数 ÷ 已化解纠纷数',
        en: 'resolved disputes whose last resolved event has level post or office / resolved disputes',
      },
      better: 'higher',
      target: null,
      source: '001',
    },
    {
      ...ratio,
      id: 'settled_in_town',
      name: { zh: '大事不出镇、矛盾不上交', en: 'Settled in the town' },
      numerator: { settled_in_town: 1 },
      denominator: RESOLVED,
      formula: {
        zh: '在村、警务室或派出所化解的纠纷数 ÷ 已化解纠纷数',
        en: 'the same with level post, office or station / resolved disputes',
      },
      better: 'higher',
      target: '95 %',
      source: '001, 004',
    },
    {
      ...ratio,
      id: 'officers_on_quota',
      name: { zh: '每月化解 5 起达标率', en: 'Officers on quota' },
      numerator: { officers_on_quota: 1 },
      denominator: { quota_officers: 1 },
      formula: {
        zh: '期内排查并化解纠纷每月达5起的社区民警数 ÷ 花名册社区民警数',
        en: 'officers with 5 disputes a month opened in the period and resolved by the end of grace / community officers of the roster',
      },
      better: 'higher',
      target: '80 %',
      source: '002',
    },
  ],
};
