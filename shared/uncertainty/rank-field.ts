import type { Draws } from './draws.ts';

/** What the draws of a field's scores say about the rank of one unit in it. */
export interface DrawnRank {
  /** The mean of its ranks. */
  readonly expected: number;
  /** The middle 95 % of its ranks. */
  readonly interval: readonly [best: number, worst: number];
  /** The share of draws in which its rank is at most ⌈n/10⌉. */
  readonly topTenth: number;
  /** The share of draws in which fewer than ⌈n/10⌉ units are below it. */
  readonly bottomTenth: number;
}

/** A score and the place of its member are sorted as one number of 32 bits: 14 and 18. */
const PLACES = 2 ** 18;

/** How many of `count` draws are left out on each side of the middle 95 %. */
export function leftOut(count: number): number {
  // 1e-9: 0.025 × 1000 may come out a hair below 25.
  return Math.floor(0.025 * count + 1e-9);
}

/**
 * Ranks the members of a field in every draw, the highest score first (H. Goldstein &
 * D. Spiegelhalter, "League tables and their limitations", Journal of the Royal Statistical
 * Society A 159, 1996, §4). Units that tie share the best rank: 1, 2, 2, 4. `members` are places
 * among the units that were drawn, fewer than 2¹⁸. One entry a member, in their order.
 */
export function rankField({ hundredths, draws }: Draws, members: readonly number[]): DrawnRank[] {
  const size = members.length;
  const tenth = Math.ceil(size / 10);
  const keys = new Uint32Array(size);
  /** Member after member, its rank in every draw. */
  const ranks = new Uint32Array(size * draws);
  const top = new Uint32Array(size);
  const bottom = new Uint32Array(size);
  for (let draw = 0; draw < draws; draw++) {
    for (let place = 0; place < size; place++) {
      keys[place] =
        (hundredths[(members[place] as number) * draws + draw] as number) * PLACES + place;
    }
    keys.sort();
    for (let from = 0; from < size; ) {
      const score = Math.floor((keys[from] as number) / PLACES);
      let end = from + 1;
      while (end < size && Math.floor((keys[end] as number) / PLACES) === score) end += 1;
      const rank = size - end + 1;
      for (let at = from; at < end; at++) {
        const place = (keys[at] as number) % PLACES;
        ranks[place * draws + draw] = rank;
        if (rank <= tenth) top[place] = (top[place] as number) + 1;
        if (from < tenth) bottom[place] = (bottom[place] as number) + 1;
      }
      from = end;
    }
  }
  const left = leftOut(draws);
  return members.map((_, place) => {
    const own = ranks.subarray(place * draws, (place + 1) * draws).sort();
    let sum = 0;
    for (const rank of own) sum += rank;
    return {
      expected: sum / draws,
      interval: [own[left] ?? 1, own[draws - 1 - left] ?? size],
      topTenth: (top[place] as number) / draws,
      bottomTenth: (bottom[place] as number) / draws,
    };
  });
}
