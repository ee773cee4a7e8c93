import { applyLedger, cappedGrade } from '../review/adjust.ts';
import type { LedgerEntry } from '../review/ledger.ts';
import { type Judge, roundScore, type Scoring, scoringOf, totalOf } from '../scoring/model.ts';
import { nameOf, type Scheme } from '../scoring/scheme.ts';
import type { Adjustment, Card } from './card.ts';
import type { UnitFigures } from './figures.ts';

/** A unit with its printed score, before it is compared with others. */
export interface ScoredUnit {
  readonly figures: UnitFigures;
  readonly judge: Judge;
  readonly scoring: Scoring;
  /** Before bonuses and deductions; null where no KPI counts. */
  readonly base: number | null;
  /** As printed: with two decimals. */
  readonly value: number | null;
  readonly adjustments: readonly Adjustment[];
  /** The best grade that a veto leaves. */
  readonly gradeCap: string | null;
  readonly grade: string | null;
  /** Why it is listed apart; `other_scheme` depends on the table and is not said here. */
  readonly unranked: Exclude<Card['unranked'], 'other_scheme'>;
}

/** The grade of a score, no better than `cap` where a veto stands. */
export function gradeOf(scheme: Scheme, score: number, cap: string | null): string | null {
  const earned = scheme.grades.find(({ from }) => score >= from)?.grade ?? null;
  return cappedGrade(earned, cap, scheme.grades);
}

/** Scores a unit: the weighted mean of its KPIs' scores, then what persons decided in the ledger. */
export function scoreUnit(
  figures: UnitFigures,
  judge: Judge,
  entries: readonly LedgerEntry[],
): ScoredUnit {
  const { scheme } = judge;
  const scoring = scoringOf(figures, judge);
  const total = totalOf(scoring);
  const { expected, submitted } = figures.completeness;
  const isIncomplete = expected > 0 && submitted / expected < scheme.minimumCompleteness;
  const rest = { figures, judge, scoring };
  if (total === null) {
    const none = { base: null, value: null, adjustments: [], gradeCap: null, grade: null };
    return { ...rest, ...none, unranked: 'no_score' };
  }
  const { score, adjustments, gradeCap } = applyLedger(
    total,
    entries,
    scheme.ledger,
    scheme.grades,
  );
  const value = roundScore(score);
  return {
    ...rest,
    base: roundScore(total),
    value,
    adjustments,
    gradeCap,
    grade: gradeOf(scheme, value, gradeCap),
    unranked: isIncomplete ? 'incomplete' : null,
  };
}

/** The name of the scheme that judged a unit. */
export const schemeOf = ({ judge }: Pick<ScoredUnit, 'judge'>): string => nameOf(judge.scheme);
