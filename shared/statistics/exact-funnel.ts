/**
 * Exact limits of funnels: a count lies outside where a binomial or Poisson distribution has it,
 * or one further out, with less than half of what is left beyond the confidence. D. Spiegelhalter,
 * "Funnel plots for comparing institutional performance", Statistics in Medicine 24, 2005, §A.1.
 * The score test's limits (`proportionFunnel`) have ten times as many units of 30 outside their
 * 99.8 % as they say, where the target is 97 %.
 */
import { betaCdf, gammaCdf } from './distributions.ts';
import type { Interval } from './proportion.ts';

/** The probabilities of a count as low, and of one as high, as it is; it need not be whole. */
export interface CountTails {
  readonly low: number;
  readonly high: number;
}

/** Of `count` in `n` where each comes with probability `target`. */
export function shareTails(count: number, n: number, target: number): CountTails {
  return {
    low: count >= n ? 1 : 1 - betaCdf(target, count + 1, n - count),
    high: count <= 0 ? 1 : betaCdf(target, count, n - count + 1),
  };
}

/** Of `count` events where so many are expected. */
export function rateTails(count: number, expected: number): CountTails {
  return {
    low: 1 - gammaCdf(expected, count + 1),
    high: count <= 0 ? 1 : gammaCdf(expected, count),
  };
}

const STEPS = 40;

/** Where `isBeyond` changes between two counts. */
function bordering(from: number, to: number, isBeyond: (count: number) => boolean): number {
  let [inside, beyond] = [from, to];
  for (let step = 0; step < STEPS; step++) {
    const middle = (inside + beyond) / 2;
    if (isBeyond(middle)) beyond = middle;
    else inside = middle;
  }
  return inside;
}

/** The counts from which on they lie outside; no count lies below a limit of 0 or above one of `most`. */
function limitsOf(
  tails: (count: number) => CountTails,
  center: number,
  most: number,
  confidence: number,
): Interval {
  const tail = (1 - confidence) / 2;
  const low = (count: number) => tails(count).low < tail;
  const high = (count: number) => tails(count).high < tail;
  return [
    low(0) ? bordering(center, 0, low) : 0,
    high(most) ? bordering(center, most, high) : most,
  ];
}

/** Limits of a share of `n` whose target is `target`. */
export function exactShareFunnel(target: number, n: number, confidence: number): Interval {
  const tails = (count: number) => shareTails(count, n, target);
  const [lower, upper] = limitsOf(tails, target * n, n, confidence);
  return [lower / n, upper / n];
}

/** Limits of the ratio of events to `expected` ones, where 1 is the target. */
export function exactRateFunnel(expected: number, confidence: number): Interval {
  const tails = (count: number) => rateTails(count, expected);
  const far = expected + 12 * Math.sqrt(expected) + 40;
  const [lower, upper] = limitsOf(tails, expected, far, confidence);
  return [lower / expected, upper / expected];
}
