import { weightStability } from '../scoring/stability.ts';
import { uncertaintyOf } from '../uncertainty/uncertainty.ts';
import { type Revision, revisionOf, scoreAll } from './compute.ts';
import { type Field, fieldsOf } from './fields.ts';
import { frozenOf } from './frozen.ts';
import type { Gathered } from './gather.ts';
import type { Progress } from './progress.ts';
import type { PlaceUncertainty, ScoreUncertainty, Uncertainty } from './ranking.ts';
import type { Run } from './runs.ts';
import { type ScoredUnit, schemeOf } from './score.ts';

const STABILITY_DRAWS = 200;

/** A revision with what is kept of it as a whole. */
export interface Judged extends Revision {
  readonly rankability: Uncertainty['rankability'];
}

/** Points that the ledger gave (above 0) or took. */
function adjustmentOf({ adjustments }: ScoredUnit): number {
  return adjustments.reduce((sum, { points }) => sum + points, 0);
}

/**
 * What chance, and the choice of weights, do to every score and rank. Units that one scheme judges
 * at one level are drawn together; the seed is the period's, so that the same input gives the same
 * draws whichever run does them.
 */
export function uncertaintyOfAll(
  units: readonly ScoredUnit[],
  fields: readonly Field[],
  { priors, seed }: Pick<Gathered, 'priors'> & { readonly seed: string },
): Uncertainty {
  const scores: (ScoreUncertainty | undefined)[] = units.map(() => undefined);
  const places: PlaceUncertainty[][] = fields.map(() => []);
  const rankability = new Map<string, number | null>();
  const province = units.find(({ figures }) => figures.unit.level === 'province');
  const scored = units.flatMap((unit, place) =>
    unit.value === null ? [] : [{ unit, place, printed: unit.value }],
  );
  const groups = Map.groupBy(scored, ({ unit }) => `${unit.figures.unit.level} ${schemeOf(unit)}`);
  for (const group of groups.values()) {
    // By code: draws of fields do not depend on the order in which units came.
    const members = group.toSorted((a, b) =>
      a.unit.figures.unit.code < b.unit.figures.unit.code ? -1 : 1,
    );
    const first = members[0]?.unit;
    if (!first) continue;
    const within = new Map(members.map(({ place }, index) => [place, index]));
    const own = fields.flatMap((field, index) =>
      field.members.length > 0 && within.has(field.members[0] ?? -1)
        ? [{ index, field, members: field.members.map((place) => within.get(place) ?? 0) }]
        : [],
    );
    const sets = own.map((field) => field.members);
    const drawn = members.map(({ unit, printed }) => ({
      figures: unit.figures,
      scoring: unit.scoring,
      adjustment: adjustmentOf(unit),
      printed,
    }));
    const found = uncertaintyOf(drawn, sets, priors, seed);
    members.forEach(({ place }, index) => {
      scores[place] = found.scores[index];
    });
    const { level } = first.figures.unit;
    const stability = weightStability({
      scorings: members.map(({ unit }) => unit.scoring),
      adjustments: drawn.map(({ adjustment }) => adjustment),
      fields: sets,
      nominal: first.judge.scheme.weights[level],
      seed,
      draws: STABILITY_DRAWS,
    });
    own.forEach(({ index, field }, place) => {
      const ranks = found.fields[place];
      places[index] = (ranks?.ranks ?? []).map((rank, member) => ({
        ...rank,
        stability: stability[place]?.[member] ?? 0,
      }));
      if (field.scope === 'branch' && field.within === province?.figures.unit.code) {
        const found = ranks?.rankability ?? null;
        rankability.set(level, found === null ? null : Math.round(found * 1000) / 1000);
      }
    });
  }
  return { scores, places, rankability };
}

/** Scores and ranks everything that was gathered and builds the cards and tables. */
export async function judge(
  run: Pick<Run, 'period'>,
  gathered: Gathered,
  progress: Progress,
): Promise<Judged> {
  const { period, inputs, past } = gathered;
  const units = await progress.step('score', gathered.figures.length, async () =>
    scoreAll(gathered),
  );
  return progress.step('rank', units.length, async () => {
    const fields = fieldsOf(units);
    const uncertainty = uncertaintyOfAll(units, fields, {
      priors: gathered.priors,
      seed: run.period,
    });
    const previous = past.get(inputs.previous?.period ?? '');
    const results = previous ? frozenOf(previous.rest).results : {};
    const revision = revisionOf(period, units, uncertainty, {
      previous,
      yearAgo: past.get(inputs.yearAgo?.period ?? ''),
      history: past,
      isOver: gathered.span.over,
      pastRanks: new Map(Object.entries(results).map(([unit, { ranks }]) => [unit, ranks])),
    });
    return { ...revision, rankability: uncertainty.rankability };
  });
}
