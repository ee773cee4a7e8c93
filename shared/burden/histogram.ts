/**
 * How long forms were open, as a histogram: bins of half a minute up to two hours. What is kept
 * says how many forms took about so long, and nothing of any one of them.
 */

/** Width of a bin, so the error of a median is below it. */
export const BIN_SECONDS = 30;
/** A form that was open for longer is counted as one of two hours. */
export const LONGEST_SECONDS = 7200;
const LAST_BIN = LONGEST_SECONDS / BIN_SECONDS - 1;

/** Forms by bin; the bin `n` holds those of `n` × 30 to (`n` + 1) × 30 seconds. */
export type Histogram = ReadonlyMap<number, number>;

/** The bin of a form that was open for so many seconds. */
export function binOf(seconds: number): number {
  return Math.min(LAST_BIN, Math.floor(seconds / BIN_SECONDS));
}

/** One histogram of all forms. */
export function merged(histograms: Iterable<Histogram>): Histogram {
  const sums = new Map<number, number>();
  for (const histogram of histograms) {
    for (const [bin, forms] of histogram) sums.set(bin, (sums.get(bin) ?? 0) + forms);
  }
  return sums;
}

/**
 * The median in seconds, of an even number the mean of the two in the middle; null where there
 * are no forms. The forms of a bin are taken to lie evenly in it, so each of the two, and their
 * mean, is less than a bin's width from the truth.
 */
export function medianSeconds(histogram: Histogram): number | null {
  const bins = [...histogram].sort(([a], [b]) => a - b);
  const total = bins.reduce((sum, [, forms]) => sum + forms, 0);
  if (total === 0) return null;
  const [low, high] = [Math.floor((total - 1) / 2), Math.floor(total / 2)];
  return (valueAt(bins, low) + valueAt(bins, high)) / 2;
}

/** Where the form of a rank (0 is the shortest) lies in its bin. */
function valueAt(bins: readonly (readonly [number, number])[], rank: number): number {
  let before = 0;
  for (const [bin, forms] of bins) {
    if (rank < before + forms) return BIN_SECONDS * (bin + (rank - before + 0.5) / forms);
    before += forms;
  }
  throw new Error('a rank beyond the last form');
}
