/** What a printed monthly bulletin of a unit needs, in one answer: the shape of it. */
import { z } from 'zod';
import { kpiFigureSchema, rankingRowSchema, scorecardSchema } from '../scorecards/card.ts';
import { LEVELS } from '../units/tree.ts';

const words = z.object({ zh: z.string(), en: z.string() });
const named = z.object({ code: z.string(), name: z.string(), level: z.enum(LEVELS) });
const interval = z.tuple([z.number(), z.number()]).readonly().nullable();
const card = scorecardSchema.shape;

/**
 * The period that values are compared with, and what it is called: 上月. Null where there is none
 * to compare with, as while the period is not over.
 */
const baseline = words.extend({ period: z.string() }).nullable();

/** The score of another period, as it is published. */
const pastScore = z
  .object({ period: z.string(), value: z.number().nullable(), interval })
  .nullable();

export const sentenceSchema = z.object({
  /** What it says; the same in every report. */
  id: z.string(),
  /** The KPI that it is about. */
  kpi: z.string().nullable(),
  words,
});

/** A KPI with what it is called and a sentence that says what it has come to. */
export const reportFigureSchema = kpiFigureSchema.extend({
  name: words,
  form: z.enum(['ratio', 'per_10k', 'change']),
  display: z.enum(['percent', 'number', 'days', 'change']),
  better: z.enum(['higher', 'lower']).nullable(),
  restricted: z.boolean(),
  explanation: words,
  words,
});

const cell = kpiFigureSchema.pick({
  ...{ numerator: true, denominator: true, value: true, interval: true, note: true },
});

const moved = z.object({
  unit: z.string(),
  from: z.number(),
  to: z.number(),
  difference: z.number(),
  /** Whether the intervals of the two scores have nothing in common. */
  distinguishable: z.boolean().nullable(),
});

const belowSchema = z.object({
  level: z.enum(LEVELS),
  rankability: z.number().nullable(),
  positions: card.positions,
  /** The KPIs of the table's columns. */
  columns: z.array(z.string()).readonly(),
  /** In the order of the ranking. */
  items: z
    .array(
      rankingRowSchema.extend({
        previousScore: z.number().nullable(),
        kpis: z.record(z.string(), cell),
      }),
    )
    .readonly(),
  /** Codes of the units that stand out; their rows are among the items. */
  best: z.array(z.string()).readonly(),
  weakest: z.array(z.string()).readonly(),
  risen: z.array(moved).readonly(),
  fallen: z.array(moved).readonly(),
  unranked: z.array(z.string()).readonly(),
});

const station = z.object({ code: z.string(), name: z.string(), parent: z.string().nullable() });

const stationsSchema = z.object({
  /** Against the target of the unit's scheme; null where it has none, or no station has a value. */
  time: z
    .object({
      target: z.number(),
      excels: z.number().nullable(),
      stations: z.int(),
      below: z.int(),
      unsure: z.int(),
      average: z.number().nullable(),
      above: z.int(),
      under: z.int(),
      alike: z.int(),
      /** Every station's, the lowest first, also where the items are cut short. */
      values: z.array(z.object({ value: z.number(), isBelow: z.boolean() })).readonly(),
      items: z
        .array(
          z.object({
            unit: station,
            numerator: z.number(),
            denominator: z.number(),
            value: z.number(),
            interval,
            distinguishable: z.boolean().nullable(),
          }),
        )
        .readonly(),
    })
    .nullable(),
  incomplete: z.object({
    stations: z.int(),
    belowMinimum: z.int(),
    minimum: z.number(),
    items: z
      .array(z.object({ unit: station, completeness: card.completeness, share: z.number() }))
      .readonly(),
  }),
});

const flagsSchema = z.object({
  flags: z.int(),
  open: z.int(),
  confirmed: z.int(),
  dismissed: z.int(),
  stations: z.int(),
  kinds: z.array(z.object({ flag: z.string(), name: words.nullable(), flags: z.int() })).readonly(),
});

const ledgerSchema = z.object({
  unit: named,
  kind: z.enum(['veto', 'deduction', 'bonus']),
  /** As entered, before the caps of the scheme; null for a veto. */
  points: z.number().nullable(),
  gradeCap: z.string().nullable(),
  reason: z.string(),
  evidence: z.string(),
  decidedAt: z.string(),
});

export const reportSchema = z.object({
  ...{ period: card.period, revision: card.revision, state: card.state, scheme: card.scheme },
  schemeName: words.nullable(),
  computedAt: card.computedAt,
  publishedAt: z.string().nullable(),
  title: words,
  periodName: words,
  unit: card.unit,
  /** The units above it, from the province down. */
  above: z.array(named).readonly(),
  /** Whether the units are a demo's; then the bulletin has to say so. */
  madeUp: z.boolean(),
  ...{ completeness: card.completeness, score: card.score, ranks: card.ranks },
  ...{ unranked: card.unranked, peerGroup: card.peerGroup, rankability: card.rankability },
  ...{ positions: card.positions, approvals: card.approvals, audit: card.audit },
  before: baseline,
  yearAgo: baseline,
  previousScore: pastScore,
  yearAgoScore: pastScore,
  /** The KPIs of the first page. */
  headline: z.array(reportFigureSchema).readonly(),
  /** All of them, by family. */
  families: z
    .array(z.object({ id: z.string(), name: words, kpis: z.array(reportFigureSchema).readonly() }))
    .readonly(),
  /** What the bulletin says, heading by heading. */
  sections: z
    .array(
      z.object({ id: z.string(), title: words, sentences: z.array(sentenceSchema).readonly() }),
    )
    .readonly(),
  /** The units directly below, by level; none for a station. */
  below: z.array(belowSchema).readonly(),
  /** The stations of the branch; null for a station, and where the revision's figures are gone. */
  stations: stationsSchema.nullable(),
  /** For reviewers; null for others. */
  flags: flagsSchema.nullable(),
  /** Entries of the ledger that counted in the revision. */
  ledger: z.array(ledgerSchema).readonly(),
  /** Earlier periods of the same kind and this one, as published: score and headline values. */
  trend: z
    .array(
      z.object({
        period: z.string(),
        revision: z.int(),
        score: z.number().nullable(),
        kpis: z.record(z.string(), z.number().nullable()),
      }),
    )
    .readonly(),
  /** How the numbers are to be read. */
  method: z.array(words).readonly(),
  source: words,
});

export type Report = z.infer<typeof reportSchema>;
export type ReportFigure = z.infer<typeof reportFigureSchema>;
