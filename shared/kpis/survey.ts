import type { Family, Kpi } from './definition.ts';
import sql from './surveys.sql';

const KINDS = ['awareness', 'satisfaction', 'safety'] as const;

const rate = (
  kind: (typeof KINDS)[number],
  zh: string,
  en: string,
  target: string | null,
  source: string,
): Kpi => ({
  id: `${kind}_rate`,
  name: { zh, en },
  form: 'ratio',
  display: 'percent',
  numerator: { [`${kind}_positive`]: 1 },
  denominator: { [`${kind}_respondents`]: 1 },
  sampling: { kind: 'share' },
  formula: { zh: '肯定答复数 ÷ 受访人数', en: 'positive answers / respondents' },
  better: 'higher',
  target,
  source,
});

/** What the people say. */
export const SURVEY: Family = {
  id: 'survey',
  name: { zh: '群众评价', en: 'Survey' },
  queries: [
    {
      name: 'surveys',
      sql,
      rollUp: 'own_or_children',
      kinds: KINDS.map((kind) => [`${kind}_respondents`, `${kind}_positive`]),
    },
  ],
  fromSubmissions: false,
  kpis: [
    rate('awareness', '群众知晓率', 'Awareness', '85 %', '004 85 %'),
    rate('satisfaction', '群众满意度', 'Satisfaction', null, '001, 002'),
    rate('safety', '公众安全感', 'Sense of safety', null, '001'),
  ],
};
