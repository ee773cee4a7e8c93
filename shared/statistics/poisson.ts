import { chiSquareQuantile, normalQuantile } from './distributions.ts';
import type { Interval } from './proportion.ts';

/** From this count on Byar's approximation is used in place of the exact limits. */
const APPROXIMATE_FROM = 10;

/**
 * Byar's approximate limits of a Poisson count: N. Breslow & N. Day, "Statistical Methods in
 * Cancer Research", volume 2, IARC 1987, p. 69. The lower limit is null where the formula falls
 * below 0, which it does for a count of 1 at 99.8 %, and where there are no events.
 */
export function byar(
  events: number,
  confidence: number,
): readonly [lower: number | null, upper: number] {
  const z = normalQuantile(0.5 + confidence / 2);
  const next = events + 1;
  const lower = events * (1 - 1 / (9 * events) - z / (3 * Math.sqrt(events))) ** 3;
  const upper = next * (1 - 1 / (9 * next) + z / (3 * Math.sqrt(next))) ** 3;
  return [lower >= 0 ? lower : null, upper];
}

/**
 * Exact limits of a Poisson count, from the chi-square distribution: F. Garwood, "Fiducial limits
 * for the Poisson distribution", Biometrika 28, 1936. `events` need not be whole.
 */
export function exactPoisson(events: number, confidence: number): Interval {
  const tail = (1 - confidence) / 2;
  return [
    events > 0 ? chiSquareQuantile(tail, 2 * events) / 2 : 0,
    chiSquareQuantile(1 - tail, 2 * events + 2) / 2,
  ];
}

/**
 * The limits of a Poisson count as public health reports them: exact below 10 events, Byar's
 * approximation from 10 on (J. Eayres, "Commonly used public health statistics and their
 * confidence intervals", Association of Public Health Observatories, 2008, §2).
 */
export function poissonLimits(events: number, confidence: number): Interval {
  if (events < APPROXIMATE_FROM) return exactPoisson(events, confidence);
  const [lower, upper] = byar(events, confidence);
  return [lower ?? 0, upper];
}

/** A rate and its limits; null where the count or the exposure is missing or the latter is 0. */
export function crudeRate(
  events: number | null,
  exposure: number | null,
  multiplier: number,
  confidence: number,
): { readonly value: number; readonly interval: Interval } | null {
  if (events === null || exposure === null || exposure <= 0) return null;
  const [lower, upper] = poissonLimits(events, confidence);
  const factor = multiplier / exposure;
  return { value: events * factor, interval: [lower * factor, upper * factor] };
}
