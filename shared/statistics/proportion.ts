import { normalQuantile } from './distributions.ts';

/** An interval's limits. */
export type Interval = readonly [lower: number, upper: number];

/**
 * The score interval of a proportion of `x` in `n`: E. Wilson, "Probable inference, the law of
 * succession, and statistical inference", Journal of the American Statistical Association 22,
 * 1927; as in R. Newcombe, Statistics in Medicine 17, 1998, method 3. `x` need not be whole; with
 * n = 0 nothing is known and the interval is [0, 1]. Throws a RangeError unless 0 ≤ x ≤ n.
 */
export function wilson(x: number, n: number, confidence: number): Interval {
  if (!(x >= 0 && x <= n)) throw new RangeError('a part is at least 0 and at most the whole');
  if (n === 0 || confidence >= 1) return [0, 1];
  const z = normalQuantile(0.5 + confidence / 2);
  const middle = 2 * x + z * z;
  const reach = z * Math.sqrt(z * z + 4 * x * (1 - x / n));
  const whole = 2 * (n + z * z);
  // At 0 and n the limit is the estimate itself, which rounding must not move past it.
  return [
    x === 0 ? 0 : Math.max(0, (middle - reach) / whole),
    x === n ? 1 : Math.min(1, (middle + reach) / whole),
  ];
}
