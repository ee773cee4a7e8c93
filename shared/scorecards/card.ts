import { z } from 'zod';

/** The shapes of api.md that scorecards, rankings, runs and periods are stored and served in. */

const interval = z.tuple([z.number(), z.number()]).nullable();
const level = z.enum(['province', 'city', 'county', 'station']);

export const unitSchema = z.object({
  code: z.string(),
  name: z.string(),
  level,
  parent: z.string().nullable(),
});

export const kpiFigureSchema = z.object({
  id: z.string(),
  family: z.string(),
  numerator: z.number(),
  denominator: z.number(),
  value: z.number().nullable(),
  interval,
  /** The value that was scored; null where the KPI dropped out or carries no weight. */
  scored: z.number().nullable(),
  score: z.number().nullable(),
  /** Share of the unit's score, after what dropped out was shared out; 0 where not scored. */
  weight: z.number(),
  /** What the scheme gives the KPI. */
  schemeWeight: z.number(),
  /** Points of the score that this KPI cost. */
  lost: z.number().nullable(),
  /** The points of the scoring function, by name. */
  target: z.record(z.string(), z.number()).nullable(),
  function: z.string().nullable(),
  previous: z.number().nullable(),
  yearAgo: z.number().nullable(),
  signal: z.string().nullable(),
  note: z.string().nullable(),
  /** Why a KPI with a weight in the scheme was not scored. */
  dropped: z.enum(['no_value', 'too_few', 'base_incomplete']).nullable(),
  byRole: z
    .record(
      z.string(),
      z.object({ numerator: z.number(), denominator: z.number(), value: z.number().nullable() }),
    )
    .optional(),
});

export const rankSchema = z.object({
  scope: z.enum(['parent', 'province']),
  within: z.string(),
  rank: z.int().positive(),
  of: z.int().positive(),
  interval,
  echelon: z.enum(['first', 'second', 'third']),
  distinguishable: z.boolean().nullable(),
});

export const scoreSchema = z.object({
  value: z.number().nullable(),
  interval,
  grade: z.string().nullable(),
});

/** What a run computes of a unit: the scorecard without its revision, state and time. */
export const cardSchema = z.object({
  period: z.string(),
  scheme: z.string(),
  unit: unitSchema,
  completeness: z.object({ expected: z.number(), submitted: z.number(), onTime: z.number() }),
  score: scoreSchema,
  ranks: z.array(rankSchema),
  /** Why the unit has no rank; null where it has. */
  unranked: z.enum(['incomplete', 'no_score']).nullable(),
  kpis: z.array(kpiFigureSchema),
  flags: z.array(z.unknown()),
});

export const scorecardSchema = cardSchema.extend({
  revision: z.int().positive(),
  state: z.enum(['draft', 'published', 'provisional', 'superseded']),
  computedAt: z.string(),
});

export const rankingRowSchema = z.object({
  unit: unitSchema,
  score: scoreSchema,
  completeness: z.number().nullable(),
  rank: z.int().positive().nullable(),
  of: z.int().nonnegative(),
  interval,
  echelon: rankSchema.shape.echelon.nullable(),
  distinguishable: z.boolean().nullable(),
  /** Ranks gained (+) or lost (−) since the period before; null where it had none. */
  change: z.int().nullable(),
  unranked: cardSchema.shape.unranked,
});

export type UnitName = Readonly<z.infer<typeof unitSchema>>;
export type KpiFigure = Readonly<z.infer<typeof kpiFigureSchema>>;
export type Rank = Readonly<z.infer<typeof rankSchema>>;
export type Card = Readonly<z.infer<typeof cardSchema>>;
export type Scorecard = Readonly<z.infer<typeof scorecardSchema>>;
export type RankingRow = Readonly<z.infer<typeof rankingRowSchema>>;
