/** A control chart as ECharts draws it: months, limits of chance, centre, target, special months. */
import type { EChartsCoreOption } from 'echarts/core';
import type { Trend } from '../api.ts';
import { AXIS, TOOLTIP } from './drawing.tsx';
import { CATEGORIES, CONTEXT, QUIET, SIGNAL } from './theme.ts';

export type Point = Trend['points'][number];

/** What a special month means, once it is known on which side the KPI is good. */
export type Meaning = 'better' | 'worse' | 'neutral';

export function meaningOf(
  cause: NonNullable<Point['cause']>,
  better: 'higher' | 'lower' | null,
): Meaning {
  if (better === null) return 'neutral';
  return (cause.direction === 'high') === (better === 'higher') ? 'better' : 'worse';
}

/** Shapes stand beside colours. */
export const SHAPES = { better: 'diamond', worse: 'rect', neutral: 'triangle' } as const;
export const COLOURS: Readonly<Record<Meaning, string>> = {
  better: SIGNAL.better,
  worse: SIGNAL.worse,
  neutral: CONTEXT,
};

export interface ControlInput {
  readonly trend: Pick<Trend, 'points' | 'center' | 'target'>;
  readonly better: 'higher' | 'lower' | null;
  /** The months in words below the axis, one for each point. */
  readonly ticks: readonly string[];
  /** How a value is written on the axis. */
  readonly print: (value: number) => string;
  /** What is said of a month that is pointed at, as lines of text. */
  readonly say: (place: number) => readonly string[];
}

export function controlOption(input: ControlInput): EChartsCoreOption {
  const { trend, better, ticks, print, say } = input;
  const { points, center, target } = trend;
  const line = (data: readonly (number | null)[], style: object, extra: object = {}) => ({
    ...{ type: 'line', data, symbol: 'none', silent: true, connectNulls: false },
    ...{ lineStyle: { width: 1, ...style }, emphasis: { disabled: true } },
    ...extra,
  });
  const level = (value: number | null) => points.map(() => value);
  const dashed = { color: QUIET, type: 'dashed' };
  return {
    grid: { left: 8, right: 12, top: 12, bottom: 4, containLabel: true },
    tooltip: {
      ...TOOLTIP,
      trigger: 'axis',
      axisPointer: { type: 'none' },
      formatter: (shown: readonly { readonly dataIndex: number }[]) =>
        say(shown[0]?.dataIndex ?? 0).join('<br>'),
    },
    xAxis: {
      ...{ type: 'category', data: ticks, boundaryGap: true },
      ...{ ...AXIS, splitLine: { show: false } },
      axisLine: { ...AXIS.axisLine, show: true, onZero: false },
      axisLabel: { ...AXIS.axisLabel, hideOverlap: true },
    },
    yAxis: {
      ...{ type: 'value', scale: true, splitNumber: 4 },
      ...AXIS,
      axisLabel: { ...AXIS.axisLabel, formatter: print },
    },
    series: [
      line(
        points.map(({ lower }) => lower),
        dashed,
        { step: 'middle' },
      ),
      line(
        points.map(({ upper }) => upper),
        dashed,
        { step: 'middle' },
      ),
      ...(center === null ? [] : [line(level(center), { color: QUIET })]),
      ...(target === null ? [] : [line(level(target), { color: CATEGORIES[2], width: 2 })]),
      {
        ...{ type: 'line', connectNulls: false, emphasis: { disabled: true } },
        lineStyle: { color: CONTEXT, width: 2 },
        data: points.map(({ value, cause }) => {
          const meaning = cause ? meaningOf(cause, better) : undefined;
          return {
            value,
            symbol: meaning ? SHAPES[meaning] : 'circle',
            symbolSize: meaning ? 11 : 6,
            itemStyle: { color: meaning ? COLOURS[meaning] : CONTEXT },
          };
        }),
      },
    ],
  };
}

/** Months of one rule on one side. */
export interface Special {
  readonly rule: NonNullable<Point['cause']>['rule'];
  readonly direction: 'high' | 'low';
  /** Their places among the months. */
  readonly places: readonly number[];
}

/** The special months, by the rule that names them, in the order in which they first appear. */
export function specialMonths(points: readonly Point[]): Special[] {
  const marked = points.flatMap(({ cause }, place) => (cause ? [{ cause, place }] : []));
  const groups = Map.groupBy(marked, ({ cause }) => `${cause.rule} ${cause.direction}`);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    return first ? [{ ...first.cause, places: group.map(({ place }) => place) }] : [];
  });
}
