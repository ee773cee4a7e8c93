/** Numbers that people round instead of counting. */

/** The share of the values that are multiples of `step`; null without values. */
export function shareOfMultiples(values: readonly number[], step: number): number | null {
  if (values.length === 0) return null;
  return values.filter((value) => value % step === 0).length / values.length;
}

/** How many of the values (whole, at least 0) end in each digit, 0 to 9. */
export function lastDigits(values: readonly number[]): number[] {
  const counts = new Array<number>(10).fill(0);
  for (const value of values) counts[value % 10] = (counts[value % 10] ?? 0) + 1;
  return counts;
}

/**
 * Pearson's chi-square, with 9 degrees of freedom, of last digits against ten equal shares
 * (K. Pearson, Philosophical Magazine 50, 1900). 0 without any.
 */
export function digitChiSquare(counts: readonly number[]): number {
  let total = 0;
  for (const count of counts) total += count;
  if (total === 0) return 0;
  const expected = total / counts.length;
  let sum = 0;
  for (const count of counts) sum += (count - expected) ** 2 / expected;
  return sum;
}

/**
 * Whipple's index as a ratio: how many times as many values as even spreading gives are round.
 * H. Shryock, J. Siegel & associates, "The Methods and Materials of Demography", 1976, chapter 8.
 * `counts[v]` is how often v occurs; of those from `first` to `last` the round ones are counted
 * that leave `remainder` when divided by `step`. 1 is no preference, `step` is nothing but round
 * numbers; null where nothing occurs.
 */
export function whipple(
  counts: readonly number[],
  { first, last }: { readonly first: number; readonly last: number },
  step: number,
  remainder = 0,
): number | null {
  let round = 0;
  let all = 0;
  for (let value = first; value <= last; value++) {
    const count = counts[value] ?? 0;
    all += count;
    if (value % step === remainder) round += count;
  }
  return all > 0 ? (step * round) / all : null;
}
