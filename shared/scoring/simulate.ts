import type { LedgerEntry } from '../review/ledger.ts';
import type { FigureUnit, UnitFigures } from '../scorecards/figures.ts';
import { type ScoredUnit, scoreUnit } from '../scorecards/score.ts';
import { competitionRanks, type Echelon, echelonOf, ranksOf } from '../statistics/ranks.ts';
import type { Level } from '../units/tree.ts';
import type { Judge } from './model.ts';
import type { Scheme } from './scheme.ts';
import { weightStability } from './stability.ts';

/** Draws of weights by which the stability of a rank is judged. */
export const STABILITY_DRAWS = 200;

export interface SimulationInput {
  readonly level: Level;
  /** By what the units were judged. */
  readonly judge: Judge;
  /** By what they would be judged instead. */
  readonly other: Scheme;
  /** The ledger's entries, by unit. */
  readonly ledger: Readonly<Record<string, readonly LedgerEntry[]>>;
  readonly seed: string;
}

/**
 * A scheme with other weights of some KPIs at one level; `normalize` brings the sum back to 100.
 * The result may have faults.
 */
export function withWeights(
  scheme: Scheme,
  level: Level,
  weights: Readonly<Record<string, number>>,
  normalize: boolean,
): Scheme {
  const given = Object.entries({ ...scheme.weights[level], ...weights });
  const sum = given.reduce((total, [, weight]) => total + weight, 0);
  const factor = normalize && sum > 0 ? 100 / sum : 1;
  const scaled = Object.fromEntries(given.map(([id, weight]) => [id, weight * factor]));
  return { ...scheme, weights: { ...scheme.weights, [level]: scaled } };
}

/** A unit's place under one scheme; null where it has no score or too little data to be ranked. */
export interface Place {
  readonly score: number | null;
  readonly rank: number | null;
  readonly echelon: Echelon | null;
  /** The share of draws of ±25 % on every weight in which it keeps its echelon. */
  readonly stability: number | null;
}

export interface SimulatedUnit {
  readonly unit: FigureUnit;
  readonly before: Place;
  readonly after: Place;
  /** Ranks gained (+) or lost (−); null where either is missing. */
  readonly moved: number | null;
}

export interface Simulation {
  /** The units of the level, in the order in which they were given. */
  readonly rows: readonly SimulatedUnit[];
  readonly summary: {
    /** Units that have a rank. */
    readonly of: number;
    readonly moved: number;
    readonly echelonChanged: number;
    /** Correlation of both rankings (Spearman, ties at their middle rank); null under 2 units. */
    readonly spearman: number | null;
  };
}

/** Points that the ledger gave (above 0) or took, in sum. */
function adjustmentOf({ adjustments }: ScoredUnit): number {
  return adjustments.reduce((sum, { points }) => sum + points, 0);
}

/** The places of the units under a scheme. */
function placesOf(units: readonly UnitFigures[], judge: Judge, input: SimulationInput): Place[] {
  const scored = units.map((figures) =>
    scoreUnit(figures, judge, input.ledger[figures.unit.code] ?? []),
  );
  const scores = scored.map(({ value }) => value);
  const ranked = scored.flatMap(({ unranked }, place) => (unranked === null ? [place] : []));
  const ranks = competitionRanks(ranked.map((place) => scores[place] ?? 0));
  const [stability] = weightStability({
    scorings: scored.map(({ scoring }) => scoring),
    adjustments: scored.map(adjustmentOf),
    fields: [ranked],
    nominal: judge.scheme.weights[input.level],
    seed: input.seed,
    draws: STABILITY_DRAWS,
  });
  const places = scores.map(
    (score): Place => ({ score, rank: null, echelon: null, stability: null }),
  );
  ranked.forEach((place, index) => {
    const rank = ranks[index] ?? 0;
    places[place] = {
      score: scores[place] ?? null,
      rank,
      echelon: echelonOf(rank, ranked.length),
      stability: stability?.[index] ?? null,
    };
  });
  return places;
}

/** Pearson's correlation; 1 where either side has no variance, since then nothing has moved. */
function correlation(xs: readonly number[], ys: readonly number[]): number {
  const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
  const [meanX, meanY] = [mean(xs), mean(ys)];
  let [xx, xy, yy] = [0, 0, 0];
  xs.forEach((x, index) => {
    const [dx, dy] = [x - meanX, (ys[index] ?? 0) - meanY];
    xx += dx * dx;
    xy += dx * dy;
    yy += dy * dy;
  });
  return xx === 0 || yy === 0 ? 1 : xy / Math.sqrt(xx * yy);
}

/**
 * What another scheme, or other weights, would change in the ranking of a level: `units` are those
 * that are ranked together. Nothing is stored.
 */
export function simulate(units: readonly UnitFigures[], input: SimulationInput): Simulation {
  const field = units.filter(({ unit }) => unit.level === input.level);
  const before = placesOf(field, input.judge, input);
  const after = placesOf(field, { ...input.judge, scheme: input.other }, input);
  const rows = field.flatMap(({ unit }, place): SimulatedUnit[] => {
    const [was, is] = [before[place], after[place]];
    if (!was || !is) return [];
    const moved = was.rank === null || is.rank === null ? null : was.rank - is.rank;
    return [{ unit, before: was, after: is, moved }];
  });
  const both = rows.filter(({ moved }) => moved !== null);
  const middle = (side: 'before' | 'after') =>
    ranksOf(
      both.map((row) => row[side].score ?? 0),
      'middle',
    );
  return {
    rows,
    summary: {
      of: both.length,
      moved: both.filter(({ moved }) => moved !== 0).length,
      echelonChanged: both.filter((row) => row.before.echelon !== row.after.echelon).length,
      spearman: both.length < 2 ? null : correlation(middle('before'), middle('after')),
    },
  };
}
