import type { Family, Kpi } from '../kpis/definition.ts';
import { evaluate, evaluateByRole, type Figure, type Measures } from '../kpis/evaluate.ts';
import { chanceOf, type Exposure } from '../kpis/interval.ts';
import { requiredOfLeaders } from '../kpis/leadership.ts';
import { clusterCovariances } from '../statistics/clusters.ts';
import {
  CASE_MEASURES,
  type CaseHistory,
  type CasePriors,
  shrinkCases,
} from '../uncertainty/cases.ts';
import { type FigureUnit, kpisOfLevel, type SampledFigure, type UnitFigures } from './figures.ts';
import { COMPLETE } from './limits.ts';

const TIME_PARTS = ['community', 'diverted', 'desk'] as const;

function completenessOf(measures: Measures, suffix: '' | '_base'): number {
  const expected = measures[`days_expected${suffix}`] ?? 0;
  return expected === 0 ? 1 : (measures[`days_sent${suffix}`] ?? 0) / expected;
}

/**
 * How complete the year before is, as a base: against its own expected station-days, and against
 * those of the period. Where a programme is rolled out, the few stations that there were a year
 * ago reported every day, and are no base for the many that there are now.
 */
function baseCompletenessOf(measures: Measures): number {
  const { days_expected: now = 0, days_expected_before: then = 0 } = measures;
  const expected = Math.max(now, then);
  return expected === 0 ? 1 : (measures.days_sent_before ?? 0) / expected;
}

/** The figure with the notes on missing days that its value must carry. */
function noted(family: Family, kpi: Kpi, figure: Figure, measures: Measures): Figure {
  if (!family.fromSubmissions || figure.note) return figure;
  if (kpi.form === 'change' && baseCompletenessOf(measures) < COMPLETE) {
    return { ...figure, note: 'base_incomplete' };
  }
  return completenessOf(measures, '') < COMPLETE ? { ...figure, note: 'incomplete' } : figure;
}

/** Covariances of the three shares of time, whose denominators are one. */
function timeCovarianceOf(measures: Measures): readonly number[] | null {
  const of = (name: string) => measures[name] ?? 0;
  return clusterCovariances({
    n: of('time_officers'),
    x: of('working_minutes'),
    xx: of('working_working'),
    y: TIME_PARTS.map((part) => of(`${part}_minutes`)),
    xy: TIME_PARTS.map((part) => of(`working_${part}`)),
    yy: TIME_PARTS.flatMap((a, i) => TIME_PARTS.slice(i).map((b) => of(`${a}_${b}`))),
  });
}

/** What is known of a unit when its figures are put together. */
export interface Measured {
  readonly unit: FigureUnit;
  readonly measures: Measures;
  readonly exposure: Exposure;
  /** Months of the year gone by at the end of the period. */
  readonly monthsGone: number;
  /** What is usual of cases among its peers, where that is known. */
  readonly casePriors: CasePriors | undefined;
}

/** A unit's figures: every KPI of its level with its notes, interval and standard error. */
export function measure({
  unit,
  exposure,
  monthsGone,
  casePriors,
  ...rest
}: Measured): UnitFigures {
  const measures = { ...rest.measures, ...requiredOfLeaders(unit.level, monthsGone) };
  const own = kpisOfLevel(unit.level).map(({ family, kpi }) => ({
    kpi,
    figure: noted(family, kpi, evaluate(kpi, measures), measures),
  }));
  const figures = Object.fromEntries(own.map(({ kpi, figure }) => [kpi.id, figure]));
  const shrunken = shrinkCases({ unit, exposure, kpis: figures }, casePriors);
  const kpis = Object.fromEntries(
    own.map(({ kpi, figure }): [string, SampledFigure] => [
      kpi.id,
      {
        ...figure,
        ...chanceOf(kpi, figure, measures, exposure),
        shrunken: shrunken[kpi.id] ?? null,
        ...(kpi.byRole && { byRole: evaluateByRole(kpi, measures) }),
      },
    ]),
  );
  return {
    unit,
    completeness: {
      expected: measures.days_expected ?? 0,
      submitted: measures.days_sent ?? 0,
      onTime: measures.days_on_time ?? 0,
    },
    kpis,
    timeCovariance: timeCovarianceOf(measures),
    exposure,
  };
}

/**
 * A unit's cases of the twelve months before the period, over the days that were reported: those
 * that were not say nothing of how many cases there were.
 */
export function caseHistoryOf(measures: Measures, baseDays: number): CaseHistory {
  const reported = baseDays * completenessOf(measures, '_base');
  return {
    personDays: (measures.population ?? 0) * reported,
    counts: Object.fromEntries(
      CASE_MEASURES.map((name) => [name, measures[`${name}_base`] ?? 0]),
    ) as CaseHistory['counts'],
  };
}
