/** A score with its interval, drawn in a cell of a table on the axis that all rows share. */
import { CATEGORIES, FAINT, QUIET } from '../charts/theme.ts';

const WIDTH = 130;
const HEIGHT = 14;
const MARGIN = 5;

export interface Axis {
  readonly low: number;
  readonly high: number;
}

interface Scored {
  readonly value: number | null;
  readonly interval: readonly [number, number] | null;
}

/** Whole fives around all scores and their intervals; undefined where nothing has a score. */
export function axisOf(scores: readonly Scored[]): Axis | undefined {
  const ends = scores.flatMap(({ value, interval }) =>
    value === null ? [] : [value, ...(interval ?? [])],
  );
  if (ends.length === 0) return undefined;
  const low = Math.floor(Math.min(...ends) / 5) * 5;
  const high = Math.ceil(Math.max(...ends) / 5) * 5;
  return { low, high: high > low ? high : low + 5 };
}

/** Its numbers stand beside it: to who hears it, it adds nothing. */
export function IntervalCell({ score, axis }: { readonly score: Scored; readonly axis: Axis }) {
  const { value, interval } = score;
  if (value === null) return null;
  const x = (at: number) =>
    MARGIN + ((at - axis.low) / (axis.high - axis.low)) * (WIDTH - 2 * MARGIN);
  const middle = HEIGHT / 2;
  return (
    <svg
      className="report-interval"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      width={WIDTH}
      height={HEIGHT}
      aria-hidden="true"
    >
      <line x1={x(axis.low)} x2={x(axis.high)} y1={middle} y2={middle} stroke={FAINT} />
      {interval && (
        <line
          x1={x(interval[0])}
          x2={x(interval[1])}
          y1={middle}
          y2={middle}
          stroke={QUIET}
          strokeWidth={2}
        />
      )}
      <circle cx={x(value)} cy={middle} r={3.5} fill={CATEGORIES[0]} />
    </svg>
  );
}
