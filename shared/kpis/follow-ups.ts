import type { Family } from './definition.ts';
import sql from './follow_ups.sql';

/** Whether what people raise is answered. */
export const FOLLOW_UPS: Family = {
  id: 'follow_ups',
  name: { zh: '件件有回声', en: 'Follow-ups' },
  queries: [{ name: 'follow_ups', sql, rollUp: 'sum' }],
  fromSubmissions: true,
  kpis: [
    {
      id: 'follow_up_rate',
      name: { zh: '件件有回声', en: 'Follow-up rate' },
      form: 'ratio',
      display: 'percent',
      numerator: { items_closed: 1 },
      denominator: { items_raised: 1 },
      sampling: { kind: 'share' },
      formula: {
        zh: '期内提出、期末后7日内办结的事项数 ÷ 期内提出的事项数',
        en: 'items raised in the period and closed by the end of grace / items raised in the period',
      },
      better: 'higher',
      target: '100 %',
      source: '001',
    },
    {
      id: 'hazard_fix_rate',
      name: { zh: '隐患整改率', en: 'Hazard fix rate' },
      form: 'ratio',
      display: 'percent',
      numerator: { hazards_closed: 1 },
      denominator: { hazards_raised: 1 },
      sampling: { kind: 'share' },
      formula: {
        zh: '期内发现、期末后7日内整改的隐患数 ÷ 期内发现的隐患数',
        en: 'hazards raised in the period and closed by the end of grace / hazards raised in the period',
      },
      better: 'higher',
      target: '95 %',
      source: '004',
    },
  ],
};
