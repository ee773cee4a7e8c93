/**
 * Funnels whose units differ by more than chance: an additive variance between units widens the
 * limits. D. Spiegelhalter, "Handling over-dispersion of performance indicators", Quality and
 * Safety in Health Care 14, 2005; NHS Digital, "SHMI specification", for the truncated form.
 */
import { normalQuantile } from './distributions.ts';
import type { Interval } from './proportion.ts';
import { quantile } from './robust.ts';

/** How a unit's figure becomes nearly normal, and back. */
export interface Transformation {
  /** The figure on the scale on which it is nearly normal. */
  readonly value: (numerator: number, denominator: number) => number;
  /** The target on that scale, from the sums over all units. */
  readonly target: (numerator: number, denominator: number) => number;
  /** The figure's standard error there. */
  readonly error: (numerator: number, denominator: number) => number;
  /** From that scale to the figure's own. */
  readonly back: (value: number) => number;
}

/** Observed against expected events, target 1, as a logarithm (SHMI). */
export const LOG_RATIO: Transformation = {
  value: (events, expected) => Math.log(events / expected),
  target: () => 0,
  error: (_, expected) => 1 / Math.sqrt(expected),
  back: Math.exp,
};

/** Observed against expected events, target 1, as a square root (Care Quality Commission). */
export const ROOT_RATIO: Transformation = {
  value: (events, expected) => Math.sqrt(events / expected),
  target: () => 1,
  error: (_, expected) => 1 / (2 * Math.sqrt(expected)),
  back: (value) => value,
};

/** The ratio of two counts as a logarithm, half an event added; target: all units together. */
export const LOG_RATIO_OF_COUNTS: Transformation = {
  value: (first, second) => Math.log((first + 0.5) / (second + 0.5)),
  target: (first, second) => Math.log(first / second),
  error: (first, second) => Math.sqrt(first / (first + 0.5) ** 2 + second / (second + 0.5) ** 2),
  back: Math.exp,
};

/** A proportion as the arcsine of its root, of which the variance is stable; target: as above. */
export const ARCSINE: Transformation = {
  value: (part, whole) => Math.asin(Math.sqrt(part / whole)),
  target: (part, whole) => Math.asin(Math.sqrt(part / whole)),
  error: (_, whole) => 1 / (2 * Math.sqrt(whole)),
  back: (value) => Math.sin(value) ** 2,
};

/** Values beyond the tenth and the ninetieth percentile are drawn in to them. */
export function winsorised(scores: readonly number[]): number[] {
  const low = quantile(scores, 0.1);
  const high = quantile(scores, 0.9);
  return scores.map((score) => Math.min(high, Math.max(low, score)));
}

/** The places of the scores that are left when a tenth, by rank, is cut off at each end (SHMI). */
function keptByRank(scores: readonly number[]): number[] {
  const order = scores.map((_, place) => place).sort((a, b) => (scores[a] ?? 0) - (scores[b] ?? 0));
  return order
    .filter((_, place) => {
      const tenth = Math.floor(((place + 1) * 10) / (scores.length + 1));
      return tenth >= 1 && tenth <= 8;
    })
    .sort((a, b) => a - b);
}

export interface Dispersion {
  /** The target on the transformed scale. */
  readonly target: number;
  /** The mean square of the z-scores; 1 where units differ by chance alone. */
  readonly phi: number;
  /** The variance between units on the transformed scale, 0 where phi leaves no room for one. */
  readonly variance: number;
}

/**
 * How much units differ beyond chance, from their numerators and denominators. Extreme units
 * shall not widen the limits that they are held against: their z-scores are drawn in
 * (`winsorise`) or left out (`truncate`). At least one unit.
 */
export function dispersionOf(
  numerators: readonly number[],
  denominators: readonly number[],
  transformation: Transformation,
  extremes: 'winsorise' | 'truncate',
): Dispersion {
  let top = 0;
  let bottom = 0;
  for (const numerator of numerators) top += numerator;
  for (const denominator of denominators) bottom += denominator;
  const target = transformation.target(top, bottom);
  const errors = numerators.map((n, unit) => transformation.error(n, denominators[unit] ?? 0));
  const scores = numerators.map(
    (n, unit) => (transformation.value(n, denominators[unit] ?? 0) - target) / (errors[unit] ?? 0),
  );
  const kept = extremes === 'truncate' ? keptByRank(scores) : scores.map((_, unit) => unit);
  const tamed = extremes === 'truncate' ? scores : winsorised(scores);
  let squares = 0;
  let weight = 0;
  let weightSquares = 0;
  for (const unit of kept) {
    squares += (tamed[unit] ?? 0) ** 2;
    const own = 1 / (errors[unit] ?? 0) ** 2;
    weight += own;
    weightSquares += own * own;
  }
  const room = weight - weightSquares / weight;
  const excess = squares - (kept.length - 1);
  return {
    target,
    phi: squares / kept.length,
    variance: excess > 0 && room > 0 ? excess / room : 0,
  };
}

/** Limits of a unit whose standard error on the transformed scale is `error`, on its own scale. */
export function dispersedFunnel(
  { target, variance }: Dispersion,
  transformation: Transformation,
  error: number,
  confidence: number,
): Interval {
  const reach = normalQuantile(0.5 + confidence / 2) * Math.sqrt(error * error + variance);
  return [transformation.back(target - reach), transformation.back(target + reach)];
}
