/** Chances of small counts. */
import { gammaCdf } from '../statistics/distributions.ts';

/** The chance of `count` or more where `mean` happen on average (Poisson). */
export function chanceOfAtLeast(count: number, mean: number): number {
  return count <= 0 ? 1 : gammaCdf(mean, count);
}

/** The chance that two independent Poisson counts are equal and at least `smallest`. */
export function chanceOfEqual(first: number, second: number, smallest: number): number {
  if (first <= 0 || second <= 0) return 0;
  const larger = Math.max(first, second);
  const last = Math.ceil(larger + 12 * Math.sqrt(larger) + 12);
  let total = 0;
  let logTerm = -first - second;
  for (let k = 0; k <= last; k += 1) {
    if (k >= smallest) total += Math.exp(logTerm);
    logTerm += Math.log(first) + Math.log(second) - 2 * Math.log(k + 1);
  }
  return total;
}
