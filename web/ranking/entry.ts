/** A line of a ranking, whatever was ranked: the score, or one KPI. */
import { comparable } from '../../shared/scorecards/comparable.ts';
import type { Figures, Level, List, Ranking, RankingRow, Unit } from '../api.ts';

export type Interval = readonly [number, number];

/** A row of `GET /v1/rankings/{period}/kpis/{kpi}` */
export interface KpiRankingRow {
  readonly unit: Unit;
  /** Null where there is no value, or too few of the days that it rests on. */
  readonly rank: number | null;
  readonly of: number;
  readonly numerator: number;
  readonly denominator: number;
  readonly value: number | null;
  readonly interval: Interval | null;
  readonly shrunken: number | null;
  readonly note: string | null;
}

export interface KpiRanking extends List<KpiRankingRow> {
  readonly period: string;
  readonly revision: number;
  readonly state: Figures['state'];
  readonly kpi: string;
  readonly within: string;
  readonly level: Level;
}

/** What a ranking is asked for; `kpi` is empty where the score is ranked. */
interface Asked {
  readonly period: string;
  readonly revision: number | undefined;
  readonly within: string;
  readonly level: Level;
  readonly kpi: string;
}

/** Whether an answer is one to what is asked; until the next one comes, the last stays at hand. */
export function isAnswerTo(
  asked: Asked,
  answer: Pick<Ranking, 'period' | 'revision' | 'within' | 'level'> & { readonly kpi?: string },
): boolean {
  return (
    answer.period === asked.period &&
    answer.within === asked.within &&
    answer.level === asked.level &&
    (answer.kpi ?? '') === asked.kpi &&
    (asked.revision === undefined || answer.revision === asked.revision)
  );
}

export interface Entry {
  readonly unit: Unit;
  /** The units between it and the one that is looked at, the highest first. */
  readonly above: readonly Unit[];
  readonly rank: number | null;
  /** How many are ranked. */
  readonly of: number;
  readonly value: number | null;
  /** 95 %, of the value. */
  readonly interval: Interval | null;
  readonly completeness: number | null;
  readonly peerGroup: string | undefined;
  /** Of the score's ranking only. */
  readonly place: RankingRow | undefined;
  /** Of a KPI's ranking only. */
  readonly figure: KpiRankingRow | undefined;
  /** Whether it is listed apart, without a rank and without an echelon. */
  readonly isApart: boolean;
}

/** The units above a unit as far as `within`, which is left out, from those that are known. */
function aboveOf(unit: Unit, within: string, known: ReadonlyMap<string, Unit>): Unit[] {
  const above: Unit[] = [];
  let code = unit.parent;
  while (code !== null && code !== within) {
    const found = known.get(code);
    if (!found) break;
    above.unshift(found);
    code = found.parent;
  }
  return above;
}

export function entriesOfScores(
  rows: readonly RankingRow[],
  within: string,
  known: ReadonlyMap<string, Unit>,
): Entry[] {
  return rows.map((row) => ({
    ...{ unit: row.unit, above: aboveOf(row.unit, within, known), rank: row.rank, of: row.of },
    ...{ value: row.score.value, interval: row.score.interval, completeness: row.completeness },
    ...{ peerGroup: row.peerGroup, place: row, figure: undefined },
    isApart: row.unranked !== null,
  }));
}

/** `beside` has what a KPI's ranking leaves out: completeness and peer groups. */
export function entriesOfKpi(
  rows: readonly KpiRankingRow[],
  within: string,
  known: ReadonlyMap<string, Unit>,
  beside: Figures | undefined,
): Entry[] {
  const others = new Map(beside?.items.map((one) => [one.unit.code, one]));
  return rows.map(comparable).map((row) => {
    const other = others.get(row.unit.code);
    const { expected = 0, submitted = 0 } = other?.completeness ?? {};
    return {
      ...{ unit: row.unit, above: aboveOf(row.unit, within, known), rank: row.rank, of: row.of },
      ...{ value: row.value, interval: row.interval, place: undefined, figure: row },
      completeness: expected > 0 ? submitted / expected : null,
      peerGroup: other?.unit.peerGroup,
      isApart: row.rank === null,
    };
  });
}
