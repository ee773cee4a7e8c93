/** The units of a branch ranked by one KPI, as a workbook. */
import { periodName } from '../calendar/period-name.ts';
import type { Language } from '../format.ts';
import type { Kpi } from '../kpis/definition.ts';
import type { KpiRow } from '../scorecards/by-kpi.ts';
import { comparable } from '../scorecards/comparable.ts';
import { LEVEL_NAMES, labelOf, NOTES } from '../scorecards/labels.ts';
import {
  kpiSection,
  type RevisionFacts,
  readingSection,
  revisionFacts,
  sourceOf,
  unitFacts,
} from './facts.ts';
import { kindOf } from './formats.ts';
import { type Column, type ExportBook, orAbsent, tableOf } from './table.ts';

const ZH = {
  title: (within: string, level: string, kpi: string, period: string) =>
    `${within}${level}${period}${kpi}排名`,
  unit: '单位',
  code: '代码',
  parent: '上级单位',
  rank: '名次',
  rankMeans: '好的在前，并列的共用名次；件数少的指标按收缩值排',
  value: '数值',
  low: '区间下限',
  high: '区间上限',
  interval: '数值的95%区间；计数而非抽样的指标没有',
  numerator: '分子',
  denominator: '分母',
  counts: '同比类指标的分子是本期件数，分母是去年同期件数',
  shrunken: '收缩值',
  shrunkenMeans: '件数少时偶然性大，向同类单位的常态收缩后的数值',
  note: '备注',
  ranked: '参加排名的单位',
  notRanked: '没有数值，或报送不全，不参加排名',
  noDirection: '该指标不分好坏，不排名',
  noValue: '没有数值',
  notShrunken: '该单位的数值未作收缩',
  noInterval: '计数得来，或数据太少、完全一致，没有区间',
  rankBefore: '上期名次',
  moved: '名次升降',
  movedMeans: '比上期上升的名次数，下降为负；区间重叠的，多半只是偶然',
  valueBefore: '上期数值',
  lowBefore: '上期区间下限',
  highBefore: '上期区间上限',
  before: '上一个考核期已公布的结果，在同样的单位中排名',
  notRankedBefore: '本期或上期没有参加排名',
  beforeFact: '比较的上期',
  nth: (period: string, revision: number) => `${period}第${revision}版`,
};

const EN: typeof ZH = {
  title: (within, level, kpi, period) => `${kpi}: ranking of ${within}, ${level} level, ${period}`,
  unit: 'Unit',
  code: 'Code',
  parent: 'Parent unit',
  rank: 'Rank',
  rankMeans: 'The best first, ties share a rank; by the shrunken value where counts are small',
  value: 'Value',
  low: 'Interval from',
  high: 'Interval to',
  interval: 'The 95% interval of the value; none where it is counted, not sampled',
  numerator: 'Numerator',
  denominator: 'Denominator',
  counts:
    'Of a change the numerator is the count of the period, the denominator that of the year before',
  shrunken: 'Shrunken value',
  shrunkenMeans: 'Small counts vary by chance: drawn towards what is usual among the peers',
  note: 'Note',
  ranked: 'Units ranked',
  notRanked: 'without a value, or with too few of its days: not ranked',
  noDirection: 'neither more nor less of it is better: nobody is ranked',
  noValue: 'without a value',
  notShrunken: 'its value is not shrunken',
  noInterval: 'counted, or too few or too equal to know an interval',
  rankBefore: 'Rank before',
  moved: 'Places won',
  movedMeans:
    'Since the period before, lost ones negative; where intervals overlap it is most likely chance',
  valueBefore: 'Value before',
  lowBefore: 'Interval before from',
  highBefore: 'Interval before to',
  before: 'As published for the period before, ranked among the same units',
  notRankedBefore: 'not ranked now or then',
  beforeFact: 'Period before',
  nth: (period, revision) => `${period}, revision ${revision}`,
};

export interface KpiRankingExport extends RevisionFacts {
  readonly kpi: Kpi;
  readonly within: { readonly code: string; readonly name: string };
  readonly level: string;
  readonly rows: readonly KpiRow[];
  /** The same ranking of the period before, as it is published; null where it is not. */
  readonly before: {
    readonly period: string;
    readonly revision: number;
    readonly rows: readonly KpiRow[];
  } | null;
  readonly nameOf: (unit: string) => string | null;
}

function columnsOf(of: KpiRankingExport, words: typeof ZH, language: Language): Column<KpiRow>[] {
  const kind = kindOf(of.kpi);
  const whyUnranked = of.kpi.better === null ? words.noDirection : words.notRanked;
  const shrunken: Column<KpiRow> = {
    ...{ name: words.shrunken, kind, means: words.shrunkenMeans },
    of: ({ figure: { shrunken, value } }) =>
      orAbsent(shrunken, value === null ? words.noValue : words.notShrunken),
  };
  return [
    { name: words.unit, kind: 'text', of: ({ unit }) => unit.name },
    { name: words.code, kind: 'text', of: ({ unit }) => unit.code },
    {
      ...{ name: words.parent, kind: 'text' },
      of: ({ unit }) => (unit.parent === null ? null : (of.nameOf(unit.parent) ?? unit.parent)),
    },
    {
      ...{ name: words.rank, kind: 'count', means: words.rankMeans },
      of: ({ rank }) => orAbsent(rank, whyUnranked),
    },
    {
      ...{ name: words.value, kind },
      of: ({ figure: { value, note } }) =>
        orAbsent(value, labelOf(NOTES, note ?? 'not_applicable', language)),
    },
    {
      ...{ name: words.low, kind, means: words.interval },
      of: ({ figure }) => orAbsent(figure.interval?.[0], words.noInterval),
    },
    {
      ...{ name: words.high, kind, means: words.interval },
      of: ({ figure }) => orAbsent(figure.interval?.[1], words.noInterval),
    },
    {
      ...{ name: words.numerator, kind: 'count', means: words.counts },
      of: ({ figure }) => figure.numerator,
    },
    {
      ...{ name: words.denominator, kind: 'count', means: words.counts },
      of: ({ figure }) => figure.denominator,
    },
    ...(of.rows.some(({ figure }) => figure.shrunken !== null) ? [shrunken] : []),
    ...(of.before ? columnsBefore(of.kpi, of.before, words) : []),
    {
      ...{ name: words.note, kind: 'text' },
      of: ({ figure: { note } }) => note && labelOf(NOTES, note, language),
    },
  ];
}

const shown = (rows: readonly KpiRow[]) =>
  rows.map((row) => ({ ...row, figure: comparable(row.figure) }));

/** Where each unit stood in the period before. */
function columnsBefore(
  kpi: Kpi,
  { rows }: NonNullable<KpiRankingExport['before']>,
  words: typeof ZH,
): Column<KpiRow>[] {
  const kind = kindOf(kpi);
  const past = new Map(shown(rows).map((row) => [row.unit.code, row]));
  const then = ({ unit }: KpiRow) => past.get(unit.code);
  return [
    {
      ...{ name: words.rankBefore, kind: 'count', means: words.before },
      of: (row) => orAbsent(then(row)?.rank, words.notRankedBefore),
    },
    {
      ...{ name: words.moved, kind: 'places', means: words.movedMeans },
      of: (row) => {
        const earlier = then(row)?.rank;
        return orAbsent(
          row.rank === null || !earlier ? null : earlier - row.rank,
          words.notRankedBefore,
        );
      },
    },
    {
      ...{ name: words.valueBefore, kind, means: words.before },
      of: (row) => orAbsent(then(row)?.figure.value, words.noValue),
    },
    {
      ...{ name: words.lowBefore, kind, means: words.before },
      of: (row) => orAbsent(then(row)?.figure.interval?.[0], words.noInterval),
    },
    {
      ...{ name: words.highBefore, kind, means: words.before },
      of: (row) => orAbsent(then(row)?.figure.interval?.[1], words.noInterval),
    },
  ];
}

/** The workbook of such a ranking. */
export function kpiRankingBook(of: KpiRankingExport, language: Language): ExportBook {
  const words = language === 'zh' ? ZH : EN;
  const { kpi, within, rows } = of;
  const name = kpi.name[language];
  const level = labelOf(LEVEL_NAMES, of.level, language);
  const ranked = rows.filter(({ rank }) => rank !== null).length;
  return {
    title: words.title(within.name, level, name, periodName(of.period, language)),
    tables: [tableOf(name, columnsOf(of, words, language), shown(rows))],
    facts: [
      ...unitFacts(within, language),
      ...revisionFacts(of, language),
      [words.ranked, `${ranked} / ${rows.length}`],
      ...(of.before
        ? [
            [
              words.beforeFact,
              words.nth(periodName(of.before.period, language), of.before.revision),
            ] as const,
          ]
        : []),
    ],
    sections: [kpiSection([kpi.id], language), readingSection(language)],
    source: sourceOf(language),
  };
}
