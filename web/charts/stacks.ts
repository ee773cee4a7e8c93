/** Values put into bins, to be drawn as stacked dots or as bars. */

/** Widths that begin at every whole 5 %, so that no mark of a target falls into a bin. */
const WIDTHS = [0.0025, 0.005, 0.01, 0.025, 0.05] as const;
const MOST_BINS = 40;
/** Of more values dots would be too small to see, or to point at. */
export const MOST_DOTS = 400;
const ALMOST = 1e-9;

export interface Bin<V> {
  readonly from: number;
  readonly to: number;
  /** The least first. */
  readonly values: readonly V[];
}

export interface Stacks<V> {
  readonly width: number;
  /** From the first to the last, those without a value too. */
  readonly bins: readonly Bin<V>[];
  readonly highest: number;
}

/** Shares in bins, over a range that holds all of them and the marks. */
export function stacksOf<V extends { readonly value: number }>(
  all: readonly V[],
  marks: readonly number[],
): Stacks<V> {
  const values = [...all.map(({ value }) => value), ...marks];
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) [low, high] = [Math.min(low, value), Math.max(high, value)];
  const width =
    WIDTHS.find((width) => (high - low) / width <= MOST_BINS - 2) ?? Math.max(...WIDTHS);
  // Shares end at the whole: it belongs to the bin below it, and none lies beyond.
  const end = high > 1 ? Number.POSITIVE_INFINITY : Math.round(1 / width) - 1;
  const place = (value: number) => Math.min(end, Math.floor(value / width + ALMOST));
  const first = place(low) - (low >= width ? 1 : 0);
  // The last mark keeps a bin beyond it.
  const count = values.length === 0 ? 0 : Math.min(end, place(high) + 1) - first + 1;
  const held: V[][] = Array.from({ length: count }, () => []);
  for (const one of all.toSorted((a, b) => a.value - b.value)) {
    held[place(one.value) - first]?.push(one);
  }
  return {
    width,
    bins: held.map((members, bin) => ({
      from: (first + bin) * width,
      to: (first + bin + 1) * width,
      values: members,
    })),
    highest: held.reduce((most, { length }) => Math.max(most, length), 0),
  };
}
