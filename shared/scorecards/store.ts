import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { z } from 'zod';
import { shanghaiTime } from '../calendar/day.ts';
import type { Item, ItemTable } from '../ports.ts';
import { type Card, cardSchema, type RankingRow, rankingRowSchema } from './card.ts';
import {
  type PeriodRecord,
  type PeriodState,
  padRevision,
  type RevisionRecord,
  revisionOf,
  stateOf,
} from './periods.ts';
import type { Ranking } from './ranking.ts';

/**
 * Cards and rankings of a revision. What a run wrote is what is read, byte for byte: the JSON of a
 * row as text, that of a card, which is ten times as long, compressed.
 */
const rowItemSchema = z.object({ json: z.string() });
const cardItemSchema = z.object({ deflated: z.instanceof(Uint8Array) });

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
      // Raw deflate has no header that would name a machine.
      deflated: new Uint8Array(deflateRawSync(JSON.stringify(card))),
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
  if (!item) return undefined;
  const { deflated } = cardItemSchema.parse(item);
  return cardSchema.parse(JSON.parse(inflateRawSync(deflated).toString('utf8')));
}

/** A card of a finished revision, with which one it is. */
export type StoredCard = Card & {
  readonly revision: number;
  readonly state: PeriodState;
  readonly computedAt: string;
};

/** A unit's card of a finished revision; undefined where the revision has none of it. */
export async function storedCardOf(
  items: ItemTable,
  unit: string,
  record: PeriodRecord,
  revision: RevisionRecord,
): Promise<StoredCard | undefined> {
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

/** A unit's card in what is published of a period; undefined where there is none. */
export async function publishedCardOf(
  items: ItemTable,
  unit: string,
  record: PeriodRecord,
): Promise<StoredCard | undefined> {
  if (record.publishedRevision === 0) return undefined;
  const revision = await revisionOf(items, record.period, record.publishedRevision);
  return revision && storedCardOf(items, unit, record, revision);
}

/** The ranking of a level within a unit, from the first rank down, unranked last. */
export async function rankingOf(
  items: ItemTable,
  period: string,
  revision: number,
  level: string,
  within: string,
): Promise<RankingRow[]> {
  const { items: found } = await items.query({ pk: rankingPk(period, revision, level, within) });
  return found.map((item) => rankingRowSchema.parse(JSON.parse(rowItemSchema.parse(item).json)));
}
