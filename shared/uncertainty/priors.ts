import { KPIS } from '../kpis/catalogue.ts';
import type { FigureUnit, PastFigures, SampledFigure, UnitFigures } from '../scorecards/figures.ts';
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

/** The shares of time, which are drawn as a whole. */
export const TIME_KPIS: readonly string[] = ['time_in_community', 'diverted_time', 'desk_time'];

/** How the true values of a KPI differ between unit-months of a peer group. */
export interface ValuePrior extends NormalPrior {
  /**
   * Variance of a value's error × its denominator. Few officers, grids or disputes tell an error
   * badly, so the peers' is taken in its place (a generalized variance function: K. Wolter,
   * Introduction to Variance Estimation, 2nd edition 2007, ch. 7). Null where the unit's own, over
   * a month of days, is good enough.
   */
  readonly noise: number | null;
}

/** The time shares of a peer group: mean, and upper triangles of 3 × 3 covariances. */
export interface TimePrior {
  readonly mean: readonly number[];
  readonly covariance: readonly number[];
  /** As `noise` of a value: × minutes worked. */
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

const VALUES = KPIS.filter(
  ({ id, sampling }) =>
    !TIME_KPIS.includes(id) && ['clusters', 'days', 'mean'].includes(sampling.kind),
);

/** The KPIs that are drawn from a normal distribution each, and how. */
export const VALUE_KPIS: ReadonlyMap<
  string,
  {
    /** A sum that grows with the period: compared by the day. */
    readonly grows: boolean;
    /** Whether its error comes from many days of its own. */
    readonly ownError: boolean;
    readonly bounds: readonly [least: number, most: number];
  }
> = new Map(
  VALUES.map(({ id, sampling, form }) => [
    id,
    {
      grows: sampling.kind === 'days' && form !== 'change',
      ownError: sampling.kind === 'days',
      bounds: [form === 'change' ? -1 : 0, sampling.kind === 'clusters' ? 1 : Infinity],
    },
  ]),
);

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
    values: found([...VALUE_KPIS.keys()].map((kpi) => [kpi, fitValue(members, kpi)])),
    time: fitTime(members),
  };
}

/** Below this share of its station-days a unit's counts are bent by what is missing. */
const COMPLETE = 0.8;

function isComplete({ completeness: { expected, submitted } }: UnitFigures): boolean {
  return submitted >= COMPLETE * expected;
}

function fitShare(members: readonly UnitFigures[], stage: string): BetaPrior | null {
  const outcomes = members
    .filter(isComplete)
    .map(({ kpis }) => outcomeOf(stage, kpis))
    .filter(({ trials }) => trials > 0);
  if (outcomes.length < FEWEST) return null;
  return betaBinomialPrior(
    outcomes.map(({ successes }) => successes),
    outcomes.map(({ trials }) => trials),
  );
}

const meanOf = (values: readonly number[]) =>
  values.reduce((total, value) => total + value, 0) / values.length;

function fitValue(members: readonly UnitFigures[], kpi: string): ValuePrior | null {
  const how = VALUE_KPIS.get(kpi);
  const figures = members.flatMap(({ kpis, exposure }) => {
    const figure = kpis[kpi];
    if (!sound(figure) || figure.denominator <= 0) return [];
    const { value, error, denominator } = figure;
    const span = how?.grows ? exposure.days : 1;
    return [{ value: value / span, error: error === null ? null : error / span, denominator }];
  });
  const own = figures.filter((figure) => figure.error !== null);
  if (own.length < FEWEST) return null;
  if (how?.ownError) {
    const prior = normalPrior(
      own.map(({ value }) => value),
      own.map(({ error }) => error ?? 0),
    );
    return { ...prior, noise: null };
  }
  const noise = meanOf(own.map(({ error, denominator }) => (error ?? 0) ** 2 * denominator));
  const prior = normalPrior(
    figures.map(({ value }) => value),
    figures.map(({ denominator }) => Math.sqrt(noise / denominator)),
  );
  return { ...prior, noise };
}

/** The three shares of time and the minutes that they are of; undefined where there are none. */
export function timeOf({
  kpis,
}: Pick<UnitFigures, 'kpis'>):
  | { readonly shares: readonly number[]; readonly minutes: number }
  | undefined {
  const figures = TIME_KPIS.map((kpi) => kpis[kpi]);
  const shares = figures.flatMap((figure) => (figure?.value == null ? [] : [figure.value]));
  const minutes = figures[0]?.denominator ?? 0;
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
      ? [{ ...time, covariance: unit.timeCovariance }]
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
  const between = plus(fromTriangle(spread), fromTriangle(noise), -chance);
  return { mean, covariance: triangleOf(positivePart(between)), noise };
}
