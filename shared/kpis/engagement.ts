import type { Family } from './definition.ts';
import sql from './engagement.sql';

/** Work with the people. */
export const ENGAGEMENT: Family = {
  id: 'engagement',
  name: { zh: '走访服务', en: 'Engagement' },
  queries: [{ name: 'engagement', sql, rollUp: 'sum' }],
  fromSubmissions: true,
  kpis: [
    {
      id: 'household_visit_rate',
      name: { zh: '入户走访率', en: 'Household visit rate' },
      form: 'ratio',
      display: 'percent',
      numerator: { household_visits: 1 },
      denominator: { households: 1 },
      sampling: { kind: 'days', variance: 'household_visits_variance' },
      formula: { zh: '入户走访户次 ÷ 户数', en: 'households visited / households' },
      better: 'higher',
      target: null,
      source: '001',
    },
    {
      id: 'publicity_reach',
      name: { zh: '宣传覆盖率', en: 'Publicity reach' },
      form: 'ratio',
      display: 'percent',
      numerator: { people_reached: 1 },
      denominator: { population: 1 },
      sampling: { kind: 'days', variance: 'people_reached_variance' },
      formula: { zh: '宣传覆盖人次 ÷ 人口', en: 'people reached / population' },
      better: 'higher',
      target: null,
      source: '002',
    },
    {
      id: 'services_per_10k',
      name: { zh: '便民服务', en: 'Services delivered' },
      form: 'per_10k',
      display: 'number',
      numerator: { services_delivered: 1 },
      denominator: { population: 1 },
      sampling: { kind: 'days', variance: 'services_delivered_variance' },
      formula: {
        zh: '便民服务件次 ÷ 人口 × 10000',
        en: 'services delivered / population × 10,000',
      },
      better: 'higher',
      target: null,
      source: '001, 003',
    },
    {
      id: 'records_change',
      name: { zh: '信息采集同比', en: 'Records registered, year over year' },
      form: 'change',
      display: 'change',
      numerator: { records_registered: 1 },
      denominator: { records_registered_before: 1 },
      sampling: {
        kind: 'days',
        variance: 'records_registered_variance',
        varianceBefore: 'records_registered_before_variance',
      },
      formula: {
        zh: '(本期采集人、房、单位信息数 − 去年同期) ÷ 去年同期',
        en: '(persons, dwellings and businesses registered in the period − the same a year before) / the same a year before',
      },
      better: 'higher',
      target: '≥ 0 %',
      source: '002 +109 %, +12 %, +33 %',
    },
  ],
};
