import { ratioOfClusters, tInterval } from '../statistics/clusters.ts';
import { poissonLimits } from '../statistics/poisson.ts';
import { wilson } from '../statistics/proportion.ts';
import { rateRatioInterval } from '../statistics/rate-ratio.ts';
import type { Kpi } from './definition.ts';
import type { Figure, Measures } from './evaluate.ts';

/** Days of the period and of the same months a year before. */
export interface Exposure {
  readonly days: number;
  readonly daysBefore: number;
}

/** What chance does to a value. */
export interface Chance {
  /** The 95 % interval of the raw value; null where it is counted, or too little is known. */
  readonly interval: readonly [number, number] | null;
  /**
   * The value's standard error where it is nearly normal (sums over clusters and days, means); 0
   * where what it is made of is all alike, which tells nothing of how much it would vary.
   */
  readonly error: number | null;
}

const CONFIDENCE = 0.95;
const NONE: Chance = { interval: null, error: null };

/** What rounding leaves of a spread of 0, relative to what is added up. */
const ROUNDING = 1e-7;

/** value ± t × error, within what the value can be; without an interval where the error is 0. */
function around(
  value: number,
  error: number,
  degrees: number,
  least: number,
  most: number,
): Chance {
  const limits = tInterval(value, error, degrees, CONFIDENCE);
  if (!limits) return NONE;
  if (error === 0) return { interval: null, error };
  return { interval: [Math.max(least, limits[0]), Math.min(most, limits[1])], error };
}

function scaled([lower, upper]: readonly [number, number], factor: number): Chance {
  return { interval: [lower * factor, upper * factor], error: null };
}

/**
 * The 95 % interval of a KPI's value from its figure and the measures beside it, by the kind of
 * KPI: Wilson for shares, a ratio estimator with t for clusters and days, Poisson limits for
 * rates, the exact conditional interval for two counts (per day, where it compares spans of
 * different length: then it is that of the change a day, and the value that of the counts), t for
 * means, none for what is counted and where clusters or days are all alike.
 */
export function chanceOf(
  kpi: Pick<Kpi, 'sampling' | 'form'>,
  figure: Figure,
  measures: Measures,
  exposure: Exposure,
): Chance {
  const { numerator, denominator, value } = figure;
  const { sampling } = kpi;
  const of = (name: string) => measures[name] ?? 0;
  if (value === null) return NONE;
  switch (sampling.kind) {
    case 'counted':
      return NONE;
    case 'share':
      // A count from another source can exceed its base; a share above 1 has no such interval.
      if (numerator > denominator) return NONE;
      return scaled(wilson(numerator, denominator, CONFIDENCE), 1);
    case 'rate':
      return scaled(poissonLimits(numerator, CONFIDENCE), 10_000 / denominator);
    case 'clusters': {
      const n = of(sampling.n);
      const xx = of(sampling.xx);
      const { error } = ratioOfClusters({
        n,
        y: numerator,
        x: denominator,
        yy: of(sampling.yy),
        xy: of(sampling.xy),
        xx,
      });
      if (error === null) return NONE;
      const alike = error <= (ROUNDING * Math.sqrt(xx)) / denominator;
      return around(value, alike ? 0 : error, n - 1, 0, 1);
    }
    case 'days': {
      const factor = (kpi.form === 'per_10k' ? 10_000 : 1) / denominator;
      const own = of(sampling.variance);
      if (sampling.varianceBefore === undefined) {
        const degrees = of('station_day_degrees');
        return around(value, factor * Math.sqrt(own), degrees, 0, Number.POSITIVE_INFINITY);
      }
      const ratio = numerator / denominator;
      const variance = own + ratio * ratio * of(sampling.varianceBefore);
      const degrees = Math.min(of('station_day_degrees'), of('station_day_degrees_before'));
      return around(value, factor * Math.sqrt(variance), degrees, -1, Number.POSITIVE_INFINITY);
    }
    case 'mean': {
      const n = denominator;
      if (n < 2) return NONE;
      const spread = Math.max(0, of(sampling.squares) - (numerator * numerator) / n) / (n - 1);
      return around(value, Math.sqrt(spread / n), n - 1, 0, Number.POSITIVE_INFINITY);
    }
    case 'counts': {
      const { days, daysBefore } = sampling.perDay ? exposure : { days: 1, daysBefore: 1 };
      const [lower, upper] = rateRatioInterval(
        [numerator, denominator],
        [days, daysBefore],
        CONFIDENCE,
      );
      const shift = kpi.form === 'change' ? 1 : 0;
      return { interval: [lower - shift, upper - shift], error: null };
    }
  }
}
