import type { Level } from '../units/tree.ts';
import type { Family } from './definition.ts';
import sql from './leadership.sql';

const LEVELS = ['county', 'city'] as const;

/** Required a year: visits to contact points and consultations (004). */
const REQUIRED_A_YEAR = {
  city: { leader_visits_required: 8, consultations_required: 6 },
  county: { leader_visits_required: 12, consultations_required: 12 },
} as const;

/** What is required of a unit by the end of `months` months of the year; nothing at other levels. */
export function requiredOfLeaders(level: Level, months: number): Readonly<Record<string, number>> {
  if (level !== 'city' && level !== 'county') return {};
  return Object.fromEntries(
    Object.entries(REQUIRED_A_YEAR[level]).map(([name, aYear]) => [name, (aYear * months) / 12]),
  );
}

/** Whether leaders go and see, from 1 January to the end of the period. */
export const LEADERSHIP: Family = {
  id: 'leadership',
  name: { zh: '领导责任', en: 'Leadership' },
  queries: [{ name: 'leadership', sql, rollUp: 'own' }],
  fromSubmissions: false,
  kpis: [
    {
      id: 'leader_visits',
      name: { zh: '领导联系点走访', en: 'Leader visits' },
      form: 'ratio',
      display: 'percent',
      numerator: { leader_visits: 1 },
      denominator: { leader_visits_required: 1 },
      sampling: { kind: 'counted' },
      formula: {
        zh: '本年至期末走访次数 ÷ 应走访次数(市一年8次，县一年12次，按月折算)',
        en: 'visits of the year to the end of the period / required: 8 a year for a city, 12 for a county, by months gone by',
      },
      better: 'higher',
      target: '100 %',
      source: '004',
      levels: LEVELS,
    },
    {
      id: 'consultations',
      name: { zh: '专题会商', en: 'Consultations' },
      form: 'ratio',
      display: 'percent',
      numerator: { consultations: 1 },
      denominator: { consultations_required: 1 },
      sampling: { kind: 'counted' },
      formula: {
        zh: '本年至期末会商次数 ÷ 应会商次数(市两月1次，县每月1次)',
        en: 'consultations of the year to the end of the period / required: 1 in two months for a city, 1 a month for a county',
      },
      better: 'higher',
      target: '100 %',
      source: '004',
      levels: LEVELS,
    },
  ],
};
