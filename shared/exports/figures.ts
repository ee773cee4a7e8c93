/** A matrix of units and KPIs as a table, and as a workbook. */
import { periodName } from '../calendar/period-name.ts';
import type { Language } from '../format.ts';
import { kpiOf } from '../kpis/catalogue.ts';
import type { Kpi } from '../kpis/definition.ts';
import { LEVEL_NAMES, labelOf, NOTES } from '../scorecards/labels.ts';
import {
  kpiDefinition,
  type RevisionFacts,
  readingSection,
  revisionFacts,
  sourceOf,
  unitFacts,
} from './facts.ts';
import { kindOf } from './formats.ts';
import { type Column, type ExportBook, type ExportTable, orAbsent, tableOf } from './table.ts';

const ZH = {
  title: (within: string, period: string) => `${within}${period}各单位指标`,
  sheet: '各单位指标',
  unit: '单位',
  code: '代码',
  parent: '上级单位',
  level: '级别',
  before: (kpi: string) => `${kpi}：去年同期数`,
  now: (kpi: string) => `${kpi}：本期数`,
  noKpi: '该级别没有这一指标',
};

const EN: typeof ZH = {
  title: (within, period) => `KPIs by unit, ${within}, ${period}`,
  sheet: 'KPIs by unit',
  unit: 'Unit',
  code: 'Code',
  parent: 'Parent unit',
  level: 'Level',
  before: (kpi) => `${kpi}: year before`,
  now: (kpi) => `${kpi}: this period`,
  noKpi: 'units of this level have no such KPI',
};

/** A figure of a unit, as far as a matrix shows it. */
export interface MatrixFigure {
  readonly value: number | null;
  readonly numerator: number;
  readonly denominator: number;
  readonly note: string | null;
}

export interface MatrixRow {
  readonly unit: {
    readonly code: string;
    readonly name: string;
    readonly level: string;
    readonly parent: string | null;
  };
  /** By KPI; one that the unit does not have is left out. */
  readonly kpis: Readonly<Record<string, MatrixFigure | undefined>>;
}

export interface Matrix {
  /** The KPIs of the columns, by id. */
  readonly kpis: readonly string[];
  readonly rows: readonly MatrixRow[];
  /** Names units above the rows'. */
  readonly nameOf: (unit: string) => string | null;
}

function kpiColumns(kpi: Kpi, language: Language): Column<MatrixRow>[] {
  const words = language === 'zh' ? ZH : EN;
  const name = kpi.name[language];
  const value: Column<MatrixRow> = {
    ...{ name, kind: kindOf(kpi), means: kpiDefinition(kpi.id, language) },
    of: ({ kpis }) => {
      const figure = kpis[kpi.id];
      const note = figure?.note ?? (figure ? 'not_applicable' : null);
      return orAbsent(figure?.value, note ? labelOf(NOTES, note, language) : words.noKpi);
    },
  };
  if (kpi.form !== 'change') return [value];
  // A change is never shown without its two counts.
  const count = (head: string, read: (figure: MatrixFigure) => number): Column<MatrixRow> => ({
    ...{ name: head, kind: 'count' },
    of: ({ kpis }) => {
      const figure = kpis[kpi.id];
      return orAbsent(figure && read(figure), words.noKpi);
    },
  });
  return [
    value,
    count(words.before(name), ({ denominator }) => denominator),
    count(words.now(name), ({ numerator }) => numerator),
  ];
}

/** The table of a matrix: a row a unit, a column a KPI, and of changes both counts. */
export function matrixTable(matrix: Matrix, language: Language): ExportTable {
  const words = language === 'zh' ? ZH : EN;
  const heads: Column<MatrixRow>[] = [
    { name: words.unit, kind: 'text', of: ({ unit }) => unit.name },
    { name: words.code, kind: 'text', of: ({ unit }) => unit.code },
    {
      ...{ name: words.parent, kind: 'text' },
      of: ({ unit: { parent } }) => (parent === null ? null : (matrix.nameOf(parent) ?? parent)),
    },
    {
      ...{ name: words.level, kind: 'text' },
      of: ({ unit }) => labelOf(LEVEL_NAMES, unit.level, language),
    },
  ];
  const columns = matrix.kpis.flatMap((id) => {
    const kpi = kpiOf(id);
    return kpi ? kpiColumns(kpi, language) : [];
  });
  return tableOf(words.sheet, [...heads, ...columns], matrix.rows);
}

/** The workbook of a matrix. */
export function matrixBook(
  of: RevisionFacts &
    Matrix & { readonly within: { readonly code: string; readonly name: string } },
  language: Language,
): ExportBook {
  const words = language === 'zh' ? ZH : EN;
  return {
    title: words.title(of.within.name, periodName(of.period, language)),
    tables: [matrixTable(of, language)],
    facts: [...unitFacts(of.within, language), ...revisionFacts(of, language)],
    sections: [readingSection(language)],
    source: sourceOf(language),
  };
}
