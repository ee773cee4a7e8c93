import { z } from 'zod';

/** Points of a line: below the first and beyond the last value there is no more to lose or gain. */
export type Points = readonly (readonly [value: number, score: number])[];

const goalposts = z.strictObject({
  function: z.literal('peers'),
  /** The values that score 0 and 100: the scheme's own. */
  zero: z.number(),
  hundred: z.number(),
  /** For sums that grow with the period: the goalposts are of one month. */
  perMonth: z.boolean().optional(),
});

const target = z.strictObject({
  function: z.literal('target'),
  /** Scores 0. */
  floor: z.number(),
  /** Scores 100: credit ends here. */
  target: z.number(),
});

/** How a KPI's value becomes a score from 0 to 100, with its parameters. */
export const scoreFunctionSchema = z.union([
  z.strictObject({
    function: z.literal('band'),
    floor: z.number(),
    meets: z.number(),
    excels: z.number(),
  }),
  target,
  z.strictObject({
    function: z.literal('target'),
    /** Towns and countryside have targets of their own. */
    byArea: z.strictObject({
      urban: target.omit({ function: true }),
      rural: target.omit({ function: true }),
    }),
  }),
  z.strictObject({ function: z.literal('change') }),
  goalposts,
]);

export type ScoreFunction = z.infer<typeof scoreFunctionSchema>;

/** What a score may depend on besides the value. */
export interface ScoreContext {
  readonly better: 'higher' | 'lower';
  readonly area: 'urban' | 'rural';
  /** Months that the period spans. */
  readonly months: number;
  /** What `peers` goes by in place of the scheme's own values: the peers' of the year before. */
  readonly goalposts?: readonly [zero: number, hundred: number];
}

/**
 * The values that a scorecard prints beside the score, by name: what was asked of this unit.
 * A `change` is judged alike everywhere: −10 % → 100, 0 → 80, +25 % → 0 where lower is better,
 * and its mirror image where higher is.
 */
export function targetsOf(
  fn: ScoreFunction,
  { better, area, months, goalposts }: ScoreContext,
): Readonly<Record<string, number>> {
  switch (fn.function) {
    case 'band':
      return { floor: fn.floor, meets: fn.meets, excels: fn.excels };
    case 'target': {
      const { floor, target: reached } = 'byArea' in fn ? fn.byArea[area] : fn;
      return { floor, target: reached };
    }
    case 'change': {
      const sign = better === 'lower' ? 1 : -1;
      return { floor: 0.25 * sign, meets: 0, excels: -0.1 * sign };
    }
    case 'peers': {
      if (goalposts) return { zero: goalposts[0], hundred: goalposts[1] };
      const factor = fn.perMonth ? months : 1;
      return { zero: fn.zero * factor, hundred: fn.hundred * factor };
    }
  }
}

const SCORES: Readonly<Record<string, number>> = {
  floor: 0,
  zero: 0,
  meets: 80,
  target: 100,
  excels: 100,
  hundred: 100,
};

/** The points of a score function for a unit, by value. */
export function pointsOf(fn: ScoreFunction, context: ScoreContext): Points {
  return Object.entries(targetsOf(fn, context))
    .map(([name, value]) => [value, SCORES[name] ?? 0] as const)
    .sort(([a], [b]) => a - b);
}

/** The score at a value, 0 to 100: linear between the points, level beyond them. */
export function scoreAt(points: Points, value: number): number {
  let before: (typeof points)[number] | undefined;
  for (const point of points) {
    if (value <= point[0]) {
      if (!before) return point[1];
      return before[1] + ((value - before[0]) / (point[0] - before[0])) * (point[1] - before[1]);
    }
    before = point;
  }
  return before?.[1] ?? 0;
}

/** The score of a value, 0 to 100. */
export function scoreOf(fn: ScoreFunction, value: number, context: ScoreContext): number {
  return scoreAt(pointsOf(fn, context), value);
}
