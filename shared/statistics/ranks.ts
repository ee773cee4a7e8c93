/** Ranks from the highest score down, and what many draws of the scores say about them. */

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

/** What the draws of a field's scores say about the rank of one unit in it. */
export interface DrawnRank {
  /** The mean of its ranks. */
  readonly expected: number;
  /** The interval of ranks that leaves out (1 − confidence) / 2 of the draws on each side. */
  readonly interval: readonly [best: number, worst: number];
  /** The share of draws in which its rank is at most ⌈n/10⌉. */
  readonly topTenth: number;
  /** The share of draws in which its rank counted from the lowest score is at most ⌈n/10⌉. */
  readonly bottomTenth: number;
}

/**
 * Ranks the members of a field in every draw of the scores (H. Goldstein & D. Spiegelhalter,
 * "League tables and their limitations", Journal of the Royal Statistical Society A 159, 1996,
 * §4). `draws` holds draw after draw, each the scores of all `units` units in one order;
 * `members` are the places of those that are ranked with each other. Ties share the best rank.
 * Gives one entry a member, in the order of `members`.
 */
export function rankDraws(
  draws: Float64Array,
  units: number,
  members: readonly number[],
  confidence = 0.95,
): DrawnRank[] {
  const count = units > 0 ? Math.floor(draws.length / units) : 0;
  const size = members.length;
  const tenth = Math.ceil(size / 10);
  const scores = new Float64Array(size);
  const sorted = new Float64Array(size);
  /** Member after member, its rank in every draw. */
  const ranks = new Uint32Array(size * count);
  const top = new Uint32Array(size);
  const bottom = new Uint32Array(size);
  for (let draw = 0; draw < count; draw++) {
    const start = draw * units;
    for (let place = 0; place < size; place++) {
      scores[place] = draws[start + (members[place] as number)] as number;
    }
    sorted.set(scores);
    sorted.sort();
    const topFrom = sorted[size - tenth] as number;
    const bottomTo = sorted[tenth - 1] as number;
    for (let place = 0; place < size; place++) {
      const score = scores[place] as number;
      ranks[place * count + draw] = countAbove(sorted, score) + 1;
      if (score >= topFrom) top[place] = (top[place] as number) + 1;
      if (score <= bottomTo) bottom[place] = (bottom[place] as number) + 1;
    }
  }
  // The same number of draws is left out on both sides. 1e-9: 0.05 / 2 × 1000 is a hair under 25.
  const left = Math.floor(((1 - confidence) / 2) * count + 1e-9);
  return members.map((_, place) => {
    const own = ranks.subarray(place * count, (place + 1) * count).sort();
    let sum = 0;
    for (const rank of own) sum += rank;
    return {
      expected: sum / count,
      interval: [own[left] ?? 1, own[count - 1 - left] ?? size],
      topTenth: (top[place] as number) / count,
      bottomTenth: (bottom[place] as number) / count,
    };
  });
}
