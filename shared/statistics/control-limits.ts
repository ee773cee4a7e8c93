/**
 * Limits of control charts of single values (XmR) and of shares (p and p′). A missing point is
 * null: it has no moving range on either side.
 */

/** A value for every period, the earliest first; null where it is missing. */
export type Series = readonly (number | null)[];

/** The centre line and, for each point, the limits of chance. */
export interface Limits {
  readonly center: number;
  readonly lower: readonly number[];
  readonly upper: readonly number[];
}

/** d₂ and D₄ of two: D. Montgomery, "Introduction to Statistical Quality Control", appendix VI. */
const D2 = 1.128;
const D4 = 3.267;
/** 3 / d₂ as Making Data Count rounds it. */
const XMR = 2.66;

function mean(values: readonly number[]): number {
  let total = 0;
  for (const value of values) total += value;
  return total / values.length;
}

/**
 * The mean distance between neighbours that are both there; 0 without any. `screened` leaves out
 * those from D₄ times the mean on, then takes the mean again (L. Nelson, "Control charts for
 * individual measurements", Journal of Quality Technology 14, 1982): one wild point shall not
 * widen the limits. The screen is not applied where it would leave no movement at all, as with
 * counts that are nearly always 0, since every point would then lie outside.
 */
export function meanMovingRange(series: Series, screened: boolean): number {
  const ranges: number[] = [];
  series.forEach((value, place) => {
    const before = series[place - 1];
    if (value === null || before === null || before === undefined) return;
    ranges.push(Math.abs(value - before));
  });
  if (ranges.length === 0) return 0;
  const all = mean(ranges);
  if (!screened) return all;
  const kept = ranges.filter((range) => range < D4 * all);
  return (kept.length > 0 ? mean(kept) : 0) || all;
}

/**
 * XmR limits: the mean ± 2.66 mean moving ranges. W. Shewhart, 1931; D. Wheeler, "Understanding
 * Variation", 1993; NHS England, "Making Data Count". The mean is never screened. Null without
 * a point.
 */
export function xmrLimits(series: Series, screened = true): Limits | null {
  const present = series.filter((value) => value !== null);
  if (present.length === 0) return null;
  const center = mean(present);
  const reach = XMR * meanMovingRange(series, screened);
  return {
    center,
    lower: series.map(() => center - reach),
    upper: series.map(() => center + reach),
  };
}

/**
 * The chart of individuals as textbooks have it: the mean ± 3 mean moving ranges / d₂, and the
 * upper limit of a moving range (Montgomery, §6.4).
 */
export function individualsChart(series: readonly number[]): {
  readonly center: number;
  readonly lower: number;
  readonly upper: number;
  readonly movingRange: number;
  readonly movingRangeUpper: number;
} {
  const center = mean(series);
  const movingRange = meanMovingRange(series, false);
  const reach = (3 * movingRange) / D2;
  return {
    center,
    lower: center - reach,
    upper: center + reach,
    movingRange,
    movingRangeUpper: D4 * movingRange,
  };
}

/** A share's value, 0 to 1, and what it is a share of. */
export interface SharePoint {
  readonly value: number;
  readonly denominator: number;
}

/** The standard error of each share were all of them the centre; 0 where a point is missing. */
function errorsOf(points: readonly (SharePoint | null)[], center: number): number[] {
  return points.map((point) =>
    point ? Math.sqrt((center * (1 - center)) / point.denominator) : 0,
  );
}

function centerOf(points: readonly (SharePoint | null)[]): number {
  let parts = 0;
  let whole = 0;
  for (const point of points) {
    parts += point ? point.value * point.denominator : 0;
    whole += point ? point.denominator : 0;
  }
  return parts / whole;
}

function shareLimits(points: readonly (SharePoint | null)[], center: number, sigma: number) {
  const errors = errorsOf(points, center);
  return {
    center,
    lower: errors.map((error) => center - 3 * sigma * error),
    upper: errors.map((error) => center + 3 * sigma * error),
  };
}

/**
 * Limits of a p chart: three binomial standard errors (Montgomery, §7.2), which may reach beyond
 * 0 and 1. Null without points.
 */
export function pLimits(points: readonly (SharePoint | null)[]): Limits | null {
  const center = centerOf(points);
  return Number.isNaN(center) ? null : shareLimits(points, center, 1);
}

/**
 * Limits of a p′ chart: those of a p chart, widened by sigma-z, the moving range of the points'
 * z-scores over d₂, since with large denominators real change exceeds the binomial's (D. Laney,
 * "Improved control charts for attributes", Quality Engineering 14, 2002). Sigma-z is at least
 * 1, and its moving ranges are screened like those of an XmR chart. Null without points.
 */
export function pPrimeLimits(points: readonly (SharePoint | null)[]): Limits | null {
  const center = centerOf(points);
  if (Number.isNaN(center)) return null;
  const errors = errorsOf(points, center);
  const scores = points.map((point, place) => {
    const error = errors[place] ?? 0;
    return point && (error > 0 ? (point.value - center) / error : 0);
  });
  const sigma = Math.max(1, meanMovingRange(scores, true) / D2);
  return shareLimits(points, center, sigma);
}
