/** Values with their intervals over months, as ECharts draws them: dots, whiskers, gaps as gaps. */
import type { EChartsCoreOption } from 'echarts/core';
import { AXIS, TOOLTIP } from './drawing.tsx';
import { CATEGORIES, QUIET } from './theme.ts';

export interface Sure {
  readonly value: number | null;
  readonly interval: readonly [number, number] | null;
}

/** What ECharts hands to a function that draws one item. */
interface Place {
  value(dimension: number): number;
  coord(point: readonly [number, number]): readonly [number, number];
}

const CAP = 4;

function whisker(_: unknown, place: Place) {
  const at = (dimension: number) => place.coord([place.value(0), place.value(dimension)]);
  const [x, low] = at(1);
  const [, high] = at(2);
  const line = (x1: number, y1: number, x2: number, y2: number) => ({
    type: 'line',
    shape: { x1, y1, x2, y2 },
    style: { stroke: QUIET, lineWidth: 1 },
  });
  return {
    type: 'group',
    children: [
      line(x, low, x, high),
      line(x - CAP, low, x + CAP, low),
      line(x - CAP, high, x + CAP, high),
    ],
  };
}

export function intervalOption(input: {
  readonly points: readonly Sure[];
  readonly ticks: readonly string[];
  readonly print: (value: number) => string;
  readonly say: (place: number) => readonly string[];
}): EChartsCoreOption {
  const { points, ticks, print, say } = input;
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
      {
        ...{ type: 'line', connectNulls: false, emphasis: { disabled: true } },
        ...{ symbol: 'circle', symbolSize: 7, data: points.map(({ value }) => value) },
        lineStyle: { color: CATEGORIES[0], width: 2 },
        itemStyle: { color: CATEGORIES[0] },
      },
      {
        ...{ type: 'custom', renderItem: whisker, silent: true, z: 1 },
        encode: { x: 0, y: [1, 2] },
        data: points.flatMap(({ interval }, place) =>
          interval ? [[place, interval[0], interval[1]]] : [],
        ),
      },
    ],
  };
}
