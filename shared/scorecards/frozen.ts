import { z } from 'zod';
import { type LedgerEntry, ledgerEntrySchema } from '../review/ledger.ts';
import type { Goalposts } from '../scoring/model.ts';
import type { Priors } from '../uncertainty/priors.ts';
import type { Result } from './compute.ts';

/** What a run froze beside its figures: with it they can be judged again as they were then. */
export interface Frozen {
  readonly months: number;
  readonly goalposts: Goalposts;
  readonly priors: Priors;
  readonly ledger: Readonly<Record<string, readonly LedgerEntry[]>>;
  /** What came out, by unit: later periods and revisions are compared with it. */
  readonly results: Readonly<Record<string, Result>>;
}

const frozenSchema = z.object({
  months: z.number(),
  goalposts: z.record(z.string(), z.record(z.string(), z.tuple([z.number(), z.number()]))),
  priors: z.custom<Priors>((value) => typeof value === 'object' && value !== null),
  ledger: z.record(z.string(), z.array(ledgerEntrySchema)),
  results: z.record(
    z.string(),
    z.object({
      score: z.number().nullable(),
      grade: z.string().nullable(),
      scheme: z.string(),
      ranks: z.record(z.string(), z.number()),
    }),
  ),
});

/** Reads what `encodeFigures` kept as `rest`. Throws where it is not that. */
export function frozenOf(rest: unknown): Frozen {
  return frozenSchema.parse(rest);
}
