import { KPIS } from '../kpis/catalogue.ts';
import type { FigureUnit, PastFigures, SampledFigure, UnitFigures } from '../scorecards/figures.ts';
import { COMPLETE } from '../scorecards/limits.ts';
import {
  type BetaPrior,
  betaBinomialPrior,
  type NormalPrior,
  normalPrior,
} from '../statistics/empirical-bayes.ts';
import { type CaseHistory, type CasePriors, fitCasePriors } from './cases.ts';
import { poolsOf } from './pools.ts';
import { compositionOf, outcomeOf } from './stages.ts';
import { fromTriangle, plus, positivePart, triangleOf } from './symmetric.ts';
import { errorOf, observe, TIME_KPIS, VALUE_KPIS } from './values.ts';

/** How the true values of a KPI differ between unit-months of a peer group. */
export interface ValuePrior extends NormalPrior {
  /** The mean of error² × size (`values.ts`): how well a unit of some size tells its value. */
  readonly noise: number;
}

/** The time shares of a peer group: mean, and upper triangles of 3 × 3 covariances. */
export interface TimePrior {
  readonly mean: readonly number[];
  readonly covariance: readonly number[];
  /** Covariances of the errors × minutes worked a day, which grow with the officers alone. */
  readonly noise: readonly number[];
}

/** What a peer group's past tells about a unit of it, before anything of the period is known. */
export interface GroupPriors {
  /** Unit-months that it rests on. */
  readonly unitMonths: number;
  /** By stage or KPI. */
  readonly shares: Readonly<Record<string, BetaPrior>>;
  /** By KPI; those that grow with the period are a day's. */
  readonly values: Readonly<Record<string, ValuePrior>>;
  readonly time: TimePrior | null;
}

/**
 * Priors of every peer group: a plain JSON value, frozen in a run. Everything in it comes from
 * before the period. A group or KPI that is missing has no history worth the name: it is drawn
 * from its own data alone, and nothing is shrunk.
 */
export interface Priors {
  /** `none` where no month before the period was published. */
  readonly basis: 'history' | 'none';
  /** The months and revisions that they come from. */
  readonly months: readonly { readonly period: string; readonly revision: number }[];
  readonly groups: Readonly<Record<string, GroupPriors>>;
  readonly cases: Readonly<Record<string, CasePriors>>;
}

/** Draws from the data alone: Jeffreys' priors for shares and rates, flat ones for values. */
export const NO_PRIORS: Priors = { basis: 'none', months: [], groups: {}, cases: {} };

/** Fewer unit-months tell too little of how units differ. */
const FEWEST = 20;

const SHARES = [...new Set(KPIS.flatMap(({ id }) => [...(compositionOf(id)?.stages ?? [])]))];

/** Figures that missing days have not bent. */
function sound(figure: SampledFigure | undefined): figure is SampledFigure & { value: number } {
  return figure !== undefined && figure.value !== null && figure.note === null;
}

/**
 * How the units of each peer group differed in the published months before the period: beta
 * distributions for shares, normal ones for values, gamma ones for case rates. `history` holds
 * the published months of the twelve before the period and may be empty, `cases` the cases of
 * those twelve months by unit, `units` the units of the period.
 */
export function fitPriors(
  history: readonly PastFigures[],
  cases: ReadonlyMap<string, CaseHistory>,
  units: readonly FigureUnit[],
): Priors {
  const months = [...history].sort((a, b) => (a.period < b.period ? -1 : 1));
  // By month and code, so that sums come out the same whatever the order of reading.
  const past = months.flatMap((month) =>
    [...month.units.values()].sort((a, b) => (a.unit.code < b.unit.code ? -1 : 1)),
  );
  const groups = poolsOf(past, ({ unit }) => unit).filter(
    ([, members]) => members.length >= FEWEST,
  );
  // Small groups of one level have one pool.
  const fits = new Map<readonly UnitFigures[], GroupPriors>();
  const fitted = (members: readonly UnitFigures[]) => {
    const fit = fits.get(members) ?? fitGroup(members);
    fits.set(members, fit);
    return fit;
  };
  return {
    basis: months.length > 0 ? 'history' : 'none',
    months: months.map(({ period, revision }) => ({ period, revision })),
    groups: Object.fromEntries(groups.map(([group, members]) => [group, fitted(members)])),
    cases: fitCasePriors(units, cases),
  };
}

function fitGroup(members: readonly UnitFigures[]): GroupPriors {
  const found = <T>(entries: readonly [string, T | null][]) =>
    Object.fromEntries(entries.filter((entry): entry is [string, T] => entry[1] !== null));
  return {
    unitMonths: members.length,
    shares: found(SHARES.map((stage) => [stage, fitShare(members, stage)])),
    values: found(VALUE_KPIS.map((kpi) => [kpi, fitValue(members, kpi)])),
    time: fitTime(members),
  };
}

/** Counts of a unit that is not are bent by what is missing. */
function isComplete({ completeness: { expected, submitted } }: UnitFigures): boolean {
  return submitted >= COMPLETE * expected;
}

function fitShare(members: readonly UnitFigures[], stage: string): BetaPrior | null {
  const outcomes = members
    .filter(isComplete)
    .map(({ unit, kpis }) => ({ ...outcomeOf(stage, kpis), code: unit.code }))
    .filter(({ trials }) => trials > 0);
  if (outcomes.length < FEWEST) return null;
  const { a, b } = betaBinomialPrior(
    outcomes.map(({ successes }) => successes),
    outcomes.map(({ trials }) => trials),
  );
  const mean = a / (a + b);
  const spread = mean * (1 - mean);
  if (spread === 0) return { a, b };
  const chance = spread * meanOf(outcomes.map(({ trials }) => 1 / trials));
  const between = spread / (a + b + 1);
  const raised = between + (between + chance) * doubtOf(outcomes.map(({ code }) => code));
  // A beta distribution has no more variance than half of all mean (1 − mean).
  const size = Math.max(1, spread / raised - 1);
  return { a: mean * size, b: (1 - mean) * size };
}

/**
 * The standard error of a variance among k units, relative to it: √(2 / (k − 1)). How much units
 * differ is itself an estimate, and one of 0 from a few units says only that it is small. So one
 * standard error is added: a handful of units shrink little, and hundreds hardly notice (C. Morris,
 * "Parametric empirical Bayes inference", Journal of the American Statistical Association 78, 1983,
 * on intervals that must allow for the prior's own uncertainty).
 */
function doubtOf(codes: readonly string[]): number {
  return Math.sqrt(2 / Math.max(1, new Set(codes).size - 1));
}

const meanOf = (values: readonly number[]) =>
  values.reduce((total, value) => total + value, 0) / values.length;

function fitValue(members: readonly UnitFigures[], kpi: string): ValuePrior | null {
  const observed = members.flatMap((unit) => {
    const seen = sound(unit.kpis[kpi]) ? observe(kpi, unit) : undefined;
    return seen && seen.size > 0 ? [{ ...seen, code: unit.unit.code }] : [];
  });
  // Errors of 0 belong in the mean: by chance a few are alike. None of them stands for itself.
  const measured = observed.flatMap(({ error, size }) =>
    error === null ? [] : [error ** 2 * size],
  );
  if (measured.length < FEWEST) return null;
  const noise = meanOf(measured);
  const errors = observed.map((seen) => errorOf(seen, noise));
  const prior = normalPrior(
    observed.map(({ value }) => value),
    errors,
  );
  const total = prior.variance + meanOf(errors.map((error) => error ** 2));
  const doubt = doubtOf(observed.map(({ code }) => code));
  return { ...prior, variance: prior.variance + total * doubt, noise };
}

/** The three shares of time, and the minutes a day that they are of; undefined without any. */
export function timeOf({
  kpis,
  exposure,
}: Pick<UnitFigures, 'kpis' | 'exposure'>):
  | { readonly shares: readonly number[]; readonly minutes: number }
  | undefined {
  const figures = TIME_KPIS.map((kpi) => kpis[kpi]);
  const shares = figures.flatMap((figure) => (figure?.value == null ? [] : [figure.value]));
  // Officers keep their habits: in a longer period there are more minutes of them, not more of
  // them.
  const minutes = (figures[0]?.denominator ?? 0) / exposure.days;
  return shares.length === TIME_KPIS.length && minutes > 0 ? { shares, minutes } : undefined;
}

/**
 * Mean and covariance of the time shares between units by moments: what they vary by, less what
 * chance explains (as N. Prasad & J. Rao, Journal of the American Statistical Association 85,
 * 1990, for one variable), without negative eigenvalues.
 */
function fitTime(members: readonly UnitFigures[]): TimePrior | null {
  const known = members.flatMap((unit) => {
    const time = timeOf(unit);
    return time && sound(unit.kpis.time_in_community)
      ? [{ ...time, covariance: unit.timeCovariance, code: unit.unit.code }]
      : [];
  });
  const measured = known.flatMap(({ minutes, covariance }) =>
    covariance ? [covariance.map((value) => value * minutes)] : [],
  );
  if (measured.length < FEWEST) return null;
  const columns = (rows: readonly (readonly number[])[]) =>
    (rows[0] ?? []).map((_, column) => meanOf(rows.map((row) => row[column] ?? 0)));
  const noise = columns(measured);
  const mean = columns(known.map(({ shares }) => shares));
  const spread = columns(
    known.map(({ shares }) => {
      const off = shares.map((share, index) => share - (mean[index] ?? 0));
      return off.flatMap((a, index) => off.slice(index).map((b) => a * b));
    }),
  ).map((value) => (value * known.length) / (known.length - 1));
  const chance = meanOf(known.map(({ minutes }) => 1 / minutes));
  const between = positivePart(plus(fromTriangle(spread), fromTriangle(noise), -chance));
  const total = plus(between, fromTriangle(noise), chance);
  const doubt = doubtOf(known.map(({ code }) => code));
  return { mean, covariance: triangleOf(plus(between, total, doubt)), noise };
}
