/** Appeals as they are served. */
import { z } from '@hono/zod-openapi';
import { APPEAL_STATES, type Appeal, DECISIONS, REMEDIES } from '../../shared/review/appeals.ts';
import type { UnitTree } from '../../shared/units/tree.ts';
import { historyShape, namedUnit, nameUnit } from './shapes.ts';

export const appealSchema = z
  .object({
    id: z.string(),
    period: z.string(),
    revision: z.int().openapi({ description: 'The published revision that it is about' }),
    unit: namedUnit,
    kpi: z.string().nullable(),
    ledger: z.string().nullable(),
    reason: z.string(),
    state: z.enum(APPEAL_STATES),
    filedBy: z.string(),
    filedAt: z.string(),
    deadline: z.string().openapi({ description: 'Until when it could be filed' }),
    comment: z.object({ by: z.string(), at: z.string(), text: z.string() }).nullable(),
    decision: z
      .object({
        by: z.string(),
        at: z.string(),
        outcome: z.enum(DECISIONS),
        note: z.string(),
        remedy: z.enum(REMEDIES).nullable(),
        reference: z.string().nullable(),
      })
      .nullable(),
    history: historyShape,
  })
  .openapi('Appeal');

/** An appeal, with its unit's name. */
export function shape(tree: UnitTree, appeal: Appeal) {
  const { id, period, revision, unit, kpi, ledger, reason, state, filedBy, filedAt } = appeal;
  return {
    ...{ id, period, revision, unit: nameUnit(tree, unit), kpi, ledger, reason, state },
    ...{ filedBy, filedAt, deadline: appeal.deadline },
    ...{ comment: appeal.comment, decision: appeal.decision, history: appeal.history },
  };
}
