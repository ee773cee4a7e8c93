/** Which of the ranked units to name: at the head, at the foot, and moved most. */
import type { RankingRow } from '../api.ts';

const NAMED = 3;

export type Ranked = RankingRow & { readonly rank: number };

export interface Picked {
  readonly ranked: readonly Ranked[];
  readonly best: readonly Ranked[];
  /** The last one first; none that is among the best. */
  readonly weakest: readonly Ranked[];
  /** By how far they moved; `isSure` where the rank before lies outside the interval. */
  readonly changed: readonly {
    readonly row: Ranked;
    readonly change: number;
    readonly isSure: boolean;
  }[];
  readonly unranked: readonly RankingRow[];
}

export function pickedOf(rows: readonly RankingRow[]): Picked {
  const ranked = rows
    .flatMap((row) => (row.rank === null ? [] : [{ ...row, rank: row.rank }]))
    .sort((a, b) => a.rank - b.rank);
  const named = Math.min(NAMED, Math.ceil(ranked.length / 2));
  const left = ranked.length - named;
  const changed = ranked
    .flatMap((row) => (row.change ? [{ row, change: row.change }] : []))
    .sort((a, b) => Math.abs(b.change) - Math.abs(a.change) || a.row.rank - b.row.rank)
    .slice(0, NAMED)
    .map(({ row, change }) => {
      const before = row.rank + change;
      const isSure =
        row.interval !== null && (before < row.interval[0] || before > row.interval[1]);
      return { row, change, isSure };
    });
  return {
    ranked,
    best: ranked.slice(0, named),
    weakest: ranked.slice(ranked.length - Math.min(NAMED, left)).reverse(),
    changed,
    unranked: rows.filter(({ echelon }) => echelon === null),
  };
}

/** Whether the first and the last could be in each other's place by chance. */
export function isUnclear({ ranked }: Picked): boolean {
  const [first, last] = [ranked[0]?.interval, ranked.at(-1)?.interval];
  return !first || !last || first[1] >= last[0];
}
