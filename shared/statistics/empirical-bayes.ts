/**
 * Priors estimated from how units differ (empirical Bayes), and the posteriors they give. Every
 * estimator is total. Units without exposure, trials or a finite value and error tell nothing and
 * are left out. Fewer than two units say nothing about how units differ: the prior then carries
 * no information and the posterior follows the data. Units that differ no more than chance
 * explains give a prior as narrow as arithmetic allows, so that the posterior is its mean.
 */

/** A prior's shape or precision where the units do not differ: a relative spread of some 3 in 10⁵. */
export const SAME_EVERYWHERE = 1e9;

/** The least precision of a beta or Dirichlet prior: nearly all units at 0 or 1. */
const LEAST_PRECISION = 1e-3;

/** A rate's distribution: mean shape / rate, variance shape / rate². */
export interface GammaPrior {
  readonly shape: number;
  /** In the unit of the exposures; 0 (no information) in a prior only. */
  readonly rate: number;
}

export interface BetaPrior {
  readonly a: number;
  readonly b: number;
}

export interface NormalPrior {
  readonly mean: number;
  /** Variance between units; `Infinity` carries no information. */
  readonly variance: number;
}

export function sum(values: readonly number[]): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

/** The pairs of two columns whose second member is above 0. */
function exposed(events: readonly number[], exposures: readonly number[]): [number, number][] {
  return events.flatMap((event, unit): [number, number][] => {
    const exposure = exposures[unit] ?? 0;
    return exposure > 0 ? [[event, exposure]] : [];
  });
}

/**
 * The mean and variance of rates between units by the method of moments: R. Marshall, "Mapping
 * disease and mortality rates using empirical Bayes estimators", Applied Statistics 40, 1991,
 * §3 (the global estimator). `null` without any exposure.
 */
export function marshall(
  events: readonly number[],
  exposures: readonly number[],
): { readonly mean: number; readonly variance: number } | null {
  const units = exposed(events, exposures);
  const exposure = sum(units.map(([, x]) => x));
  if (exposure === 0) return null;
  const mean = sum(units.map(([n]) => n)) / exposure;
  const spread = sum(units.map(([n, x]) => x * (n / x - mean) ** 2)) / exposure;
  return { mean, variance: Math.max(0, spread - mean / (exposure / units.length)) };
}

/** Marshall's shrunken rate, between the unit's own and the mean (1991, equation 6). */
export function shrinkRate(
  { mean, variance }: { readonly mean: number; readonly variance: number },
  events: number,
  exposure: number,
): number {
  if (variance === 0 || exposure <= 0) return mean;
  return mean + (variance * (events / exposure - mean)) / (variance + mean / exposure);
}

/**
 * The gamma prior with Marshall's moments (1991, §3). Without events anywhere it is Jeffreys'
 * posterior of the units taken together, so that nobody's rate becomes 0.
 */
export function gammaPrior(events: readonly number[], exposures: readonly number[]): GammaPrior {
  const moments = marshall(events, exposures);
  const units = exposed(events, exposures).length;
  if (!moments || units < 2) return { shape: 0.5, rate: 0 };
  const { mean, variance } = moments;
  if (mean === 0) return { shape: 0.5, rate: sum(exposed(events, exposures).map(([, x]) => x)) };
  const shape = Math.min(SAME_EVERYWHERE, mean ** 2 / variance);
  return { shape, rate: shape / mean };
}

/** Conjugate: a gamma prior and a Poisson count give a gamma (Clayton & Kaldor 1987, §2). */
export function gammaPosterior(prior: GammaPrior, events: number, exposure: number): GammaPrior {
  return { shape: prior.shape + events, rate: prior.rate + exposure };
}

/**
 * The beta prior of a share, by moments: J. Kleinman, "Proportions with extraneous variance:
 * single and independent samples", Journal of the American Statistical Association 68, 1973,
 * with weights n (his equations 2.4–2.6). `a + b` is the precision 1/ρ − 1. Where all trials of
 * all units went one way it is Jeffreys' posterior of the units taken together.
 */
export function betaBinomialPrior(
  successes: readonly number[],
  trials: readonly number[],
): BetaPrior {
  const counts = successes.map((x, unit) => [x, (trials[unit] ?? 0) - x]);
  const [a = 0.5, b = 0.5] = dirichletPrior(counts, 2);
  return { a, b };
}

/** Conjugate: a beta prior and a binomial count give a beta. */
export function betaPosterior(prior: BetaPrior, successes: number, trials: number): BetaPrior {
  return { a: prior.a + successes, b: prior.b + trials - successes };
}

/**
 * The Dirichlet prior of the shares of several kinds of outcome: the pooled shares, times one
 * precision for all of them. The precision is Kleinman's of the shares taken together, which
 * Dirichlet–multinomial counts allow since all their variances grow by one factor (J. Mosimann,
 * "On the compound multinomial distribution", Biometrika 49, 1962). `counts` has one row a unit,
 * each of `kinds` counts. A kind that never occurs has half a case, as in Jeffreys' prior.
 */
export function dirichletPrior(counts: readonly (readonly number[])[], kinds: number): number[] {
  const units = counts.filter((row) => sum(row) > 0);
  const totals = Array.from({ length: kinds }, (_, kind) =>
    sum(units.map((row) => row[kind] ?? 0)),
  );
  const jeffreys = totals.map(() => 0.5);
  if (units.length < 2) return jeffreys;
  const all = sum(totals);
  const shares = totals.map((total) => total / all);
  const chance = sum(shares.map((p) => p * (1 - p)));
  if (chance === 0) return totals.map((total) => total + 0.5);
  const sizes = units.map(sum);
  const spread = sum(
    units.map((row, unit) => {
      const n = sizes[unit] ?? 0;
      return n * sum(shares.map((p, kind) => ((row[kind] ?? 0) / n - p) ** 2));
    }),
  );
  const others = units.length - 1;
  const room = all - sum(sizes.map((n) => n * n)) / all - others;
  const correlation = room > 0 ? (spread / chance - others) / room : 0;
  const precision =
    correlation > 0
      ? Math.min(SAME_EVERYWHERE, Math.max(LEAST_PRECISION, 1 / correlation - 1))
      : SAME_EVERYWHERE;
  const kept = totals.map((total) => (total > 0 ? total : 0.5));
  const whole = sum(kept);
  return kept.map((total) => (precision * total) / whole);
}

/** Conjugate: a Dirichlet prior and multinomial counts give a Dirichlet. */
export function dirichletPosterior(prior: readonly number[], counts: readonly number[]): number[] {
  return prior.map((shape, kind) => shape + (counts[kind] ?? 0));
}

/**
 * The normal prior of values that are known with a standard error each. The variance between
 * units is the one at which the generalized Q statistic, with weights 1 / (error² + variance),
 * equals its expectation: R. Paule & J. Mandel, "Consensus values and weighting factors", Journal
 * of Research of the National Bureau of Standards 87, 1982; the iterated form of the estimator of
 * DerSimonian & Laird (R. DerSimonian & R. Kacker, Contemporary Clinical Trials 28, 2007). The
 * mean has the same weights. An error of 0 says that a value is known exactly: not for data that
 * happen to be all alike.
 */
export function normalPrior(values: readonly number[], errors: readonly number[]): NormalPrior {
  const units = values.flatMap((value, unit): [number, number][] => {
    const error = errors[unit] ?? Number.NaN;
    return Number.isFinite(value) && Number.isFinite(error) ? [[value, error ** 2]] : [];
  });
  const count = units.length;
  if (count < 2) return { mean: units[0]?.[0] ?? 0, variance: Number.POSITIVE_INFINITY };
  const plain = sum(units.map(([y]) => y)) / count;
  // At this variance Q is at most its expectation, and Q falls as the variance grows.
  const most = sum(units.map(([y]) => (y - plain) ** 2)) / (count - 1);
  if (most === 0) return { mean: plain, variance: 0 };
  const meanAt = (variance: number) => {
    const weights = units.map(([, v]) => 1 / (v + variance));
    return sum(units.map(([y], unit) => y * (weights[unit] ?? 0))) / sum(weights);
  };
  const excess = (variance: number) => {
    const mean = meanAt(variance);
    return sum(units.map(([y, v]) => (y - mean) ** 2 / (v + variance))) - (count - 1);
  };
  let low = most / SAME_EVERYWHERE;
  let high = most;
  if (excess(low) <= 0) return { mean: meanAt(low), variance: low };
  while (high - low > 1e-12 * high) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) break;
    if (excess(middle) > 0) low = middle;
    else high = middle;
  }
  return { mean: meanAt(high), variance: high };
}

/**
 * Conjugate: the mean of prior and value, weighted by their precisions; `error` is its own. A value
 * with an error of 0 is known exactly, and stays.
 */
export function normalPosterior(
  prior: NormalPrior,
  value: number,
  error: number,
): { readonly mean: number; readonly error: number } {
  const own = error ** 2;
  if (own === 0 || prior.variance === Number.POSITIVE_INFINITY) return { mean: value, error };
  const weight = prior.variance / (prior.variance + own);
  return { mean: prior.mean + weight * (value - prior.mean), error: Math.sqrt(weight * own) };
}

/**
 * A prior for each group of units: `estimate` is given the places of a group's units, in their order.
 * Groups come in the order of their names' code units.
 */
export function priorsByGroup<P>(
  groups: readonly string[],
  estimate: (members: readonly number[]) => P,
): ReadonlyMap<string, P> {
  const members = new Map<string, number[]>();
  groups.forEach((group, place) => {
    const own = members.get(group);
    if (own) own.push(place);
    else members.set(group, [place]);
  });
  const names = [...members.keys()].sort();
  return new Map(names.map((name) => [name, estimate(members.get(name) ?? [])]));
}
