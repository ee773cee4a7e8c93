/** A matrix of units and KPIs as a table, and as a workbook. */
import { periodName } from '../calendar/period-name.ts';
import type { Language } from '../format.ts';
import { kpiOf } from '../kpis/catalogue.ts';
import type { Kpi } from '../kpis/definition.ts';
import { comparable } from '../scorecards/comparable.ts';
import { LEVEL_NAMES, labelOf, NOTES } from '../scorecards/labels.ts';
import { standingOf } from '../scorecards/standing.ts';
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
  low: (kpi: string) => `${kpi}：95%区间下限`,
  high: (kpi: string) => `${kpi}：95%区间上限`,
  noInterval: '计数得来，或数据太少、完全一致，没有区间',
  numerator: (kpi: string) => `${kpi}：分子`,
  denominator: (kpi: string) => `${kpi}：分母`,
  against: (kpi: string, unit: string) => `${kpi}：与${unit}相比`,
  againstMeans: '95%区间不含该单位的数值，才说有显著差别',
  standings: {
    higher: '显著高于',
    lower: '显著低于',
    same: '无显著差别',
    unknown: '无从判断',
  },
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
  low: (kpi) => `${kpi}: 95% interval from`,
  high: (kpi) => `${kpi}: 95% interval to`,
  noInterval: 'counted, or too few or too equal to know an interval',
  numerator: (kpi) => `${kpi}: numerator`,
  denominator: (kpi) => `${kpi}: denominator`,
  against: (kpi, unit) => `${kpi}: against ${unit}`,
  againstMeans: 'Different only where the 95% interval does not hold the value of that unit',
  standings: {
    higher: 'above, beyond chance',
    lower: 'below, beyond chance',
    same: 'not distinguishable',
    unknown: 'cannot be judged',
  },
};

/** A figure of a unit, as far as a matrix shows it. */
export interface MatrixFigure {
  readonly value: number | null;
  readonly numerator: number;
  readonly denominator: number;
  readonly interval: readonly [number, number] | null;
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
  /** The unit that they are compared with. */
  readonly within: {
    readonly code: string;
    readonly name: string;
    readonly kpis: MatrixRow['kpis'];
  };
  /** Names units above the rows'. */
  readonly nameOf: (unit: string) => string | null;
}

/** As it is shown: a change without a fair base has its two counts and no more. */
function figureOf({ kpis }: Pick<MatrixRow, 'kpis'>, id: string): MatrixFigure | undefined {
  const figure = kpis[id];
  return figure && comparable(figure);
}

/** What the pages show of a KPI: value, interval, both counts and the standing. */
function kpiColumns(
  kpi: Kpi,
  within: Matrix['within'],
  language: Language,
): readonly Column<MatrixRow>[] {
  const words = language === 'zh' ? ZH : EN;
  const name = kpi.name[language];
  const kind = kindOf(kpi);
  const overall = figureOf(within, kpi.id)?.value;
  const isChange = kpi.form === 'change';
  const why = (figure: MatrixFigure | undefined) =>
    figure ? labelOf(NOTES, figure.note ?? 'not_applicable', language) : words.noKpi;
  const bound = (head: string, end: 0 | 1): Column<MatrixRow> => ({
    ...{ name: head, kind },
    of: (row) => {
      const figure = figureOf(row, kpi.id);
      const reason = figure && figure.value !== null ? words.noInterval : why(figure);
      return orAbsent(figure?.interval?.[end], reason);
    },
  });
  const count = (head: string, read: (figure: MatrixFigure) => number): Column<MatrixRow> => ({
    ...{ name: head, kind: 'count' },
    of: (row) => {
      const figure = figureOf(row, kpi.id);
      return orAbsent(figure && read(figure), words.noKpi);
    },
  });
  const up = count(
    isChange ? words.now(name) : words.numerator(name),
    ({ numerator }) => numerator,
  );
  const down = count(
    isChange ? words.before(name) : words.denominator(name),
    ({ denominator }) => denominator,
  );
  return [
    {
      ...{ name, kind, means: kpiDefinition(kpi.id, language) },
      of: (row) => {
        const figure = figureOf(row, kpi.id);
        return orAbsent(figure?.value, why(figure));
      },
    },
    bound(words.low(name), 0),
    bound(words.high(name), 1),
    // Of a change the earlier count first, as it is said: 57 → 49.
    ...(isChange ? [down, up] : [up, down]),
    {
      ...{ name: words.against(name, within.name), kind: 'text', means: words.againstMeans },
      of: (row) => {
        const figure = figureOf(row, kpi.id);
        const standing = standingOf(figure, overall);
        return standing === 'none' ? { absent: why(figure) } : words.standings[standing];
      },
    },
  ];
}

/** The table of a matrix: a row a unit, some columns a KPI. */
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
    return kpi ? kpiColumns(kpi, matrix.within, language) : [];
  });
  return tableOf(words.sheet, [...heads, ...columns], matrix.rows);
}

/** The workbook of a matrix. */
export function matrixBook(of: RevisionFacts & Matrix, language: Language): ExportBook {
  const words = language === 'zh' ? ZH : EN;
  return {
    title: words.title(of.within.name, periodName(of.period, language)),
    tables: [matrixTable(of, language)],
    facts: [...unitFacts(of.within, language), ...revisionFacts(of, language)],
    sections: [readingSection(language)],
    source: sourceOf(language),
  };
}
