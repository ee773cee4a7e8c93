/** How ECharts draws a funnel plot. */
import type { EChartsOption, SeriesOption } from 'echarts';
import type { FunnelSignificance } from '../../shared/statistics/funnel.ts';
import { AXIS, TOOLTIP } from './drawing.tsx';
import { curveSizes, type Funnel, type FunnelUnit, INNER, limitsAt, OUTER } from './funnel.ts';
import { CONTEXT, INK, QUIET, SIGNAL } from './theme.ts';

export interface FunnelPoint extends FunnelUnit {
  readonly name: string;
  readonly standing: FunnelSignificance;
  readonly told: readonly string[];
}

export interface FunnelShape {
  readonly funnel: Funnel;
  readonly isWide: boolean;
  readonly points: readonly FunnelPoint[];
  /** Whether a high value is good, bad, or neither. */
  readonly better: 'higher' | 'lower' | null;
  readonly print: (value: number) => string;
  readonly printSize: (size: number) => string;
  readonly words: {
    readonly total: string;
    readonly limit95: string;
    readonly limit998: string;
    /** What the axes are of; empty where values say it themselves. */
    readonly size: string;
    readonly value: string;
  };
}

/** So many of those outside are named in the plot; the list below it has all. */
const NAMED = 12;

/** Where the curves end close together their names stand under one another. */
const APART = { moveOverlap: 'shiftY' } as const;

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

export function funnelOption(shape: FunnelShape): EChartsOption {
  const { funnel, isWide, points, print, printSize, words } = shape;
  const sizes = curveSizes(points);
  const many = points.length > 300;
  // Named on the side where there is more room between them.
  const labelled = funnel.kind === 'share' && funnel.target > 0.5 ? 0 : 1;
  const curve = (confidence: number, side: 0 | 1, name: string): SeriesOption => ({
    ...{ type: 'line', silent: true, symbol: 'none', z: 1 },
    data: sizes.map((size) => [size, limitsAt(funnel, size, confidence, isWide)[side]]),
    lineStyle: {
      ...{ color: CONTEXT, width: 1 },
      type: confidence === INNER ? 'dashed' : 'solid',
    },
    endLabel: { show: side === labelled, formatter: name, color: QUIET, fontSize: 11 },
    labelLayout: APART,
  });
  const center = funnel.target * funnel.factor;
  const far = points
    .filter(({ standing }) => standing.endsWith('998'))
    .toSorted((a, b) => b.denominator - a.denominator);
  const named = new Set(far.slice(0, NAMED));
  const extent = roundedExtent([...points.map(({ value }) => value), center], funnel.kind);
  return {
    grid: { left: 64, right: 96, top: 28, bottom: 52 },
    tooltip: {
      ...TOOLTIP,
      padding: [...TOOLTIP.padding],
      trigger: 'item',
      formatter: (picked) => {
        const point = Array.isArray(picked) ? undefined : points[picked.dataIndex];
        return point ? [point.name, ...point.told].map(escaped).join('<br>') : '';
      },
    },
    xAxis: {
      ...{ ...AXIS, type: 'value', min: 0, max: sizes.at(-1) ?? 1 },
      ...{ name: words.size, nameLocation: 'middle', nameGap: 28 },
      splitLine: { show: false },
      axisLabel: {
        ...AXIS.axisLabel,
        formatter: printSize,
        hideOverlap: true,
        showMaxLabel: false,
      },
    },
    yAxis: {
      ...{ ...AXIS, type: 'value', scale: true, name: words.value },
      nameTextStyle: { align: 'right' },
      // The limits of the smallest reach far beyond every point: they may leave the plot.
      ...extent,
      axisLabel: { ...AXIS.axisLabel, formatter: print },
    },
    series: [
      {
        ...{ type: 'scatter', z: 3 },
        data: points.map((point) => {
          const isNamed = named.has(point);
          return {
            value: [point.denominator, point.value],
            ...markOf(point.standing, shape.better, many),
            label: {
              ...{ show: isNamed, formatter: point.name, position: 'right' as const },
              ...{ color: INK, fontSize: 11 },
            },
          };
        }),
        labelLayout: { hideOverlap: true },
      },
      {
        ...{ type: 'line', silent: true, symbol: 'none', z: 1 },
        data: [sizes[0] ?? 0, sizes.at(-1) ?? 1].map((size) => [size, center]),
        lineStyle: { color: INK, width: 1.5, type: 'solid' },
        endLabel: {
          show: true,
          formatter: words.total,
          color: INK,
          fontSize: 11,
          width: 90,
          overflow: 'break',
        },
        labelLayout: APART,
      },
      ...([0, 1] as const).flatMap((side) => [
        curve(INNER, side, words.limit95),
        curve(OUTER, side, words.limit998),
      ]),
    ],
  };
}

/** Round ends of an axis that has all values on it; shares end at 0 and 1, rates at 0. */
export function roundedExtent(values: readonly number[], kind: 'share' | 'rate') {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const range = high - low || Math.abs(high) || 1;
  const power = 10 ** Math.floor(Math.log10(range / 6));
  const step = power * ([1, 2, 5].find((one) => one * power >= range / 6) ?? 10);
  const down = Math.floor((low - range * 0.05) / step) * step;
  const up = Math.ceil((high + range * 0.05) / step) * step;
  const max = kind === 'share' ? Math.min(1, up) : up;
  return { min: Math.max(0, down), max, interval: step };
}

function markOf(standing: FunnelSignificance, better: FunnelShape['better'], many: boolean) {
  const isHigh = standing.startsWith('high');
  const side = better === null ? 'none' : (better === 'higher') === isHigh ? 'better' : 'worse';
  const colour = better === null ? CONTEXT : SIGNAL[side];
  switch (standing) {
    case 'within':
      return {
        ...{ symbol: 'circle', symbolSize: many ? 4 : 8 },
        itemStyle: { color: '#fff', borderColor: QUIET, borderWidth: many ? 0.8 : 1.5 },
      };
    case 'high_95':
    case 'low_95':
      return {
        ...{ symbol: 'diamond', symbolSize: many ? 6 : 10 },
        itemStyle: { color: '#fff', borderColor: colour, borderWidth: 1.5 },
      };
    default:
      return {
        ...{ symbol: 'triangle', symbolRotate: isHigh ? 0 : 180, symbolSize: many ? 7 : 11 },
        itemStyle: { color: colour },
      };
  }
}
