import { tQuantile } from './distributions.ts';
import type { Interval } from './proportion.ts';

/** Sums over n clusters (officers, grids, station-days) of y, of x and of their products. */
export interface ClusterSums {
  readonly n: number;
  readonly y: number;
  readonly x: number;
  readonly yy: number;
  readonly xy: number;
  readonly xx: number;
}

/**
 * The ratio of two sums over clusters and its standard error, by linearization:
 * Var(r) = n/(n − 1) · (Σy² − 2rΣxy + r²Σx²) / (Σx)². W. Cochran, "Sampling Techniques", 3rd ed.
 * 1977, equation 6.13 without the finite-population correction; C.-E. Särndal, B. Swensson &
 * J. Wretman, "Model Assisted Survey Sampling", 1992, §5.6. The value is null where Σx is 0, the
 * error also with fewer than two clusters.
 */
export function ratioOfClusters({ n, y, x, yy, xy, xx }: ClusterSums): {
  readonly value: number | null;
  readonly error: number | null;
} {
  if (x === 0) return { value: null, error: null };
  const value = y / x;
  if (n < 2) return { value, error: null };
  const squares = yy - 2 * value * xy + value * value * xx;
  // Where every cluster has the same ratio, rounding may leave a little less than 0.
  return { value, error: Math.sqrt((Math.max(0, squares) * n) / (n - 1)) / Math.abs(x) };
}

/** Sums over n clusters of several y and of one x. Triangles are upper ones, row after row. */
export interface SharedSums {
  readonly n: number;
  readonly x: number;
  readonly xx: number;
  readonly y: readonly number[];
  readonly xy: readonly number[];
  /** Triangle of the sums of yⱼyₖ. */
  readonly yy: readonly number[];
}

/**
 * The covariances of several ratios yⱼ/x with one denominator, as an upper triangle, by the same
 * linearization (Särndal et al. 1992, §5.6). Null where Σx is 0 or there are fewer than two
 * clusters.
 */
export function clusterCovariances({ n, x, xx, y, xy, yy }: SharedSums): number[] | null {
  if (x === 0 || n < 2) return null;
  const factor = n / (n - 1) / (x * x);
  const triangle: number[] = [];
  y.forEach((total, j) => {
    const r = total / x;
    for (let k = j; k < y.length; k++) {
      const s = (y[k] ?? 0) / x;
      const products = yy[triangle.length] ?? 0;
      triangle.push(factor * (products - r * (xy[k] ?? 0) - s * (xy[j] ?? 0) + r * s * xx));
    }
  });
  return triangle;
}

/**
 * value ± t · error with the given degrees of freedom (clusters − 1; "Student", Biometrika 6,
 * 1908). Null where there are none, or the error is not known.
 */
export function tInterval(
  value: number,
  error: number | null,
  degrees: number,
  confidence: number,
): Interval | null {
  if (error === null || degrees < 1) return null;
  const reach = tQuantile(0.5 + confidence / 2, degrees) * error;
  return [value - reach, value + reach];
}
