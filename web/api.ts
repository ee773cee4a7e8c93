/** The answers of the API that the page reads, as the contract describes them. */
import type { RankingRow, Scorecard } from '../shared/scorecards/card.ts';
import type { Printed } from './format.ts';

export type { RankingRow, Scorecard, UnitName as Unit } from '../shared/scorecards/card.ts';
export type KpiFigure = Scorecard['kpis'][number];

interface Text {
  readonly zh: string;
  readonly en: string;
}

export interface List<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

/** `GET /v1/rankings/{period}` */
export interface Ranking extends List<RankingRow> {
  readonly rankability: number | null;
  readonly positions: Scorecard['positions'];
}

/** `GET /v1/periods` */
export interface PeriodState {
  readonly period: string;
  readonly state: 'draft' | 'published' | 'provisional';
  readonly revision: number;
  readonly scheme: string;
  /** Null where nothing is published. */
  readonly publishedAt: string | null;
}

/** An entry of `GET /v1/kpis` */
export interface KpiDefinition extends Printed {
  readonly id: string;
  readonly family: { readonly id: string; readonly name: Text };
  readonly name: Text;
  readonly formula: Text;
}
