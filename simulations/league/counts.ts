import type { Random } from '../../shared/statistics/random.ts';

/** A binomial count: so many of `trials` with probability p. */
export function binomial(random: Random, trials: number, p: number): number {
  let left = trials;
  let chance = p;
  let count = 0;
  // Halves the trials by their median, a beta draw (J. Ahrens & U. Dieter, 1974; L. Devroye,
  // Non-Uniform Random Variate Generation, 1986, X.4.3), then counts the last few one by one.
  while (left > 16) {
    const middle = (left + 1) >> 1;
    const median = random.beta(middle, left + 1 - middle);
    if (median <= chance) {
      count += middle;
      left -= middle;
      chance = (chance - median) / (1 - median);
    } else {
      left = middle - 1;
      chance /= median;
    }
  }
  for (; left > 0; left--) if (random.uniform() < chance) count += 1;
  return count;
}

/** A Poisson count of the given mean (Ahrens & Dieter's reduction; Knuth's product below 12). */
export function poisson(random: Random, mean: number): number {
  if (mean > 12) {
    const events = Math.floor((7 / 8) * mean);
    const time = random.gamma(events);
    return time < mean
      ? events + poisson(random, mean - time)
      : binomial(random, events - 1, mean / time);
  }
  const end = Math.exp(-mean);
  let count = 0;
  for (let product = random.uniform(); product > end; product *= random.uniform()) count += 1;
  return count;
}

/** A beta draw of the given mean; `precision` is a + b. */
export function betaAround(random: Random, mean: number, precision: number): number {
  return random.beta(mean * precision, (1 - mean) * precision);
}

/** A gamma draw of the given mean; its standard deviation is mean / √shape. */
export function gammaAround(random: Random, mean: number, shape: number): number {
  return (random.gamma(shape) * mean) / shape;
}
