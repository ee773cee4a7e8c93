/** The evidence behind a value, as the API answers it. */
import type { EvidenceDay, EvidenceReference } from '../../shared/evidence/evidence.ts';
import type { List, Unit } from '../api.ts';

interface Contribution {
  readonly numerator: number;
  readonly denominator: number;
}

/** A day, its rows left out where the account may not read them. */
export type Day = Omit<EvidenceDay, 'rows'> & {
  readonly count: number;
  readonly rows: EvidenceDay['rows'] | null;
};

export type Reference = Omit<EvidenceReference, 'rows'> & {
  readonly count: number;
  readonly rows: EvidenceReference['rows'] | null;
};

/** `GET /v1/scorecards/{period}/{unit}/kpis/{kpi}/evidence`: a page of its days. */
export interface Evidence extends List<Day>, Contribution {
  readonly period: string;
  readonly revision: number;
  readonly unit: string;
  readonly kpi: string;
  readonly value: number | null;
  readonly note: string | null;
  readonly required: number;
  readonly reference: readonly Reference[];
  readonly units: readonly (Contribution & {
    readonly unit: Unit;
    readonly value: number | null;
    readonly note: string | null;
  })[];
}

/** What parts add to the two counts together. */
export function sumOf(parts: readonly Contribution[]): Contribution {
  return parts.reduce<Contribution>(
    (sum, { numerator, denominator }) => ({
      numerator: sum.numerator + numerator,
      denominator: sum.denominator + denominator,
    }),
    { numerator: 0, denominator: 0 },
  );
}
