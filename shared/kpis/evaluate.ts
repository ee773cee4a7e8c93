import type { Kpi, Sum } from './definition.ts';

/** What a unit's rows add up to: measure by name; one that is missing counts as 0. */
export type Measures = Readonly<Record<string, number>>;

/** Why a KPI has no value, or one to be read with care. */
export type Note = 'no_change' | 'new' | 'not_applicable' | 'base_incomplete' | 'incomplete';

/** A KPI of a unit: the two printed counts and the value they give. */
export interface Figure {
  readonly numerator: number;
  readonly denominator: number;
  /** Share, rate a 10,000, or change as a fraction; null with a note where it does not apply. */
  readonly value: number | null;
  readonly note: Note | null;
}

function total(sum: Sum, measures: Measures): number {
  let result = 0;
  for (const [measure, factor] of Object.entries(sum)) {
    result += factor * (measures[measure] ?? 0);
  }
  return result;
}

/** The figure of one numerator and denominator. */
export function figureOf(form: Kpi['form'], numerator: number, denominator: number): Figure {
  if (denominator === 0) {
    const note = form !== 'change' ? 'not_applicable' : numerator === 0 ? 'no_change' : 'new';
    return { numerator, denominator, value: null, note };
  }
  const value =
    form === 'change'
      ? (numerator - denominator) / denominator
      : form === 'per_10k'
        ? (numerator * 10_000) / denominator
        : numerator / denominator;
  return { numerator, denominator, value, note: null };
}

/** A KPI of a unit from its measures. */
export function evaluate(kpi: Kpi, measures: Measures): Figure {
  return figureOf(kpi.form, total(kpi.numerator, measures), total(kpi.denominator, measures));
}

/** The KPI by role, where it is printed so. */
export function evaluateByRole(kpi: Kpi, measures: Measures): Readonly<Record<string, Figure>> {
  return Object.fromEntries(
    Object.entries(kpi.byRole ?? {}).map(([role, { numerator, denominator }]) => [
      role,
      figureOf(kpi.form, total(numerator, measures), total(denominator, measures)),
    ]),
  );
}
