/**
 * Which figures may be compared. Of a change since a year of which too little was reported the two
 * counts are known and nothing else: no value, interval or standing is made of them, on whatever
 * page, in whatever sentence or file they are shown.
 */

interface Noted {
  readonly value: number | null;
  readonly note: string | null;
}

interface Sides<T> {
  readonly from: T | null;
  readonly to: T | null;
}

export const isComparable = ({ note }: Pick<Noted, 'note'>): boolean => note !== 'base_incomplete';

/**
 * The figure as it is shown. Where it is not comparable the changes of earlier periods go with its
 * own: they rest on the same reporting, of which then even less was there.
 */
export function comparable<F extends Noted>(figure: F): F {
  if (isComparable(figure)) return figure;
  return { ...figure, value: null, interval: null, previous: null, yearAgo: null };
}

/** The same of a figure before and after, as two revisions have it. */
export function comparableValues(of: {
  readonly value: Sides<number>;
  readonly note: Sides<string>;
}): Sides<number> {
  const shown = (side: keyof Sides<number>) =>
    isComparable({ note: of.note[side] }) ? of.value[side] : null;
  return { from: shown('from'), to: shown('to') };
}

/** The same of all that a card has. */
export function comparableCard<C extends { readonly kpis: readonly Noted[] }>(card: C): C {
  return { ...card, kpis: card.kpis.map(comparable) };
}

/** The same of a trend's months. */
export function comparableTrend<T extends { readonly points: readonly Noted[] }>(trend: T): T {
  return { ...trend, points: trend.points.map(comparable) };
}
