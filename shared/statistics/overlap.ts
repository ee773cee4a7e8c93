type Interval = readonly [number, number];

/**
 * Whether two intervals have something in common; null where one is unknown. Two 95 % intervals
 * that have nothing in common differ beyond chance, which is stricter than a test of the difference
 * at 5 % (N. Schenker & J. Gentleman, "On judging the significance of differences by examining the
 * overlap between confidence intervals", American Statistician 55, 2001); where they overlap it is
 * left open.
 */
export function overlap(a: Interval | null, b: Interval | null): boolean | null {
  return a && b ? a[0] <= b[1] && b[0] <= a[1] : null;
}
