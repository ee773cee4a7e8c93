/**
 * How a share is spread over units, against the band of its target: stacked dots, of many units
 * bars. Drawn without ECharts, whose engine alone would be half of what the overview may load.
 */
import { useMemo } from 'react';
import { usePicks } from './picks.ts';
import { type Bin, MOST_DOTS, type Stacks, stacksOf } from './stacks.ts';
import { BAND, CATEGORIES, CONTEXT, HAIRLINE, QUIET, SIGNAL } from './theme.ts';
import { ticksOf } from './ticks.ts';
import { useWidth } from './width.ts';

const HEIGHT = 240;
const TOP = 26;
const BOTTOM = 26;
const SIDE = 20;
/** Beside bars stand their counts. */
const COUNTS = 44;
const PLOT = HEIGHT - TOP - BOTTOM;
/** Of few units the chart is lower. */
const LEAST_ROWS = 5;
const LARGEST_DOT = 14;
const SMALLEST_DOT = 3;
/** Between two marks of the axis, in pixels. */
const TICK_ROOM = 64;
const USUAL_WIDTH = 1150;

/** A unit in the distribution. */
export interface Spot {
  readonly code: string;
  readonly value: number;
  /** Below the band, and not by chance: a diamond. */
  readonly isBelow: boolean;
  /** Asked to be shown among the others. */
  readonly isMarked: boolean;
  /** What is said where it is pointed at, its name first. */
  readonly told: string;
}

export interface Spread {
  readonly spots: readonly Spot[];
  /** The target's marks: where it is met, and where it is excelled. */
  readonly band: readonly [number, number] | undefined;
  readonly bandLabel: string;
  /** How a mark of the axis is printed. */
  readonly print: (value: number) => string;
  /** The least difference that it prints. */
  readonly finest: number;
  /** `12 units from 80% to 81%` */
  readonly binLabel: (count: number, from: string, to: string) => string;
  /** What the chart shows, for who hears it. */
  readonly label: string;
}

export function Distribution({
  spread,
  onPick,
}: {
  readonly spread: Spread;
  /** A unit's dot was clicked; the same must be reachable by a link of the data table. */
  readonly onPick: (code: string) => void;
}) {
  const { spots, band, bandLabel, print, finest, label } = spread;
  const [place, width] = useWidth(USUAL_WIDTH);
  usePicks(place, onPick);
  const stacks = useMemo(() => stacksOf(spots, band ?? []), [spots, band]);
  const isMany = spots.length > MOST_DOTS;
  const rows = Math.max(LEAST_ROWS, stacks.highest + 1);
  const size = dotSize(rows);
  const plot = isMany ? PLOT : Math.min(PLOT, rows * size);
  const left = isMany ? COUNTS : SIDE;
  const low = stacks.bins[0]?.from ?? 0;
  const high = stacks.bins.at(-1)?.to ?? 1;
  const x = (value: number) => left + ((value - low) / (high - low)) * (width - left - SIDE);
  const foot = TOP + plot;
  return (
    <div ref={place} className="chart">
      <svg
        viewBox={`0 0 ${width} ${foot + BOTTOM}`}
        className="drawn"
        role="img"
        aria-label={label}
      >
        {band && (
          <>
            <rect
              x={x(band[0])}
              y={TOP}
              width={x(band[1]) - x(band[0])}
              height={plot}
              fill={BAND}
            />
            <text x={(x(band[0]) + x(band[1])) / 2} y={TOP - 8} textAnchor="middle" fill={QUIET}>
              {bandLabel}
            </text>
          </>
        )}
        {isMany ? (
          <Bars {...{ stacks, spread, x, foot, plot, left, right: width - SIDE }} />
        ) : (
          <Dots {...{ stacks, x, foot, size }} />
        )}
        {/* Bars hide the band, but not its edges. */}
        {band?.map((edge) => (
          <line
            key={edge}
            {...{ x1: x(edge), x2: x(edge), y1: TOP, y2: foot }}
            stroke={CONTEXT}
            strokeDasharray="3 3"
          />
        ))}
        <line x1={left} x2={width - SIDE} y1={foot} y2={foot} stroke={HAIRLINE} />
        {ticksOf(low, high, (width - left) / TICK_ROOM, finest).map((tick) => (
          <text key={tick} x={x(tick)} y={foot + 18} textAnchor="middle" fill={CONTEXT}>
            {print(tick)}
          </text>
        ))}
      </svg>
    </div>
  );
}

const dotSize = (rows: number) =>
  Math.min(LARGEST_DOT, Math.max(SMALLEST_DOT, Math.floor(PLOT / rows)));

function colourOf({ isMarked, isBelow }: Spot): string {
  if (isMarked) return CATEGORIES[0];
  return isBelow ? SIGNAL.worse : SIGNAL.none;
}

interface Placed {
  readonly stacks: Stacks<Spot>;
  readonly x: (value: number) => number;
  /** Where the axis lies, from the top. */
  readonly foot: number;
}

/** Stacked dots: each is a unit. */
function Dots({ stacks, x, foot, size }: Placed & { readonly size: number }) {
  return stacks.bins.flatMap(({ from, to, values }) =>
    values.map((spot, row) => {
      const [cx, cy] = [x((from + to) / 2), foot - (row + 0.5) * size];
      return (
        <path
          key={spot.code}
          d={spot.isBelow ? diamond(cx, cy, size / 2) : circle(cx, cy, size / 2 - 1)}
          fill={colourOf(spot)}
          className="pickable"
          data-code={spot.code}
        >
          <title>{spot.told}</title>
        </path>
      );
    }),
  );
}

const diamond = (x: number, y: number, r: number) =>
  `M${x - r} ${y}L${x} ${y - r}L${x + r} ${y}L${x} ${y + r}Z`;
const circle = (x: number, y: number, r: number) =>
  `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0`;

/** Bars: how many units lie in each stretch; those marked at the foot, then those below. */
function Bars({
  stacks,
  spread,
  x,
  foot,
  plot,
  left,
  right,
}: Placed & {
  readonly spread: Spread;
  readonly plot: number;
  readonly left: number;
  readonly right: number;
}) {
  const { print, binLabel } = spread;
  const height = (units: number) => (units / Math.max(1, stacks.highest)) * plot;
  return (
    <>
      {ticksOf(0, stacks.highest, 4).map((tick) => (
        <g key={tick}>
          <line
            x1={left}
            x2={right}
            y1={foot - height(tick)}
            y2={foot - height(tick)}
            stroke={HAIRLINE}
          />
          <text x={left - 8} y={foot - height(tick) + 4} textAnchor="end" fill={CONTEXT}>
            {tick}
          </text>
        </g>
      ))}
      {stacks.bins.map((bin) => (
        <g key={bin.from}>
          <title>{binLabel(bin.values.length, print(bin.from), print(bin.to))}</title>
          {partsOf(bin).map(({ color, from, units }) => (
            <rect
              key={color}
              x={x(bin.from) + 1}
              width={Math.max(1, x(bin.to) - x(bin.from) - 2)}
              y={foot - height(from + units)}
              height={height(units)}
              fill={color}
            />
          ))}
        </g>
      ))}
    </>
  );
}

/** A bar's parts from the foot up. */
export function partsOf({ values }: Bin<Spot>): readonly {
  readonly color: string;
  readonly from: number;
  readonly units: number;
}[] {
  let from = 0;
  return [CATEGORIES[0], SIGNAL.worse, SIGNAL.none].flatMap((color) => {
    const units = values.filter((spot) => colourOf(spot) === color).length;
    from += units;
    return units > 0 ? [{ color, from: from - units, units }] : [];
  });
}
