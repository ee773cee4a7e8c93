/** Which of the ranked units to name: at the head, at the foot, and moved most. */
import type { RankingRow } from '../api.ts';
import { changesOf, isBeyondChance, type Judged } from '../ranking/changes.ts';
import { entriesOfScores } from '../ranking/entry.ts';

const NAMED = 3;

export type Ranked = RankingRow & { readonly rank: number };

/** A unit that moved, and whether its score did so beyond chance: a rank moves more easily. */
export interface Moved {
  readonly row: Ranked;
  /** Ranks gained (+) or lost (−). */
  readonly change: number;
  readonly judged: Judged;
}

export interface Picked {
  readonly ranked: readonly Ranked[];
  readonly best: readonly Ranked[];
  /** The last one first; none that is among the best. */
  readonly weakest: readonly Ranked[];
  readonly changed: readonly Moved[];
  readonly unranked: readonly RankingRow[];
}

/** `earlier`: the same ranking of the period before; undefined where there is none. */
export function pickedOf(
  rows: readonly RankingRow[],
  earlier: readonly RankingRow[] | undefined,
): Picked {
  const ranked = rows
    .flatMap((row) => (row.rank === null ? [] : [{ ...row, rank: row.rank }]))
    .sort((a, b) => a.rank - b.rank);
  const named = Math.min(NAMED, Math.ceil(ranked.length / 2));
  const left = ranked.length - named;
  return {
    ranked,
    best: ranked.slice(0, named),
    weakest: ranked.slice(ranked.length - Math.min(NAMED, left)).reverse(),
    changed: movedOf(ranked, earlier ?? []),
    unranked: rows.filter(({ echelon }) => echelon === null),
  };
}

/** As the rankings' own page of changes judges them; what is beyond chance first. */
function movedOf(ranked: readonly Ranked[], earlier: readonly RankingRow[]): Moved[] {
  const rowOf = new Map(ranked.map((row) => [row.unit.code, row]));
  const entries = (rows: readonly RankingRow[]) => entriesOfScores(rows, '', new Map());
  return changesOf(entries(ranked), entries(earlier), 'higher')
    .filter((change) => change.moved || isBeyondChance(change))
    .flatMap(({ entry, moved, judged }) => {
      const row = rowOf.get(entry.unit.code);
      return row ? [{ row, change: moved ?? 0, judged }] : [];
    })
    .sort(
      (a, b) =>
        Number(isBeyondChance(b)) - Number(isBeyondChance(a)) ||
        Math.abs(b.change) - Math.abs(a.change) ||
        a.row.rank - b.row.rank,
    )
    .slice(0, NAMED);
}

/** Whether the first and the last could be in each other's place by chance. */
export function isUnclear({ ranked }: Picked): boolean {
  const [first, last] = [ranked[0]?.interval, ranked.at(-1)?.interval];
  return !first || !last || first[1] >= last[0];
}
