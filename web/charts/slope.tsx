/** A slope chart: ranks before and after, a line for each unit that moves. */
import { CONTEXT, HAIRLINE, INK, QUIET, SIGNAL } from './theme.ts';

export interface SlopeRow {
  readonly key: string;
  readonly name: string;
  readonly before: number;
  readonly after: number;
}

export interface SlopeLine {
  readonly row: SlopeRow;
  /** Where its ranks lie. */
  readonly y1: number;
  readonly y2: number;
  /** Where its names stand, so that none covers another. */
  readonly label1: number;
  readonly label2: number;
}

/** Between the names of two units, in pixels. */
const GAP = 17;
const TOP = 34;

/** Moves places that are nearer than the gap apart, as little as it takes, in their order. */
export function spread(wanted: readonly number[], gap: number): number[] {
  // Runs of names that touch, each about the middle of where its names would be.
  interface Run {
    readonly sum: number;
    readonly count: number;
  }
  const runs: Run[] = [];
  const beginOf = ({ sum, count }: Run) => sum / count - ((count - 1) * gap) / 2;
  for (const place of wanted) {
    let run: Run = { sum: place, count: 1 };
    for (let before = runs.at(-1); before; before = runs.at(-1)) {
      if (beginOf(before) + before.count * gap <= beginOf(run)) break;
      runs.pop();
      run = { sum: before.sum + run.sum, count: before.count + run.count };
    }
    runs.push(run);
  }
  return runs.flatMap((run) =>
    Array.from({ length: run.count }, (_, index) => beginOf(run) + index * gap),
  );
}

export interface SlopeLayout {
  readonly height: number;
  readonly lines: readonly SlopeLine[];
}

/** Places the lines: ranks from the top down, on one scale for both sides. */
export function slopeLayout(rows: readonly SlopeRow[]): SlopeLayout {
  const ranks = rows.flatMap(({ before, after }) => [before, after]);
  const [best, worst] = [Math.min(...ranks), Math.max(...ranks)];
  const room = Math.max(GAP * 2, (rows.length - 1) * GAP);
  const y = (rank: number) => TOP + (worst > best ? ((rank - best) / (worst - best)) * room : 0);
  const labels = (side: 'before' | 'after') => {
    const order = rows.toSorted((a, b) => a[side] - b[side] || (a.key < b.key ? -1 : 1));
    const places = spread(
      order.map((row) => y(row[side])),
      GAP,
    );
    const most = Math.min(0, (places[0] ?? TOP) - TOP);
    return new Map(order.map((row, index) => [row.key, (places[index] ?? 0) - most]));
  };
  const [left, right] = [labels('before'), labels('after')];
  const lines = rows.map((row) => ({
    ...{ row, y1: y(row.before), y2: y(row.after) },
    ...{ label1: left.get(row.key) ?? 0, label2: right.get(row.key) ?? 0 },
  }));
  const lowest = Math.max(
    TOP,
    ...lines.flatMap(({ label1, label2, y1, y2 }) => [label1, label2, y1, y2]),
  );
  return { height: lowest + 14, lines };
}

/** Between both sides, and from a side to the end of its names beside their letters. */
const MIDDLE = 120;
const BESIDE = 52;
const BEND = 12;
const MOST_LETTERS = 13;

/** `label` says it in words: it is an image, and the table beside it has the ranks. */
export function Slope({
  rows,
  label,
  before,
  after,
}: {
  readonly rows: readonly SlopeRow[];
  readonly label: string;
  readonly before: string;
  readonly after: string;
}) {
  if (rows.length === 0) return null;
  const { height, lines } = slopeLayout(rows);
  const longest = Math.max(...rows.map(({ name }) => [...name].length));
  const side = BESIDE + Math.min(MOST_LETTERS, longest) * 12;
  const [x1, x2, width] = [side, side + MIDDLE, side * 2 + MIDDLE];
  return (
    <svg
      className="chart-slope"
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      role="img"
      aria-label={label}
      fontSize={12}
    >
      <text x={x1} y={12} textAnchor="end" fill={QUIET}>
        {before}
      </text>
      <text x={x2} y={12} fill={QUIET}>
        {after}
      </text>
      {[x1, x2].map((x) => (
        <line key={x} x1={x} x2={x} y1={20} y2={height - 4} stroke={HAIRLINE} />
      ))}
      {lines.map(({ row, y1, y2, label1, label2 }) => {
        const isUp = row.after < row.before;
        const colour = isUp ? SIGNAL.better : SIGNAL.worse;
        return (
          <g key={row.key}>
            <path
              d={`M${x1 - BEND} ${label1}L${x1} ${y1}L${x2} ${y2}L${x2 + BEND} ${label2}`}
              fill="none"
              stroke={colour}
              strokeWidth={1.5}
              {...(!isUp && { strokeDasharray: '6 3' })}
            />
            <circle cx={x1} cy={y1} r={3} fill={colour} />
            <circle cx={x2} cy={y2} r={3} fill={colour} />
            <text x={x1 - BEND - 4} y={label1 + 4} textAnchor="end" fill={INK}>
              {shortened(row.name)} <tspan fill={CONTEXT}>{row.before}</tspan>
            </text>
            <text x={x2 + BEND + 4} y={label2 + 4} fill={INK}>
              <tspan fill={CONTEXT}>{row.after}</tspan> {isUp ? '▲' : '▼'} {shortened(row.name)}
            </text>
          </g>
        );
      })}
    </svg>
  );
}

/** A name that fits beside the lines. */
function shortened(name: string): string {
  const letters = [...name];
  return letters.length > MOST_LETTERS ? `${letters.slice(0, MOST_LETTERS - 1).join('')}…` : name;
}
