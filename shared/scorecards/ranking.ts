import type { PastCard } from './build.ts';
import type { Card, Rank, RankingRow } from './card.ts';

/** The ranking of the units of one level below one unit. */
export interface Ranking {
  readonly level: Card['unit']['level'];
  readonly within: string;
  /** In rank order, units that share a rank by code; unranked units last, by code. */
  readonly rows: readonly RankingRow[];
}

const ECHELONS = ['first', 'second', 'third'] as const;

/** Ranks from the highest score down; ties share a rank and the next one is skipped: 1, 2, 2, 4. */
export function competitionRanks(scores: readonly number[]): number[] {
  const order = scores.map((_, index) => index);
  order.sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0));
  const ranks = new Array<number>(scores.length);
  let rank = 0;
  let before: number | undefined;
  order.forEach((index, place) => {
    if (scores[index] !== before) rank = place + 1;
    before = scores[index];
    ranks[index] = rank;
  });
  return ranks;
}

/** The third of the field that a rank lies in; the first echelon (第一方阵) is rank ≤ ⌈n/3⌉. */
export function echelonOf(rank: number, of: number): Rank['echelon'] {
  if (rank <= Math.ceil(of / 3)) return ECHELONS[0];
  return rank <= Math.ceil((2 * of) / 3) ? ECHELONS[1] : ECHELONS[2];
}

const byCode = (a: RankingRow, b: RankingRow) => (a.unit.code < b.unit.code ? -1 : 1);

function rankingOf(
  level: Ranking['level'],
  within: string,
  cards: readonly Card[],
  past: ReadonlyMap<string, PastCard>,
): Ranking {
  const ranked = cards.filter(({ unranked }) => unranked === null);
  const ranks = competitionRanks(ranked.map(({ score }) => score.value ?? 0));
  const of = ranked.length;
  const rowOf = (card: Card, rank: number | null): RankingRow => {
    const before = past.get(card.unit.code)?.ranks[within];
    const { expected, submitted } = card.completeness;
    return {
      unit: card.unit,
      score: card.score,
      completeness: expected > 0 ? submitted / expected : null,
      rank,
      of,
      interval: null,
      echelon: rank === null ? null : echelonOf(rank, of),
      distinguishable: null,
      change: rank === null || before === undefined ? null : before - rank,
      unranked: card.unranked,
    };
  };
  const rows = ranked
    .map((card, index) => rowOf(card, ranks[index] ?? null))
    .sort((a, b) => (a.rank ?? 0) - (b.rank ?? 0) || byCode(a, b));
  const apart = cards
    .filter(({ unranked }) => unranked !== null)
    .map((card) => rowOf(card, null))
    .sort(byCode);
  return { level, within, rows: [...rows, ...apart] };
}

/** Every unit above a card's own, the nearest first. */
function above(card: Card, cards: ReadonlyMap<string, Card>): string[] {
  const codes: string[] = [];
  for (let code = card.unit.parent; code !== null; code = cards.get(code)?.unit.parent ?? null) {
    codes.push(code);
  }
  return codes;
}

/**
 * Ranks every unit among those of its level below each unit above it. Gives the rankings and the
 * cards with their ranks within the parent and the province. `past` is the period before.
 */
export function rankAll(
  cards: readonly Card[],
  past: ReadonlyMap<string, PastCard>,
): { readonly rankings: readonly Ranking[]; readonly cards: readonly Card[] } {
  const byUnit = new Map(cards.map((card) => [card.unit.code, card]));
  const branches = new Map(cards.map((card) => [card.unit.code, above(card, byUnit)]));
  const fields = new Map<string, Card[]>();
  for (const card of cards) {
    for (const within of branches.get(card.unit.code) ?? []) {
      const key = `${card.unit.level} ${within}`;
      const field = fields.get(key);
      if (field) field.push(card);
      else fields.set(key, [card]);
    }
  }
  const rankings = [...fields].map(([key, field]) => {
    const [level, within] = key.split(' ') as [Ranking['level'], string];
    return rankingOf(level, within, field, past);
  });
  const ranks = new Map<string, Map<string, RankingRow>>();
  for (const { within, rows } of rankings) {
    for (const row of rows) {
      const own = ranks.get(row.unit.code);
      if (own) own.set(within, row);
      else ranks.set(row.unit.code, new Map([[within, row]]));
    }
  }
  const rankIn = (card: Card, scope: Rank['scope'], within: string | null): Rank[] => {
    const row = within === null ? undefined : ranks.get(card.unit.code)?.get(within);
    if (!within || !row?.rank || !row.echelon) return [];
    const { rank, of, interval, echelon, distinguishable } = row;
    return [{ scope, within, rank, of, interval, echelon, distinguishable }];
  };
  return {
    rankings,
    cards: cards.map((card) => {
      const province = branches.get(card.unit.code)?.at(-1) ?? null;
      return {
        ...card,
        ranks: [...rankIn(card, 'parent', card.unit.parent), ...rankIn(card, 'province', province)],
      };
    }),
  };
}
