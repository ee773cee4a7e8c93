/** A value against its marks, word-sized: where it lies, how sure that is, and what is asked. */
import { BAND, CONTEXT, HAIRLINE, SIGNAL } from './theme.ts';

const WIDTH = 132;
const HEIGHT = 26;
const MARGIN = 6;
const AXIS = HEIGHT / 2;

/** What a value is held against, by the names that scorecards give it. */
export type Marks = Readonly<Record<string, number>>;

export interface BulletShape {
  /** Where the target is met; undefined where the marks are no target. */
  readonly met: { readonly x: number; readonly width: number } | undefined;
  /** Where it is excelled. */
  readonly excelled: { readonly x: number; readonly width: number } | undefined;
  readonly ticks: readonly number[];
  /** The interval, as far as it lies within the drawing. */
  readonly interval: readonly [number, number] | undefined;
  readonly value: number;
  readonly verdict: 'met' | 'missed' | 'none';
}

/** The mark that a value should reach; undefined where marks only say what scores 0 and 100. */
export const goalOf = (marks: Marks | null): number | undefined => marks?.meets ?? marks?.target;

/** Whether more is asked for, as the marks themselves say. */
function isHigherBetter(marks: Marks): boolean {
  const low = marks.floor ?? marks.zero ?? 0;
  const high = marks.excels ?? marks.target ?? marks.meets ?? marks.hundred ?? 0;
  return high >= low;
}

/** Whether the value reaches its goal; `none` where there is no value or no goal. */
export function verdictOf(value: number | null, marks: Marks | null): BulletShape['verdict'] {
  const goal = goalOf(marks);
  if (value === null || marks === null || goal === undefined) return 'none';
  return (isHigherBetter(marks) ? value >= goal : value <= goal) ? 'met' : 'missed';
}

/** Places everything; undefined where there is no value or nothing to hold it against. */
export function bulletShape(
  value: number | null,
  interval: readonly [number, number] | null,
  marks: Marks | null,
): BulletShape | undefined {
  const levels = Object.values(marks ?? {});
  if (value === null || marks === null || levels.length === 0) return undefined;
  const [least, most] = [Math.min(value, ...levels), Math.max(value, ...levels)];
  // The worst mark may be far off, and the value's neighbourhood is what matters: a margin beyond.
  const beyond = (most - least) * 0.08 || Math.abs(most) * 0.1 || 1;
  const [from, to] = [least - beyond, most + beyond];
  const within = (level: number) => Math.min(to, Math.max(from, level));
  const x = (level: number) =>
    MARGIN + ((within(level) - from) / (to - from)) * (WIDTH - 2 * MARGIN);
  const isHigher = isHigherBetter(marks);
  const zone = (mark: number | undefined) => {
    if (mark === undefined) return undefined;
    const [start, end] = isHigher ? [x(mark), x(to)] : [x(from), x(mark)];
    return { x: start, width: end - start };
  };
  return {
    met: zone(goalOf(marks)),
    excelled: zone(marks.excels),
    ticks: levels.map(x),
    interval: interval ? [x(interval[0]), x(interval[1])] : undefined,
    value: x(value),
    verdict: verdictOf(value, marks),
  };
}

const EXCELLED = '#c3d8e8';

/** `label` says it in words. A goal that is met is a dot, one that is missed a square. */
export function Bullet({
  value,
  interval,
  marks,
  label,
}: {
  readonly value: number | null;
  readonly interval: readonly [number, number] | null;
  readonly marks: Marks | null;
  readonly label: string;
}) {
  const shape = bulletShape(value, interval, marks);
  if (!shape) return null;
  const { met, excelled, ticks, verdict } = shape;
  return (
    <svg className="bullet" width={WIDTH} height={HEIGHT} role="img" aria-label={label}>
      {met && <rect x={met.x} y={AXIS - 8} width={met.width} height={16} fill={BAND} />}
      {excelled && (
        <rect x={excelled.x} y={AXIS - 8} width={excelled.width} height={16} fill={EXCELLED} />
      )}
      <line x1={0} x2={WIDTH} y1={AXIS} y2={AXIS} stroke={HAIRLINE} />
      {[...new Set(ticks)].map((tick) => (
        <line key={tick} x1={tick} x2={tick} y1={AXIS - 8} y2={AXIS + 8} stroke={CONTEXT} />
      ))}
      {shape.interval && (
        <line
          x1={shape.interval[0]}
          x2={shape.interval[1]}
          y1={AXIS}
          y2={AXIS}
          stroke={CONTEXT}
          strokeWidth={2}
        />
      )}
      {verdict === 'missed' ? (
        <rect x={shape.value - 4} y={AXIS - 4} width={8} height={8} fill={SIGNAL.worse} />
      ) : (
        <circle
          cx={shape.value}
          cy={AXIS}
          r={4.5}
          fill={verdict === 'met' ? SIGNAL.better : CONTEXT}
        />
      )}
    </svg>
  );
}
