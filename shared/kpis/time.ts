import type { Family, Kpi } from './definition.ts';
import sql from './time.sql';

const share = (
  id: string,
  zh: string,
  en: string,
  measure: string,
  words: { zh: string; en: string },
  products: { readonly yy: string; readonly xy: string },
  rest: Pick<Kpi, 'better' | 'target' | 'source'>,
): Kpi => ({
  id,
  name: { zh, en },
  form: 'ratio',
  display: 'percent',
  numerator: { [measure]: 1 },
  denominator: { working_minutes: 1 },
  formula: {
    zh: `${words.zh}分钟数 ÷ 除休假外全部活动分钟数`,
    en: `minutes ${words.en} / minutes of all activities but leave`,
  },
  sampling: { kind: 'clusters', n: 'time_officers', xx: 'working_working', ...products },
  ...rest,
});

/** Where officers' working time goes. */
export const TIME: Family = {
  id: 'time',
  name: { zh: '工作时间', en: 'Time' },
  queries: [{ name: 'time', sql, rollUp: 'sum' }],
  fromSubmissions: true,
  kpis: [
    {
      ...share(
        'time_in_community',
        '在社区工作时间占比',
        'Time in the community',
        'community_minutes',
        { zh: '在社区(村)活动', en: 'of activities in the community' },
        { yy: 'community_community', xy: 'working_community' },
        {
          better: 'higher',
          target: 'floor 60 %, meets 80 %, excels 85 %',
          source: '000 80 %, 004 85 %',
        },
      ),
      byRole: {
        community_officer: {
          numerator: { officers_community_minutes: 1 },
          denominator: { officers_working_minutes: 1 },
        },
        auxiliary: {
          numerator: { auxiliaries_community_minutes: 1 },
          denominator: { auxiliaries_working_minutes: 1 },
        },
      },
    },
    share(
      'diverted_time',
      '被抽调时间占比',
      'Diverted time',
      'diverted_minutes',
      { zh: '被抽调(值班、办案、专项行动)', en: 'of duty, casework and campaigns' },
      { yy: 'diverted_diverted', xy: 'working_diverted' },
      { better: 'lower', target: '≤ 10 %', source: '004' },
    ),
    share(
      'desk_time',
      '会议报表时间占比',
      'Desk time',
      'desk_minutes',
      { zh: '会议培训、报表内勤', en: 'of meetings and paperwork' },
      { yy: 'desk_desk', xy: 'working_desk' },
      { better: 'lower', target: '≤ 10 %', source: '004' },
    ),
  ],
};
