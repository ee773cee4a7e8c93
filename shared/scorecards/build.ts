import { type ScoreContext, scoreAt, targetsOf } from '../scoring/functions.ts';
import { contextOf, roundScore } from '../scoring/model.ts';
import type { Card, KpiFigure, Rank } from './card.ts';
import { isComparable } from './comparable.ts';
import { kpisOfLevel, type UnitFigures } from './figures.ts';
import type { ScoreUncertainty } from './ranking.ts';
import { type ScoredUnit, schemeOf } from './score.ts';

/** What a control chart says of a KPI's last month. */
export interface Signal {
  readonly signal: KpiFigure['signal'];
  readonly rule: string | null;
  readonly assurance: KpiFigure['assurance'];
}

/** Everything that a card says besides the unit's figures and score. */
export interface CardInput {
  readonly period: string;
  readonly unit: ScoredUnit;
  readonly uncertainty: ScoreUncertainty | undefined;
  readonly rankability: number | null;
  readonly ranks: readonly Rank[];
  /** The published figures of the period before and of the year before, where there are any. */
  readonly previous: UnitFigures | undefined;
  readonly yearAgo: UnitFigures | undefined;
  /** By KPI. */
  readonly signals: Readonly<Record<string, Signal>>;
}

/** The value that a chart over time holds a KPI against: what the scheme asks for. */
export function goalOf(targets: Readonly<Record<string, number>> | null): number | null {
  return targets?.meets ?? targets?.target ?? null;
}

const NO_SIGNAL: Signal = { signal: null, rule: null, assurance: null };

/** A KPI's value of an earlier period, where it was one that can be compared. */
function pastValue(past: UnitFigures | undefined, kpi: string): number | null {
  const figure = past?.kpis[kpi];
  return figure && isComparable(figure) ? figure.value : null;
}

/** One unit's card. */
export function buildCard(input: CardInput): Card {
  const { unit: scored, uncertainty, previous, yearAgo, signals } = input;
  const { figures, judge, scoring } = scored;
  const { scheme } = judge;
  const { unit } = figures;
  const nominal = scheme.weights[unit.level];
  const counting = new Map(scoring.kpis.map((kpi) => [kpi.id, kpi]));
  const kpis = kpisOfLevel(unit.level).flatMap(({ family, kpi }): KpiFigure[] => {
    const figure = figures.kpis[kpi.id];
    if (!figure) return [];
    const counts = counting.get(kpi.id);
    const fn = scheme.scores[kpi.id];
    const context: ScoreContext = contextOf(kpi, figures, judge);
    const score = counts ? scoreAt(counts.points, counts.value) : null;
    const { interval, byRole } = figure;
    return [
      {
        id: kpi.id,
        family: family.id,
        numerator: figure.numerator,
        denominator: figure.denominator,
        value: figure.value,
        interval: interval && [interval[0], interval[1]],
        shrunken: figure.shrunken,
        scored: counts?.value ?? null,
        score: score === null ? null : roundScore(score),
        weight: roundScore(counts?.weight ?? 0),
        schemeWeight: nominal[kpi.id] ?? 0,
        lost: score === null || !counts ? null : roundScore((counts.weight * (100 - score)) / 100),
        target: fn ? targetsOf(fn, context) : null,
        function: fn?.function ?? null,
        previous: pastValue(previous, kpi.id),
        yearAgo: pastValue(yearAgo, kpi.id),
        ...(signals[kpi.id] ?? NO_SIGNAL),
        note: figure.note,
        dropped: scoring.dropped.get(kpi.id) ?? null,
        ...(byRole && {
          byRole: Object.fromEntries(
            Object.entries(byRole).map(([role, part]) => [
              role,
              { numerator: part.numerator, denominator: part.denominator, value: part.value },
            ]),
          ),
        }),
      },
    ];
  });
  const { expected, submitted, onTime } = figures.completeness;
  return {
    period: input.period,
    scheme: schemeOf(scored),
    unit: { code: unit.code, name: unit.name, level: unit.level, parent: unit.parent },
    completeness: { expected, submitted, onTime },
    score: {
      value: scored.value,
      interval: uncertainty ? [uncertainty.interval[0], uncertainty.interval[1]] : null,
      grade: scored.grade,
      expected: uncertainty ? roundScore(uncertainty.expected) : null,
      base: scored.base,
      adjustments: [...scored.adjustments],
      gradeCap: scored.gradeCap,
    },
    ranks: [...input.ranks],
    // Ranked nowhere, although it has a score: whoever is above it is judged by another scheme.
    unranked:
      scored.unranked ?? (input.ranks.length === 0 && unit.parent !== null ? 'other_scheme' : null),
    peerGroup: unit.peerGroup,
    rankability: input.rankability,
    approvals: scheme.approvals
      .filter(({ kpi }) => (nominal[kpi] ?? 0) > 0)
      .map(({ kpi, by, on, legalBasis }) => ({ kpi, by, on, legalBasis })),
    kpis,
  };
}
