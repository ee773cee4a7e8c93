/**
 * The two classic ways to fit a gamma prior to counts with expected counts, both in D. Clayton &
 * J. Kaldor, "Empirical Bayes estimates of age-standardized relative risks for use in disease
 * mapping", Biometrics 43, 1987. They are what `gammaPrior` is held against.
 */
import { type GammaPrior, SAME_EVERYWHERE, sum } from './empirical-bayes.ts';

/** The least shape that is looked for: rates that nearly all are 0. */
const LEAST_SHAPE = 1e-4;

/** ψ(x + n) − ψ(x) for whole n, where ψ is the derivative of log Γ. */
function digammaStep(x: number, n: number): number {
  let total = 0;
  for (let k = 0; k < n; k++) total += 1 / (x + k);
  return total;
}

/** The likeliest mean rate given the shape: counts weighted by 1 / (shape + expected count). */
function meanAt(shape: number, counts: readonly number[], expected: readonly number[]): number {
  let mean = sum(counts) / sum(expected);
  for (let step = 0; step < 500; step++) {
    const weights = expected.map((e) => 1 / (shape + mean * e));
    const next =
      sum(counts.map((y, unit) => y * (weights[unit] ?? 0))) /
      sum(expected.map((e, unit) => e * (weights[unit] ?? 0)));
    if (Math.abs(next - mean) <= 1e-15 * mean) return next;
    mean = next;
  }
  return mean;
}

/**
 * The gamma prior of greatest likelihood: counts given the prior are negative binomial. Whole
 * counts, expected counts above 0. Where the counts vary no more than Poisson counts do (the
 * score test of Dean & Lawless, JASA 84, 1989) no shape is the likeliest, and the prior is as
 * narrow as arithmetic allows. Without any event it is null.
 */
export function gammaPoissonLikelihood(
  counts: readonly number[],
  expected: readonly number[],
): GammaPrior | null {
  const common = sum(counts) / sum(expected);
  if (!(common > 0)) return null;
  const excess = sum(counts.map((y, unit) => (y - common * (expected[unit] ?? 0)) ** 2 - y));
  if (excess <= 0) return { shape: SAME_EVERYWHERE, rate: SAME_EVERYWHERE / common };
  const score = (shape: number) => {
    const mean = meanAt(shape, counts, expected);
    return sum(
      counts.map((y, unit) => {
        const e = mean * (expected[unit] ?? 0);
        return digammaStep(shape, y) - Math.log1p(e / shape) + (e - y) / (shape + e);
      }),
    );
  };
  let low = Math.log(LEAST_SHAPE);
  let high = Math.log(SAME_EVERYWHERE);
  while (high - low > 1e-12) {
    const middle = (low + high) / 2;
    if (score(Math.exp(middle)) > 0) low = middle;
    else high = middle;
  }
  const shape = Math.exp(high);
  return { shape, rate: shape / meanAt(shape, counts, expected) };
}

/**
 * Clayton & Kaldor's moment estimate (1987, §2, equations 4 and 5): the shrunken rates' mean and
 * weighted variance are the prior's, iterated from the raw rates' own. Null where the rates vary
 * too little for the iteration to end, or there are fewer than two.
 */
export function claytonKaldor(
  counts: readonly number[],
  expected: readonly number[],
): GammaPrior | null {
  const units = counts.length;
  const raw = counts.map((y, unit) => y / (expected[unit] ?? 0));
  const middle = sum(raw) / units;
  const spread = sum(raw.map((rate) => (rate - middle) ** 2)) / (units - 1);
  let rate = middle / spread;
  let shape = middle * rate;
  for (let step = 0; step < 1000; step++) {
    const before = shape;
    const shrunken = counts.map((y, unit) => (y + shape) / ((expected[unit] ?? 0) + rate));
    const mean = sum(shrunken) / units;
    const variance =
      sum(shrunken.map((value, unit) => (1 + rate / (expected[unit] ?? 0)) * (value - mean) ** 2)) /
      (units - 1);
    rate = mean / variance;
    shape = mean * rate;
    if (!Number.isFinite(shape) || shape > SAME_EVERYWHERE) return null;
    if (Math.abs(shape - before) <= 1e-13 * shape) return { shape, rate };
  }
  return null;
}
