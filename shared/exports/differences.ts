/** What changed between two revisions of a period, as a workbook. */
import { periodName } from '../calendar/period-name.ts';
import type { Change } from '../evidence/card-change.ts';
import type { Correction, UnitChange } from '../evidence/differences.ts';
import { count, difference, type Language } from '../format.ts';
import { kpiOf } from '../kpis/catalogue.ts';
import { comparableValues } from '../scorecards/comparable.ts';
import { GRADES, type Labels, LEVEL_NAMES, labelOf } from '../scorecards/labels.ts';
import { wordsOf } from './differences-words.ts';
import { periodFact, sourceOf, unitFacts } from './facts.ts';
import { kindOf } from './formats.ts';
import {
  type Column,
  type ExportBook,
  measured,
  type NoteLine,
  type NumberKind,
  orAbsent,
  tableOf,
} from './table.ts';

/** So many rows of one sheet are read by nobody, and fit the answer of a function. */
const MOST_ROWS = 20_000;

const PARTS: Labels = {
  unit: { zh: '单位', en: 'unit' },
  scheme: { zh: '考核办法', en: 'scheme' },
  figures: { zh: '数值', en: 'figures' },
  score: { zh: '得分', en: 'score' },
  adjustments: { zh: '加减分', en: 'adjustments' },
  targets: { zh: '目标', en: 'targets' },
  uncertainty: { zh: '区间', en: 'intervals' },
  comparisons: { zh: '与往期的比较', en: 'comparisons' },
  ranks: { zh: '名次', en: 'ranks' },
};

const REASONS: Labels = {
  corrections: { zh: '数据更正', en: 'corrections' },
  reference: { zh: '基础数据', en: 'reference data' },
  scheme: { zh: '考核办法', en: 'scheme' },
  ledger: { zh: '加减分台账', en: 'ledger' },
  history: { zh: '往期结果', en: 'history' },
  others: { zh: '其他单位变化', en: 'other units' },
};

type KpiChange = UnitChange['kpis'][number];

export interface DifferencesExport {
  readonly within: { readonly code: string; readonly name: string };
  readonly period: string;
  readonly from: number;
  readonly to: number;
  readonly scheme: Change<string>;
  readonly units: readonly UnitChange[];
  readonly corrections: readonly Correction[];
  readonly nameOf: (unit: string) => string | null;
}

const together = (codes: readonly string[], labels: Labels, language: Language) =>
  codes.map((code) => labelOf(labels, code, language)).join(language === 'zh' ? '、' : ', ');

function unitColumns(of: DifferencesExport, language: Language): Column<UnitChange>[] {
  const words = wordsOf(language);
  const grade = (value: string | null) => value && labelOf(GRADES, value, language);
  // The table of its parent, or what stands first where it has none.
  const rank = ({ ranks, unit }: UnitChange) =>
    ranks.find(({ within }) => within === unit.parent) ?? null;
  return [
    { name: words.unit, kind: 'text', of: ({ unit }) => unit.name },
    { name: words.code, kind: 'text', of: ({ unit }) => unit.code },
    {
      ...{ name: words.parent, kind: 'text' },
      of: ({ unit: { parent } }) => (parent === null ? null : (of.nameOf(parent) ?? parent)),
    },
    {
      ...{ name: words.level, kind: 'text' },
      of: ({ unit }) => labelOf(LEVEL_NAMES, unit.level, language),
    },
    {
      ...{ name: words.before(words.score), kind: 'points' },
      of: ({ score }) => orAbsent(score.from, words.none),
    },
    {
      ...{ name: words.after(words.score), kind: 'points' },
      of: ({ score }) => orAbsent(score.to, words.none),
    },
    {
      ...{ name: words.gain, kind: 'gain' },
      of: ({ score: { from, to } }) =>
        orAbsent(from === null || to === null ? null : difference(from, to), words.none),
    },
    { name: words.before(words.grade), kind: 'text', of: (row) => grade(row.grade.from) },
    { name: words.after(words.grade), kind: 'text', of: (row) => grade(row.grade.to) },
    {
      ...{ name: words.before(words.rank), kind: 'count', means: words.rankMeans },
      of: (row) => orAbsent(rank(row)?.from, words.sameRank),
    },
    {
      ...{ name: words.after(words.rank), kind: 'count', means: words.rankMeans },
      of: (row) => orAbsent(rank(row)?.to, words.sameRank),
    },
    {
      ...{ name: words.parts, kind: 'text' },
      of: ({ changed }) => together(changed, PARTS, language),
    },
    {
      ...{ name: words.because, kind: 'text' },
      of: ({ because }) => together(because, REASONS, language),
    },
    {
      ...{ name: words.corrections, kind: 'count', means: words.correctionsMeans },
      of: ({ corrections }) => corrections,
    },
  ];
}

interface KpiLine {
  readonly unit: UnitChange['unit'];
  readonly change: KpiChange;
}

function kpiColumns(language: Language): Column<KpiLine>[] {
  const words = wordsOf(language);
  const pair = (
    name: string,
    kind: NumberKind,
    read: (change: KpiChange) => Change<number>,
  ): Column<KpiLine>[] =>
    (['from', 'to'] as const).map((side) => ({
      name: side === 'from' ? words.before(name) : words.after(name),
      kind,
      of: ({ change }) => orAbsent(read(change)[side], words.none),
    }));
  const value = (side: 'from' | 'to'): Column<KpiLine> => ({
    name: side === 'from' ? words.before(words.value) : words.after(words.value),
    kind: 'tenths',
    of: ({ change }) => {
      const kpi = kpiOf(change.id);
      return measured(kpi ? kindOf(kpi) : 'tenths', comparableValues(change)[side], words.none);
    },
  });
  return [
    { name: words.unit, kind: 'text', of: ({ unit }) => unit.name },
    { name: words.code, kind: 'text', of: ({ unit }) => unit.code },
    {
      ...{ name: words.kpi, kind: 'text' },
      of: ({ change }) => kpiOf(change.id)?.name[language] ?? change.id,
    },
    value('from'),
    value('to'),
    ...pair(words.numerator, 'count', ({ numerator }) => numerator),
    ...pair(words.denominator, 'count', ({ denominator }) => denominator),
    ...pair(words.score, 'points', ({ score }) => score),
    ...pair(words.weight, 'points', ({ weight }) => weight),
  ];
}

function correctionColumns(of: DifferencesExport, language: Language): Column<Correction>[] {
  const words = wordsOf(language);
  return [
    { name: words.station, kind: 'text', of: ({ station }) => of.nameOf(station) ?? station },
    { name: words.code, kind: 'text', of: ({ station }) => station },
    { name: words.date, kind: 'date', of: ({ date }) => date },
    {
      ...{ name: words.before(words.revision), kind: 'count' },
      of: ({ from }) => orAbsent(from, words.notSent),
    },
    {
      ...{ name: words.after(words.revision), kind: 'count' },
      of: ({ to }) => orAbsent(to, words.notSent),
    },
  ];
}

/** The workbook: units whose card changed, their KPIs that did, and the days that were corrected. */
export function differencesBook(of: DifferencesExport, language: Language): ExportBook {
  const words = wordsOf(language);
  const { from, to, scheme } = of;
  const kpis = of.units.flatMap(({ unit, kpis: changes }) =>
    changes.map((change): KpiLine => ({ unit, change })),
  );
  const cut = (name: string, rows: readonly unknown[]): NoteLine[] =>
    rows.length > MOST_ROWS
      ? [[name, words.cut(count(MOST_ROWS), count(rows.length))] satisfies NoteLine]
      : [];
  return {
    title: words.title(of.within.name, periodName(of.period, language), String(from), String(to)),
    tables: [
      tableOf(words.units, unitColumns(of, language), of.units.slice(0, MOST_ROWS)),
      tableOf(words.kpis, kpiColumns(language), kpis.slice(0, MOST_ROWS)),
      tableOf(words.days, correctionColumns(of, language), of.corrections.slice(0, MOST_ROWS)),
    ],
    facts: [
      ...unitFacts(of.within, language),
      periodFact(of.period, language),
      [words.revisions, words.revisionPair(String(from), String(to))],
      [words.scheme, scheme.from === scheme.to ? `${scheme.to}` : `${scheme.from} → ${scheme.to}`],
      ...cut(words.kpis, kpis),
      ...cut(words.days, of.corrections),
    ],
    sections: [],
    source: sourceOf(language),
  };
}
