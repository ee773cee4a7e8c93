import type { Family } from './definition.ts';
import sql from './reporting.sql';

/** Whether the daily submission comes, and in time. */
export const REPORTING: Family = {
  id: 'reporting',
  name: { zh: '报送', en: 'Reporting' },
  queries: [{ name: 'reporting', sql, rollUp: 'sum' }],
  fromSubmissions: false,
  kpis: [
    {
      id: 'completeness',
      name: { zh: '报送完整率', en: 'Completeness' },
      form: 'ratio',
      display: 'percent',
      numerator: { days_sent: 1 },
      denominator: { days_expected: 1 },
      sampling: { kind: 'counted' },
      formula: {
        zh: '已报送的所日数 ÷ 应报送的所日数',
        en: 'station-days with a submission / station-days expected',
      },
      better: 'higher',
      target: '100 %',
      source: '001',
    },
    {
      id: 'timeliness',
      name: { zh: '报送及时率', en: 'Timeliness' },
      form: 'ratio',
      display: 'percent',
      numerator: { days_on_time: 1 },
      denominator: { days_expected: 1 },
      sampling: { kind: 'counted' },
      formula: {
        zh: '首次报送在次日12时前的所日数 ÷ 应报送的所日数',
        en: 'station-days whose first revision was on time / station-days expected',
      },
      better: 'higher',
      target: '95 %',
      source: '001',
    },
  ],
};
