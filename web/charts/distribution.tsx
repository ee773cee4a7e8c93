/** How a share is spread over units, against the band of its target: stacked dots, of many units bars. */
import type { EChartsCoreOption } from 'echarts/core';
import { useMemo } from 'react';
import { AXIS, Drawing, type Kind, TOOLTIP } from './drawing.tsx';
import { MOST_DOTS, type Stacks, stacksOf } from './stacks.ts';
import { BAND, CATEGORIES, QUIET, SIGNAL } from './theme.ts';
import { tip } from './tip.ts';

export const DISTRIBUTION_HEIGHT = 240;
const TOP = 28;
const BOTTOM = 30;
const PLOT = DISTRIBUTION_HEIGHT - TOP - BOTTOM;
const LARGEST_DOT = 10;
const SMALLEST_DOT = 3;

/** A unit in the distribution. */
export interface Spot {
  readonly code: string;
  readonly name: string;
  readonly value: number;
  /** Below the band, and not by chance: a diamond. */
  readonly isBelow: boolean;
  /** Asked to be shown among the others. */
  readonly isMarked: boolean;
  /** What the tooltip says below the name. */
  readonly told: readonly string[];
}

export interface Spread {
  readonly spots: readonly Spot[];
  /** The target's marks: where it is met, and where it is excelled. */
  readonly band: readonly [number, number] | undefined;
  /** How a mark of the axis is printed. */
  readonly print: (value: number) => string;
  readonly bandLabel: string;
  /** `12 units from 80% to 81%` */
  readonly binLabel: (count: number, from: string, to: string) => string;
  /** What the chart shows, for who hears it. */
  readonly label: string;
}

/** What stands behind the values: the band, and its name above it. */
const bandOf = ({ band, bandLabel }: Spread) =>
  band && {
    markArea: {
      silent: true,
      itemStyle: { color: BAND },
      label: { color: QUIET, fontSize: 12, position: 'top', distance: 6 },
      data: [[{ name: bandLabel, xAxis: band[0] }, { xAxis: band[1] }]],
    },
  };

function axesOf({ bins, width }: Stacks<Spot>, { print }: Spread) {
  return {
    grid: { left: 44, right: 16, top: TOP, bottom: BOTTOM },
    tooltip: TOOLTIP,
    xAxis: {
      ...AXIS,
      type: 'value',
      min: bins[0]?.from ?? 0,
      max: bins.at(-1)?.to ?? 1,
      // Whole steps: an axis that begins at 63.75 % would name its marks by no round number.
      interval: width * (bins.length > 20 ? 8 : 4),
      splitLine: { show: false },
      axisLine: { ...AXIS.axisLine, show: true },
      axisLabel: { ...AXIS.axisLabel, formatter: print, hideOverlap: true },
    },
  };
}

/** Stacked dots: each is a unit. */
export function dotsOption(stacks: Stacks<Spot>, spread: Spread): EChartsCoreOption {
  const size = Math.min(LARGEST_DOT, Math.max(SMALLEST_DOT, PLOT / (stacks.highest + 1)));
  const shown = stacks.bins.flatMap(({ from, to, values }) =>
    values.map((spot, place) => ({ spot, at: [(from + to) / 2, place + 0.5] })),
  );
  return {
    ...axesOf(stacks, spread),
    yAxis: { type: 'value', min: 0, max: PLOT / size, show: false },
    series: [
      {
        ...bandOf(spread),
        type: 'scatter',
        data: shown.map(({ spot, at }) => ({
          value: at,
          name: spot.code,
          symbol: spot.isBelow ? 'diamond' : 'circle',
          symbolSize: spot.isBelow ? size + 2 : size,
          itemStyle: { color: colourOf(spot), opacity: 1 },
        })),
        tooltip: {
          formatter: ({ dataIndex }: { readonly dataIndex: number }) => {
            const spot = shown[dataIndex]?.spot;
            return spot ? tip(spot.name, ...spot.told) : '';
          },
        },
      },
    ],
  };
}

function colourOf({ isMarked, isBelow }: Spot): string {
  if (isMarked) return CATEGORIES[0];
  return isBelow ? SIGNAL.worse : SIGNAL.none;
}

/** Bars: how many units lie in each stretch, those marked at the foot. */
export function barsOption(stacks: Stacks<Spot>, spread: Spread): EChartsCoreOption {
  const { print, binLabel } = spread;
  const series = (isMarked: boolean, color: string) => ({
    type: 'bar',
    stack: 'units',
    barCategoryGap: '8%',
    barWidth: `${92 / Math.max(1, stacks.bins.length)}%`,
    itemStyle: { color },
    data: stacks.bins.map(({ from, to, values }) => [
      (from + to) / 2,
      values.filter((spot) => spot.isMarked === isMarked).length,
    ]),
  });
  return {
    ...axesOf(stacks, spread),
    tooltip: {
      ...TOOLTIP,
      formatter: ({ dataIndex }: { readonly dataIndex: number }) => {
        const bin = stacks.bins[dataIndex];
        if (!bin) return '';
        return tip(binLabel(bin.values.length, print(bin.from), print(bin.to)));
      },
    },
    yAxis: { ...AXIS, type: 'value', minInterval: 1 },
    series: [series(true, CATEGORIES[0]), { ...series(false, SIGNAL.none), ...bandOf(spread) }],
  };
}

const DOTS: readonly Kind[] = ['scatter', 'markArea'];
const BARS: readonly Kind[] = ['bar', 'markArea'];

export function Distribution({
  spread,
  onPick,
}: {
  /** Made anew only when it changes: useMemo. */
  readonly spread: Spread;
  /** A unit's dot was clicked. */
  readonly onPick: (code: string) => void;
}) {
  const { spots, band, label } = spread;
  const isMany = spots.length > MOST_DOTS;
  const option = useMemo(() => {
    const stacks = stacksOf(spots, band ?? []);
    return isMany ? barsOption(stacks, spread) : dotsOption(stacks, spread);
  }, [spread, spots, band, isMany]);
  return (
    <Drawing
      option={option}
      kinds={isMany ? BARS : DOTS}
      height={DISTRIBUTION_HEIGHT}
      label={label}
      {...(!isMany && { onPick: ({ name }) => onPick(name) })}
    />
  );
}
