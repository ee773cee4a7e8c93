/** A revision with figures, as a run leaves it, in the API of the tests. */
import { parsePeriod, spanOf } from '../../shared/calendar/period.ts';
import { encodeManifest, manifestKey } from '../../shared/evidence/manifest.ts';
import type { Measures } from '../../shared/kpis/evaluate.ts';
import type { LedgerEntry } from '../../shared/review/ledger.ts';
import { revisionOf } from '../../shared/scorecards/compute.ts';
import { fieldsOf } from '../../shared/scorecards/fields.ts';
import { encodeFigures, figuresKey, type PastFigures } from '../../shared/scorecards/figures.ts';
import { periodKey, revisionItem } from '../../shared/scorecards/periods.ts';
import type { Uncertainty } from '../../shared/scorecards/ranking.ts';
import { type Run, runItem } from '../../shared/scorecards/runs.ts';
import { type ScoredUnit, scoreUnit } from '../../shared/scorecards/score.ts';
import { itemsOf } from '../../shared/scorecards/store.ts';
import { competitionRanks } from '../../shared/statistics/ranks.ts';
import { DAY, NOON } from '../../shared/testing/county.ts';
import { unitWithMeasures } from '../../shared/testing/scored.ts';
import type { Level } from '../../shared/units/tree.ts';
import type { startApi } from './testing.ts';

type Api = Awaited<ReturnType<typeof startApi>>;

export interface KeptRevision {
  readonly period: string;
  readonly revision: number;
  readonly state: 'published' | 'draft' | 'provisional';
  /** A unit's measures; each is given the sums that it stands for, also above stations. */
  readonly measures: (unit: { readonly code: string; readonly level: Level }) => Measures;
  readonly previous?: PastFigures;
  /** By unit. */
  readonly ledger?: ReadonlyMap<string, readonly LedgerEntry[]>;
  readonly rankability?: number;
  /** By station the days that were read, as a manifest keeps them. */
  readonly days?: ReadonlyMap<string, string>;
}

/** Scores that may lie two points beside, and ranks one. */
function uncertaintyOf(units: readonly ScoredUnit[], rankability: number): Uncertainty {
  const scores = units.map(({ value }) =>
    value === null
      ? undefined
      : { expected: value, interval: [value - 2, value + 2] as [number, number] },
  );
  const places = fieldsOf(units).map(({ members }) => {
    const of = members.length;
    const ranks = competitionRanks(members.map((member) => units[member]?.value ?? 0));
    return ranks.map((rank) => ({
      ...{ expected: rank, topTenth: 0.1, bottomTenth: 0.1, stability: 0.9 },
      interval: [Math.max(1, rank - 1), Math.min(of, rank + 1)] as [number, number],
    }));
  });
  return { scores, places, rankability: new Map([['station', rankability]]) };
}

/** Keeps the revision, with its figures and its run; gives the figures for a later one. */
export async function keepRevision(api: Api, kept: KeptRevision): Promise<PastFigures> {
  const { items, lake, reference } = api;
  const { period: id, revision, state, measures, previous, ledger = new Map() } = kept;
  const { rankability = 0.8 } = kept;
  const period = parsePeriod(id);
  const span = period && spanOf(period, '2024-06-01');
  if (!period || !span) throw new Error('no period');
  const units = (await reference.book()).unitsOn(DAY).units;
  const scored = units.map((unit) => {
    const found = unitWithMeasures(unit, measures(unit));
    return scoreUnit(found.figures, found.judge, ledger.get(unit.code) ?? []);
  });
  const figures = scored.map((unit) => unit.figures);
  const uncertainty = uncertaintyOf(scored, rankability);
  const { cards, rankings, results } = revisionOf(period, scored, uncertainty, {
    ...{ previous, yearAgo: undefined, history: new Map(), pastRanks: new Map(), isOver: true },
  });
  const entries = Object.fromEntries(ledger);
  const frozen = { months: 1, goalposts: {}, priors: {}, ledger: entries, results };
  await lake.put(figuresKey(id, revision), encodeFigures(id, figures, frozen));
  const runId = `${id}.r${revision}`;
  const { first, last, asOf } = span;
  const inputs = {
    ...{ first, last, asOf, reference: {}, previous: null, yearAgo: null, history: [] },
    ledger: [...ledger.values()].flatMap((of) => of.map((entry: LedgerEntry) => entry.id)),
  };
  const run: Run = {
    ...{ id: runId, period: id, state: 'succeeded', revision, scheme: 'henan-baseline@1' },
    ...{ knownIn: null, dryRun: false, requestedBy: 'administrator-1', startedAt: NOON },
    ...{ endedAt: NOON, steps: [], stopRequested: false, error: null, inputs },
  };
  const manifest = {
    ...{ span, quota: 5, eightMajor: [], reference: { units: 1 } },
    stations: Object.fromEntries(
      [...(kept.days ?? [])].map(([station, days]) => [station, { days, others: [] }]),
    ),
  };
  await lake.put(manifestKey(id, revision), encodeManifest(manifest));
  const record = {
    ...{ revision, run: runId, scheme: 'henan-baseline@1', computedAt: NOON },
    ...{ provisional: state === 'provisional', units: cards.length },
    rankability: { station: rankability },
  };
  const pointer = {
    published: 'publishedRevision',
    draft: 'draftRevision',
    provisional: 'provisionalRevision',
  }[state];
  await items.putAll([
    ...itemsOf(id, revision, cards, rankings),
    revisionItem(id, record),
    runItem(run),
  ]);
  await items.transact([
    {
      update: periodKey(id),
      set: {
        ...{ [pointer]: revision, lastRevision: revision },
        ...(state === 'published' && { publishedAt: NOON, publications: 1 }),
      },
    },
  ]);
  return { period: id, revision, units: new Map(figures.map((unit) => [unit.unit.code, unit])) };
}
