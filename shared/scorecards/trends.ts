/** A unit's months in control charts, made of its cards. */
import { kpiOf } from '../kpis/catalogue.ts';
import type { Kpi } from '../kpis/definition.ts';
import { type Assurance, controlChart, type Rule, signalOf } from '../statistics/control-chart.ts';
import { goalOf } from './build.ts';
import type { Card, KpiFigure } from './card.ts';
import { chartPoint, isShare } from './history.ts';

/** A KPI in a month, and the limits of chance there. */
export interface TrendPoint {
  readonly value: number | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
  /** Why there is no value, or why it is no point of the chart: `missing` where nobody published. */
  readonly note: string | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly cause: { readonly rule: Rule; readonly direction: 'high' | 'low' } | null;
}

export interface Trend {
  readonly kpi: string;
  /** Null below 10 months: there are no limits then. */
  readonly chart: 'xmr' | 'p_prime' | null;
  readonly center: number | null;
  /** Of the last month: the target it is held against, and what the chart says of it. */
  readonly target: number | null;
  readonly signal: KpiFigure['signal'];
  readonly assurance: Assurance | null;
  /** In the order of the months. */
  readonly points: readonly TrendPoint[];
}

const MISSING = { value: null, numerator: null, denominator: null, note: 'missing' } as const;

/**
 * The charts of the KPIs that the unit's level has, those of `only` where it is given. `months`
 * holds a card for each month in turn, undefined where there is none. By the rules that give a
 * run's signals; a signal on a card is that of the day of its run, when fewer months, or other
 * revisions of them, were published.
 */
export function trendsOf(
  months: readonly (Pick<Card, 'kpis'> | undefined)[],
  only?: ReadonlySet<string>,
): Trend[] {
  const last = months.findLast((month) => month !== undefined);
  return (last?.kpis ?? []).flatMap(({ id }) => {
    const kpi = kpiOf(id);
    return kpi && (!only || only.has(id)) ? [trendOf(kpi, months)] : [];
  });
}

function trendOf(kpi: Kpi, months: readonly (Pick<Card, 'kpis'> | undefined)[]): Trend {
  const figures = months.map((month) => month?.kpis.find(({ id }) => id === kpi.id));
  const points = figures.map(chartPoint);
  const target = goalOf(figures.at(-1)?.target ?? null);
  const chart = controlChart(points, isShare(kpi));
  const said = signalOf(points, { better: kpi.better, share: isShare(kpi), target });
  return {
    kpi: kpi.id,
    chart: chart?.kind ?? null,
    center: chart?.center ?? null,
    ...{ target, signal: said.signal, assurance: said.assurance },
    points: figures.map((figure, place) => ({
      ...(figure
        ? {
            ...{ value: figure.value, numerator: figure.numerator },
            ...{ denominator: figure.denominator, note: figure.note },
          }
        : MISSING),
      lower: chart?.lower[place] ?? null,
      upper: chart?.upper[place] ?? null,
      cause: chart?.causes[place] ?? null,
    })),
  };
}
