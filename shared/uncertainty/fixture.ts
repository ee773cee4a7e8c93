import { kpiOf } from '../kpis/catalogue.ts';
import { figureOf } from '../kpis/evaluate.ts';
import type { PastFigures, SampledFigure, UnitFigures } from '../scorecards/figures.ts';
import { scoringOf, totalOf } from '../scoring/model.ts';
import { BUILT_IN, type Scheme } from '../scoring/scheme.ts';
import { printedScore } from '../scoring/stability.ts';
import type { RankedUnit } from './uncertainty.ts';

/** By KPI: numerator, denominator, and the standard error where the value has one. */
export type Counts = Readonly<Record<string, readonly [number, number, number?]>>;

/** A station's figures of a month of 30 days, for tests. */
export function station(
  code: string,
  counts: Counts,
  rest: Partial<Pick<UnitFigures, 'timeCovariance' | 'exposure'>> = {},
): UnitFigures {
  const kpis = Object.fromEntries(
    Object.entries(counts).map(([id, [numerator, denominator, error]]): [string, SampledFigure] => {
      const figure = figureOf(kpiOf(id)?.form ?? 'ratio', numerator, denominator);
      return [id, { ...figure, interval: null, error: error ?? null, shrunken: null }];
    }),
  );
  return {
    unit: {
      code,
      name: code,
      level: 'station',
      parent: '410000000000',
      area: 'urban',
      population: 10_000,
      peerGroup: 'station-urban-1',
    },
    completeness: { expected: 30, submitted: 30, onTime: 30 },
    kpis,
    timeCovariance: null,
    exposure: { days: 30, daysBefore: 30 },
    ...rest,
  };
}

/** A published month. */
export function month(period: string, units: readonly UnitFigures[]): PastFigures {
  return {
    period,
    revision: 1,
    units: new Map(units.map((figures) => [figures.unit.code, figures])),
  };
}

const [BASELINE] = BUILT_IN;

/** A unit with its score under the baseline scheme, or one that is given. */
export function ranked(figures: UnitFigures, adjustment = 0, scheme?: Scheme): RankedUnit {
  const judge = scheme ?? BASELINE;
  if (!judge) throw new Error('no scheme comes with the system');
  const scoring = scoringOf(figures, { scheme: judge, goalposts: {}, months: 1 });
  return { figures, scoring, adjustment, printed: printedScore(totalOf(scoring) ?? 0, adjustment) };
}
