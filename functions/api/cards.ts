/** Cards and ranking rows as they are served: with what has become known since their run. */
import { parsePeriod } from '../../shared/calendar/period.ts';
import { explain } from '../../shared/evidence/explain.ts';
import { improvements } from '../../shared/evidence/improve.ts';
import { InvalidCursor, type ItemTable } from '../../shared/ports.ts';
import { auditOf } from '../../shared/review/audits.ts';
import { flagsAt, reviewOf } from '../../shared/review/flags.ts';
import type { Place, Rank, RankingRow, Scorecard } from '../../shared/scorecards/card.ts';
import { RANKABLE } from '../../shared/scorecards/limits.ts';
import type { StoredCard } from '../../shared/scorecards/store.ts';
import { atLeast, type Caller } from './access.ts';

/** Whether exact positions are shown: on request, and to those who review and decide. */
export function positionsOf(
  caller: Caller,
  rankability: number | null,
  isExact: boolean,
): Scorecard['positions'] {
  const isRankable = rankability === null || rankability >= RANKABLE;
  return isRankable || isExact || atLeast(caller, 'reviewer') ? 'shown' : 'withheld';
}

/** A place without what gives the exact position: its echelon and interval say what is known. */
function vague<P extends Place>(place: P): P {
  return { ...place, rank: null, expected: null, topTenth: null, bottomTenth: null };
}

/** A row without its exact position. */
export function withheld(row: RankingRow): RankingRow {
  return { ...vague(row), change: null, peers: row.peers && vague(row.peers) };
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
  const members = rows.filter(({ peerGroup }) => peerGroup === group);
  const of = members.find(({ peers }) => peers)?.peers?.of ?? 0;
  return members
    .map((row) => ({ ...row, ...(row.peers ?? { of }), peers: null, change: null }))
    .sort(
      (a, b) =>
        (a.rank ?? Number.MAX_SAFE_INTEGER) - (b.rank ?? Number.MAX_SAFE_INTEGER) ||
        (a.unit.code < b.unit.code ? -1 : 1),
    );
}

/**
 * A page of the rows of a revision. The cursor names the list and the place that it goes on at, so
 * that no reader goes on in another revision than the one that was begun: throws InvalidCursor.
 */
export function pageOf<T>(
  rows: readonly T[],
  list: { readonly period: string; readonly revision: number },
  limit: number,
  cursor: string | undefined,
): { readonly items: readonly T[]; readonly next: string | null } {
  const name = `${list.period}.${list.revision}.`;
  const place = cursor === undefined ? '0' : cursor.slice(name.length);
  const from = Number(place);
  const isOurs = (cursor ?? name).startsWith(name) && /^(0|[1-9]\d*)$/.test(place);
  if (!isOurs || from > rows.length) throw new InvalidCursor(cursor);
  const end = from + limit;
  return { items: rows.slice(from, end), next: end < rows.length ? name + end : null };
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
    ranks: positions === 'shown' ? card.ranks : card.ranks.map(vague),
    kpis: card.kpis.map((kpi) => ({ ...kpi, explanation: explain(kpi, card) })),
    improvements: [...improvements(card)],
    flags,
    audit: audit && { ...audit, interval: interval && [interval[0], interval[1]] },
    positions,
  };
}
