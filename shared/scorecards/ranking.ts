import { competitionRanks, echelonOf } from '../statistics/ranks.ts';
import type { Place, Rank, RankingRow } from './card.ts';
import type { Field } from './fields.ts';
import type { ScoredUnit } from './score.ts';

/** What chance and other weights would do to a unit's place in a field. */
export interface PlaceUncertainty {
  /** The mean of its ranks over the draws. */
  readonly expected: number;
  readonly interval: readonly [best: number, worst: number];
  readonly topTenth: number;
  readonly bottomTenth: number;
  /** Share of draws of other weights in which it keeps its echelon. */
  readonly stability: number;
}

/** What chance does to a unit's score. */
export interface ScoreUncertainty {
  readonly expected: number;
  readonly interval: readonly [number, number];
}

/** All of it, for every unit and every field of a revision. */
export interface Uncertainty {
  /** By place in the list of units; undefined where a unit has no score. */
  readonly scores: readonly (ScoreUncertainty | undefined)[];
  /** By field, by its members; undefined where the field was not drawn. */
  readonly places: readonly (readonly (PlaceUncertainty | undefined)[])[];
  /** By level; null where it cannot be told. */
  readonly rankability: ReadonlyMap<string, number | null>;
}

/** The ranking of the units of one level below one unit. */
export interface Ranking {
  readonly level: Field['level'];
  readonly within: string;
  /** In rank order, units that share a rank by code; unranked units last, by code. */
  readonly rows: readonly RankingRow[];
}

/** The earlier rank of a unit in the tables it stood in, by `within`. */
export type PastRanks = ReadonlyMap<string, Readonly<Record<string, number>>>;

/** To three decimals: more is not known of a thousand draws. */
const thousandths = (share: number) => Math.round(share * 1000) / 1000;

function placesOf(
  field: Field,
  units: readonly ScoredUnit[],
  uncertain: readonly (PlaceUncertainty | undefined)[],
): Map<number, Place & { readonly rank: number; readonly echelon: Rank['echelon'] }> {
  const ranks = competitionRanks(field.members.map((place) => units[place]?.value ?? 0));
  const of = field.members.length;
  return new Map(
    field.members.map((place, index) => {
      const rank = ranks[index] ?? of;
      const drawn = uncertain[index];
      const ends = drawn?.interval.map((end) => echelonOf(end, of));
      return [
        place,
        {
          rank,
          of,
          interval: drawn ? [drawn.interval[0], drawn.interval[1]] : null,
          expected: drawn ? Math.round(drawn.expected * 100) / 100 : null,
          echelon: echelonOf(rank, of),
          distinguishable: ends ? ends.every((end) => end === echelonOf(rank, of)) : null,
          topTenth: drawn ? thousandths(drawn.topTenth) : null,
          bottomTenth: drawn ? thousandths(drawn.bottomTenth) : null,
          stability: drawn ? thousandths(drawn.stability) : null,
        },
      ];
    }),
  );
}

const APART = {
  rank: null,
  interval: null,
  expected: null,
  echelon: null,
  distinguishable: null,
  topTenth: null,
  bottomTenth: null,
  stability: null,
} as const;

export function completenessOf({ figures }: ScoredUnit): number | null {
  const { expected, submitted } = figures.completeness;
  return expected > 0 ? submitted / expected : null;
}

/**
 * Ranks every unit in its fields. Gives the rankings, and each unit's ranks within its parent, the
 * province and its peers, by place in the list of units. `past` is the period before.
 */
export function rankAll(
  units: readonly ScoredUnit[],
  fields: readonly Field[],
  uncertainty: Uncertainty,
  past: PastRanks,
): { readonly rankings: readonly Ranking[]; readonly ranks: readonly (readonly Rank[])[] } {
  const places = fields.map((field, index) =>
    placesOf(field, units, uncertainty.places[index] ?? []),
  );
  const ranks: Rank[][] = units.map(() => []);
  const peers = new Map<number, Place>();
  const province = units.find(({ figures }) => figures.unit.level === 'province');
  const top = province?.figures.unit.code;
  fields.forEach(({ scope, within, members }, index) => {
    for (const member of members) {
      const place = places[index]?.get(member);
      const unit = units[member]?.figures.unit;
      if (!place || !unit) continue;
      if (scope === 'peers') {
        peers.set(member, place);
        ranks[member]?.push({ scope: 'peers', within, ...place });
        continue;
      }
      if (within === unit.parent) ranks[member]?.push({ scope: 'parent', within, ...place });
      if (within === top) ranks[member]?.push({ scope: 'province', within, ...place });
    }
  });
  const order: readonly Rank['scope'][] = ['parent', 'province', 'peers'];
  for (const own of ranks) own.sort((a, b) => order.indexOf(a.scope) - order.indexOf(b.scope));

  const rowOf = (place: number, field: Field, index: number): RankingRow => {
    const unit = units[place] as ScoredUnit;
    const { code, name, level, parent, peerGroup } = unit.figures.unit;
    const found = places[index]?.get(place);
    const before = past.get(code)?.[field.within];
    const score = uncertainty.scores[place];
    return {
      unit: { code, name, level, parent },
      score: {
        value: unit.value,
        interval: score ? [score.interval[0], score.interval[1]] : null,
        grade: unit.grade,
      },
      completeness: completenessOf(unit),
      ...(found ?? { ...APART, of: field.members.length }),
      change: found === undefined || before === undefined ? null : before - found.rank,
      unranked: found ? null : (unit.unranked ?? 'other_scheme'),
      peerGroup,
      peers: field.within === top ? (peers.get(place) ?? null) : null,
    };
  };
  const rankings = fields.flatMap((field, index): Ranking[] => {
    if (field.scope === 'peers') return [];
    const byRank = (a: RankingRow, b: RankingRow) =>
      (a.rank ?? 0) - (b.rank ?? 0) || (a.unit.code < b.unit.code ? -1 : 1);
    const ranked = field.members.map((place) => rowOf(place, field, index)).sort(byRank);
    const apart = field.apart.map((place) => rowOf(place, field, index));
    return [{ level: field.level, within: field.within, rows: [...ranked, ...apart] }];
  });
  return { rankings, ranks };
}
