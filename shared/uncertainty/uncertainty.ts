import { type DrawnUnit, type Draws, drawScores } from './draws.ts';
import type { Priors } from './priors.ts';
import { type DrawnRank, leftOut, rankField } from './rank-field.ts';
import { rankability } from './rankability.ts';

/** Draws of every score for intervals of scores and ranks, and for its sampling variance. */
const DRAWS = 1000;
const SAMPLING_DRAWS = 200;

/** A unit that is ranked, with the score that is printed. */
export interface RankedUnit extends DrawnUnit {
  readonly printed: number;
}

export interface ScoreEstimate {
  /** The mean of its draws: what is to be expected of it, given its peers' past. */
  readonly expected: number;
  readonly interval: readonly [number, number];
  /** Variance of the printed score were the unit's data drawn once more. */
  readonly samplingVariance: number;
}

export interface Uncertainty {
  /** In the order of the units. */
  readonly scores: readonly ScoreEstimate[];
  /** In the order of the fields, each in the order of its members. */
  readonly fields: readonly {
    readonly ranks: readonly DrawnRank[];
    readonly rankability: number | null;
  }[];
}

/**
 * What chance does to the scores and ranks of the units of one level that one scheme judges.
 * `fields` are the sets of units that are ranked with each other (by parent, province, peers), as
 * places in `units`. The same seed and input give the same answer; a unit's scores do not depend
 * on the other units.
 */
export function uncertaintyOf(
  units: readonly RankedUnit[],
  fields: readonly (readonly number[])[],
  priors: Priors,
  seed: string,
): Uncertainty {
  const draws = drawScores(units, priors, { seed, draws: DRAWS });
  const alone = drawScores(units, priors, {
    ...{ seed: `${seed} alone`, draws: SAMPLING_DRAWS },
    redrawn: true,
  });
  const scores = units.map((_, place): ScoreEstimate => {
    const own = drawsOf(draws, place);
    const { mean: expected } = momentsOf(own);
    const { variance: samplingVariance } = momentsOf(drawsOf(alone, place));
    return { expected, interval: middleOf(own), samplingVariance };
  });
  return {
    scores,
    fields: fields.map((members) => {
      const printed = members.map((place) => units[place]?.printed ?? 0);
      const variances = members.map((place) => scores[place]?.samplingVariance ?? 0);
      return {
        ranks: rankField(draws, members),
        rankability: rankability(printed, variances),
      };
    }),
  };
}

/** The draws of one unit, in hundredths of a point, sorted. */
function drawsOf({ hundredths, draws }: Draws, place: number): Uint16Array {
  return hundredths.slice(place * draws, (place + 1) * draws).sort();
}

/** Mean and variance in points. */
function momentsOf(hundredths: Uint16Array): { readonly mean: number; readonly variance: number } {
  let sum = 0;
  for (const value of hundredths) sum += value;
  const mean = sum / hundredths.length;
  let squares = 0;
  for (const value of hundredths) squares += (value - mean) ** 2;
  return { mean: mean / 100, variance: squares / (hundredths.length - 1) / 10_000 };
}

/** The middle 95 % of the draws, with as many of them left out on each side. */
function middleOf(sorted: Uint16Array): readonly [number, number] {
  const left = leftOut(sorted.length);
  return [(sorted[left] ?? 0) / 100, (sorted[sorted.length - 1 - left] ?? 0) / 100];
}
