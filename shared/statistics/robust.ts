/** Location and spread that a few wild values do not move. */

/**
 * The quantile `p` of the values, linear between order statistics: type 7 of R. Hyndman &
 * Y. Fan, "Sample quantiles in statistical packages", The American Statistician 50, 1996. Throws
 * a RangeError without values.
 */
export function quantile(values: ArrayLike<number>, p: number): number {
  const sorted = Float64Array.from(values).sort();
  const place = (sorted.length - 1) * p;
  const low = sorted[Math.floor(place)];
  const high = sorted[Math.ceil(place)];
  if (low === undefined || high === undefined) throw new RangeError('a quantile of no values');
  return low + (place - Math.floor(place)) * (high - low);
}

export function median(values: ArrayLike<number>): number {
  return quantile(values, 0.5);
}

/**
 * Modified z-scores: 0.6745 · (value − median) / MAD, the median distance from the median (B. Iglewicz & D. Hoaglin, "How to Detect
 * and Handle Outliers", ASQC 1993, p. 11; beyond 3.5 they call a value an outlier). Where more
 * than half of the values are the same, so that the MAD is 0, the mean distance from the median
 * takes its place, times √(π/2) as a normal has it (1.253314 in IBM SPSS's modified z-score).
 * Where all are the same every score is 0.
 */
export function robustZScores(values: readonly number[]): number[] {
  if (values.length === 0) return [];
  const middle = median(values);
  const distances = values.map((value) => Math.abs(value - middle));
  const typical = median(distances);
  let total = 0;
  for (const distance of distances) total += distance;
  const spread =
    typical > 0 ? typical / 0.6745 : (Math.sqrt(Math.PI / 2) * total) / distances.length;
  return values.map((value) => (spread > 0 ? (value - middle) / spread : 0));
}
