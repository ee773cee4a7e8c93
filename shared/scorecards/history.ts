import { monthsBefore, type Period, periodBefore, yearBefore } from '../calendar/period.ts';
import { forEachOf } from '../concurrency.ts';
import type { Kpi } from '../kpis/definition.ts';
import type { ItemTable, ObjectStore } from '../ports.ts';
import type { Goalposts } from '../scoring/model.ts';
import type { Scheme } from '../scoring/scheme.ts';
import { signalOf } from '../statistics/control-chart.ts';
import type { SharePoint } from '../statistics/control-limits.ts';
import { quantile } from '../statistics/robust.ts';
import { goalOf, type Signal } from './build.ts';
import type { KpiFigure } from './card.ts';
import {
  figuresOf,
  kpisOfLevel,
  type PastFigures,
  type SampledFigure,
  type UnitFigures,
} from './figures.ts';
import { periodOf } from './periods.ts';

/** A published revision of an earlier period. */
export interface PastRevision {
  readonly period: string;
  readonly revision: number;
}

/** Months that a control chart looks back over, this one included. */
export const CHART_MONTHS = 24;
/** Months before the period that tell what is usual. */
export const PRIOR_MONTHS = 12;
/** Fewer units of a peer group than these give no goalposts. */
const GOALPOST_UNITS = 20;

/** Which published revisions a run of `period` looks back on, as they are now. */
export async function pastRevisions(
  items: ItemTable,
  period: Period,
): Promise<{
  readonly previous: PastRevision | null;
  readonly yearAgo: PastRevision | null;
  /** Months before the period, the earliest first; those never published are left out. */
  readonly history: PastRevision[];
}> {
  const published = async (id: string): Promise<PastRevision | null> => {
    const { publishedRevision: revision } = await periodOf(items, id);
    return revision === 0 ? null : { period: id, revision };
  };
  const months = await Promise.all(monthsBefore(period, CHART_MONTHS - 1).map(published));
  return {
    previous: await published(periodBefore(period)),
    yearAgo: await published(yearBefore(period)),
    history: months.filter((month) => month !== null),
  };
}

/** The figures of the revisions, those that are gone left out. */
export async function loadPast(
  objects: ObjectStore,
  revisions: readonly PastRevision[],
): Promise<ReadonlyMap<string, PastFigures & { readonly rest: unknown }>> {
  const loaded = new Map<string, PastFigures & { readonly rest: unknown }>();
  await forEachOf(revisions, 4, async ({ period, revision }) => {
    const found = await figuresOf(objects, period, revision);
    if (!found) return;
    const units = new Map(found.units.map((unit) => [unit.unit.code, unit]));
    loaded.set(period, { period, revision, units, rest: found.rest });
  });
  return loaded;
}

/**
 * The goalposts of the `peers` function: the 5th and 95th percentile of each peer group's values
 * (shrunken ones, where those are scored) in the same months of the year before, for every KPI that
 * a scheme scores so. `elapsed` is the
 * share of the period's days gone by, for sums that grow with it. A group with fewer than 20
 * values, or with no spread, has none.
 */
export function goalpostsOf(
  schemes: readonly Scheme[],
  units: readonly UnitFigures[],
  yearAgo: PastFigures | undefined,
  elapsed: number,
): Goalposts {
  if (!yearAgo) return {};
  const goalposts: Record<string, Record<string, readonly [number, number]>> = {};
  for (const [group, members] of Map.groupBy(units, ({ unit }) => unit.peerGroup)) {
    const level = members[0]?.unit.level;
    if (!level) continue;
    for (const { kpi } of kpisOfLevel(level)) {
      const fn = schemes.map(({ scores }) => scores[kpi.id]).find((f) => f?.function === 'peers');
      if (fn?.function !== 'peers') continue;
      const values = members.flatMap(({ unit }) => {
        const figure = yearAgo.units.get(unit.code)?.kpis[kpi.id];
        if (!figure || figure.value === null || figure.note !== null) return [];
        return [figure.shrunken ?? figure.value];
      });
      if (values.length < GOALPOST_UNITS) continue;
      const factor = fn.perMonth ? elapsed : 1;
      const low = quantile(values, 0.05) * factor;
      const high = quantile(values, 0.95) * factor;
      if (low === high) continue;
      const posts = kpi.better === 'lower' ? ([high, low] as const) : ([low, high] as const);
      goalposts[group] = { ...goalposts[group], [kpi.id]: posts };
    }
  }
  return goalposts;
}

/** Whether a KPI's control chart is one of a share. */
export function isShare({ sampling: { kind } }: Kpi): boolean {
  return kind === 'share' || kind === 'clusters';
}

/** A month's point of a control chart; null, a gap, where it has no value or too few of its days. */
export function chartPoint(
  figure:
    | (Pick<SampledFigure, 'value' | 'denominator'> & { readonly note: string | null })
    | undefined,
): SharePoint | null {
  if (!figure || figure.value === null || figure.note !== null) return null;
  return { value: figure.value, denominator: figure.denominator };
}

/**
 * What the control charts over the months say of each KPI's last one: up to 24 months, a month
 * that was never published, has no value or too few of its days is a gap. `targets` are the scheme's, by KPI.
 */
export function signalsOf(
  period: Period,
  figures: UnitFigures,
  history: ReadonlyMap<string, PastFigures>,
  targets: (kpi: string) => KpiFigure['target'],
  isOver: boolean,
): Readonly<Record<string, Signal>> {
  // A month to date is no point beside whole ones.
  if (period.kind !== 'month' || !isOver) return {};
  const { code, level } = figures.unit;
  const past = monthsBefore(period, CHART_MONTHS - 1).map((month) =>
    history.get(month)?.units.get(code),
  );
  const begun = past.findIndex((month) => month !== undefined);
  const months = [...(begun < 0 ? [] : past.slice(begun)), figures];
  const signals: Record<string, Signal> = {};
  for (const { kpi } of kpisOfLevel(level)) {
    const points = months.map((month) => chartPoint(month?.kpis[kpi.id]));
    const { signal, rule, assurance } = signalOf(points, {
      better: kpi.better,
      share: isShare(kpi),
      target: goalOf(targets(kpi.id)),
    });
    signals[kpi.id] = { signal, rule, assurance };
  }
  return signals;
}
