import type { Period } from '../calendar/period.ts';
import type { LedgerEntry } from '../review/ledger.ts';
import { targetsOf } from '../scoring/functions.ts';
import { contextOf, type Goalposts, type Judge } from '../scoring/model.ts';
import type { Scheme } from '../scoring/scheme.ts';
import { buildCard } from './build.ts';
import type { Card } from './card.ts';
import { fieldsOf } from './fields.ts';
import { kpisOfLevel, type PastFigures, type UnitFigures } from './figures.ts';
import { signalsOf } from './history.ts';
import { type PastRanks, type Ranking, rankAll, type Uncertainty } from './ranking.ts';
import { type ScoredUnit, schemeOf, scoreUnit } from './score.ts';

/** Figures, and by what they are judged. */
export interface Judgement {
  readonly figures: readonly UnitFigures[];
  readonly schemeFor: (unit: string) => Scheme;
  readonly goalposts: Goalposts;
  /** Months that the period spans. */
  readonly months: number;
  readonly ledger: ReadonlyMap<string, readonly LedgerEntry[]>;
}

/** Scores every unit. */
export function scoreAll(judgement: Judgement): ScoredUnit[] {
  const { figures, schemeFor, goalposts, months, ledger } = judgement;
  return figures.map((unit) => {
    const { code } = unit.unit;
    const judge: Judge = { scheme: schemeFor(code), goalposts, months };
    return scoreUnit(unit, judge, ledger.get(code) ?? []);
  });
}

/** What a revision's cards are compared with. */
export interface Comparison {
  readonly previous: PastFigures | undefined;
  readonly yearAgo: PastFigures | undefined;
  /** Published months before the period, by period. */
  readonly history: ReadonlyMap<string, PastFigures>;
  readonly pastRanks: PastRanks;
  /** Whether the period is over: only whole months are points of a control chart. */
  readonly isOver: boolean;
}

/** What a revision says of its units in short, for later revisions to compare with. */
export interface Result {
  readonly score: number | null;
  readonly grade: string | null;
  readonly scheme: string;
  /** By the unit, or peer group, that it was ranked in. */
  readonly ranks: Readonly<Record<string, number>>;
}

export interface Revision {
  readonly cards: readonly Card[];
  readonly rankings: readonly Ranking[];
  readonly results: Readonly<Record<string, Result>>;
}

/** What a scheme asks of a unit, by KPI. */
function targetOf({ figures, judge }: ScoredUnit, kpi: string) {
  const held = kpisOfLevel(figures.unit.level).find((entry) => entry.kpi.id === kpi)?.kpi;
  const fn = judge.scheme.scores[kpi];
  return held && fn ? targetsOf(fn, contextOf(held, figures, judge)) : null;
}

/** Ranks the scored units and builds their cards and tables. */
export function revisionOf(
  period: Period,
  units: readonly ScoredUnit[],
  uncertainty: Uncertainty,
  comparison: Comparison,
): Revision {
  const { previous, yearAgo, history, pastRanks, isOver } = comparison;
  const { rankings, ranks } = rankAll(units, fieldsOf(units), uncertainty, pastRanks);
  const cards = units.map((unit, place) => {
    const { code, level } = unit.figures.unit;
    return buildCard({
      period: period.id,
      unit,
      uncertainty: uncertainty.scores[place],
      rankability: uncertainty.rankability.get(level) ?? null,
      ranks: ranks[place] ?? [],
      previous: previous?.units.get(code),
      yearAgo: yearAgo?.units.get(code),
      signals: signalsOf(period, unit.figures, history, (kpi) => targetOf(unit, kpi), isOver),
    });
  });
  const placed = new Map<string, Record<string, number>>();
  const place = (unit: string, within: string, rank: number | null) => {
    if (rank !== null) placed.set(unit, { ...placed.get(unit), [within]: rank });
  };
  for (const { within, rows } of rankings) {
    for (const { unit, rank, peerGroup, peers } of rows) {
      place(unit.code, within, rank);
      place(unit.code, peerGroup, peers?.rank ?? null);
    }
  }
  const results = Object.fromEntries(
    units.map((unit) => {
      const { code } = unit.figures.unit;
      const ranks = placed.get(code) ?? {};
      return [code, { score: unit.value, grade: unit.grade, scheme: schemeOf(unit), ranks }];
    }),
  );
  return { cards, rankings, results };
}
