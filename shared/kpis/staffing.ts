import type { Family, Kpi } from './definition.ts';
import population from './population.sql';
import staffing from './staffing.sql';

const FROM_COUNTY_UP = ['county', 'city', 'province'] as const;

const share = {
  form: 'ratio',
  display: 'percent',
  better: 'higher',
  sampling: { kind: 'counted' },
} as const satisfies Partial<Kpi>;

/** Whether the officers are there. */
export const STAFFING: Family = {
  id: 'staffing',
  name: { zh: '警力配置', en: 'Staffing' },
  queries: [
    { name: 'population', sql: population, rollUp: 'sum' },
    { name: 'staffing', sql: staffing, rollUp: 'sum' },
  ],
  fromSubmissions: false,
  kpis: [
    {
      ...share,
      id: 'station_police_share',
      name: { zh: '派出所警力占比', en: 'Police in stations' },
      numerator: { station_police: 1 },
      denominator: { county_police: 1 },
      formula: { zh: '派出所警力 ÷ 全县警力', en: "stations' police / the county's police" },
      target: 'meets 40 %, excels 50 %',
      source: '004, 003 43.5 %',
      levels: FROM_COUNTY_UP,
    },
    {
      ...share,
      id: 'community_police_share',
      name: { zh: '社区民警占派出所警力比', en: 'Community police in stations' },
      numerator: { community_police: 1 },
      denominator: { station_police: 1 },
      formula: { zh: '社区民警 ÷ 派出所警力', en: "community police / stations' police" },
      target: 'meets 40 %, excels 50 %',
      source: '004, 003 43.9 %',
      levels: FROM_COUNTY_UP,
    },
    {
      ...share,
      id: 'grids_staffed',
      name: { zh: '一村(格)一警配备率', en: 'Grids with an officer' },
      numerator: { grids_staffed: 1 },
      denominator: { grids: 1 },
      formula: {
        zh: '花名册上有包联民辅警的村(社区)数 ÷ 村(社区)总数',
        en: 'grids that a roster row names / grids',
      },
      target: '100 %',
      source: '000, 004',
    },
    {
      ...share,
      id: 'office_standard',
      name: { zh: '警务室配备率', en: 'Police office standard' },
      numerator: { offices: 1 },
      denominator: { communities: 1, villages: 1 / 8 },
      formula: {
        zh: '警务室数 ÷ (社区数 + 村数 ÷ 8)',
        en: 'offices / (communities + villages ÷ 8)',
      },
      target: '100 %',
      source: '004',
      levels: FROM_COUNTY_UP,
    },
    {
      id: 'people_per_officer',
      name: { zh: '每名民辅警服务人口', en: 'People per officer' },
      form: 'ratio',
      display: 'number',
      numerator: { population: 1 },
      denominator: { officers: 1 },
      sampling: { kind: 'counted' },
      formula: {
        zh: '人口 ÷ 社区民警与辅警人数',
        en: 'population / community officers and auxiliaries',
      },
      better: 'lower',
      target: 'urban ≤ 3,000, rural ≤ 5,000',
      source: '004',
    },
  ],
};
