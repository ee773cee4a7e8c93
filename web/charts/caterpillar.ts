/**
 * A caterpillar plot: units in the order of their values, each with its interval. Few of them lie
 * under one another with their names; many stand side by side and are named when pointed at.
 */
import type { CustomSeriesRenderItem, EChartsOption } from 'echarts';
import { count } from '../format.ts';
import { AXIS, TOOLTIP } from './drawing.tsx';
import { BAND, CATEGORIES, CONTEXT, INK, QUIET, SIGNAL } from './theme.ts';
import { ticksOf } from './ticks.ts';

export interface CaterpillarRow {
  readonly name: string;
  /** Null where it is not told: the interval stands alone. */
  readonly value: number | null;
  readonly interval: readonly [number, number] | null;
  /** What is known of it beyond chance; undefined: nothing. */
  readonly sure: 'better' | 'worse' | 'middle' | undefined;
  readonly isOwn: boolean;
  /** What is said of it when it is pointed at, a line each. */
  readonly told: readonly string[];
}

export interface CaterpillarShape {
  /** In the order in which they are drawn. */
  readonly rows: readonly CaterpillarRow[];
  /**
   * How many rows lie before each line across: an echelon ends there. What the lines are is said
   * beside the plot, since a label on them would lie on the marks.
   */
  readonly ends: readonly number[];
  /** A value that all are held against. */
  readonly reference?: { readonly value: number; readonly label: string } | undefined;
  readonly print: (value: number) => string;
  /** Whether the smallest value is the best: ranks. */
  readonly isInverse: boolean;
  /** Which part of many is seen, in rows. */
  readonly seen?: readonly [from: number, to: number];
}

/** Up to so many are named. */
export const NAMED = 60;

export const isNamed = ({ length }: readonly unknown[]) => length <= NAMED;

/** In pixels. */
export const caterpillarHeight = (rows: readonly unknown[]) =>
  isNamed(rows) ? 56 + rows.length * 24 : 420;

const COLOURS = {
  better: SIGNAL.better,
  worse: SIGNAL.worse,
  middle: CONTEXT,
  unsure: SIGNAL.none,
} as const;

/** Room for names: their letters at 12 px, Chinese ones. */
function nameWidth(rows: readonly CaterpillarRow[]): number {
  const longest = Math.max(0, ...rows.map(({ name }) => [...name].length));
  return Math.min(150, 16 + longest * 12);
}

export function caterpillarOption(shape: CaterpillarShape, language: string): EChartsOption {
  const { rows, ends, reference, print, isInverse, seen } = shape;
  const isFew = isNamed(rows);
  const places = {
    type: 'value' as const,
    min: -0.5,
    max: rows.length - 0.5,
    splitLine: { show: false },
  };
  const values = {
    ...AXIS,
    type: 'value' as const,
    scale: true,
    inverse: isInverse && !isFew,
    // Ranks end with the last one, not with the next round number.
    ...(isInverse && { min: 1, max: 'dataMax' as const }),
    axisLabel: { ...AXIS.axisLabel, formatter: print, hideOverlap: true },
  };
  const across = isFew ? 'yAxis' : 'xAxis';
  const along = isFew ? 'xAxis' : 'yAxis';
  return {
    grid: isFew
      ? { left: nameWidth(rows) + 8, right: 24, top: 24, bottom: 28 }
      : { left: 64, right: 24, top: 28, bottom: 28 },
    tooltip: {
      ...TOOLTIP,
      padding: [...TOOLTIP.padding],
      trigger: 'item',
      // Names are what people wrote: shown as text, not as markup.
      formatter: (picked) => {
        const row = Array.isArray(picked) ? undefined : rows[picked.dataIndex];
        return row ? [row.name, ...row.told].map(escaped).join('<br>') : '';
      },
    },
    [across]: isFew
      ? {
          ...{ ...AXIS, ...places, inverse: true },
          axisLabel: {
            ...{ ...AXIS.axisLabel, color: INK, fontSize: language === 'zh' ? 12 : 11 },
            ...{ customValues: rows.map((_, place) => place), width: nameWidth(rows) },
            overflow: 'truncate' as const,
            formatter: (place: number) => {
              const row = rows[place];
              return row ? (row.isOwn ? `{own|${row.name}}` : row.name) : '';
            },
            rich: { own: { fontWeight: 'bold' as const, color: CATEGORIES[2], fontSize: 12 } },
          },
        }
      : {
          ...{ ...AXIS, ...places },
          axisLabel: {
            ...{ ...AXIS.axisLabel, formatter: (place: number) => count(place + 1) },
            customValues: wholePlaces(seen?.[0] ?? 0, seen?.[1] ?? rows.length),
          },
          min: (seen?.[0] ?? 0) - 0.5,
          max: (seen?.[1] ?? rows.length) - 0.5,
        },
    [along]: values,
    series: [
      {
        type: 'custom',
        renderItem: itemOf(rows, isFew),
        clip: true,
        // The interval's ends widen the axis; where there is none the value stands for them.
        data: rows.map(({ value, interval }, place) => {
          const [low, high] = interval ?? [value, value];
          return [place, low ?? '-', value ?? '-', high ?? '-'];
        }),
        encode: isFew ? { y: 0, x: [1, 2, 3] } : { x: 0, y: [1, 2, 3] },
        markLine: {
          ...{ silent: true, symbol: 'none', animation: false },
          data: [
            ...ends.map((after) => ({
              [across]: after - 0.5,
              lineStyle: { color: CONTEXT, width: 1, type: 'dashed' as const },
              label: { show: false },
            })),
            ...(reference
              ? [
                  {
                    [along]: reference.value,
                    lineStyle: { color: INK, width: 1, type: 'solid' as const },
                    label: {
                      ...{ formatter: reference.label, color: INK, fontSize: 11 },
                      position: isFew ? ('end' as const) : ('insideStartTop' as const),
                    },
                  },
                ]
              : []),
          ],
        },
      },
    ],
  };
}

/** Marked across many: the first and the last, and round numbers between them. */
function wholePlaces(from: number, to: number): number[] {
  const room = (to - from) / 16;
  const round = ticksOf(from + 1, to, 8).filter(
    (one) => Number.isInteger(one) && one - from - 1 > room && to - one > room,
  );
  return [...new Set([from + 1, ...round, to])].map((one) => one - 1);
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** A line from end to end of the interval and a mark on the value: filled where it is sure. */
function itemOf(rows: readonly CaterpillarRow[], isFew: boolean): CustomSeriesRenderItem {
  return (params, api) => {
    const row = rows[params.dataIndex];
    if (!row) return null;
    const at = (value: number) =>
      api.coord(isFew ? [value, params.dataIndex] : [params.dataIndex, value]);
    const colour = COLOURS[row.sure ?? 'unsure'];
    const { interval, value } = row;
    const [from, to] = [interval && at(interval[0]), interval && at(interval[1])];
    const [x, y] = value === null ? [undefined, undefined] : at(value);
    const size = isFew ? 4.5 : Math.max(1.2, Math.min(4, 300 / rows.length));
    const isPoint = x !== undefined && y !== undefined;
    return {
      type: 'group',
      children: [
        ...(row.isOwn && from && to
          ? [
              {
                type: 'line' as const,
                shape: lineOf(from, to),
                style: { stroke: BAND, lineWidth: 14 },
              },
            ]
          : []),
        ...(from && to
          ? [
              {
                type: 'line' as const,
                shape: lineOf(from, to),
                style: {
                  stroke: row.isOwn ? CATEGORIES[2] : colour,
                  lineWidth: isFew ? 1.5 : 1,
                  // Lines that lie close together: the marks on them stand out.
                  opacity: isFew || row.isOwn ? 1 : 0.45,
                },
              },
            ]
          : []),
        ...(isPoint && row.sure
          ? [
              {
                type: 'polygon' as const,
                shape: {
                  points: [
                    [x - size, y],
                    [x, y - size],
                    [x + size, y],
                    [x, y + size],
                  ],
                },
                style: { fill: colour },
              },
            ]
          : []),
        ...(isPoint && !row.sure
          ? [
              {
                type: 'circle' as const,
                shape: { cx: x, cy: y, r: size - 0.8 },
                style: { fill: '#fff', stroke: isFew ? QUIET : INK, lineWidth: isFew ? 1.5 : 0.8 },
              },
            ]
          : []),
      ],
    };
  };
}

const lineOf = ([x1 = 0, y1 = 0]: number[], [x2 = 0, y2 = 0]: number[]) => ({ x1, y1, x2, y2 });
