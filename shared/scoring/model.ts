import { KPIS } from '../kpis/catalogue.ts';
import type { Figure } from '../kpis/evaluate.ts';
import type { UnitFigures } from '../scorecards/figures.ts';
import { type Points, pointsOf, type ScoreContext, scoreAt } from './functions.ts';
import type { Scheme } from './scheme.ts';
import { effectiveWeights } from './weights.ts';

/**
 * Goalposts of the `peers` function, frozen in a run: by peer group and KPI the values that score
 * 0 and 100. Where there are none the scheme's own count.
 */
export type Goalposts = Readonly<
  Record<string, Readonly<Record<string, readonly [zero: number, hundred: number]>>>
>;

/** By what a unit is judged. */
export interface Judge {
  readonly scheme: Scheme;
  readonly goalposts: Goalposts;
  /** Months that the period spans. */
  readonly months: number;
}

/** Why a KPI with a weight in the scheme is not scored. */
export type Dropped = 'no_value' | 'too_few' | 'base_incomplete';

/** A KPI that counts. */
export interface ScoredKpi {
  readonly id: string;
  /** Its weight in the scheme. */
  readonly nominal: number;
  /** Its share of the unit's score, of 100, after what dropped out was shared out. */
  readonly weight: number;
  /** The value that is scored: the shrunken one where there is one. */
  readonly value: number;
  readonly points: Points;
}

/** How a unit's score is put together. */
export interface Scoring {
  /** Those that count, in the catalogue's order. */
  readonly kpis: readonly ScoredKpi[];
  readonly dropped: ReadonlyMap<string, Dropped>;
}

/** A printed score has two decimals; it is rounded here and nowhere else. */
export function roundScore(score: number): number {
  return Math.round(score * 100) / 100;
}

/** What a KPI's score of a unit depends on besides the value. */
export function contextOf(
  kpi: { readonly id: string; readonly better: 'higher' | 'lower' | null },
  { unit }: Pick<UnitFigures, 'unit'>,
  judge: Judge,
): ScoreContext {
  const goalposts = judge.goalposts[unit.peerGroup]?.[kpi.id];
  return {
    better: kpi.better ?? 'higher',
    area: unit.area,
    months: judge.months,
    ...(goalposts && { goalposts }),
  };
}

function whyDropped(scheme: Scheme, id: string, figure: Figure): Dropped | null {
  if (figure.value === null) return 'no_value';
  if (figure.note === 'base_incomplete') return 'base_incomplete';
  const fewest = scheme.minimumDenominators[id];
  return fewest !== undefined && figure.denominator < fewest ? 'too_few' : null;
}

/** Which KPIs of a unit count, with what weight and against which points. */
export function scoringOf(figures: UnitFigures, judge: Judge): Scoring {
  const { scheme } = judge;
  const nominal = scheme.weights[figures.unit.level];
  const dropped = new Map<string, Dropped>();
  const counting = new Set<string>();
  for (const { id } of KPIS) {
    const figure = figures.kpis[id];
    if (!nominal[id] || !figure) continue;
    const why = whyDropped(scheme, id, figure);
    if (why) dropped.set(id, why);
    else counting.add(id);
  }
  const weights = effectiveWeights(nominal, (id) => counting.has(id));
  const kpis = KPIS.flatMap((kpi): ScoredKpi[] => {
    const { id } = kpi;
    const figure = figures.kpis[id];
    const fn = scheme.scores[id];
    const value = figure && (figure.shrunken ?? figure.value);
    if (!counting.has(id) || value === null || value === undefined || !fn) return [];
    const points = pointsOf(fn, contextOf(kpi, figures, judge));
    return [{ id, nominal: nominal[id] ?? 0, weight: weights.get(id) ?? 0, value, points }];
  });
  return { kpis, dropped };
}

/** The score before it is rounded: the weighted mean of the KPIs' scores; null where none counts. */
export function totalOf({ kpis }: Scoring): number | null {
  if (kpis.length === 0) return null;
  let total = 0;
  for (const { weight, points, value } of kpis) total += (weight * scoreAt(points, value)) / 100;
  return total;
}
