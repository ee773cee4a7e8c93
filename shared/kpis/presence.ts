import type { Family } from './definition.ts';
import sql from './presence.sql';

/** Whether every village sees its officer. */
export const PRESENCE: Family = {
  id: 'presence',
  name: { zh: '见警情况', en: 'Presence' },
  queries: [{ name: 'presence', sql, rollUp: 'sum' }],
  fromSubmissions: true,
  kpis: [
    {
      id: 'grid_coverage',
      name: { zh: '村村有警', en: 'Grid coverage' },
      form: 'ratio',
      display: 'percent',
      numerator: { grids_covered: 1 },
      denominator: { grids: 1 },
      sampling: { kind: 'share' },
      formula: {
        zh: '期内有民辅警工作的村(社区)数 ÷ 村(社区)总数',
        en: 'grids with any minutes in the community in the period / grids',
      },
      better: 'higher',
      target: '100 %',
      source: '000, 003',
    },
    {
      id: 'grid_presence',
      name: { zh: '天天见警', en: 'Grid presence' },
      form: 'ratio',
      display: 'percent',
      numerator: { grid_days_present: 1 },
      denominator: { grid_days: 1 },
      sampling: {
        kind: 'clusters',
        n: 'grids',
        yy: 'present_present',
        xy: 'days_present',
        xx: 'days_days',
      },
      formula: {
        zh: '有民辅警工作的村(社区)日数 ÷ 村(社区)数 × 天数',
        en: 'distinct grid and day with minutes in the community / grids × days',
      },
      better: 'higher',
      target: 'meets 50 %, excels 80 %',
      source: '001, 004',
    },
  ],
};
