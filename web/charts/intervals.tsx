/** Units with their intervals, one under the other, against the value of the unit above them. */
import { type Classes, type Compared, shadeOf } from './compared.ts';
import { usePicks } from './picks.ts';
import { CONTEXT, FAINT, HAIRLINE, INK, QUIET } from './theme.ts';
import { ticksOf } from './ticks.ts';
import { useWidth } from './width.ts';

const ROW = 26;
const TOP = 22;
const BOTTOM = 24;
const SIDE = 16;
const DOT = 5;
/** Between two marks of the axis, in pixels. */
const TICK_ROOM = 70;
const USUAL_WIDTH = 560;
/** A name takes so much of the width, and of that so many characters. */
const NAMES = 104;
const MOST_CHARACTERS = 8;

export interface Comparison {
  /** In the order in which they stand, the first one on top. */
  readonly units: readonly Compared[];
  readonly classes: Classes;
  /** The value of the unit above, and how its line is named. */
  readonly overall: { readonly value: number; readonly label: string } | undefined;
  readonly print: (value: number) => string;
  /** The least difference that it prints. */
  readonly finest: number;
  /** What the chart shows, for who hears it. */
  readonly label: string;
}

/** From the least end of an interval to the greatest, with the line of the unit above among them. */
export function extentOf({
  units,
  overall,
}: Pick<Comparison, 'units' | 'overall'>): readonly [number, number] | undefined {
  const ends = units.flatMap(({ value, interval }) =>
    value === null ? [] : [value, ...(interval ?? [])],
  );
  const all = overall ? [...ends, overall.value] : ends;
  if (all.length === 0) return undefined;
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const room = (high - low) * 0.04 || Math.abs(high) * 0.1 || 1;
  return [low - room, high + room];
}

export function Intervals({
  comparison,
  onPick,
}: {
  readonly comparison: Comparison;
  /** A unit was clicked; the same must be reachable by a link beside the chart. */
  readonly onPick: (code: string) => void;
}) {
  const { units, overall, classes, print, finest, label } = comparison;
  const [place, width] = useWidth(USUAL_WIDTH);
  usePicks(place, onPick);
  const extent = extentOf(comparison);
  // Without any value there are only the names.
  const [low, high] = extent ?? [0, 1];
  const x = (value: number) => NAMES + ((value - low) / (high - low)) * (width - NAMES - SIDE);
  const foot = TOP + units.length * ROW;
  return (
    <div ref={place} className="chart">
      <svg
        viewBox={`0 0 ${width} ${foot + BOTTOM}`}
        className="drawn"
        role="img"
        aria-label={label}
      >
        {(extent ? ticksOf(low, high, (width - NAMES) / TICK_ROOM, finest) : []).map((tick) => (
          <g key={tick}>
            <line x1={x(tick)} x2={x(tick)} y1={TOP} y2={foot} stroke={HAIRLINE} />
            <text x={x(tick)} y={foot + 17} textAnchor="middle" fill={CONTEXT}>
              {print(tick)}
            </text>
          </g>
        ))}
        {units.map((unit, row) => (
          <Unit key={unit.code} {...{ unit, classes, x }} y={TOP + (row + 0.5) * ROW} />
        ))}
        {overall && (
          <g>
            <line
              x1={x(overall.value)}
              x2={x(overall.value)}
              y1={TOP}
              y2={foot}
              stroke={CONTEXT}
              strokeDasharray="4 3"
            />
            <text
              x={x(overall.value)}
              y={TOP - 7}
              textAnchor={x(overall.value) > (width + NAMES) / 2 ? 'end' : 'start'}
              fill={QUIET}
            >
              {overall.label}
            </text>
          </g>
        )}
      </svg>
    </div>
  );
}

function Unit({
  unit,
  classes,
  x,
  y,
}: {
  readonly unit: Compared;
  readonly classes: Classes;
  readonly x: (value: number) => number;
  readonly y: number;
}) {
  const { name, value, interval, standing, printed, told } = unit;
  const color = value === null ? INK : shadeOf(classes.of(value));
  const isLong = name.length > MOST_CHARACTERS;
  return (
    <g className="pickable" data-code={unit.code}>
      <title>{`${name}：${printed} · ${told}`}</title>
      <line x1={NAMES} x2="100%" y1={y} y2={y} stroke={FAINT} />
      <text x={NAMES - 10} y={y + 4} textAnchor="end" fill={INK}>
        {isLong ? `${name.slice(0, MOST_CHARACTERS - 1)}…` : name}
      </text>
      {interval && (
        <line
          x1={x(interval[0])}
          x2={x(interval[1])}
          y1={y}
          y2={y}
          stroke={color}
          strokeWidth={2}
        />
      )}
      {value !== null && <Mark x={x(value)} {...{ y, standing, color }} />}
    </g>
  );
}

/** Full where the unit differs, hollow where chance explains it, a cross where nobody can tell. */
function Mark({
  x,
  y,
  standing,
  color,
}: {
  readonly x: number;
  readonly y: number;
  readonly standing: Compared['standing'];
  readonly color: string;
}) {
  if (standing === 'unknown') {
    const path = `M${x - DOT} ${y - DOT}l${2 * DOT} ${2 * DOT}m0 ${-2 * DOT}l${-2 * DOT} ${2 * DOT}`;
    return <path d={path} data-mark="unknown" fill="none" stroke={color} strokeWidth={2} />;
  }
  return (
    <circle
      cx={x}
      cy={y}
      r={DOT}
      data-mark={standing}
      fill={standing === 'same' ? '#fff' : color}
      stroke={color}
      strokeWidth={2}
    />
  );
}
