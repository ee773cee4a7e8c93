import { parsePeriod, periodBefore } from '../calendar/period.ts';
import type { FigureRow, FlagContext, FlagFigure } from './definition.ts';

/** A KPI of a station in a month; its figure is missing where nothing was published. */
export interface MonthFigure {
  readonly period: string;
  readonly figure: FlagFigure | undefined;
}

/** The KPI of a station in the last `count` months, this one the last; gaps stay gaps. */
export function lastMonths(
  context: FlagContext,
  unit: FlagContext['units'][number],
  kpi: string,
  count: number,
): MonthFigure[] {
  const published = new Map(context.history.map((past) => [past.period, past.units]));
  const months: MonthFigure[] = [{ period: context.period.id, figure: unit.kpis[kpi] }];
  for (let period = context.period; months.length < count; ) {
    const id = periodBefore(period);
    const before = parsePeriod(id);
    if (!before) break;
    period = before;
    months.unshift({ period: id, figure: published.get(id)?.get(unit.unit.code)?.kpis[kpi] });
  }
  return months;
}

/** The rows of those months that have a figure. */
export function figureRows(kpi: string, months: readonly MonthFigure[]): FigureRow[] {
  return months.flatMap(({ period, figure }) =>
    figure ? [{ period, kpi, numerator: figure.numerator, denominator: figure.denominator }] : [],
  );
}
