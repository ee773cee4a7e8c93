/** Cards and ranking rows as they are served: with what has become known since their run. */
import { parsePeriod } from '../../shared/calendar/period.ts';
import { explain } from '../../shared/evidence/explain.ts';
import { improvements } from '../../shared/evidence/improve.ts';
import { InvalidCursor, type ItemTable } from '../../shared/ports.ts';
import { auditOf } from '../../shared/review/audits.ts';
import { flagsAt, reviewOf } from '../../shared/review/flags.ts';
import type { Rank, RankingRow, Scorecard } from '../../shared/scorecards/card.ts';
import type { StoredCard } from '../../shared/scorecards/store.ts';
import { atLeast, type Caller } from './access.ts';

/** Below this the differences between units are mostly chance, and exact positions mislead. */
const RANKABLE = 0.7;

/** Whether exact positions are shown: on request, and to those who review and decide. */
export function positionsOf(
  caller: Caller,
  rankability: number | null,
  isExact: boolean,
): Scorecard['positions'] {
  const isRankable = rankability === null || rankability >= RANKABLE;
  return isRankable || isExact || atLeast(caller, 'reviewer') ? 'shown' : 'withheld';
}

/** A row without its exact position: its echelon and interval say what is known. */
export function withheld(row: RankingRow): RankingRow {
  const { peers } = row;
  return { ...row, rank: null, change: null, peers: peers && { ...peers, rank: null } };
}

/** Rows as they are listed: by rank, or, where positions are withheld, by echelon and code. */
export function inOrder(
  rows: readonly RankingRow[],
  shown: Scorecard['positions'],
): readonly RankingRow[] {
  if (shown === 'shown') return rows;
  const echelons: readonly (Rank['echelon'] | null)[] = ['first', 'second', 'third', null];
  return rows.toSorted(
    (a, b) =>
      echelons.indexOf(a.echelon) - echelons.indexOf(b.echelon) ||
      (a.unit.code < b.unit.code ? -1 : 1),
  );
}

/** Of the province's ranking the units of one peer group, with their places in it. */
export function peersOf(rows: readonly RankingRow[], group: string): RankingRow[] {
  return rows
    .filter(({ peerGroup }) => peerGroup === group)
    .map((row) => (row.peers ? { ...row, ...row.peers, peers: null, change: null } : row))
    .sort(
      (a, b) =>
        (a.rank ?? Number.MAX_SAFE_INTEGER) - (b.rank ?? Number.MAX_SAFE_INTEGER) ||
        (a.unit.code < b.unit.code ? -1 : 1),
    );
}

/** A page of rows; the cursor is the place that it begins at. Throws InvalidCursor. */
export function pageOf<T>(
  rows: readonly T[],
  limit: number,
  cursor: string | undefined,
): { readonly items: readonly T[]; readonly next: string | null } {
  const from = cursor === undefined ? 0 : Number(cursor);
  if (!/^(0|[1-9]\d*)$/.test(cursor ?? '0') || from > rows.length) throw new InvalidCursor(cursor);
  const end = from + limit;
  return { items: rows.slice(from, end), next: end < rows.length ? String(end) : null };
}

/**
 * A card with its explanations, the state of the audit sample, and, for reviewers, its flags.
 * Exact positions are left out where they would mislead.
 */
export async function serveCard(
  items: ItemTable,
  caller: Caller,
  card: StoredCard,
  isExact: boolean,
): Promise<Scorecard> {
  const { period, revision, unit } = card;
  const positions = positionsOf(caller, card.rankability, isExact);
  const found = atLeast(caller, 'reviewer')
    ? await flagsAt(items, period, revision, unit.code)
    : [];
  const flags = await Promise.all(
    found.map(async ({ id, flag, statistic, rows }) => {
      const { state } = await reviewOf(items, id);
      return { id, flag, state, statistic, rows: rows.count };
    }),
  );
  const parsed = parsePeriod(period);
  const audit = parsed ? await auditOf(items, parsed, unit.code) : null;
  const interval = audit?.interval ?? null;
  return {
    ...card,
    ranks: positions === 'shown' ? card.ranks : card.ranks.map((rank) => ({ ...rank, rank: null })),
    kpis: card.kpis.map((kpi) => ({ ...kpi, explanation: explain(kpi, card) })),
    improvements: [...improvements(card)],
    flags,
    audit: audit && { ...audit, interval: interval && [interval[0], interval[1]] },
    positions,
  };
}
