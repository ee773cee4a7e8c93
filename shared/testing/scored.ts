/** Units with scores, for tests of what comes after scoring. */
import { monthsIn, parsePeriod } from '../calendar/period.ts';
import type { Measures } from '../kpis/evaluate.ts';
import type { FigureUnit } from '../scorecards/figures.ts';
import { measure } from '../scorecards/measure.ts';
import type { Uncertainty } from '../scorecards/ranking.ts';
import { gradeOf, type ScoredUnit, scoreUnit } from '../scorecards/score.ts';
import { BUILT_IN, type Scheme } from '../scoring/scheme.ts';

export const BASELINE = BUILT_IN.find(({ id }) => id === 'henan-baseline') as Scheme;

/** Nothing was drawn. */
export const CERTAIN: Uncertainty = { scores: [], places: [], rankability: new Map() };

type Named = Pick<FigureUnit, 'code' | 'level' | 'parent'> & Partial<FigureUnit>;

export function figureUnit(unit: Named): FigureUnit {
  return { name: unit.code, area: 'urban', population: 1000, peerGroup: unit.level, ...unit };
}

/** A unit whose score is given; no KPI stands behind it. */
export function unitWithScore(
  unit: Named,
  value: number | null,
  options: { readonly isIncomplete?: true; readonly scheme?: Scheme } = {},
): ScoredUnit {
  const { isIncomplete, scheme = BASELINE } = options;
  return {
    figures: {
      unit: figureUnit(unit),
      completeness: { expected: 30, submitted: isIncomplete ? 10 : 30, onTime: 30 },
      kpis: {},
      timeCovariance: null,
      exposure: { days: 30, daysBefore: 30 },
    },
    judge: { scheme, goalposts: {}, months: 1 },
    scoring: { kpis: [], dropped: new Map() },
    base: value,
    value,
    adjustments: [],
    gradeCap: null,
    grade: value === null ? null : gradeOf(scheme, value, null),
    unranked: value === null ? 'no_score' : isIncomplete ? 'incomplete' : null,
  };
}

/** A unit scored by the baseline from its measures of April 2024. */
export function unitWithMeasures(unit: Named, measures: Measures, scheme = BASELINE): ScoredUnit {
  const period = parsePeriod('2024-04');
  if (!period) throw new Error('no period');
  const figures = measure({
    unit: figureUnit(unit),
    measures,
    exposure: { days: 30, daysBefore: 30 },
    monthsGone: 4,
    casePriors: undefined,
  });
  return scoreUnit(figures, { scheme, goalposts: {}, months: monthsIn(period) }, []);
}
