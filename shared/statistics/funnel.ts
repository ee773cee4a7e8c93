/**
 * Funnel plots: how far a unit's figure may lie from a target by chance, given its size.
 * D. Spiegelhalter, "Funnel plots for comparing institutional performance", Statistics in
 * Medicine 24, 2005.
 */
import { normalQuantile } from './distributions.ts';
import { exactPoisson } from './poisson.ts';
import type { Interval } from './proportion.ts';

function normalReach(confidence: number): number {
  return normalQuantile(0.5 + confidence / 2);
}

/**
 * Limits of a proportion whose target is `target`, in `n`: the values that Wilson's score test
 * does not refute (Spiegelhalter 2005, §A.1.1), within 0 and 1.
 */
export function proportionFunnel(target: number, n: number, confidence: number): Interval {
  const reach = normalReach(confidence) * Math.sqrt((target * (1 - target)) / n);
  return [Math.max(0, target - reach), Math.min(1, target + reach)];
}

/**
 * Limits of the ratio of events to `expected` ones where 1 is the target: Garwood's exact limits
 * of that many events, as a ratio.
 */
export function ratioFunnel(expected: number, confidence: number): Interval {
  const [lower, upper] = exactPoisson(expected, confidence);
  return [lower / expected, upper / expected];
}

/**
 * The inverse, for drawing: with how many expected events a count of `events` lies just on the
 * lower limit and on the upper one. They are the exact Poisson limits of the count, the greater
 * one first.
 */
export function expectedAtLimits(events: number, confidence: number): Interval {
  const [lower, upper] = exactPoisson(events, confidence);
  return [upper, lower];
}

/** On which side of a funnel a figure lies, and beyond which of its two limits. */
export type FunnelSignificance = 'high_998' | 'high_95' | 'within' | 'low_95' | 'low_998';

export function significanceOf(
  value: number,
  inner: Interval,
  outer: Interval,
): FunnelSignificance {
  if (value > outer[1]) return 'high_998';
  if (value < outer[0]) return 'low_998';
  if (value > inner[1]) return 'high_95';
  return value < inner[0] ? 'low_95' : 'within';
}
