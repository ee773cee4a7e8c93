/** Ranks from the highest score down, and the thirds of a field. */

/** Which rank those that tie share: the best of them, the middle or the worst. */
export type TieRank = 'best' | 'middle' | 'worst';

/** How many of the sorted values (ascending) lie below `value`. */
function countBelow(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** How many of the sorted values (ascending) lie above `value`. */
function countAbove(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] as number) > value) high = middle;
    else low = middle + 1;
  }
  return sorted.length - low;
}

/**
 * The rank of every value, the highest first. A tie shares its best rank (1, 2, 2, 4), its middle
 * or its worst: ω = 0, ½ and 1 of M. Mogstad, J. Romano, A. Shaikh & D. Wilhelm, "Inference for
 * ranks with applications to mobility across neighbourhoods and academic achievement across
 * countries", Review of Economic Studies 91, 2024. Values are numbers, not NaN.
 */
export function ranksOf(values: ArrayLike<number>, tie: TieRank): number[] {
  const sorted = Float64Array.from(values).sort();
  return Array.from(values, (value) => {
    const best = countAbove(sorted, value) + 1;
    const worst = sorted.length - countBelow(sorted, value);
    return tie === 'best' ? best : tie === 'worst' ? worst : (best + worst) / 2;
  });
}

/** Ranks from the highest score down; ties share a rank and the next one is skipped: 1, 2, 2, 4. */
export function competitionRanks(scores: ArrayLike<number>): number[] {
  return ranksOf(scores, 'best');
}

export type Echelon = 'first' | 'second' | 'third';

/** The last rank of the first and of the second echelon among `of` units: ⌈n/3⌉ and ⌈2n/3⌉. */
export function echelonEnds(of: number): readonly [first: number, second: number] {
  return [Math.ceil(of / 3), Math.ceil((2 * of) / 3)];
}

/** The third of the field that a rank lies in; the first echelon (第一方阵) is rank ≤ ⌈n/3⌉. */
export function echelonOf(rank: number, of: number): Echelon {
  const [first, second] = echelonEnds(of);
  if (rank <= first) return 'first';
  return rank <= second ? 'second' : 'third';
}
