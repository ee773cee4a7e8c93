/** The catalogue of KPIs as a workbook: a row a KPI, as the program computes it. */
import type { Language } from '../format.ts';
import { familyOf } from '../kpis/catalogue.ts';
import type { Kpi, Sum, Text } from '../kpis/definition.ts';
import { DOCUMENTS, sourceLines } from '../kpis/documents.ts';
import { fileOf, queriesOf } from '../kpis/origin.ts';
import { targetText } from '../kpis/target-words.ts';
import { DIRECTIONS, INTERVALS, notesOf } from '../kpis/words.ts';
import { LEVEL_NAMES, labelOf } from '../scorecards/labels.ts';
import { LEVELS } from '../units/tree.ts';
import { type Column, type ExportBook, tableOf } from './table.ts';

const ZH = {
  title: (kpis: number) => `考核指标${kpis}项`,
  sheet: '考核指标',
  kpi: '指标',
  id: '编号',
  family: '分类',
  formula: '公式(分子 ÷ 分母)',
  unit: '单位',
  better: '方向',
  target: '目标',
  targetMeans: '依据文件所提；是否采用由考核办法决定',
  noTarget: '与同类单位比较，无固定目标',
  context: '只作背景，没有目标',
  source: '依据',
  sourceMeans: '本系统立项所依的文件，后为该文件公布的数',
  documents: '依据文件',
  levels: '适用级别',
  restricted: '受限',
  restrictedMeans: '只监测、不计分，经批准的办法才给权重',
  yes: '受限',
  interval: '95%区间',
  notes: '说明',
  numerator: '分子',
  denominator: '分母',
  sumMeans: '相加的量，名称与 SQL 中的列名一致',
  queries: 'SQL 文件',
  noQuery: '由规定推算，不查询报送数据',
  bookSource: '计算成绩的程序；与成绩单所用的完全一致',
};

const EN: typeof ZH = {
  title: (kpis) => `${kpis} KPIs`,
  sheet: 'KPIs',
  kpi: 'KPI',
  id: 'Id',
  family: 'Family',
  formula: 'Formula (numerator / denominator)',
  unit: 'Unit',
  better: 'Better',
  target: 'Target',
  targetMeans: 'That of the founding documents; the scheme decides which one counts',
  noTarget: 'compared with its peers; no fixed target',
  context: 'context only: no target',
  source: 'Source',
  sourceMeans: 'The founding document, and what it published',
  documents: 'Founding documents',
  levels: 'Levels',
  restricted: 'Restricted',
  restrictedMeans: 'Monitored and not scored; a scheme weighs it only with an approval',
  yes: 'restricted',
  interval: '95% interval',
  notes: 'Notes',
  numerator: 'Numerator',
  denominator: 'Denominator',
  sumMeans: 'The measures that are added up, by the names of their columns in the SQL',
  queries: 'SQL files',
  noQuery: 'comes from a rule: no submission is read',
  bookSource: 'The program that computes the scorecards: it is what it runs',
};

/** What a value is counted in. */
const UNITS: Readonly<Record<'percent' | 'change' | 'days' | 'rate' | 'number', Text>> = {
  percent: { zh: '%', en: '%' },
  change: { zh: '%(同比)', en: '% (over the year)' },
  days: { zh: '天', en: 'days' },
  rate: { zh: '每万人', en: 'per 10,000' },
  number: { zh: '倍数', en: 'ratio' },
};

function unitOf({ form, display }: Kpi): Text {
  if (display !== 'number') return UNITS[display];
  return form === 'per_10k' ? UNITS.rate : UNITS.number;
}

/** `a + 2 × b − c` */
function sumText(sum: Sum): string {
  return Object.entries(sum)
    .map(([measure, factor], place) => {
      const sign = factor < 0 ? '− ' : place > 0 ? '+ ' : '';
      const times = Math.abs(factor) === 1 ? '' : `${Math.abs(factor)} × `;
      return sign + times + measure;
    })
    .join(' ');
}

/** The workbook of these KPIs, in their order. */
export function kpisBook(kpis: readonly Kpi[], language: Language): ExportBook {
  const words = language === 'zh' ? ZH : EN;
  const comma = language === 'zh' ? '、' : ', ';
  const columns: readonly Column<Kpi>[] = [
    { name: words.kpi, kind: 'text', of: ({ name }) => name[language] },
    { name: words.id, kind: 'text', of: ({ id }) => id },
    { name: words.family, kind: 'text', of: ({ id }) => familyOf(id).name[language] },
    { name: words.formula, kind: 'text', of: ({ formula }) => formula[language] },
    { name: words.unit, kind: 'text', of: (kpi) => unitOf(kpi)[language] },
    {
      ...{ name: words.better, kind: 'text' },
      of: ({ better }) => DIRECTIONS[better ?? 'context'][language],
    },
    {
      ...{ name: words.target, kind: 'text', means: words.targetMeans },
      of: ({ target, better }) =>
        target === null
          ? { absent: better === null ? words.context : words.noTarget }
          : targetText(target, language),
    },
    {
      ...{ name: words.source, kind: 'text', means: words.sourceMeans },
      of: ({ source }) => sourceLines(source, language).join('\n'),
    },
    {
      ...{ name: words.levels, kind: 'text' },
      of: ({ levels = LEVELS }) =>
        levels.map((level) => labelOf(LEVEL_NAMES, level, language)).join(comma),
    },
    {
      ...{ name: words.restricted, kind: 'text', means: words.restrictedMeans },
      of: ({ restricted }) => (restricted ? words.yes : null),
    },
    {
      ...{ name: words.interval, kind: 'text' },
      of: ({ sampling }) => INTERVALS[sampling.kind][language],
    },
    {
      ...{ name: words.notes, kind: 'text' },
      of: (kpi) =>
        notesOf(kpi)
          .map(({ text }) => text[language])
          .join('\n') || null,
    },
    {
      ...{ name: words.numerator, kind: 'text', means: words.sumMeans },
      of: ({ numerator }) => sumText(numerator),
    },
    {
      ...{ name: words.denominator, kind: 'text', means: words.sumMeans },
      of: ({ denominator }) => sumText(denominator),
    },
    {
      ...{ name: words.queries, kind: 'text' },
      of: (kpi) => queriesOf(kpi).map(fileOf).join('\n') || { absent: words.noQuery },
    },
  ];
  return {
    title: words.title(kpis.length),
    tables: [tableOf(words.sheet, columns, kpis)],
    facts: [],
    sections: [
      {
        title: words.documents,
        lines: DOCUMENTS.map(({ name, about }) => [name[language], about[language]]),
      },
    ],
    source: words.bookSource,
  };
}
