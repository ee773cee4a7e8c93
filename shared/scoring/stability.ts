import { familyOf, KPIS } from '../kpis/catalogue.ts';
import { Random } from '../statistics/random.ts';
import { echelonEnds } from '../statistics/ranks.ts';
import { scoreAt } from './functions.ts';
import { roundScore, type Scoring } from './model.ts';

/** Every weight is multiplied by a factor of its own, uniform between these. */
const FACTORS = { from: 0.75, to: 1.25 } as const;

export interface StabilityInput {
  /** Of units that one scheme judges at one level. */
  readonly scorings: readonly Scoring[];
  /** Points of the ledger, by unit; none where left out. */
  readonly adjustments?: readonly number[];
  /** The units that are ranked together, by their places in `scorings`. */
  readonly fields: readonly (readonly number[])[];
  /** The weights of the scheme at this level. */
  readonly nominal: Readonly<Record<string, number>>;
  readonly seed: string;
  readonly draws: number;
}

/** A score as it is printed, from the weighted mean and the points of the ledger. */
export function printedScore(total: number, adjustment: number): number {
  return roundScore(Math.min(100, Math.max(0, total + adjustment)));
}

/** What the units' scores are made of: for each unit a row with a place for each KPI. */
interface Table {
  /** The weights of the scheme, in the catalogue's order, which keeps families together. */
  readonly usual: Float64Array;
  /** Where each family begins, and the end. */
  readonly families: Int32Array;
  /** The KPIs' scores; 0 where one does not count. */
  readonly points: Float64Array;
  /** 1 where a KPI counts. */
  readonly counts: Uint8Array;
}

function tableOf(scorings: readonly Scoring[], nominal: StabilityInput['nominal']): Table {
  const ids = KPIS.flatMap(({ id }) => ((nominal[id] ?? 0) > 0 ? [id] : []));
  const size = ids.length;
  const placeOf = new Map(ids.map((id, place) => [id, place]));
  const starts = ids.flatMap((id, place) => {
    const before = ids[place - 1];
    return before !== undefined && familyOf(before) === familyOf(id) ? [] : [place];
  });
  const table = {
    usual: Float64Array.from(ids, (id) => nominal[id] ?? 0),
    families: Int32Array.of(...starts, size),
    points: new Float64Array(scorings.length * size),
    counts: new Uint8Array(scorings.length * size),
  };
  scorings.forEach(({ kpis }, unit) => {
    for (const kpi of kpis) {
      const place = placeOf.get(kpi.id);
      if (place === undefined) throw new Error(`${kpi.id} counts without a weight`);
      table.counts[unit * size + place] = 1;
      table.points[unit * size + place] = scoreAt(kpi.points, kpi.value);
    }
  });
  return table;
}

/**
 * The weighted mean of a unit's scores under other weights, with what drops out shared out as in
 * `effectiveWeights`: a family's score is the mean of those that are left in it, and counts with
 * the whole weight of the family. 0 where nothing counts.
 */
function totalWith(table: Table, unit: number, weights: Float64Array): number {
  const { families, points, counts } = table;
  const row = unit * weights.length;
  let total = 0;
  let whole = 0;
  for (let family = 1; family < families.length; family += 1) {
    const end = families[family] as number;
    let weight = 0;
    let left = 0;
    let sum = 0;
    for (let place = families[family - 1] as number; place < end; place += 1) {
      const own = weights[place] as number;
      const counted = own * (counts[row + place] as number);
      weight += own;
      left += counted;
      sum += counted * (points[row + place] as number);
    }
    if (left === 0) continue;
    total += (weight * sum) / left;
    whole += weight;
  }
  return whole === 0 ? 0 : total / whole;
}

/** Hundredths in a score, and 0. */
const BINS = 10_001;

/**
 * Writes the echelon (0, 1, 2) of each member of a field. `scores` are in hundredths, as printed,
 * so they are counted rather than sorted; `bins` is all zeros before and after.
 */
function echelons(
  scores: Int32Array,
  members: readonly number[],
  bins: Uint32Array,
  out: Uint8Array,
): void {
  const size = members.length;
  for (let place = 0; place < size; place += 1) {
    const score = scores[members[place] as number] as number;
    bins[score] = (bins[score] as number) + 1;
  }
  // The rank is at most r where the score is that of the r-th place from the top or better.
  const [first, second] = echelonEnds(size);
  let firstFrom = 0;
  let secondFrom = 0;
  let above = 0;
  for (let score = BINS - 1; above < size; score -= 1) {
    const here = bins[score] as number;
    if (above < first && above + here >= first) firstFrom = score;
    if (above < second && above + here >= second) secondFrom = score;
    above += here;
    bins[score] = 0;
  }
  for (let place = 0; place < size; place += 1) {
    const score = scores[members[place] as number] as number;
    out[place] = score >= firstFrom ? 0 : score >= secondFrom ? 1 : 2;
  }
}

/**
 * How stable ranks are under the choice of weights: for each field the share of draws in which
 * each member keeps the echelon that it has under the nominal weights, when every weight is
 * multiplied by a factor of its own between 0.75 and 1.25, and what drops out is shared out as
 * ever. After M. Saisana, A. Saltelli & S. Tarantola, "Uncertainty and sensitivity analysis
 * techniques as tools for the quality assessment of composite indicators", Journal of the Royal
 * Statistical Society A 168, 2005. The factors depend on the seed and the scheme alone, so they
 * are the same for every unit in any order.
 */
export function weightStability(input: StabilityInput): Float64Array[] {
  const { scorings, adjustments = [], fields, nominal, seed, draws } = input;
  const table = tableOf(scorings, nominal);
  const { usual } = table;
  const scores = new Int32Array(scorings.length);
  const bins = new Uint32Array(BINS);
  const scoreWith = (weights: Float64Array) => {
    for (let unit = 0; unit < scores.length; unit += 1) {
      const total = totalWith(table, unit, weights);
      scores[unit] = Math.round(printedScore(total, adjustments[unit] ?? 0) * 100);
    }
  };

  const work = fields.map((members) => ({
    members,
    usual: new Uint8Array(members.length),
    drawn: new Uint8Array(members.length),
    kept: new Float64Array(members.length),
  }));
  scoreWith(usual);
  for (const field of work) echelons(scores, field.members, bins, field.usual);
  const random = new Random(seed);
  const shaken = new Float64Array(usual.length);
  for (let draw = 0; draw < draws; draw += 1) {
    for (let place = 0; place < usual.length; place += 1) {
      const factor = FACTORS.from + (FACTORS.to - FACTORS.from) * random.uniform();
      shaken[place] = (usual[place] as number) * factor;
    }
    scoreWith(shaken);
    for (const { members, usual: before, drawn, kept } of work) {
      echelons(scores, members, bins, drawn);
      for (let place = 0; place < members.length; place += 1) {
        if (drawn[place] === before[place]) kept[place] = (kept[place] as number) + 1;
      }
    }
  }
  return work.map(({ kept }) => kept.map((count) => count / draws));
}
