import type { UnitFigures } from '../scorecards/figures.ts';
import { type Points, scoreAt } from '../scoring/functions.ts';
import type { Scoring } from '../scoring/model.ts';
import { printedScore } from '../scoring/stability.ts';
import { Random } from '../statistics/random.ts';
import { Columns, Drawing } from './drawing.ts';
import type { Priors } from './priors.ts';

/** A unit whose score is drawn. */
export interface DrawnUnit {
  readonly figures: UnitFigures;
  readonly scoring: Scoring;
  /** Points that the ledger adds (bonuses) or takes (deductions). */
  readonly adjustment: number;
}

/** Draws of the scores of some units. */
export interface Draws {
  /** Unit after unit, each its draws, in hundredths of a point: 0 to 10,000. */
  readonly hundredths: Uint16Array;
  /** Of each unit. */
  readonly draws: number;
}

export interface DrawOptions {
  /** Of the whole run; each unit has a stream of its own, by its code. */
  readonly seed: string;
  readonly draws: number;
  /**
   * Draws what would be printed were the unit's data drawn once more, instead of what is true:
   * from its own data alone, case KPIs drawn towards their peers as on the scorecard.
   */
  readonly redrawn?: true;
}

/**
 * Draws every unit's score from the posterior of its KPIs' true values: the KPIs that count are
 * drawn, scored by the same points and weights as the printed score, and rounded like it, so that
 * ties are ties. A unit's draws do not depend on the other units or on their order.
 */
export function drawScores(
  units: readonly DrawnUnit[],
  priors: Priors,
  { seed, draws, redrawn }: DrawOptions,
): Draws {
  const hundredths = new Uint16Array(units.length * draws);
  const columns = new Columns(draws);
  const total = new Float64Array(draws);
  units.forEach(({ figures, scoring, adjustment }, place) => {
    const random = new Random(`${seed} ${figures.unit.code}`);
    const drawing = new Drawing(figures, priors, random, columns, redrawn);
    const among = scoring.kpis.map(({ id }) => id);
    total.fill(0);
    for (const { id, weight, value, points } of scoring.kpis) {
      const values = drawing.valuesOf(id, among);
      if (values) addScores(total, values, points, weight / 100);
      else addScore(total, (weight / 100) * scoreAt(points, value));
    }
    for (let draw = 0; draw < draws; draw++) {
      const score = printedScore(total[draw] as number, adjustment);
      hundredths[place * draws + draw] = Math.round(score * 100);
    }
  });
  return { hundredths, draws };
}

/** A value that is counted, not sampled, scores the same in every draw. */
function addScore(total: Float64Array, gained: number): void {
  for (let i = 0; i < total.length; i++) total[i] = (total[i] as number) + gained;
}

/**
 * Adds factor × the score at each value: `scoreAt` of the scoring functions, over many values and
 * without an allocation. Points are sorted by value; between them the score is linear.
 */
function addScores(
  total: Float64Array,
  values: Float64Array,
  points: Points,
  factor: number,
): void {
  const last = points.length - 1;
  const at = Float64Array.from(points, ([value]) => value);
  const score = Float64Array.from(points, ([, scored]) => scored * factor);
  const slope = Float64Array.from(points, ([value, scored], index) => {
    const [next, following] = points[index + 1] ?? [value, scored];
    return next === value ? 0 : ((following - scored) * factor) / (next - value);
  });
  const lowest = at[0] as number;
  const highest = at[last] as number;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    let gained: number;
    if (value <= lowest) gained = score[0] as number;
    else if (value >= highest) gained = score[last] as number;
    else {
      let piece = 0;
      while (value > (at[piece + 1] as number)) piece += 1;
      gained =
        (score[piece] as number) + (slope[piece] as number) * (value - (at[piece] as number));
    }
    total[i] = (total[i] as number) + gained;
  }
}
