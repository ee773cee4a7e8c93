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
  /** 95 %, of the raw value; null where the KPI is counted, not sampled, or too little is known. */
  interval,
  /** Case rates and changes drawn towards the peer group's usual level; null for other KPIs. */
  shrunken: z.number().nullable(),
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
  /** What the control chart over the months says of the last one; null under 10 months. */
  signal: z.enum(['improving', 'deteriorating', 'none']).nullable(),
  /** Which rule gave the signal. */
  rule: z.string().nullable(),
  /** Whether the process meets the target, whatever chance does. */
  assurance: z.enum(['reliably_met', 'reliably_missed', 'by_chance']).nullable(),
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
  scope: z.enum(['parent', 'province', 'peers']),
  /** The unit whose units of this level were ranked; with `peers` the peer group. */
  within: z.string(),
  /** Null where exact positions are withheld. */
  rank: z.int().positive().nullable(),
  of: z.int().positive(),
  /** 95 %: where the rank may lie, given what chance does to the figures. */
  interval,
  /** The mean of the ranks that chance would give it. */
  expected: z.number().nullable(),
  echelon: z.enum(['first', 'second', 'third']),
  /** False where the interval does not lie in the echelon as a whole. */
  distinguishable: z.boolean().nullable(),
  /** Probability of being in the top and in the bottom tenth. */
  topTenth: z.number().nullable(),
  bottomTenth: z.number().nullable(),
  /** Share of draws of other weights (each ±25 %) in which it keeps its echelon. */
  stability: z.number().nullable(),
});

export const adjustmentSchema = z.object({
  id: z.string(),
  kind: z.enum(['veto', 'deduction', 'bonus']),
  /** What it added to the score (deductions: below 0), after caps. */
  points: z.number(),
});

export const scoreSchema = z.object({
  value: z.number().nullable(),
  interval,
  grade: z.string().nullable(),
});

export const cardScoreSchema = scoreSchema.extend({
  /** The mean of the scores that the figures allow, given what is usual among its peers. */
  expected: z.number().nullable(),
  /** Before bonuses and deductions. */
  base: z.number().nullable(),
  adjustments: z.array(adjustmentSchema),
  /** The best grade that a veto leaves. */
  gradeCap: z.string().nullable(),
});

export const approvalSchema = z.object({
  kpi: z.string(),
  by: z.string(),
  on: z.string(),
  legalBasis: z.string(),
});

/** What a run computes of a unit: the scorecard without its revision, state and time. */
export const cardSchema = z.object({
  period: z.string(),
  scheme: z.string(),
  unit: unitSchema,
  completeness: z.object({ expected: z.number(), submitted: z.number(), onTime: z.number() }),
  score: cardScoreSchema,
  ranks: z.array(rankSchema),
  /** Why the unit has no rank; null where it has. */
  unranked: z.enum(['incomplete', 'no_score', 'other_scheme']).nullable(),
  peerGroup: z.string(),
  /** How much of the differences between the units of its level over the province is not chance. */
  rankability: z.number().nullable(),
  /** Restricted KPIs that the scheme gives a weight, and who allowed it. */
  approvals: z.array(approvalSchema),
  kpis: z.array(kpiFigureSchema),
});

/** An integrity flag as a reviewer sees it on a card. */
export const cardFlagSchema = z.object({
  id: z.string(),
  flag: z.string(),
  state: z.enum(['open', 'confirmed', 'dismissed']),
  statistic: z.record(z.string(), z.number()),
  rows: z.int(),
});

const words = z.object({ zh: z.string(), en: z.string() });

/** A card as it is served: with what has become known since the run. */
export const scorecardSchema = cardSchema.extend({
  kpis: z.array(kpiFigureSchema.extend({ /** The points lost and why. */ explanation: words })),
  /** The three changes that would raise the score most. */
  improvements: z.array(
    z.object({
      kpi: z.string(),
      from: z.number(),
      to: z.number(),
      gain: z.number(),
      needed: z.int().nullable(),
      words,
    }),
  ),
  /** Integrity flags; for reviewers only, empty for others. */
  flags: z.array(cardFlagSchema),
  /** The audit sample by telephone and what came of it; null where nothing was sampled. */
  audit: z
    .object({
      sampled: z.int(),
      confirmed: z.int(),
      wrong: z.int(),
      notReachable: z.int(),
      share: z.number().nullable(),
      interval,
    })
    .nullable(),
  /** Whether exact positions are left out, since the differences are mostly chance. */
  positions: z.enum(['shown', 'withheld']),
  revision: z.int().positive(),
  state: z.enum(['draft', 'published', 'provisional', 'superseded']),
  computedAt: z.string(),
});

const placeSchema = rankSchema.omit({ scope: true, within: true }).extend({
  of: z.int().nonnegative(),
  echelon: rankSchema.shape.echelon.nullable(),
});

export const rankingRowSchema = placeSchema.extend({
  unit: unitSchema,
  score: scoreSchema,
  completeness: z.number().nullable(),
  /** Ranks gained (+) or lost (−) since the period before; null where it had none. */
  change: z.int().nullable(),
  unranked: cardSchema.shape.unranked,
  peerGroup: z.string(),
  /** In the ranking over the province: its place among its peers. */
  peers: placeSchema.nullable(),
});

export type UnitName = Readonly<z.infer<typeof unitSchema>>;
export type KpiFigure = Readonly<z.infer<typeof kpiFigureSchema>>;
export type Rank = Readonly<z.infer<typeof rankSchema>>;
export type Card = Readonly<z.infer<typeof cardSchema>>;
export type Scorecard = Readonly<z.infer<typeof scorecardSchema>>;
export type Place = Readonly<z.infer<typeof placeSchema>>;
export type Adjustment = Readonly<z.infer<typeof adjustmentSchema>>;
export type RankingRow = Readonly<z.infer<typeof rankingRowSchema>>;
