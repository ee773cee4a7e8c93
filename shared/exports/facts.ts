/** Lines of the notes that several exports have in common. */
import { periodName } from '../calendar/period-name.ts';
import { count, type Language, percent } from '../format.ts';
import { kpiOf } from '../kpis/catalogue.ts';
import type { Text } from '../kpis/definition.ts';
import { labelOf, STATES } from '../scorecards/labels.ts';
import type { NoteLine, NoteSection } from './table.ts';

const ZH = {
  unit: '单位',
  code: '代码',
  period: '考核期',
  revision: '版本',
  revisionText: (revision: string) => `第${revision}版`,
  state: '状态',
  scheme: '考核办法',
  computedAt: '计算时间',
  asOf: '截至',
  time: (time: string) => `${time}(北京时间)`,
  completeness: '报送完整率',
  completenessText: (share: string, expected: string, submitted: string, onTime: string) =>
    `${share}(应报${expected}站日，已报${submitted}，其中按时${onTime})`,
  none: '没有应报的日子',
  kpis: '指标定义',
  better: { higher: '越高越好', lower: '越低越好', context: '背景数据，不分好坏' },
  restricted: '受限指标，只监测，经批准才能计分',
  reading: '怎样读这些数',
  source: '各派出所每日报送；人口、户数、编制、问卷等基础数据由上级载入',
};

const EN: typeof ZH = {
  unit: 'Unit',
  code: 'Code',
  period: 'Period',
  revision: 'Revision',
  revisionText: (revision) => revision,
  state: 'State',
  scheme: 'Scheme',
  computedAt: 'Computed at',
  asOf: 'As of',
  time: (time) => `${time} (Beijing time)`,
  completeness: 'Completeness',
  completenessText: (share, expected, submitted, onTime) =>
    `${share} (${expected} station-days expected, ${submitted} submitted, ${onTime} of them on time)`,
  none: 'no day was due',
  kpis: 'Definitions of the KPIs',
  better: { higher: 'higher is better', lower: 'lower is better', context: 'context, not judged' },
  restricted: 'restricted: monitored, and scored only with an approval',
  reading: 'How to read the numbers',
  source:
    "The stations' daily submissions; population, households, staffing and surveys from the reference data",
};

const wordsOf = (language: Language) => (language === 'zh' ? ZH : EN);

/** Where the figures come from. */
export const sourceOf = (language: Language): string => wordsOf(language).source;

/** An instant as people read it: `2026-11-09 02:00:00(北京时间)`. */
export function timeText(time: string, language: Language): string {
  return wordsOf(language).time(time.slice(0, 19).replace('T', ' '));
}

/** When a list was taken that changes from hour to hour. */
export function asOfFact(now: string, language: Language): NoteLine {
  return [wordsOf(language).asOf, timeText(now, language)];
}

/** Which unit it is about; its name tells a demo. */
export function unitFacts(
  { code, name }: { readonly code: string; readonly name: string },
  language: Language,
): NoteLine[] {
  const words = wordsOf(language);
  return [
    [words.unit, name],
    [words.code, code],
  ];
}

export function periodFact(period: string, language: Language): NoteLine {
  return [wordsOf(language).period, `${periodName(period, language)} (${period})`];
}

export interface RevisionFacts {
  readonly period: string;
  readonly revision: number;
  readonly state: string;
  readonly scheme: string;
  /** Null where the scheme is no longer known by name. */
  readonly schemeName: Text | null;
  readonly computedAt: string;
}

/** Which revision the numbers are of. */
export function revisionFacts(of: RevisionFacts, language: Language): NoteLine[] {
  const words = wordsOf(language);
  const name = of.schemeName && ` ${of.schemeName[language]}`;
  return [
    periodFact(of.period, language),
    [words.revision, words.revisionText(String(of.revision))],
    [words.state, labelOf(STATES, of.state, language)],
    [words.scheme, of.scheme + (name ?? '')],
    [words.computedAt, timeText(of.computedAt, language)],
  ];
}

/** How much of what was due has come. */
export function completenessFact(
  of: { readonly expected: number; readonly submitted: number; readonly onTime: number },
  language: Language,
): NoteLine {
  const words = wordsOf(language);
  const { expected, submitted, onTime } = of;
  if (expected === 0) return [words.completeness, words.none];
  const share = percent(submitted / expected);
  const text = words.completenessText(share, count(expected), count(submitted), count(onTime));
  return [words.completeness, text];
}

/** A KPI's formula, and which way is better. */
export function kpiDefinition(id: string, language: Language): string {
  const words = wordsOf(language);
  const kpi = kpiOf(id);
  if (!kpi) return '';
  const parts = [
    kpi.formula[language],
    words.better[kpi.better ?? 'context'],
    ...(kpi.restricted ? [words.restricted] : []),
  ];
  return parts.join(language === 'zh' ? '；' : '; ');
}

/** What the KPIs of these ids are. */
export function kpiSection(ids: readonly string[], language: Language): NoteSection {
  const lines = ids.map((id): NoteLine => {
    return [kpiOf(id)?.name[language] ?? id, kpiDefinition(id, language)];
  });
  return { title: wordsOf(language).kpis, lines };
}

const READING: readonly { readonly term: Text; readonly text: Text }[] = [
  {
    term: { zh: '区间', en: 'Interval' },
    text: {
      zh: '95%区间：数字有偶然波动，真实水平多半在这个范围内。两个单位的区间大部分重叠时，不宜说谁好谁差。',
      en: '95%: figures vary by chance, and the true level lies most likely within. Where the intervals of two units overlap for the most part, neither can be called better.',
    },
  },
  {
    term: { zh: '名次区间', en: 'Rank interval' },
    text: {
      zh: '名次按得分排列；考虑偶然波动，名次多半在这个范围内。名次相同的并列，下一名顺延(1、2、2、4)。',
      en: 'Ranks follow the scores; given chance, the rank lies most likely within. Ties share a rank and the next one is skipped (1, 2, 2, 4).',
    },
  },
  {
    term: { zh: '方阵', en: 'Echelon' },
    text: {
      zh: '按名次分为三个方阵，各约三分之一。名次区间跨过方阵界线的，与相邻方阵无显著差别。',
      en: 'Thirds of the ranking. A unit whose rank interval crosses a line is not distinguishable from the next echelon.',
    },
  },
  {
    term: { zh: '信号', en: 'Signal' },
    text: {
      zh: '按最多24个月的控制图判断；单月升降不一定是真实变化，满10个月才作判断。',
      en: 'From a control chart over up to 24 months; the rise or fall of one month need not be real. From 10 months on.',
    },
  },
  {
    term: { zh: '同比', en: 'Change over the year' },
    text: {
      zh: '本期与去年同期件数之比的变化；件数少时升降多为偶然，须同时看两个件数和区间。',
      en: 'The change of the count against the same period a year before; where counts are small it is mostly chance, so read both counts and the interval.',
    },
  },
];

/** How uncertain numbers are to be read. */
export function readingSection(language: Language): NoteSection {
  const lines = READING.map(({ term, text }): NoteLine => [term[language], text[language]]);
  return { title: wordsOf(language).reading, lines };
}

/** A unit as lists name it, with the units between the reader's own and it, the highest first. */
export interface PlacedUnit {
  readonly code: string;
  readonly name: string | null;
  readonly above: readonly { readonly code: string; readonly name: string | null }[];
}

/** `郑州市 惠济区`: where a unit lies; null where that goes without saying. */
export const aboveText = ({ above }: PlacedUnit): string | null =>
  above.map(({ code, name }) => name ?? code).join(' ') || null;
