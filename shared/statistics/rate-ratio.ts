import { betaOddsQuantile, binomialPmf } from './distributions.ts';
import type { Interval } from './proportion.ts';

/** Two numbers that are compared: the one that is judged and the one it is measured by. */
export type Pair = readonly [first: number, second: number];

/** The ratio of two rates, first by second; null where the second count is 0. */
export function rateRatio([first, second]: Pair, [own, other]: Pair): number | null {
  return second > 0 ? first / own / (second / other) : null;
}

/**
 * Exact limits of the ratio of two Poisson rates. Given their total, the first count is binomial,
 * so the limits are those of Clopper & Pearson (Biometrika 26, 1934) as odds: J. Przyborowski &
 * H. Wilenski, Biometrika 31, 1940; E. Lehmann & J. Romano, "Testing Statistical Hypotheses",
 * §4.5. Without a first count the lower limit is 0; without a second the upper is infinite.
 */
export function rateRatioInterval(
  [first, second]: Pair,
  [own, other]: Pair,
  confidence: number,
): Interval {
  const tail = (1 - confidence) / 2;
  const scale = other / own;
  return [
    first > 0 ? scale * betaOddsQuantile(tail, first, second + 1) : 0,
    second > 0 ? scale * betaOddsQuantile(1 - tail, first + 1, second) : Number.POSITIVE_INFINITY,
  ];
}

/**
 * The probability, were the rates equal, of a split of the total that is no likelier than the
 * counts' own (the two-sided "minlike" test of M. Fay, "Two-sided exact tests and matching
 * confidence intervals for discrete data", The R Journal 2:1, 2010). Whole counts.
 */
export function rateRatioTest([first, second]: Pair, [own, other]: Pair): number {
  const total = first + second;
  const share = own / (own + other);
  // Splits that are equally likely in exact arithmetic may differ in their last digits.
  const bound = binomialPmf(first, total, share) * (1 + 1e-7);
  let p = 0;
  for (let count = 0; count <= total; count++) {
    const likelihood = binomialPmf(count, total, share);
    if (likelihood <= bound) p += likelihood;
  }
  return Math.min(1, p);
}
