import type { Level } from '../units/tree.ts';

/** The form of a KPI's value, from its numerator n and denominator d. */
export type Form =
  /** n / d */
  | 'ratio'
  /** n / d × 10,000 */
  | 'per_10k'
  /** (n − d) / d: d is the same count a year before */
  | 'change';

/** How a value is printed. */
export type Display = 'percent' | 'number' | 'days' | 'change';

/**
 * A sum of measures, each with its factor. Linear, so that it can be taken before or after
 * adding up units.
 */
export type Sum = Readonly<Record<string, number>>;

export interface Text {
  readonly zh: string;
  readonly en: string;
}

/**
 * How far chance moves a KPI's value, and so how its 95 % interval is made (`interval.ts`). Names
 * are those of measures that the KPI's query gives beside the two sums.
 */
export type Sampling =
  /** A share of events or people. */
  | { readonly kind: 'share' }
  /** A ratio of sums over clusters (officers, grids): how many, and their squares and products. */
  | {
      readonly kind: 'clusters';
      readonly n: string;
      readonly yy: string;
      readonly xy: string;
      readonly xx: string;
    }
  /** Counts of work added up over station-days: the variances of the two sums. */
  | { readonly kind: 'days'; readonly variance: string; readonly varianceBefore?: string }
  /** Events to a population. */
  | { readonly kind: 'rate' }
  /** Two counts of events, each against its own days where `perDay`. */
  | { readonly kind: 'counts'; readonly perDay: boolean }
  /** A mean of what is counted in the denominator: the sum of the squares. */
  | { readonly kind: 'mean'; readonly squares: string }
  /** Counted, not sampled. */
  | { readonly kind: 'counted' };

/** One KPI: everything about it that is not its SQL. */
export interface Kpi {
  readonly id: string;
  readonly name: Text;
  readonly form: Form;
  readonly display: Display;
  readonly numerator: Sum;
  readonly denominator: Sum;
  /** What numerator and denominator count, in words. */
  readonly formula: Text;
  /** Null for context that is not judged. */
  readonly better: 'higher' | 'lower' | null;
  /** The founding documents' target, in words; the scheme decides which one counts. */
  readonly target: string | null;
  /** Founding document by its number, or the literature. */
  readonly source: string;
  readonly sampling: Sampling;
  /** Levels that have it; all where left out. */
  readonly levels?: readonly Level[];
  /** Levels at which it is context only: shown, and never scored. */
  readonly contextAt?: readonly Level[];
  /** Rewards not recording, or case numbers: weighed only by a scheme with an approval. */
  readonly restricted?: true;
  /** Printed by role too, from these sums. */
  readonly byRole?: Readonly<
    Record<string, { readonly numerator: Sum; readonly denominator: Sum }>
  >;
}

/** How the rows of a query go up the tree. */
export type RollUp =
  /** Add up the children (a predecessor's rows belong to its successor). */
  | 'sum'
  /** The unit's own row; without one, the sum of its children's. Each kind by itself. */
  | 'own_or_children'
  /** The unit's own row only. */
  | 'own';

/** One SQL file: a row a unit, one column a measure. */
export interface MeasureQuery {
  readonly name: string;
  readonly sql: string;
  readonly rollUp: RollUp;
  /** With own_or_children: sets of measures that stand or fall together. */
  readonly kinds?: readonly (readonly string[])[];
}

/** KPIs that are told together. */
export interface Family {
  readonly id: string;
  readonly name: Text;
  readonly queries: readonly MeasureQuery[];
  readonly kpis: readonly Kpi[];
  /** Whether its figures rest on the stations' submissions, so that missing days matter. */
  readonly fromSubmissions: boolean;
}
