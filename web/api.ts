/** The answers of the API that the page reads, as the contract describes them. */
import type { RankingRow, Scorecard, UnitName as Unit } from '../shared/scorecards/card.ts';
import type { Printed } from './format.ts';

export type { RankingRow, Scorecard, UnitName as Unit } from '../shared/scorecards/card.ts';
export type KpiFigure = Scorecard['kpis'][number];
export type Level = Scorecard['unit']['level'];

export interface Text {
  readonly zh: string;
  readonly en: string;
}

export interface List<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

/** `GET /v1/rankings/{period}` */
export interface Ranking extends List<RankingRow> {
  readonly period: string;
  readonly revision: number;
  readonly state: Scorecard['state'];
  readonly scheme: string;
  readonly within: string;
  readonly level: Level;
  readonly rankability: number | null;
  readonly positions: Scorecard['positions'];
}

/** `GET /v1/units/{code}` */
export interface UnitInBranch extends Unit {
  readonly area: 'urban' | 'rural';
  /** The units above it, as far as the own branch goes, the highest first. */
  readonly above: readonly Unit[];
}

/** `GET /v1/periods` */
export interface PeriodState {
  readonly period: string;
  readonly state: 'draft' | 'published' | 'provisional';
  readonly revision: number;
  readonly scheme: string;
  readonly computedAt: string;
  /** Null where nothing is published. */
  readonly publishedAt: string | null;
  /** The draft beside it; for reviewers only. */
  readonly draft: {
    readonly revision: number;
    readonly scheme: string;
    readonly computedAt: string;
  } | null;
}

/** An entry of `GET /v1/kpis` */
export interface KpiDefinition extends Printed {
  readonly id: string;
  readonly family: { readonly id: string; readonly name: Text };
  readonly name: Text;
  readonly formula: Text;
  readonly better: 'higher' | 'lower' | null;
  readonly target: string | null;
  readonly source: string;
  readonly levels: readonly Level[];
  /** Weighed only by a scheme with an approval. */
  readonly restricted: boolean;
}

/** What of a measure is added up, and which query gives it. */
export interface Summand {
  readonly measure: string;
  readonly factor: number;
  /** Null where a rule gives it. */
  readonly file: string | null;
}

interface Sums {
  readonly numerator: readonly Summand[];
  readonly denominator: readonly Summand[];
}

/** `GET /v1/kpis/{id}` */
export interface KpiDetail extends KpiDefinition, Sums {
  readonly byRole: Readonly<Record<string, Sums>> | null;
  readonly interval: { readonly kind: string; readonly text: Text };
  readonly notes: readonly { readonly code: string; readonly text: Text }[];
  readonly queries: readonly {
    readonly file: string;
    readonly sql: string;
    readonly rollUpText: Text;
  }[];
}

/** A KPI as it was counted, before any scheme judged it. */
export type Counted = Pick<
  KpiFigure,
  'numerator' | 'denominator' | 'value' | 'interval' | 'shrunken' | 'note'
>;

/** A unit in `GET /v1/figures/{period}` */
export interface UnitFigures {
  readonly unit: Unit & {
    readonly area: 'urban' | 'rural';
    readonly population: number;
    readonly peerGroup: string;
  };
  readonly completeness: Scorecard['completeness'];
  readonly kpis: Readonly<Record<string, Counted>>;
}

/** `GET /v1/figures/{period}`: the units of a level within a unit, side by side. */
export interface Figures extends List<UnitFigures> {
  readonly period: string;
  readonly revision: number;
  readonly state: Scorecard['state'];
  readonly level: Level;
  /** The unit itself, to compare with. */
  readonly within: UnitFigures;
}

/** A KPI over the months, with its control chart. */
export interface Trend {
  readonly kpi: string;
  /** Null below 10 months. */
  readonly chart: 'xmr' | 'p_prime' | null;
  readonly center: number | null;
  readonly target: number | null;
  readonly signal: KpiFigure['signal'];
  readonly assurance: KpiFigure['assurance'];
  readonly points: readonly {
    readonly value: number | null;
    readonly numerator: number | null;
    readonly denominator: number | null;
    readonly note: string | null;
    readonly lower: number | null;
    readonly upper: number | null;
    readonly cause: {
      readonly rule: 'outside_limits' | 'trend' | 'two_of_three' | 'one_side';
      readonly direction: 'high' | 'low';
    } | null;
  }[];
}

/** `GET /v1/trends/{unit}` */
export interface Trends extends List<Trend> {
  readonly unit: Unit;
  /** The months of every trend's points, the earliest first. */
  readonly months: readonly {
    readonly period: string;
    /** Null where nothing was published. */
    readonly revision: number | null;
    readonly score: Pick<Scorecard['score'], 'value' | 'interval' | 'grade'> | null;
    readonly ranks: readonly Pick<
      Scorecard['ranks'][number],
      'scope' | 'rank' | 'of' | 'interval' | 'echelon'
    >[];
  }[];
}
