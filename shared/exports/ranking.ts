/** A ranking as a workbook: every row of it. */
import { periodName } from '../calendar/period-name.ts';
import { type Language, percent } from '../format.ts';
import type { Text } from '../kpis/definition.ts';
import type { RankingRow, Scorecard } from '../scorecards/card.ts';
import {
  ECHELONS,
  GRADES,
  LEVEL_NAMES,
  labelOf,
  POSITIONS,
  peerGroupName,
  UNRANKED,
} from '../scorecards/labels.ts';
import { type RevisionFacts, readingSection, revisionFacts, sourceOf, unitFacts } from './facts.ts';
import { type Column, type ExportBook, type NoteLine, orAbsent, tableOf } from './table.ts';

const ZH = {
  title: (within: string, level: string, period: string) => `${within}${level}${period}考核排名`,
  titlePeers: (within: string, peers: string, period: string) =>
    `${within}${peers}${period}考核排名`,
  sheet: '排名',
  unit: '单位',
  code: '代码',
  parent: '上级单位',
  rank: '名次',
  rankMeans: '按得分由高到低；得分相同的并列',
  low: '名次区间(最好)',
  high: '名次区间(最差)',
  interval: '考虑偶然波动，名次多半在最好与最差之间',
  expected: '期望名次',
  expectedMeans: '偶然波动下各种可能名次的平均',
  score: '得分',
  scoreLow: '得分区间下限',
  scoreHigh: '得分区间上限',
  scoreInterval: '扣除偶然波动后的真实水平，95%区间；因此可能不含本期得分',
  grade: '等级',
  echelon: '方阵',
  distinct: '与相邻方阵',
  distinguishable: '有显著差别',
  indistinguishable: '无显著差别',
  change: '较上期名次升降',
  changeMeans: '正数为上升',
  top: '进入前十分之一的可能性',
  bottom: '落入后十分之一的可能性',
  stability: '方阵稳定性',
  stabilityMeans: '权重上下浮动25%时，方阵不变的比例',
  completeness: '报送完整率',
  peers: '同类组',
  peerRank: '同类组内名次',
  peerOf: '同类组单位数',
  unranked: '未参加排名的原因',
  of: '参加排名的单位',
  rankability: '不是偶然造成的得分差异',
  positions: '名次',
  notRanked: '未参加排名',
  noDraws: '没有推算偶然波动',
  noScore: '没有可计分的指标',
  noChange: '上期没有名次',
  noDays: '没有应报的日子',
  noPeers: '没有同类组名次',
};

const EN: typeof ZH = {
  title: (within, level, period) => `Ranking of ${within}, ${level} level, ${period}`,
  titlePeers: (within, peers, period) => `Ranking of ${within}, ${peers}, ${period}`,
  sheet: 'Ranking',
  unit: 'Unit',
  code: 'Code',
  parent: 'Parent unit',
  rank: 'Rank',
  rankMeans: 'By score, the highest first; ties share a rank',
  low: 'Rank from',
  high: 'Rank to',
  interval: 'Given chance, the rank lies most likely between the two',
  expected: 'Expected rank',
  expectedMeans: 'The mean of the ranks that chance would give it',
  score: 'Score',
  scoreLow: 'Score from',
  scoreHigh: 'Score to',
  scoreInterval: 'The true level with chance taken out, 95%; so it may lie beside the score',
  grade: 'Grade',
  echelon: 'Echelon',
  distinct: 'From the next echelon',
  distinguishable: 'distinguishable',
  indistinguishable: 'not distinguishable',
  change: 'Ranks gained since the period before',
  changeMeans: 'Below zero: lost',
  top: 'Probability of the top tenth',
  bottom: 'Probability of the bottom tenth',
  stability: 'Stability of the echelon',
  stabilityMeans: 'Share of draws of other weights (±25%) in which the echelon stays',
  completeness: 'Completeness',
  peers: 'Peer group',
  peerRank: 'Rank among peers',
  peerOf: 'Peers',
  unranked: 'Why it is not ranked',
  of: 'Units ranked',
  rankability: 'Differences that are more than chance',
  positions: 'Positions',
  notRanked: 'not ranked',
  noDraws: 'what chance does was not drawn',
  noScore: 'no KPI could be scored',
  noChange: 'not ranked in the period before',
  noDays: 'no day was due',
  noPeers: 'no rank among peers',
};

/** A ranking as it is served, with the names that its notes say. */
export interface RankingExport extends RevisionFacts {
  readonly within: { readonly code: string; readonly name: string };
  readonly level: string;
  /** The peer group that it is of; null for all units of the level. */
  readonly peers: string | null;
  readonly rankability: number | null;
  readonly positions: Scorecard['positions'];
  /** Every row, as the caller may see it. */
  readonly rows: readonly RankingRow[];
  readonly nameOf: (unit: string) => string | null;
}

type Words = typeof ZH;

function columnsOf(of: RankingExport, words: Words, language: Language): Column<RankingRow>[] {
  const whyNone = (row: RankingRow, reason: string) =>
    row.unranked !== null
      ? words.notRanked
      : of.positions === 'withheld'
        ? labelOf(POSITIONS, 'withheld', language)
        : reason;
  const chance = (read: (row: RankingRow) => number | null | undefined) => (row: RankingRow) =>
    orAbsent(read(row), whyNone(row, words.noDraws));
  const hasPeers = of.rows.some(({ peers }) => peers !== null);
  const peerColumns: Column<RankingRow>[] = [
    {
      ...{ name: words.peerRank, kind: 'count' },
      of: (row) => orAbsent(row.peers?.rank, whyNone(row, words.noPeers)),
    },
    {
      ...{ name: words.peerOf, kind: 'count' },
      of: (row) => orAbsent(row.peers?.of, words.noPeers),
    },
  ];
  return [
    { name: words.unit, kind: 'text', of: ({ unit }) => unit.name },
    { name: words.code, kind: 'text', of: ({ unit }) => unit.code },
    {
      ...{ name: words.parent, kind: 'text' },
      of: ({ unit }) => (unit.parent === null ? null : (of.nameOf(unit.parent) ?? unit.parent)),
    },
    {
      ...{ name: words.rank, kind: 'count', means: words.rankMeans },
      of: chance(({ rank }) => rank),
    },
    {
      ...{ name: words.low, kind: 'count', means: words.interval },
      of: chance(({ interval }) => interval?.[0]),
    },
    {
      ...{ name: words.high, kind: 'count', means: words.interval },
      of: chance(({ interval }) => interval?.[1]),
    },
    {
      ...{ name: words.score, kind: 'points' },
      of: ({ score }) => orAbsent(score.value, words.noScore),
    },
    {
      ...{ name: words.scoreLow, kind: 'points', means: words.scoreInterval },
      of: ({ score }) => orAbsent(score.interval?.[0], words.noDraws),
    },
    {
      ...{ name: words.scoreHigh, kind: 'points', means: words.scoreInterval },
      of: ({ score }) => orAbsent(score.interval?.[1], words.noDraws),
    },
    {
      ...{ name: words.grade, kind: 'text' },
      of: ({ score: { grade } }) => grade && labelOf(GRADES, grade, language),
    },
    {
      ...{ name: words.echelon, kind: 'text' },
      of: ({ echelon }) => echelon && labelOf(ECHELONS, echelon, language),
    },
    {
      ...{ name: words.distinct, kind: 'text' },
      of: ({ distinguishable }) =>
        distinguishable === null
          ? null
          : distinguishable
            ? words.distinguishable
            : words.indistinguishable,
    },
    {
      ...{ name: words.change, kind: 'places', means: words.changeMeans },
      of: (row) => orAbsent(row.change, whyNone(row, words.noChange)),
    },
    {
      ...{ name: words.completeness, kind: 'percent' },
      of: ({ completeness }) => orAbsent(completeness, words.noDays),
    },
    {
      ...{ name: words.expected, kind: 'tenths', means: words.expectedMeans },
      of: chance(({ expected }) => expected),
    },
    { name: words.top, kind: 'percent', of: chance(({ topTenth }) => topTenth) },
    { name: words.bottom, kind: 'percent', of: chance(({ bottomTenth }) => bottomTenth) },
    {
      ...{ name: words.stability, kind: 'percent', means: words.stabilityMeans },
      of: chance(({ stability }) => stability),
    },
    {
      ...{ name: words.peers, kind: 'text' },
      of: ({ peerGroup }) => peerGroupName(peerGroup, language),
    },
    ...(hasPeers ? peerColumns : []),
    {
      ...{ name: words.unranked, kind: 'text' },
      of: ({ unranked }) => unranked && labelOf(UNRANKED, unranked, language),
    },
  ];
}

/** The workbook of a ranking. */
export function rankingBook(
  of: RankingExport & { readonly schemeName: Text | null },
  language: Language,
): ExportBook {
  const words = language === 'zh' ? ZH : EN;
  const { within, rankability, rows } = of;
  const period = periodName(of.period, language);
  const level = labelOf(LEVEL_NAMES, of.level, language);
  const ranked = rows.filter(({ unranked }) => unranked === null).length;
  return {
    title:
      of.peers === null
        ? words.title(within.name, level, period)
        : words.titlePeers(within.name, peerGroupName(of.peers, language), period),
    tables: [tableOf(words.sheet, columnsOf(of, words, language), rows)],
    facts: [
      ...unitFacts(within, language),
      ...revisionFacts(of, language),
      [words.of, `${ranked} / ${rows.length}`],
      ...(rankability === null
        ? []
        : [[words.rankability, percent(rankability)] satisfies NoteLine]),
      ...(of.positions === 'withheld'
        ? [[words.positions, labelOf(POSITIONS, 'withheld', language)] satisfies NoteLine]
        : []),
    ],
    sections: [readingSection(language)],
    source: sourceOf(language),
  };
}
