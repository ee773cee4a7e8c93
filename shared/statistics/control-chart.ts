/**
 * What a control chart says: the rules of special cause of NHS England's "Making Data Count"
 * (their descriptions, and the truth tables of NHSRplotthedots, are in the reference cases). A
 * missing point breaks runs, trends and the windows of three.
 */
import {
  type Limits,
  pPrimeLimits,
  type Series,
  type SharePoint,
  xmrLimits,
} from './control-limits.ts';
import { median } from './robust.ts';

/** The rules, the strongest first: where several hold of a point, the first one names it. */
export type Rule = 'outside_limits' | 'trend' | 'two_of_three' | 'one_side';

/** A rule that holds of a point, and whether it says that values are high or low there. */
export interface SpecialCause {
  readonly rule: Rule;
  readonly direction: 'high' | 'low';
}

/** Above the centre 1, below −1, on it or missing 0. */
type Side = -1 | 0 | 1;

const RUN = 7;

/** Marks, by its side, every point of each stretch of seven that `ends` finds by its last point. */
export function stretches(ends: readonly Side[]): Side[] {
  const marks = ends.map((): Side => 0);
  ends.forEach((side, end) => {
    if (side !== 0) marks.fill(side, end - RUN + 1, end + 1);
  });
  return marks;
}

/** Where each seventh and later point in a row on one side of the centre lies; 0 elsewhere. */
export function sevenOneSide(sides: readonly Side[]): Side[] {
  let run = 0;
  return sides.map((side, place) => {
    run = side !== 0 && side === sides[place - 1] ? run + 1 : 1;
    return run >= RUN ? side : 0;
  });
}

/** Where each seventh and later point of a row that only rises (1) or falls (−1) lies. */
export function sevenTrend(series: Series): Side[] {
  const steps = series.map((value, place): Side => {
    const before = series[place - 1];
    if (value === null || before === null || before === undefined) return 0;
    return Math.sign(value - before) as Side;
  });
  let run = 0;
  return steps.map((step, place) => {
    run = step !== 0 && step === steps[place - 1] ? run + 1 : 1;
    return run >= RUN - 1 ? step : 0;
  });
}

/**
 * The points of every three in a row of which at least two are close to a limit and which are
 * all on one side of the centre.
 */
export function twoOfThree(close: readonly boolean[], sides: readonly Side[]): Side[] {
  const marks = sides.map((): Side => 0);
  for (let start = 0; start + 3 <= sides.length; start++) {
    const side = sides[start] ?? 0;
    const together = side !== 0 && side === sides[start + 1] && side === sides[start + 2];
    const near = close.slice(start, start + 3).filter(Boolean).length;
    if (together && near >= 2) marks.fill(side, start, start + 3);
  }
  return marks;
}

/**
 * What holds of each point against its limits; null is common cause, or a missing point. A point
 * is close to a limit in the outer third of the way to it.
 */
export function specialCauses(
  series: Series,
  { center, lower, upper }: Limits,
): (SpecialCause | null)[] {
  // Equal values can differ from their own mean in the last digit: that is not a side.
  const slack = 1e-12 * Math.max(...series.map((value) => Math.abs(value ?? 0)), Math.abs(center));
  const beyond = (value: number | null, line: number): Side =>
    value === null || Math.abs(value - line) <= slack ? 0 : value > line ? 1 : -1;
  const sides = series.map((value) => beyond(value, center));
  const outside = series.map((value, place): Side => {
    if (beyond(value, upper[place] ?? center) === 1) return 1;
    return beyond(value, lower[place] ?? center) === -1 ? -1 : 0;
  });
  const close = series.map((value, place) => {
    const side = sides[place] ?? 0;
    if (value === null || side === 0 || outside[place] !== 0) return false;
    const limit = (side > 0 ? upper : lower)[place] ?? center;
    return beyond(value, center + (2 / 3) * (limit - center)) === side;
  });
  const trends = stretches(sevenTrend(series));
  const runs = stretches(sevenOneSide(sides));
  const windows = twoOfThree(close, sides);
  return series.map((value, place) => {
    if (value === null) return null;
    const found: readonly (readonly [Rule, Side | undefined])[] = [
      ['outside_limits', outside[place]],
      ['trend', trends[place]],
      ['two_of_three', close[place] ? windows[place] : 0],
      ['one_side', runs[place]],
    ];
    for (const [rule, side] of found) {
      if (side === 1 || side === -1) return { rule, direction: side === 1 ? 'high' : 'low' };
    }
    return null;
  });
}

export type Better = 'higher' | 'lower';
export type Assurance = 'reliably_met' | 'reliably_missed' | 'by_chance';

/** Whether a process within these limits meets a target in every period, in none, or in some. */
export function assuranceOf(
  { lower, upper }: { readonly lower: number; readonly upper: number },
  target: number,
  better: Better,
): Assurance {
  if (target > upper) return better === 'higher' ? 'reliably_missed' : 'reliably_met';
  if (target < lower) return better === 'higher' ? 'reliably_met' : 'reliably_missed';
  return 'by_chance';
}

function directionOf(cause: SpecialCause | null, better: Better | null): ControlSignal['signal'] {
  if (!cause) return 'none';
  if (better === null) return null;
  const good = better === 'higher' ? 'high' : 'low';
  return cause.direction === good ? 'improving' : 'deteriorating';
}

/** What a chart says of its last point. Everything is null where there is nothing to say. */
export interface ControlSignal {
  readonly signal: 'improving' | 'deteriorating' | 'none' | null;
  readonly rule: Rule | null;
  readonly assurance: Assurance | null;
  readonly center: number | null;
  /** The limits at the last point. */
  readonly lower: number | null;
  readonly upper: number | null;
}

const SILENT: ControlSignal = {
  signal: null,
  rule: null,
  assurance: null,
  center: null,
  lower: null,
  upper: null,
};

/** Below this number of points a chart says nothing. */
const LEAST_POINTS = 10;
/** From this median denominator on a share has a p′ chart. */
const LARGE_DENOMINATOR = 1000;

/** A chart of the months, the earliest first. */
export interface ControlChart extends Limits {
  readonly kind: 'xmr' | 'p_prime';
  /** What holds of each point; null is common cause, or a missing point. */
  readonly causes: readonly (SpecialCause | null)[];
}

/**
 * The chart of a KPI, null for a month that is missing. A share (value 0 to 1) whose median
 * denominator is 1,000 or more has a p′ chart, everything else an XmR chart with screened moving
 * ranges. Limits of a share stay within 0 and 1. Undefined below 10 points.
 */
export function controlChart(
  points: readonly (SharePoint | null)[],
  isShare: boolean,
): ControlChart | undefined {
  const present = points.filter((point) => point !== null);
  if (present.length < LEAST_POINTS) return undefined;
  const isLarge =
    isShare && median(present.map(({ denominator }) => denominator)) >= LARGE_DENOMINATOR;
  const series = points.map((point) => point?.value ?? null);
  const limits = isLarge ? pPrimeLimits(points) : xmrLimits(series);
  if (!limits) return undefined;
  // The rules need a chart's full width; what is shown of a share stays within 0 and 1.
  const [least, most] = isShare ? [0, 1] : [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  return {
    kind: isLarge ? 'p_prime' : 'xmr',
    causes: specialCauses(series, limits),
    center: limits.center,
    lower: limits.lower.map((limit) => Math.max(least, limit)),
    upper: limits.upper.map((limit) => Math.min(most, limit)),
  };
}

/**
 * What the months say of the last one. Nothing is said without a chart, or where the last month
 * is missing. A KPI of which neither more nor less is better has a rule, but no direction.
 */
export function signalOf(
  points: readonly (SharePoint | null)[],
  {
    better,
    share,
    target,
  }: { readonly better: Better | null; readonly share: boolean; readonly target: number | null },
): ControlSignal {
  const last = points.length - 1;
  const chart = points[last] ? controlChart(points, share) : undefined;
  if (!chart) return SILENT;
  const cause = chart.causes[last] ?? null;
  const lower = chart.lower[last] ?? chart.center;
  const upper = chart.upper[last] ?? chart.center;
  return {
    signal: directionOf(cause, better),
    rule: cause?.rule ?? null,
    assurance:
      target === null || better === null ? null : assuranceOf({ lower, upper }, target, better),
    center: chart.center,
    lower,
    upper,
  };
}
