/**
 * A funnel plot: each unit's value against its size, with the limits within which chance would
 * keep units that are all alike.
 */
import { chiSquareQuantile } from '../../shared/statistics/distributions.ts';
import {
  exactRateFunnel,
  exactShareFunnel,
  rateTails,
  shareTails,
} from '../../shared/statistics/exact-funnel.ts';
import { type FunnelSignificance, significanceOf } from '../../shared/statistics/funnel.ts';
import {
  ARCSINE,
  type Dispersion,
  dispersedFunnel,
  dispersionOf,
  ROOT_RATIO,
  type Transformation,
} from '../../shared/statistics/overdispersion.ts';

export interface FunnelUnit {
  readonly numerator: number;
  /** Its size: above 0. */
  readonly denominator: number;
  readonly value: number;
}

/** Shares of counts have binomial limits, events to a population Poisson ones. */
export type FunnelKind = 'share' | 'rate';

/** The level of all units together: a share, or events to one person. */
export interface Funnel {
  readonly kind: FunnelKind;
  readonly target: number;
  /** How a value is to numerator over denominator: 1, or 10,000 of a rate per 10,000. */
  readonly factor: number;
  readonly dispersion: Dispersion;
  /** Whether units differ by more than chance explains: then limits can be widened. */
  readonly isDispersed: boolean;
}

/** The square root of the ratio of events to expected ones, and back to the ratio. */
const ROOT: Transformation = { ...ROOT_RATIO, back: (root) => Math.max(0, root) ** 2 };
/** Beyond a right angle, or below none, the arcsine's is no share: it ends at 1 and at 0. */
const ANGLE: Transformation = {
  ...ARCSINE,
  back: (angle) => ARCSINE.back(Math.min(Math.PI / 2, Math.max(0, angle))),
};

/** Undefined where chance has nothing to act on: no events at all, or nothing but events. */
export function funnelOf(
  kind: FunnelKind,
  units: readonly FunnelUnit[],
  total: { readonly numerator: number; readonly denominator: number },
  factor: number,
): Funnel | undefined {
  const target = total.numerator / total.denominator;
  const isOpen = kind === 'rate' || target < 1;
  if (units.length === 0 || !(target > 0) || !isOpen) return undefined;
  const numerators = units.map(({ numerator }) => numerator);
  const sizes = units.map(({ denominator }) => denominator * (kind === 'share' ? 1 : target));
  const dispersion = dispersionOf(numerators, sizes, kind === 'share' ? ANGLE : ROOT, 'winsorise');
  const n = units.length;
  return {
    ...{ kind, target, factor, dispersion },
    isDispersed:
      n > 2 && dispersion.variance > 0 && dispersion.phi * n > chiSquareQuantile(INNER, n - 1),
  };
}

export type Limits = readonly [lower: number, upper: number];

const scaled = ([lower, upper]: Limits, by: number): Limits => [lower * by, upper * by];

/** What is left by limits that leave room for what units differ by in any case. */
function wideLimits(
  { kind, target, factor, dispersion }: Funnel,
  size: number,
  confidence: number,
) {
  const [transformation, n] = kind === 'share' ? [ANGLE, size] : [ROOT, size * target];
  const limits = dispersedFunnel(
    dispersion,
    transformation,
    transformation.error(0, n),
    confidence,
  );
  return scaled(limits, kind === 'share' ? factor : target * factor);
}

/** The limits at a size, as values; `isWide`: also for what units differ by in any case. */
export function limitsAt(
  funnel: Funnel,
  size: number,
  confidence: number,
  isWide: boolean,
): Limits {
  const { kind, target, factor } = funnel;
  const exact =
    kind === 'share'
      ? scaled(exactShareFunnel(target, size, confidence), factor)
      : scaled(exactRateFunnel(size * target, confidence), target * factor);
  if (!isWide) return exact;
  const wide = wideLimits(funnel, size, confidence);
  // Never narrower than chance alone: the wide ones come from the normal distribution.
  return [Math.min(exact[0], wide[0]), Math.max(exact[1], wide[1])];
}

export const INNER = 0.95;
export const OUTER = 0.998;

/** Where a unit lies: by its exact probabilities, which is quicker than by limits. */
export function standingOf(funnel: Funnel, unit: FunnelUnit, isWide: boolean): FunnelSignificance {
  const { kind, target } = funnel;
  const { numerator, denominator, value } = unit;
  const tails =
    kind === 'share'
      ? shareTails(numerator, denominator, target)
      : rateTails(numerator, denominator * target);
  const isOut = (side: 'low' | 'high', confidence: number) => tails[side] < (1 - confidence) / 2;
  const exact = isOut('high', OUTER)
    ? 'high_998'
    : isOut('low', OUTER)
      ? 'low_998'
      : isOut('high', INNER)
        ? 'high_95'
        : isOut('low', INNER)
          ? 'low_95'
          : 'within';
  if (!isWide || exact === 'within') return exact;
  const wide = significanceOf(
    value,
    wideLimits(funnel, denominator, INNER),
    wideLimits(funnel, denominator, OUTER),
  );
  // Outside where both say so, and no further than the one that says less.
  const order = ['within', 'high_95', 'low_95', 'high_998', 'low_998'];
  return order.indexOf(wide) < order.indexOf(exact) ? wide : exact;
}

const CURVE = 80;

/** The sizes at which the curves are drawn: closer where they bend. */
export function curveSizes(units: readonly FunnelUnit[]): number[] {
  const sizes = units.map(({ denominator }) => denominator);
  const least = Math.max(1, Math.min(...sizes) * 0.85);
  const most = Math.max(...sizes) * 1.03;
  const step = (most / least) ** (1 / (CURVE - 1));
  return Array.from({ length: CURVE }, (_, place) => least * step ** place);
}
