/** A unit's scorecards over several periods as a workbook. */
import { periodName } from '../calendar/period-name.ts';
import { count, type Language } from '../format.ts';
import { KPIS, kpiOf } from '../kpis/catalogue.ts';
import type { Kpi } from '../kpis/definition.ts';
import type { Scorecard } from '../scorecards/card.ts';
import { comparableCard } from '../scorecards/comparable.ts';
import { GRADES, labelOf, NOTES, SIGNALS, STATES } from '../scorecards/labels.ts';
import { kpiDefinition, kpiSection, readingSection, sourceOf, unitFacts } from './facts.ts';
import { kindOf } from './formats.ts';
import { type Column, type ExportBook, measured, orAbsent, tableOf } from './table.ts';

const ZH = {
  title: (unit: string, first: string, last: string) => `${unit}${first}至${last}考核结果`,
  titleOne: (unit: string) => `${unit}历次考核结果`,
  wide: '历次数值',
  long: '逐项明细',
  period: '考核期',
  id: '期号',
  revision: '版本',
  state: '状态',
  scheme: '考核办法',
  score: '总分',
  scoreLow: '总分区间下限',
  scoreHigh: '总分区间上限',
  grade: '等级',
  completeness: '报送完整率',
  kpi: '指标',
  value: '数值',
  low: '区间下限',
  high: '区间上限',
  numerator: '分子',
  denominator: '分母',
  kpiScore: '得分',
  lost: '失分',
  signal: '信号',
  note: '备注',
  periods: '期数',
  noKpi: '该期没有这一指标',
  noScore: '没有可计分的指标',
  noDraws: '没有推算偶然波动',
  noInterval: '计数得来，或数据太少、完全一致，没有区间',
  notScored: '不计分',
  noDays: '没有应报的日子',
};

const EN: typeof ZH = {
  title: (unit, first, last) => `Scorecards of ${unit}, ${first} to ${last}`,
  titleOne: (unit) => `Scorecards of ${unit}`,
  wide: 'Values',
  long: 'Details',
  period: 'Period',
  id: 'Period id',
  revision: 'Revision',
  state: 'State',
  scheme: 'Scheme',
  score: 'Score',
  scoreLow: 'Score from',
  scoreHigh: 'Score to',
  grade: 'Grade',
  completeness: 'Completeness',
  kpi: 'KPI',
  value: 'Value',
  low: 'Interval from',
  high: 'Interval to',
  numerator: 'Numerator',
  denominator: 'Denominator',
  kpiScore: 'Score',
  lost: 'Points lost',
  signal: 'Signal',
  note: 'Note',
  periods: 'Periods',
  noKpi: 'not among the KPIs of that period',
  noScore: 'no KPI could be scored',
  noDraws: 'what chance does was not drawn',
  noInterval: 'counted, or too few or too equal to know an interval',
  notScored: 'not scored',
  noDays: 'no day was due',
};

const wordsOf = (language: Language) => (language === 'zh' ? ZH : EN);

function heads(language: Language): Column<Scorecard>[] {
  const words = wordsOf(language);
  const bound =
    (end: 0 | 1) =>
    ({ score: { value, interval } }: Scorecard) =>
      orAbsent(interval?.[end], value === null ? words.noScore : words.noDraws);
  return [
    { name: words.period, kind: 'text', of: ({ period }) => periodName(period, language) },
    { name: words.id, kind: 'text', of: ({ period }) => period },
    { name: words.revision, kind: 'count', of: ({ revision }) => revision },
    { name: words.state, kind: 'text', of: ({ state }) => labelOf(STATES, state, language) },
    { name: words.scheme, kind: 'text', of: ({ scheme }) => scheme },
    { name: words.score, kind: 'points', of: ({ score }) => orAbsent(score.value, words.noScore) },
    {
      ...{ name: words.scoreLow, kind: 'points' },
      of: bound(0),
    },
    {
      ...{ name: words.scoreHigh, kind: 'points' },
      of: bound(1),
    },
    {
      ...{ name: words.grade, kind: 'text' },
      of: ({ score: { grade } }) => grade && labelOf(GRADES, grade, language),
    },
    {
      ...{ name: words.completeness, kind: 'percent' },
      of: ({ completeness: { expected, submitted } }) =>
        orAbsent(expected > 0 ? submitted / expected : null, words.noDays),
    },
  ];
}

/** A column of one KPI's values, a row a period. */
function kpiColumn(kpi: Kpi, language: Language): Column<Scorecard> {
  const { noKpi } = wordsOf(language);
  return {
    ...{ name: kpi.name[language], kind: kindOf(kpi), means: kpiDefinition(kpi.id, language) },
    of: ({ kpis }) => {
      const figure = kpis.find(({ id }) => id === kpi.id);
      return orAbsent(figure?.value, figure?.note ? labelOf(NOTES, figure.note, language) : noKpi);
    },
  };
}

/** A KPI of one period. */
interface Line {
  readonly card: Scorecard;
  readonly kpi: Kpi;
  readonly figure: Scorecard['kpis'][number];
}

function details(language: Language): Column<Line>[] {
  const words = wordsOf(language);
  const bound = (end: 0 | 1) => (line: Line) =>
    measured(kindOf(line.kpi), line.figure.interval?.[end], words.noInterval);
  return [
    { name: words.period, kind: 'text', of: ({ card }) => periodName(card.period, language) },
    { name: words.kpi, kind: 'text', of: ({ kpi }) => kpi.name[language] },
    {
      ...{ name: words.value, kind: 'tenths' },
      of: ({ kpi, figure: { value, note } }) =>
        measured(kindOf(kpi), value, labelOf(NOTES, note ?? 'not_applicable', language)),
    },
    { name: words.low, kind: 'tenths', of: bound(0) },
    { name: words.high, kind: 'tenths', of: bound(1) },
    { name: words.numerator, kind: 'count', of: ({ figure }) => figure.numerator },
    { name: words.denominator, kind: 'count', of: ({ figure }) => figure.denominator },
    {
      ...{ name: words.kpiScore, kind: 'points' },
      of: ({ figure }) => orAbsent(figure.score, words.notScored),
    },
    {
      ...{ name: words.lost, kind: 'points' },
      of: ({ figure }) => orAbsent(figure.lost, words.notScored),
    },
    {
      ...{ name: words.signal, kind: 'text' },
      of: ({ figure: { signal } }) => signal && labelOf(SIGNALS, signal, language),
    },
    {
      ...{ name: words.note, kind: 'text' },
      of: ({ figure: { note } }) => note && labelOf(NOTES, note, language),
    },
  ];
}

/** The workbook of a unit's cards, the earliest first: values a row a period, then every figure. */
export function historyBook(
  unit: { readonly code: string; readonly name: string },
  kept: readonly Scorecard[],
  language: Language,
): ExportBook {
  const words = wordsOf(language);
  const cards = kept.map(comparableCard);
  const [first, last] = [cards[0], cards.at(-1)];
  const nameOf = ({ period }: Scorecard) => periodName(period, language);
  // KPIs that none of the cards has are no columns.
  const ids = new Set(cards.flatMap(({ kpis }) => kpis.map(({ id }) => id)));
  const kpis = KPIS.filter(({ id }) => ids.has(id));
  const columns = [...heads(language), ...kpis.map((kpi) => kpiColumn(kpi, language))];
  const lines = cards.flatMap((card) =>
    card.kpis.flatMap((figure): Line[] => {
      const kpi = kpiOf(figure.id);
      return kpi ? [{ card, kpi, figure }] : [];
    }),
  );
  return {
    title:
      first && last
        ? words.title(unit.name, nameOf(first), nameOf(last))
        : words.titleOne(unit.name),
    tables: [tableOf(words.wide, columns, cards), tableOf(words.long, details(language), lines)],
    facts: [...unitFacts(unit, language), [words.periods, count(cards.length)]],
    sections: [
      kpiSection(
        kpis.map(({ id }) => id),
        language,
      ),
      readingSection(language),
    ],
    source: sourceOf(language),
  };
}
