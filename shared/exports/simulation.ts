/** Other weights tried out, as a workbook: who would move, and which weights were tried. */
import { periodName } from '../calendar/period-name.ts';
import { correlation, count, difference, type Language } from '../format.ts';
import { kpiOf } from '../kpis/catalogue.ts';
import { ECHELONS, LEVEL_NAMES, labelOf, POSITIONS } from '../scorecards/labels.ts';
import type { SimulatedUnit, Simulation } from '../scoring/simulate.ts';
import { periodFact, sourceOf, unitFacts } from './facts.ts';
import { type Column, type ExportBook, type NoteLine, orAbsent, tableOf } from './table.ts';

const ZH = {
  title: (within: string, level: string, period: string) => `${within}${level}${period}权重模拟`,
  units: '名次变化',
  weights: '权重',
  unit: '单位',
  code: '代码',
  parent: '上级单位',
  rankBefore: '原名次',
  rankAfter: '模拟名次',
  moved: '名次升降',
  movedMeans: '正数为上升',
  scoreBefore: '原得分',
  scoreAfter: '模拟得分',
  gain: '得分变化',
  echelonBefore: '原方阵',
  echelonAfter: '模拟方阵',
  stability: '模拟方阵稳定性',
  stabilityMeans: '权重再上下浮动25%时，方阵不变的比例',
  notRanked: '未参加排名',
  noScore: '没有可计分的指标',
  noDraws: '没有推算',
  kpi: '指标',
  id: '编号',
  before: '原权重',
  after: '模拟权重',
  notCounted: '不计分',
  restricted: '受限',
  revision: '版本',
  judgedBy: '评分所用的考核办法',
  tried: '模拟的考核办法',
  of: '一同排名的单位',
  summary: '变化',
  summaryText: (moved: string, changed: string) => `${moved}个名次有变，${changed}个方阵有变`,
  spearman: '两次名次的秩相关',
  positions: '名次',
  trial: '模拟',
  trialText: '只作试算，不保存，不改变任何成绩',
};

const EN: typeof ZH = {
  title: (within, level, period) => `Other weights for ${within}, ${level} level, ${period}`,
  units: 'Ranks',
  weights: 'Weights',
  unit: 'Unit',
  code: 'Code',
  parent: 'Parent unit',
  rankBefore: 'Rank before',
  rankAfter: 'Rank after',
  moved: 'Ranks gained',
  movedMeans: 'Below zero: lost',
  scoreBefore: 'Score before',
  scoreAfter: 'Score after',
  gain: 'Change of the score',
  echelonBefore: 'Echelon before',
  echelonAfter: 'Echelon after',
  stability: 'Stability of the echelon after',
  stabilityMeans: 'Share of draws of these weights ±25% in which the echelon stays',
  notRanked: 'not ranked',
  noScore: 'no KPI could be scored',
  noDraws: 'not drawn',
  kpi: 'KPI',
  id: 'Id',
  before: 'Weight before',
  after: 'Weight after',
  notCounted: 'not scored',
  restricted: 'Restricted',
  revision: 'Revision',
  judgedBy: 'Scheme that judged',
  tried: 'Scheme tried out',
  of: 'Units ranked together',
  summary: 'Changes',
  summaryText: (moved, changed) => `${moved} ranks and ${changed} echelons change`,
  spearman: 'Rank correlation of the two',
  positions: 'Positions',
  trial: 'Trial',
  trialText: 'A trial only: nothing is stored, and no score changes',
};

/** A unit and its places, as the caller may see them. */
export type SimulatedRow = Omit<SimulatedUnit, 'unit'> & {
  readonly unit: Pick<SimulatedUnit['unit'], 'code' | 'name' | 'parent'>;
};

type Weights = Readonly<Record<string, number>>;

export interface SimulationExport {
  readonly within: { readonly code: string; readonly name: string };
  readonly period: string;
  readonly revision: number;
  readonly level: string;
  /** The scheme that judged, and the one that was tried out, each with its weights at the level. */
  readonly judged: { readonly scheme: string; readonly weights: Weights };
  readonly tried: { readonly scheme: string; readonly weights: Weights };
  readonly positions: 'shown' | 'withheld';
  readonly summary: Simulation['summary'];
  readonly rows: readonly SimulatedRow[];
  readonly nameOf: (unit: string) => string | null;
}

type Words = typeof ZH;

function unitColumns(
  of: SimulationExport,
  words: Words,
  language: Language,
): Column<SimulatedRow>[] {
  const whyNone = ({ before, after }: SimulatedRow) =>
    of.positions === 'withheld' && before.echelon !== null && after.echelon !== null
      ? labelOf(POSITIONS, 'withheld', language)
      : words.notRanked;
  const echelonOf = (echelon: string | null) => echelon && labelOf(ECHELONS, echelon, language);
  return [
    { name: words.unit, kind: 'text', of: ({ unit }) => unit.name },
    { name: words.code, kind: 'text', of: ({ unit }) => unit.code },
    {
      ...{ name: words.parent, kind: 'text' },
      of: ({ unit }) => (unit.parent === null ? null : (of.nameOf(unit.parent) ?? unit.parent)),
    },
    {
      ...{ name: words.rankBefore, kind: 'count' },
      of: (row) => orAbsent(row.before.rank, whyNone(row)),
    },
    {
      ...{ name: words.rankAfter, kind: 'count' },
      of: (row) => orAbsent(row.after.rank, whyNone(row)),
    },
    {
      ...{ name: words.moved, kind: 'places', means: words.movedMeans },
      of: (row) => orAbsent(row.moved, whyNone(row)),
    },
    {
      ...{ name: words.scoreBefore, kind: 'points' },
      of: ({ before }) => orAbsent(before.score, words.noScore),
    },
    {
      ...{ name: words.scoreAfter, kind: 'points' },
      of: ({ after }) => orAbsent(after.score, words.noScore),
    },
    {
      ...{ name: words.gain, kind: 'gain' },
      of: ({ before, after }) =>
        before.score === null || after.score === null
          ? { absent: words.noScore }
          : difference(before.score, after.score),
    },
    { name: words.echelonBefore, kind: 'text', of: ({ before }) => echelonOf(before.echelon) },
    { name: words.echelonAfter, kind: 'text', of: ({ after }) => echelonOf(after.echelon) },
    {
      ...{ name: words.stability, kind: 'percent', means: words.stabilityMeans },
      of: ({ after }) => orAbsent(after.stability, words.noDraws),
    },
  ];
}

/** The workbook of a simulation. */
export function simulationBook(of: SimulationExport, language: Language): ExportBook {
  const words = language === 'zh' ? ZH : EN;
  const { within, level, judged, tried, summary } = of;
  const weightIds = [
    ...new Set([...Object.keys(judged.weights), ...Object.keys(tried.weights)]),
  ].filter((id) => judged.weights[id] || tried.weights[id]);
  const weightOf = (weights: Weights) => (id: string) =>
    orAbsent(weights[id] || null, words.notCounted);
  return {
    title: words.title(
      within.name,
      labelOf(LEVEL_NAMES, level, language),
      periodName(of.period, language),
    ),
    tables: [
      tableOf(words.units, unitColumns(of, words, language), of.rows),
      tableOf<string>(
        words.weights,
        [
          { name: words.kpi, kind: 'text', of: (id) => kpiOf(id)?.name[language] ?? id },
          { name: words.id, kind: 'text', of: (id) => id },
          { name: words.before, kind: 'points', of: weightOf(judged.weights) },
          { name: words.after, kind: 'points', of: weightOf(tried.weights) },
          {
            ...{ name: words.restricted, kind: 'text' },
            of: (id) => (kpiOf(id)?.restricted ? words.restricted : null),
          },
        ],
        weightIds,
      ),
    ],
    facts: [
      ...unitFacts(within, language),
      periodFact(of.period, language),
      [words.revision, String(of.revision)],
      [words.judgedBy, judged.scheme],
      [words.tried, tried.scheme],
      [words.of, count(summary.of)],
      [words.summary, words.summaryText(count(summary.moved), count(summary.echelonChanged))],
      ...(summary.spearman === null
        ? []
        : [[words.spearman, correlation(summary.spearman)] satisfies NoteLine]),
      ...(of.positions === 'withheld'
        ? [[words.positions, labelOf(POSITIONS, 'withheld', language)] satisfies NoteLine]
        : []),
      [words.trial, words.trialText],
    ],
    sections: [],
    source: sourceOf(language),
  };
}
