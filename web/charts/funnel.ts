/**
 * A funnel plot: each unit's value against its size, with the limits within which chance would
 * keep units that are all alike. The limits are those of `shared/statistics/`.
 */

import {
  type FunnelSignificance,
  proportionFunnel,
  ratioFunnel,
  significanceOf,
} from '../../shared/statistics/funnel.ts';
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
}

/** The square root of the ratio of events to expected ones, and back to the ratio. */
const ROOT: Transformation = { ...ROOT_RATIO, back: (root) => Math.max(0, root) ** 2 };

/** Undefined where chance has nothing to act on: no events at all, or nothing but events. */
export function funnelOf(
  kind: FunnelKind,
  units: readonly FunnelUnit[],
  total: { readonly numerator: number; readonly denominator: number },
  factor: number,
): Funnel | undefined {
  const target = total.numerator / total.denominator;
  const isOpen = kind === 'share' ? target < 1 : true;
  if (units.length === 0 || !(target > 0) || !isOpen) return undefined;
  const numerators = units.map(({ numerator }) => numerator);
  const sizes = units.map(({ denominator }) => denominator);
  const dispersion =
    kind === 'share'
      ? dispersionOf(numerators, sizes, ARCSINE, 'winsorise')
      : dispersionOf(
          numerators,
          sizes.map((size) => size * target),
          ROOT,
          'winsorise',
        );
  return { kind, target, factor, dispersion };
}

export type Limits = readonly [lower: number, upper: number];

/** The limits at a size, as values; `isWide`: also for what units differ by in any case. */
export function limitsAt(
  funnel: Funnel,
  size: number,
  confidence: number,
  isWide: boolean,
): Limits {
  const { kind, target, factor, dispersion } = funnel;
  const scaled = ([lower, upper]: Limits, by: number): Limits => [lower * by, upper * by];
  if (kind === 'share') {
    if (!isWide) return scaled(proportionFunnel(target, size, confidence), factor);
    const error = ARCSINE.error(0, size);
    const reach = dispersedFunnel(dispersion, clampedArcsine, error, confidence);
    return scaled(reach, factor);
  }
  const expected = size * target;
  const ratio = isWide
    ? dispersedFunnel(dispersion, ROOT, ROOT.error(0, expected), confidence)
    : ratioFunnel(expected, confidence);
  return scaled(ratio, target * factor);
}

/** The arcsine beyond a right angle, or below none, is no share: it ends at 1 and at 0. */
const clampedArcsine: Transformation = {
  ...ARCSINE,
  back: (angle) => ARCSINE.back(Math.min(Math.PI / 2, Math.max(0, angle))),
};

export const INNER = 0.95;
export const OUTER = 0.998;

export function standingOf(funnel: Funnel, unit: FunnelUnit, isWide: boolean): FunnelSignificance {
  const at = (confidence: number) => limitsAt(funnel, unit.denominator, confidence, isWide);
  return significanceOf(unit.value, at(INNER), at(OUTER));
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
