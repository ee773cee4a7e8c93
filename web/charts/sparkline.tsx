/** A word-sized line of a KPI's months: limits as a band, gaps as gaps, special months marked. */
import type { Trend } from '../api.ts';
import { BAND, CONTEXT, QUIET, SIGNAL } from './theme.ts';

const WIDTH = 120;
const HEIGHT = 28;
const MARGIN = 4;

export interface SparklineShape {
  /** SVG paths: one stretch of months without a gap each. */
  readonly lines: readonly string[];
  /** The band of chance, where there are limits. */
  readonly band: string | undefined;
  readonly dots: readonly {
    readonly x: number;
    readonly y: number;
    readonly cause: 'better' | 'worse' | 'none' | undefined;
    readonly isLast: boolean;
  }[];
}

/** Places the months; `better` tells on which side a special month is good. */
export function sparklineShape(
  { points }: Pick<Trend, 'points'>,
  better: 'higher' | 'lower' | null,
): SparklineShape {
  const levels = points.flatMap(({ value, lower, upper }) => [value, lower, upper]);
  const known = levels.filter((level) => level !== null);
  const [least, most] = [Math.min(...known), Math.max(...known)];
  const x = (place: number) =>
    MARGIN + (place / Math.max(1, points.length - 1)) * (WIDTH - 2 * MARGIN);
  const y = (value: number) =>
    most > least
      ? HEIGHT - MARGIN - ((value - least) / (most - least)) * (HEIGHT - 2 * MARGIN)
      : HEIGHT / 2;
  const at = (place: number, value: number) => `${x(place).toFixed(1)},${y(value).toFixed(1)}`;
  const stretches: string[][] = [[]];
  points.forEach(({ value }, place) => {
    if (value === null) stretches.push([]);
    else stretches.at(-1)?.push(at(place, value));
  });
  const edge = (side: 'lower' | 'upper') =>
    points.flatMap((point, place) => (point[side] === null ? [] : [at(place, point[side])]));
  const upper = edge('upper');
  const good = better === 'higher' ? 'high' : 'low';
  return {
    lines: stretches.filter(({ length }) => length > 1).map((line) => `M${line.join('L')}`),
    band: upper.length > 1 ? `M${[...upper, ...edge('lower').reverse()].join('L')}Z` : undefined,
    dots: points.flatMap(({ value, cause }, place) => {
      const isLast = place === points.length - 1;
      const isAlone = points[place - 1]?.value == null && points[place + 1]?.value == null;
      if (value === null || !(cause || isLast || isAlone)) return [];
      const told = better === null ? 'none' : cause?.direction === good ? 'better' : 'worse';
      return [{ x: x(place), y: y(value), cause: cause ? told : undefined, isLast }];
    }),
  };
}

const MARKS = { better: SIGNAL.better, worse: SIGNAL.worse, none: CONTEXT } as const;

/** As in the control chart: special months by shape, too. */
const SHAPE = {
  better: (x: number, y: number) =>
    `M${x - 3.5} ${y}L${x} ${y - 3.5}L${x + 3.5} ${y}L${x} ${y + 3.5}Z`,
  worse: (x: number, y: number) => `M${x - 3} ${y - 3}h6v6h-6Z`,
  none: (x: number, y: number) => `M${x - 3.5} ${y + 3}h7L${x} ${y - 3.5}Z`,
} as const;

/** `label` says it in words: it is an image. Special months have marks, others dots. */
export function Sparkline({
  trend,
  better,
  label,
}: {
  readonly trend: Pick<Trend, 'points'>;
  readonly better: 'higher' | 'lower' | null;
  readonly label: string;
}) {
  if (!trend.points.some(({ value }) => value !== null)) return null;
  const { lines, band, dots } = sparklineShape(trend, better);
  return (
    <svg className="sparkline" width={WIDTH} height={HEIGHT} role="img" aria-label={label}>
      {band && <path d={band} fill={BAND} />}
      {lines.map((line) => (
        <path key={line} d={line} fill="none" stroke={QUIET} strokeWidth={1.5} />
      ))}
      {dots.map(({ x, y, cause, isLast }) =>
        cause ? (
          <path key={x} d={SHAPE[cause](x, y)} fill={MARKS[cause]} />
        ) : (
          <circle key={x} cx={x} cy={y} r={isLast ? 2.5 : 1.5} fill={QUIET} />
        ),
      )}
    </svg>
  );
}
