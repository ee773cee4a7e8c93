import { z } from 'zod';
import { shanghaiTime } from '../calendar/day.ts';
import { forEachOf } from '../concurrency.ts';
import type { Item, ItemTable } from '../ports.ts';
import type { PastCard } from './build.ts';
import {
  type Card,
  cardSchema,
  type RankingRow,
  rankingRowSchema,
  type Scorecard,
} from './card.ts';
import { type PeriodRecord, padRevision, type RevisionRecord, stateOf } from './periods.ts';
import type { Ranking } from './ranking.ts';

/**
 * Cards and rankings of a revision. Their JSON is kept as text: what a run wrote is what is read,
 * byte for byte.
 */
const storedSchema = z.object({ json: z.string() });

const READS_AT_ONCE = 32;

const cardKey = (unit: string, period: string, revision: number) => ({
  pk: `CARDS#${unit}`,
  sk: `${period}#${padRevision(revision)}`,
});

const rankingPk = (period: string, revision: number, level: string, within: string) =>
  `RANKING#${period}#${padRevision(revision)}#${level}#${within}`;

/** Sorts unranked units behind every rank. */
const UNRANKED = 999_999;

/** The items of a revision: one a card, one a row of a ranking. */
export function itemsOf(
  period: string,
  revision: number,
  cards: readonly Card[],
  rankings: readonly Ranking[],
  expires?: number,
): Item[] {
  const rest = expires === undefined ? {} : { expires };
  return [
    ...cards.map((card) => ({
      ...cardKey(card.unit.code, period, revision),
      json: JSON.stringify(card),
      ...rest,
    })),
    ...rankings.flatMap(({ level, within, rows }) =>
      rows.map((row) => ({
        pk: rankingPk(period, revision, level, within),
        sk: `${String(row.rank ?? UNRANKED).padStart(6, '0')}#${row.unit.code}`,
        json: JSON.stringify(row),
        ...rest,
      })),
    ),
  ];
}

async function cardOf(
  items: ItemTable,
  unit: string,
  period: string,
  revision: number,
): Promise<Card | undefined> {
  const item = await items.get(cardKey(unit, period, revision));
  return item && cardSchema.parse(JSON.parse(storedSchema.parse(item).json));
}

/** A unit's scorecard of a finished revision; undefined where the revision has none of it. */
export async function scorecardOf(
  items: ItemTable,
  unit: string,
  record: PeriodRecord,
  revision: RevisionRecord,
): Promise<Scorecard | undefined> {
  const card = await cardOf(items, unit, record.period, revision.revision);
  return (
    card && {
      ...card,
      revision: revision.revision,
      state: stateOf(record, revision),
      computedAt: shanghaiTime(revision.computedAt),
    }
  );
}

/** A page of the ranking of a level within a unit, from the first rank down, unranked last. */
export async function rankingOf(
  items: ItemTable,
  period: string,
  revision: number,
  level: string,
  within: string,
  page: { readonly limit?: number; readonly cursor?: string } = {},
): Promise<{ readonly items: RankingRow[]; readonly next: string | null }> {
  const { items: found, next } = await items.query({
    pk: rankingPk(period, revision, level, within),
    ...page,
  });
  return {
    items: found.map((item) => rankingRowSchema.parse(JSON.parse(storedSchema.parse(item).json))),
    next,
  };
}

/** What the cards of an earlier revision say of these units. */
export async function pastCards(
  items: ItemTable,
  units: readonly string[],
  period: string,
  revision: number,
): Promise<ReadonlyMap<string, PastCard>> {
  const past = new Map<string, PastCard>();
  await forEachOf(units, READS_AT_ONCE, async (unit) => {
    const card = await cardOf(items, unit, period, revision);
    if (!card) return;
    past.set(unit, {
      values: Object.fromEntries(card.kpis.map(({ id, value }) => [id, value])),
      ranks: Object.fromEntries(card.ranks.map(({ within, rank }) => [within, rank])),
    });
  });
  return past;
}
