/** Where a card's points went. */

/** What a KPI cost, with what it could have cost at most. */
export interface Loss<K> {
  readonly kpi: K;
  readonly lost: number;
  /** Of the widest bar: how long the two parts of this one are, in percent. */
  readonly share: number;
  readonly weightShare: number;
}

interface Scored {
  readonly lost: number | null;
  readonly weight: number;
}

/** Less than this prints as 0.0. */
const PRINTED = 0.05;

/**
 * The KPIs that cost points, the most first, those of one loss in the card's order; the scored
 * ones that cost none; and all points lost. Bars are as long as the largest weight.
 */
export function lossesOf<K extends Scored>(
  kpis: readonly K[],
): { readonly losses: readonly Loss<K>[]; readonly full: readonly K[]; readonly total: number } {
  const scored = kpis.flatMap((kpi) => (kpi.lost === null ? [] : [{ kpi, lost: kpi.lost }]));
  const widest = Math.max(...scored.map(({ kpi }) => kpi.weight), 0);
  const percent = (points: number) => (widest > 0 ? (points / widest) * 100 : 0);
  return {
    losses: scored
      .filter(({ lost }) => lost >= PRINTED)
      .sort((a, b) => b.lost - a.lost)
      .map(({ kpi, lost }) => ({
        ...{ kpi, lost, share: percent(lost), weightShare: percent(kpi.weight) },
      })),
    full: scored.filter(({ lost }) => lost < PRINTED).map(({ kpi }) => kpi),
    total: scored.reduce((sum, { lost }) => sum + lost, 0),
  };
}
