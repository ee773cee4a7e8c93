/** What changed from one card of a unit to another. */
import type { Adjustment, Card, KpiFigure, UnitName } from '../scorecards/card.ts';

/** A value before and after; null where there was none. */
export interface Change<T> {
  readonly from: T | null;
  readonly to: T | null;
}

/** What each part of a card is made up of; together they are all that it says of its unit. */
const PARTS = {
  /** Its name, place in the tree and peers. */
  unit: ({ unit, peerGroup }: Card) => [unit, peerGroup],
  scheme: ({ scheme, approvals }: Card) => [scheme, approvals],
  /** What was counted. */
  figures: ({ completeness, kpis }: Card) => [
    completeness,
    kpis.map(({ id, numerator, denominator, value, note, byRole }) => {
      return [id, numerator, denominator, value, note, byRole];
    }),
  ],
  score: ({ score: { value, base, grade }, kpis }: Card) => [
    ...[value, base, grade],
    kpis.map(({ id, scored, score, weight, schemeWeight, lost, dropped }) => {
      return [id, scored, score, weight, schemeWeight, lost, dropped];
    }),
  ],
  /** What the ledger did. */
  adjustments: ({ score: { adjustments, gradeCap } }: Card) => [adjustments, gradeCap],
  /** By what it was scored: of a scheme, or frozen from its peers' past. */
  targets: ({ kpis }: Card) => kpis.map(({ id, function: fn, target }) => [id, fn, target]),
  uncertainty: ({ score: { interval, expected }, kpis }: Card) => [
    ...[interval, expected],
    kpis.map((kpi) => [kpi.id, kpi.interval, kpi.shrunken]),
  ],
  /** With the period before, the year before and the months of the control chart. */
  comparisons: ({ kpis }: Card) =>
    kpis.map(({ id, previous, yearAgo, signal, rule, assurance }) => {
      return [id, previous, yearAgo, signal, rule, assurance];
    }),
  ranks: ({ ranks, unranked, rankability }: Card) => [ranks, unranked, rankability],
};

export type CardPart = keyof typeof PARTS;
export const CARD_PARTS = Object.keys(PARTS) as [CardPart, ...CardPart[]];

/** A KPI of which the counts, or what they were worth, changed. */
export interface KpiChange {
  readonly id: string;
  readonly numerator: Change<number>;
  readonly denominator: Change<number>;
  readonly value: Change<number>;
  /** Why a figure is to be read with care, or not at all. */
  readonly note: Change<string>;
  readonly score: Change<number>;
  /** Its share of the unit's score. */
  readonly weight: Change<number>;
  /** The points of the scoring function, by name. */
  readonly target: Change<Readonly<Record<string, number>>>;
}

export interface CardChange {
  readonly unit: UnitName;
  readonly changed: readonly CardPart[];
  readonly score: Change<number>;
  readonly interval: Change<readonly [number, number]>;
  readonly grade: Change<string>;
  readonly scheme: Change<string>;
  readonly adjustments: Change<readonly Adjustment[]>;
  readonly gradeCap: Change<string>;
  /** By the unit, or peer group, that it is ranked in. */
  readonly ranks: readonly (Change<number> & { readonly within: string })[];
  readonly kpis: readonly KpiChange[];
}

/** Cards are read by one schema, so what is equal prints equally. */
const isSame = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** `read` of both sides; null for a side that is missing. */
function change<S, T>(
  from: S | undefined,
  to: S | undefined,
  read: (side: S) => T | null,
): Change<T> {
  return { from: from ? read(from) : null, to: to ? read(to) : null };
}

function kpiChanges(before: Card | undefined, after: Card | undefined): KpiChange[] {
  const [old, now] = [before, after].map(
    (card) => new Map((card?.kpis ?? []).map((kpi) => [kpi.id, kpi])),
  );
  return [...new Set([...(old?.keys() ?? []), ...(now?.keys() ?? [])])].flatMap((id) => {
    const of = <T>(read: (kpi: KpiFigure) => T | null) => change(old?.get(id), now?.get(id), read);
    const found = {
      numerator: of(({ numerator }) => numerator),
      denominator: of(({ denominator }) => denominator),
      value: of(({ value }) => value),
      note: of(({ note }) => note),
      score: of(({ score }) => score),
      weight: of(({ weight }) => weight),
      target: of(({ target }) => target),
    };
    return Object.values(found).some(({ from, to }) => !isSame(from, to)) ? [{ id, ...found }] : [];
  });
}

function rankChanges(before: Card | undefined, after: Card | undefined): CardChange['ranks'] {
  const [old, now] = [before, after].map(
    (card) => new Map((card?.ranks ?? []).map(({ within, rank }) => [within, rank])),
  );
  const tables = new Set([...(old?.keys() ?? []), ...(now?.keys() ?? [])]);
  return [...tables].sort().flatMap((within) => {
    const [from, to] = [old?.get(within) ?? null, now?.get(within) ?? null];
    return from === to ? [] : [{ within, from, to }];
  });
}

/** In what two cards of a unit differ, of which one may be missing; undefined where in nothing. */
export function cardChange(
  before: Card | undefined,
  after: Card | undefined,
): CardChange | undefined {
  const unit = (after ?? before)?.unit;
  if (!unit || isSame(before, after)) return undefined;
  const of = <T>(read: (card: Card) => T | null) => change(before, after, read);
  return {
    unit,
    changed: CARD_PARTS.filter((part) => {
      const { from, to } = of<unknown>(PARTS[part]);
      return !isSame(from, to);
    }),
    score: of(({ score }) => score.value),
    interval: of(({ score }) => score.interval),
    grade: of(({ score }) => score.grade),
    scheme: of(({ scheme }) => scheme),
    adjustments: of(({ score }) => score.adjustments),
    gradeCap: of(({ score }) => score.gradeCap),
    ranks: rankChanges(before, after),
    kpis: kpiChanges(before, after),
  };
}
