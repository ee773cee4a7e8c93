/**
 * Distribution functions and quantiles, to a relative 10⁻¹² and better. All of them come from two
 * functions, the incomplete gamma and the incomplete beta. The npm library jStat is only the
 * check on them: its log-gamma is exact to 2·10⁻¹⁰ and its continued fraction ends after a
 * hundred terms, which is not enough for a province's counts or for the published cases. The
 * work grows with the square root of the largest shape.
 */

/** The two tails of a distribution at a point; each keeps its own relative precision. */
interface Tails {
  readonly lower: number;
  readonly upper: number;
}

/** Sums end where a term no longer changes them, and, since NaN is never greater, with NaN. */
const ROUNDING = Number.EPSILON;

/** The tails with the lower one's derivative, on the scale that `solve` works on. */
interface Point extends Tails {
  readonly density: number;
}

const LOG_ROOT_TWO_PI = 0.5 * Math.log(2 * Math.PI);

/** Stirling's remainder: log Γ(n + 1) − log(√(2πn)·(n/e)ⁿ), for any n > 0. */
function stirlingError(n: number): number {
  if (n < 16) return stirlingError(n + 1) + (n + 0.5) * Math.log1p(1 / n) - 1;
  const square = n * n;
  const tail = 1 / 1260 - (1 / 1680 - (1 / 1188 - 691 / 360360 / square) / square) / square;
  return (1 / 12 - (1 / 360 - tail / square) / square) / n;
}

/** Half the deviance of x at mean m, x·log(x/m) + m − x, without cancellation near x = m. */
function deviance(x: number, mean: number): number {
  const difference = x - mean;
  if (Math.abs(difference) >= 0.1 * (x + mean)) return x * Math.log(x / mean) - difference;
  const ratio = difference / (x + mean);
  let total = difference * ratio;
  let power = 2 * x * ratio;
  for (let term = 3; ; term += 2) {
    power *= ratio * ratio;
    const added = power / term;
    total += added;
    if (!(Math.abs(added) > ROUNDING * total)) return total;
  }
}

/** log(mᵃ·e⁻ᵐ / Γ(a + 1)): a Poisson probability for any a ≥ 0 (C. Loader, see below). */
function logPoisson(a: number, mean: number): number {
  if (a === 0) return -mean;
  return -stirlingError(a) - deviance(a, mean) - LOG_ROOT_TWO_PI - 0.5 * Math.log(a);
}

/** The same for a binomial: a of a + b, with probabilities p and q = 1 − p. */
function logBinomial(a: number, b: number, p: number, q: number): number {
  const n = a + b;
  if (a === 0) return n * (q > 0.5 ? Math.log1p(-p) : Math.log(q));
  if (b === 0) return n * (p > 0.5 ? Math.log1p(-q) : Math.log(p));
  const errors = stirlingError(n) - stirlingError(a) - stirlingError(b);
  const deviances = deviance(a, n * p) + deviance(b, n * q);
  return errors - deviances - LOG_ROOT_TWO_PI + 0.5 * Math.log(n / a / b);
}

/**
 * The probability of `successes` in `trials` (whole numbers) at probability `p`: C. Loader, "Fast
 * and accurate computation of binomial probabilities", 2000.
 */
export function binomialPmf(successes: number, trials: number, p: number): number {
  const failures = trials - successes;
  if (successes < 0 || failures < 0) return 0;
  if (p <= 0) return successes === 0 ? 1 : 0;
  if (p >= 1) return failures === 0 ? 1 : 0;
  return Math.exp(logBinomial(successes, failures, p, 1 - p));
}

/** 1 / (b₀ + a₁/(b₁ + a₂/(b₂ + …))), by the method of W. Lentz (Applied Optics 15, 1976). */
function invertedFraction(
  numerator: (term: number) => number,
  denominator: (term: number) => number,
): number {
  const tiny = 1e-300;
  let c = denominator(0) || tiny;
  let d = 0;
  let value = c;
  for (let term = 1; ; term++) {
    const a = numerator(term);
    const b = denominator(term);
    d = 1 / (b + a * d || tiny);
    c = b + a / c || tiny;
    const factor = c * d;
    value *= factor;
    if (!(Math.abs(factor - 1) > 4 * ROUNDING)) return 1 / value;
  }
}

/**
 * The regularized incomplete gamma functions P and Q of shape `a` at `x` > 0: the series below
 * the mean and the continued fraction above it (M. Abramowitz & I. Stegun 6.5.29 and 6.5.31).
 */
function gammaTails(a: number, x: number): Point {
  const density = a * Math.exp(logPoisson(a, x));
  if (x < a + 1) {
    let term = 1 / a;
    let total = term;
    for (let n = 1; ; n++) {
      term *= x / (a + n);
      total += term;
      if (!(term > ROUNDING * total)) break;
    }
    const lower = density * total;
    return { lower, upper: 1 - lower, density };
  }
  const upper =
    density *
    invertedFraction(
      (n) => n * (a - n),
      (n) => x + 2 * n + 1 - a,
    );
  return { lower: 1 - upper, upper, density };
}

/**
 * The regularized incomplete beta function with shapes `a` and `b` at x, where y = 1 − x, by its
 * continued fraction (Abramowitz & Stegun 26.5.8), on the side where it converges fast. In the
 * middle rounding may call either side the other one: it is turned around once.
 */
function betaTails(a: number, b: number, x: number, y: number, isTurned = false): Point {
  if (!isTurned && x * (a + b + 2) > a + 1) {
    const { lower, upper, density } = betaTails(b, a, y, x, true);
    return { lower: upper, upper: lower, density };
  }
  const factor = (b / (a + b)) * Math.exp(logBinomial(a, b, x, y));
  const lower =
    factor *
    invertedFraction(
      (n) => {
        const m = n >> 1;
        return n % 2 === 0
          ? (m * (b - m) * x) / ((a + n - 1) * (a + n))
          : (-(a + m) * (a + b + m) * x) / ((a + n - 1) * (a + n));
      },
      () => 1,
    );
  return { lower, upper: 1 - lower, density: a * factor };
}

/** Both tails of a probability `p`. */
function tailsAt(p: number): Tails {
  return { lower: p, upper: 1 - p };
}

/** The tails of the size of a symmetric variable at its quantile `p`. */
function tailsOfSize(p: number): Tails {
  const upper = 2 * Math.min(p, 1 - p);
  return { lower: 1 - upper, upper };
}

/**
 * The t at which a distribution has the tails of `goal`, by Newton's method on the logarithm of
 * the smaller one. Gamma on the scale log x, and beta on the scale log(x/y), have log-concave
 * densities and so log-concave tails, on which Newton's method converges from any start. Where a
 * first step goes so far that nothing is left of the tail, it is halved.
 */
function solve(goal: Tails, start: number, at: (t: number) => Point): number {
  const below = goal.lower <= 0.5;
  let t = start;
  let change = 0;
  for (let step = 0; step < 500; step++) {
    const { lower, upper, density } = at(t);
    const tail = below ? lower : upper;
    if (tail > 0 && density > 0) {
      const distance = Math.log(tail / (below ? goal.lower : goal.upper));
      change = ((below ? distance : -distance) * tail) / density;
      t -= change;
      if (Math.abs(change) < 1e-14 * Math.max(1, Math.abs(t))) break;
    } else {
      change /= 2;
      t += change;
    }
  }
  return t;
}

/** The share of a gamma distribution of the given shape and rate 1 that lies below `x`. */
export function gammaCdf(x: number, shape: number): number {
  return x > 0 ? gammaTails(shape, x).lower : 0;
}

/** The value below which the share `p` (0 to 1) of a gamma distribution of rate 1 lies. */
export function gammaQuantile(p: number, shape: number): number {
  return gammaAt(tailsAt(p), shape);
}

function gammaAt(goal: Tails, shape: number): number {
  if (goal.lower <= 0) return 0;
  if (goal.upper <= 0) return Number.POSITIVE_INFINITY;
  return Math.exp(solve(goal, Math.log(shape), (t) => gammaTails(shape, Math.exp(t))));
}

export function chiSquareQuantile(p: number, degrees: number): number {
  return 2 * gammaQuantile(p, degrees / 2);
}

/** The share of a beta distribution with shapes `a` and `b` that lies below `x`. */
export function betaCdf(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  return x < 1 ? betaTails(a, b, x, 1 - x).lower : 1;
}

/** The quantile of x/(1 − x), where x has a beta distribution: exact also for x close to 1. */
export function betaOddsQuantile(p: number, a: number, b: number): number {
  return betaOddsAt(tailsAt(p), a, b);
}

function betaOddsAt(goal: Tails, a: number, b: number): number {
  if (goal.lower <= 0) return 0;
  if (goal.upper <= 0) return Number.POSITIVE_INFINITY;
  const root = solve(goal, Math.log(a / b), (t) =>
    betaTails(a, b, 1 / (1 + Math.exp(-t)), 1 / (1 + Math.exp(t))),
  );
  return Math.exp(root);
}

export function betaQuantile(p: number, a: number, b: number): number {
  const odds = betaOddsQuantile(p, a, b);
  return odds === Number.POSITIVE_INFINITY ? 1 : odds / (1 + odds);
}

/** Φ(x): half of 1 ± the incomplete gamma of shape ½ at x²/2. */
export function normalCdf(x: number): number {
  if (x === 0) return 0.5;
  const { lower, upper } = gammaTails(0.5, (x * x) / 2);
  return x < 0 ? upper / 2 : 0.5 + lower / 2;
}

/** Φ⁻¹(p), for p from 0 to 1. */
export function normalQuantile(p: number): number {
  const size = Math.sqrt(2 * gammaAt(tailsOfSize(p), 0.5));
  return p < 0.5 ? -size : size;
}

/** The quantile of Student's t: t²/degrees is the odds of a beta with shapes ½ and degrees/2. */
export function tQuantile(p: number, degrees: number): number {
  const size = Math.sqrt(degrees * betaOddsAt(tailsOfSize(p), 0.5, degrees / 2));
  return p < 0.5 ? -size : size;
}
