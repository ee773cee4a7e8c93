/** What the catalogue says of its KPIs in words, for its page and for the API. */
import { CASE_KPIS } from '../uncertainty/cases.ts';
import { familyOf } from './catalogue.ts';
import type { Kpi, RollUp, Text } from './definition.ts';
import type { Note } from './evaluate.ts';

/** Which way is better. */
export const DIRECTIONS: Readonly<Record<'higher' | 'lower' | 'context', Text>> = {
  higher: { zh: '越高越好', en: 'higher' },
  lower: { zh: '越低越好', en: 'lower' },
  context: { zh: '只作背景', en: 'context' },
};

/** How the 95 % interval of each kind of KPI is made (`interval.ts`). */
export const INTERVALS: Readonly<Record<Kpi['sampling']['kind'], Text>> = {
  share: { zh: '比例：Wilson 法', en: 'share: Wilson' },
  clusters: {
    zh: '按民辅警或村(社区)聚类的比率估计，t 分布',
    en: 'ratio of sums over officers or grids, t',
  },
  days: { zh: '按站日方差，t 分布', en: 'variance over station-days, t' },
  rate: {
    zh: '泊松：不足10起用精确法，10起以上用 Byar 法',
    en: 'exact Poisson below 10 events, Byar from 10 on',
  },
  counts: {
    zh: '两个泊松计数之比，精确条件法',
    en: 'ratio of two Poisson counts, exact conditional',
  },
  mean: { zh: '均值，t 分布', en: 'mean: t' },
  counted: { zh: '无：全数统计，不是抽样', en: 'none: counted, not sampled' },
};

/** How a query's rows go up the tree. */
export const ROLL_UPS: Readonly<Record<RollUp, Text>> = {
  sum: { zh: '逐级相加', en: 'added up the tree' },
  own_or_children: {
    zh: '本单位自己的数；没有时取下级之和',
    en: "the unit's own row; without one, the sum of its children's",
  },
  own: { zh: '只取本单位自己的数', en: "the unit's own row only" },
};

const VALUE_NOTES: Readonly<Record<Note, Text>> = {
  no_change: {
    zh: '本期和去年同期均为零：没有数值',
    en: 'none in the period and none a year before: no value',
  },
  new: {
    zh: '去年同期为零、本期不为零：没有数值',
    en: 'none a year before, some in the period: no value',
  },
  not_applicable: { zh: '分母为零：没有数值', en: 'the denominator is zero: no value' },
  base_incomplete: {
    zh: '去年同期报送完整率低于80%：不计分',
    en: 'less than 80% of the year before was reported: not scored',
  },
  incomplete: {
    zh: '本期报送完整率低于80%：数值不完整',
    en: 'less than 80% of the period was reported: the value is incomplete',
  },
};

const REMARKS = {
  context: {
    zh: '只作背景，没有好坏之分，不计分、不排名',
    en: 'Context: neither more nor less of it is better, so it is neither scored nor ranked',
  },
  context_at_stations: {
    zh: '派出所一级只作背景，不计分：数量太少',
    en: 'Context for stations, where it counts too few: shown, never scored',
  },
  restricted: {
    zh: '受限指标：只监测、不计分，以免少立案、不如实立案；办法要给它权重，须有批准',
    en: 'Restricted: monitored and not scored, since weighing it rewards not recording; a scheme gives it weight only with an approval',
  },
  shrunken: {
    zh: '数量少、偶然性大，排名和计分用按向同类组常态收缩后的数值',
    en: 'Small counts vary by chance: ranked and scored by its value drawn towards what is usual among its peers',
  },
  by_role: {
    zh: '另按岗位(社区民警、辅警)分列',
    en: 'Printed by role too: community officers and auxiliaries',
  },
} as const satisfies Record<string, Text>;

/** Something to know of a KPI, or of a value that carries the note of this code. */
export interface KpiNote {
  readonly code: keyof typeof REMARKS | Note;
  readonly text: Text;
}

/** Whether a value of the KPI can carry the note. */
function canCarry(kpi: Kpi, note: Note): boolean {
  const { fromSubmissions } = familyOf(kpi.id);
  switch (note) {
    case 'no_change':
    case 'new':
      return kpi.form === 'change';
    case 'not_applicable':
      return kpi.form !== 'change';
    case 'base_incomplete':
      return kpi.form === 'change' && fromSubmissions;
    case 'incomplete':
      return fromSubmissions;
  }
}

/** What is to be known of a KPI, then the notes that its values can carry. */
export function notesOf(kpi: Kpi): KpiNote[] {
  const holds: Readonly<Record<keyof typeof REMARKS, boolean>> = {
    context: kpi.better === null,
    context_at_stations: kpi.contextAt?.includes('station') ?? false,
    restricted: kpi.restricted ?? false,
    shrunken: CASE_KPIS.includes(kpi.id),
    by_role: kpi.byRole !== undefined,
  };
  const remarks = (Object.keys(REMARKS) as (keyof typeof REMARKS)[]).filter((code) => holds[code]);
  const notes = (Object.keys(VALUE_NOTES) as Note[]).filter((code) => canCarry(kpi, code));
  return [
    ...remarks.map((code) => ({ code, text: REMARKS[code] })),
    ...notes.map((code) => ({ code, text: VALUE_NOTES[code] })),
  ];
}
