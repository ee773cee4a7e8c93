import { familyOf, KPIS } from '../kpis/catalogue.ts';

const sumOf = (entries: readonly (readonly [id: string, weight: number])[]) =>
  entries.reduce((total, [, weight]) => total + weight, 0);

/**
 * The weights that a unit's score really has when some KPIs drop out (`counts` false): what they
 * would have weighed is shared out in their family, and where a whole family is gone, over the
 * rest. Adds up to 100 unless nothing counts. In the catalogue's order, whatever the order of
 * `nominal`, so that sums over it are the same to the last bit.
 */
export function effectiveWeights(
  nominal: Readonly<Record<string, number>>,
  counts: (kpi: string) => boolean,
): ReadonlyMap<string, number> {
  const weighed = KPIS.flatMap(({ id }) => {
    const weight = nominal[id] ?? 0;
    return weight > 0 ? [[id, weight] as const] : [];
  });
  const shared: (readonly [string, number])[] = [];
  // Families in the catalogue's order, too.
  for (const entries of Map.groupBy(weighed, ([id]) => familyOf(id)).values()) {
    const left = entries.filter(([id]) => counts(id));
    const factor = sumOf(entries) / sumOf(left);
    shared.push(...left.map(([id, weight]) => [id, weight * factor] as const));
  }
  const factor = 100 / sumOf(shared);
  return new Map(shared.map(([id, weight]) => [id, weight * factor]));
}
