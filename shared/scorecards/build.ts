import type { Period } from '../calendar/period.ts';
import { FAMILIES } from '../kpis/catalogue.ts';
import type { Family, Kpi } from '../kpis/definition.ts';
import { evaluate, evaluateByRole, type Figure, type Measures } from '../kpis/evaluate.ts';
import { requiredOfLeaders } from '../kpis/leadership.ts';
import { type ScoreContext, scoreOf, targetsOf } from '../scoring/functions.ts';
import { effectiveWeights, nameOf, type Scheme } from '../scoring/scheme.ts';
import type { Level } from '../units/tree.ts';
import type { Card, KpiFigure } from './card.ts';

/** A unit in force at the end of the period. */
export interface CardUnit {
  readonly code: string;
  readonly name: string;
  readonly level: Level;
  readonly parent: string | null;
  readonly area: 'urban' | 'rural';
}

/** What an earlier published card said of a unit: its KPIs' values, and its rank by `within`. */
export interface PastCard {
  readonly values: Readonly<Record<string, number | null>>;
  readonly ranks: Readonly<Record<string, number>>;
}

/** The earlier cards that a unit is compared with, where they were published. */
export interface Past {
  readonly previous?: PastCard;
  readonly yearAgo?: PastCard;
}

export interface CardInput {
  readonly period: Period;
  readonly scheme: Scheme;
  /** Months of the year gone by at the end of the period. */
  readonly monthsGone: number;
  readonly unit: CardUnit;
  readonly measures: Measures;
  readonly past: Past;
}

const COMPLETE = 0.8;

/** To two decimals: the one place where a score is rounded. */
function rounded(score: number): number {
  return Math.round(score * 100) / 100;
}

function completenessOf(measures: Measures, suffix: '' | '_before'): number {
  const expected = measures[`days_expected${suffix}`] ?? 0;
  return expected === 0 ? 1 : (measures[`days_sent${suffix}`] ?? 0) / expected;
}

/** The figure with the notes on missing days that its value must carry. */
function noted(family: Family, kpi: Kpi, figure: Figure, measures: Measures): Figure {
  if (!family.fromSubmissions || figure.note) return figure;
  if (kpi.form === 'change' && completenessOf(measures, '_before') < COMPLETE) {
    return { ...figure, note: 'base_incomplete' };
  }
  return completenessOf(measures, '') < COMPLETE ? { ...figure, note: 'incomplete' } : figure;
}

function whyDropped(scheme: Scheme, kpi: Kpi, figure: Figure): KpiFigure['dropped'] {
  if (figure.value === null) return 'no_value';
  if (figure.note === 'base_incomplete') return 'base_incomplete';
  const fewest = scheme.minimumDenominators[kpi.id];
  return fewest !== undefined && figure.denominator < fewest ? 'too_few' : null;
}

/** One unit's card, without ranks: figures, scores, weights and points lost. */
export function buildCard(input: CardInput): Card {
  const { period, scheme, unit, past } = input;
  const measures = { ...input.measures, ...requiredOfLeaders(unit.level, input.monthsGone) };
  const nominal = scheme.weights[unit.level];
  const found = FAMILIES.flatMap((family) =>
    family.kpis
      .filter(({ levels }) => !levels || levels.includes(unit.level))
      .map((kpi) => {
        const figure = noted(family, kpi, evaluate(kpi, measures), measures);
        const dropped = nominal[kpi.id] ? whyDropped(scheme, kpi, figure) : null;
        return { family, kpi, figure, dropped };
      }),
  );
  const counting = new Set(
    found.filter(({ kpi, dropped }) => nominal[kpi.id] && !dropped).map(({ kpi }) => kpi.id),
  );
  const weights = effectiveWeights(nominal, (id) => counting.has(id));
  let total = 0;
  const kpis = found.map(({ family, kpi, figure, dropped }): KpiFigure => {
    const { numerator, denominator, value, note } = figure;
    const fn = scheme.scores[kpi.id];
    const context: ScoreContext = {
      better: kpi.better ?? 'higher',
      area: unit.area,
      months: period.lastMonth - period.firstMonth + 1,
    };
    const weight = weights.get(kpi.id) ?? 0;
    const score = fn && weight > 0 && value !== null ? scoreOf(fn, value, context) : null;
    total += (weight * (score ?? 0)) / 100;
    const byRole = evaluateByRole(kpi, measures);
    return {
      id: kpi.id,
      family: family.id,
      numerator,
      denominator,
      value,
      interval: null,
      scored: score === null ? null : value,
      score: score === null ? null : rounded(score),
      weight: rounded(weight),
      schemeWeight: nominal[kpi.id] ?? 0,
      lost: score === null ? null : rounded((weight * (100 - score)) / 100),
      target: fn ? targetsOf(fn, context) : null,
      function: fn?.function ?? null,
      previous: past.previous?.values[kpi.id] ?? null,
      yearAgo: past.yearAgo?.values[kpi.id] ?? null,
      signal: null,
      note,
      dropped,
      ...(kpi.byRole
        ? {
            byRole: Object.fromEntries(
              Object.entries(byRole).map(([role, part]) => [
                role,
                { numerator: part.numerator, denominator: part.denominator, value: part.value },
              ]),
            ),
          }
        : {}),
    };
  });
  const value = weights.size === 0 ? null : rounded(total);
  const expected = measures.days_expected ?? 0;
  const submitted = measures.days_sent ?? 0;
  return {
    period: period.id,
    scheme: nameOf(scheme),
    unit: { code: unit.code, name: unit.name, level: unit.level, parent: unit.parent },
    completeness: { expected, submitted, onTime: measures.days_on_time ?? 0 },
    score: {
      value,
      interval: null,
      grade:
        value === null ? null : (scheme.grades.find(({ from }) => value >= from)?.grade ?? null),
    },
    ranks: [],
    unranked:
      value === null
        ? 'no_score'
        : expected > 0 && submitted / expected < scheme.minimumCompleteness
          ? 'incomplete'
          : null,
    kpis,
    flags: [],
  };
}
