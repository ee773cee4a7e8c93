import { z } from 'zod';
import { flagThresholdsSchema } from '../flags/catalogue.ts';
import { scoreFunctionSchema } from './functions.ts';
import henanBaseline from './schemes/henan-baseline@1.json' with { type: 'json' };
import henanOutcomes from './schemes/henan-outcomes@1.json' with { type: 'json' };

/** What a person writes: not blank, without blanks around it. */
const words = (most: number) => z.string().trim().min(1).max(most);
const text = (most: number) => z.strictObject({ zh: words(most), en: words(most) });
const weights = z.record(z.string(), z.number().min(0).max(100));
const share = z.number().min(0).max(1);

/** Versions are padded to four digits in keys. */
export const MAX_VERSION = 9999;

/** Leave to weigh a restricted KPI: who gave it, when, and on which legal basis. */
export const approvalSchema = z.strictObject({
  kpi: z.string(),
  by: words(200),
  on: z.iso.date(),
  legalBasis: words(500),
  /** Number of the document. */
  document: words(200).optional(),
});

/** An assessment scheme (考核办法): what counts, how much, and against which target. */
export const schemeSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]{0,63}$/),
  version: z.int().min(1).max(MAX_VERSION),
  name: text(100),
  description: text(4000),
  /** The unit whose branch it judges. */
  jurisdiction: z.string().regex(/^\d{12}$/),
  /** First day on which it may be applied. */
  effective: z.iso.date(),
  /** Whether runs take it by themselves; one that is not adopted has to be named. */
  adopted: z.boolean(),
  /** One for each restricted KPI that has a weight. */
  approvals: z.array(approvalSchema),
  /** Categories of the eight major crimes: two lists are in use. */
  eightMajor: z.array(z.string()).min(1),
  /** Grades from the best down, each with the lowest score that earns it. */
  grades: z.array(z.strictObject({ grade: words(20), from: z.number().min(0).max(100) })).min(1),
  /** Units below this completeness are listed apart, unranked. */
  minimumCompleteness: share,
  /** A ratio over fewer is not scored. */
  minimumDenominators: z.record(z.string(), z.number().min(0)),
  scores: z.record(z.string(), scoreFunctionSchema),
  /** By level, the weight of each KPI that counts; each level's add up to 100. */
  weights: z.strictObject({
    station: weights,
    county: weights,
    city: weights,
    province: weights,
  }),
  /** What persons' decisions may do: points at most, in sum, and the best grade after a veto. */
  ledger: z.strictObject({
    maximumBonus: z.number().min(0).max(100),
    maximumDeduction: z.number().min(0).max(100),
    vetoGrade: z.string(),
  }),
  /** Thresholds of the integrity flags; those that a document leaves out are the usual ones. */
  flags: flagThresholdsSchema,
  audit: z.strictObject({
    /** Disputes, visits and follow-ups of a station that are called back in a quarter. */
    perQuarter: z.int().min(0).max(1000),
  }),
});

export type Scheme = z.infer<typeof schemeSchema>;

/** Levels in the order in which a scheme prints their weights. */
export const WEIGHT_LEVELS = ['station', 'county', 'city', 'province'] as const;

/** A scheme and version as people write it: `henan-baseline@1`. */
export function nameOf(scheme: Pick<Scheme, 'id' | 'version'>): string {
  return `${scheme.id}@${scheme.version}`;
}

/** The schemes that come with the system; that they are without fault is tested. */
export const BUILT_IN: readonly Scheme[] = [henanBaseline, henanOutcomes].map((document) =>
  schemeSchema.parse(document),
);

/** The scheme that judges where no other does. */
export const DEFAULT_SCHEME = 'henan-baseline@1';
