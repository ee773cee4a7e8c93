import { KPIS, kpiOf } from '../kpis/catalogue.ts';
import type { SampledFigure, UnitFigures } from '../scorecards/figures.ts';

/** The shares of time, which are drawn as a whole. */
export const TIME_KPIS: readonly string[] = ['time_in_community', 'diverted_time', 'desk_time'];

/**
 * The KPIs that are drawn from a normal distribution each. Presence rests on the same grids as
 * coverage: of it the presence among the grids that were visited at all is drawn so, and the
 * share of those by itself.
 */
export const VALUE_KPIS: readonly string[] = KPIS.filter(
  ({ id, sampling }) =>
    !TIME_KPIS.includes(id) && ['clusters', 'days', 'mean'].includes(sampling.kind),
).map(({ id }) => id);

/** What a unit's figures say of a value that is drawn from a normal distribution. */
export interface Observed {
  /** Of sums that grow with the period a day's, so that periods can be compared. */
  readonly value: number;
  /** How many of such values the KPI's is: days, or 1. */
  readonly span: number;
  /** The standard error by the unit's own data: 0 where they are all alike, null for one alone. */
  readonly error: number | null;
  /** Whether that error comes from many days, so that it is better than the peers'. */
  readonly ownFirst: boolean;
  /** Grids, disputes, household-days: error² × size is about the same for all peers. */
  readonly size: number;
  /** What one event more or less would change. */
  readonly oneEvent: number;
  /** The standard error to be feared where nobody's is known. */
  readonly blind: number;
  readonly bounds: readonly [least: number, most: number];
}

type Known = SampledFigure & { readonly value: number };

/**
 * Presence among the grids that were visited, with its error over those grids: of all grids' days
 * the mean and its error are known, and those that were never visited have 0 of them.
 */
function presenceOf(figure: Known, visited: number, days: number): Observed {
  const grids = figure.denominator / days;
  const value = visited > 0 ? Math.min(1, figure.numerator / days / visited) : 0.5;
  let error: number | null = null;
  if (visited >= 2 && figure.error !== null) {
    const squares = figure.error ** 2 * grids * (grids - 1) + grids * figure.value ** 2;
    const spread = squares - visited * value ** 2;
    // What rounding leaves of 0 is 0.
    error = spread > 1e-12 * squares ? Math.sqrt(spread / (visited - 1) / visited) : 0;
  }
  return {
    ...{ value, span: 1, error, ownFirst: false, size: visited, bounds: [0, 1] },
    oneEvent: 1 / (days * Math.max(1, visited)),
    blind: blindShare(value, visited),
  };
}

/** No cluster varies more than a yes or no, of which half a one each is added to those there are. */
function blindShare(share: number, clusters: number): number {
  const p = (share * clusters + 0.5) / (clusters + 1);
  return Math.sqrt((p * (1 - p)) / Math.max(1, clusters));
}

/** Sums of work: without a spread they are taken for Poisson counts of at least one event. */
function workOf({ numerator, denominator, error, value }: Known, kpi: string, days: number) {
  const form = kpiOf(kpi)?.form;
  const change = form === 'change';
  const span = change ? 1 : days;
  const factor = (form === 'per_10k' ? 10_000 : 1) / denominator / span;
  const ratio = change ? numerator / denominator : 0;
  return {
    ...{ value: value / span, span, error: error === null ? null : error / span },
    ...{ ownFirst: true, size: denominator * span },
    oneEvent: factor * Math.hypot(1, ratio),
    blind: factor * Math.sqrt(Math.max(1, numerator) + ratio * ratio * denominator),
    bounds: [change ? -1 : 0, Number.POSITIVE_INFINITY] as const,
  };
}

/** A mean of days: without a spread they are taken for waiting times, which vary by their mean. */
function meanOf({ value, denominator, error }: Known): Observed {
  return {
    ...{ value, span: 1, error, ownFirst: false, size: denominator },
    oneEvent: 1 / denominator,
    blind: Math.max(1, value) / Math.sqrt(denominator),
    bounds: [0, Number.POSITIVE_INFINITY],
  };
}

/** What is observed of one of `VALUE_KPIS`; undefined where the unit has no such value. */
export function observe(
  kpi: string,
  { kpis, exposure: { days } }: Pick<UnitFigures, 'kpis' | 'exposure'>,
): Observed | undefined {
  const figure = kpis[kpi];
  if (!figure || figure.value === null || figure.denominator <= 0) return undefined;
  const known = { ...figure, value: figure.value };
  switch (kpiOf(kpi)?.sampling.kind) {
    case 'clusters':
      return presenceOf(known, kpis.grid_coverage?.numerator ?? 0, days);
    case 'days':
      return workOf(known, kpi, days);
    default:
      return meanOf(known);
  }
}

/**
 * The standard error that a value is drawn with. Few officers, grids or disputes tell an error
 * badly, so the peers' is taken in its place (a generalized variance function: K. Wolter,
 * Introduction to Variance Estimation, 2nd edition 2007, ch. 7); many days tell it well. Data
 * that are all alike tell nothing of it, and no error is less than that of one event. `noise` is
 * the peers' mean of error² × size; undefined where nothing is known of them.
 */
export function errorOf(observed: Observed, noise: number | undefined): number {
  const { error, ownFirst, size, oneEvent, blind } = observed;
  const own = error || null;
  const peers = noise && size > 0 ? Math.sqrt(noise / size) : null;
  const first = ownFirst ? (own ?? peers) : (peers ?? own);
  return Math.max(oneEvent, first ?? blind);
}
