/** Units with their intervals, one under the other, against the value of the unit above them. */
import type { EChartsCoreOption } from 'echarts/core';
import { useMemo } from 'react';
import { type Classes, type Compared, shadeOf } from './compared.ts';
import { AXIS, Drawing, type Kind, TOOLTIP } from './drawing.tsx';
import { CONTEXT, INK, QUIET } from './theme.ts';
import { tip } from './tip.ts';

const ROW = 26;
const AROUND = 58;
const KINDS: readonly Kind[] = ['custom', 'markLine'];

/** How high the chart of so many units is, in pixels. */
export const intervalsHeight = (units: number) => units * ROW + AROUND;

export interface Comparison {
  /** In the order in which they stand, the first one on top. */
  readonly units: readonly Compared[];
  readonly classes: Classes;
  /** The value of the unit above, and how its line is named. */
  readonly overall: { readonly value: number; readonly label: string } | undefined;
  readonly print: (value: number) => string;
  readonly label: string;
}

/** What ECharts hands to what draws an item. */
interface Drawn {
  readonly dataIndex: number;
}
interface Scale {
  readonly coord: (at: readonly [number, number]) => readonly number[];
}

/** From the least end of an interval to the greatest, with the line of the unit above among them. */
export function extentOf({ units, overall }: Comparison): readonly [number, number] | undefined {
  const ends = units.flatMap(({ value, interval }) =>
    value === null ? [] : [value, ...(interval ?? [])],
  );
  const all = overall ? [...ends, overall.value] : ends;
  if (all.length === 0) return undefined;
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const room = (high - low) * 0.04 || Math.abs(high) * 0.1 || 1;
  return [low - room, high + room];
}

export function intervalsOption(comparison: Comparison): EChartsCoreOption {
  const { units, classes, overall, print } = comparison;
  const extent = extentOf(comparison);
  const draw = ({ dataIndex }: Drawn, { coord }: Scale) => {
    const unit = units[dataIndex];
    if (!unit || unit.value === null) return { type: 'group', children: [] };
    const [x = 0, y = 0] = coord([unit.value, dataIndex]);
    const color = shadeOf(classes.of(unit.value));
    const isSame = unit.standing === 'same';
    const ends = unit.interval?.map((end) => coord([end, dataIndex])[0] ?? x);
    return {
      type: 'group',
      children: [
        ...(ends
          ? [
              {
                type: 'line',
                shape: { x1: ends[0], y1: y, x2: ends[1], y2: y },
                style: { stroke: color, lineWidth: 2 },
              },
            ]
          : []),
        {
          type: 'circle',
          shape: { cx: x, cy: y, r: 5 },
          style: { fill: isSame ? '#fff' : color, stroke: color, lineWidth: 2 },
        },
      ],
    };
  };
  return {
    grid: { left: 8, right: 20, top: 26, bottom: 4, containLabel: true },
    tooltip: {
      ...TOOLTIP,
      formatter: ({ dataIndex }: Drawn) => {
        const unit = units[dataIndex];
        return unit ? tip(unit.name, unit.printed, unit.told) : '';
      },
    },
    xAxis: {
      ...AXIS,
      type: 'value',
      ...(extent && { min: extent[0], max: extent[1] }),
      axisLabel: {
        ...AXIS.axisLabel,
        formatter: print,
        hideOverlap: true,
        // The ends lie wherever the data end, and would be named by no round number.
        showMinLabel: false,
        showMaxLabel: false,
      },
    },
    yAxis: {
      ...AXIS,
      type: 'category',
      inverse: true,
      data: units.map(({ name }) => name),
      splitLine: { show: true, lineStyle: { color: '#f0f0f0' } },
      axisLabel: { color: INK, fontSize: 12, width: 96, overflow: 'truncate', interval: 0 },
    },
    series: [
      {
        type: 'custom',
        renderItem: draw,
        clip: true,
        data: units.map(({ code, value, interval }, place) => ({
          name: code,
          value: [value ?? Number.NaN, place, ...(interval ?? [])],
        })),
        encode: { x: 0, y: 1 },
        ...(overall && {
          markLine: {
            silent: true,
            symbol: 'none',
            lineStyle: { color: CONTEXT, width: 1, type: 'dashed' },
            label: { formatter: overall.label, position: 'end', color: QUIET, fontSize: 12 },
            data: [{ xAxis: overall.value }],
          },
        }),
      },
    ],
  };
}

export function Intervals({
  comparison,
  onPick,
}: {
  /** Made anew only when it changes: useMemo. */
  readonly comparison: Comparison;
  readonly onPick: (code: string) => void;
}) {
  const option = useMemo(() => intervalsOption(comparison), [comparison]);
  return (
    <Drawing
      option={option}
      kinds={KINDS}
      height={intervalsHeight(comparison.units.length)}
      label={comparison.label}
      onPick={({ name }) => onPick(name)}
    />
  );
}
