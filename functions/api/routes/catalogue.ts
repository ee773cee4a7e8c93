import { createRoute, z } from '@hono/zod-openapi';
import { FAMILIES } from '../../../shared/kpis/catalogue.ts';
import { LEVELS } from '../../../shared/units/tree.ts';
import type { Api } from '../environment.ts';
import { PROBLEM_RESPONSE } from '../problems.ts';
import { json, listOf } from '../shapes.ts';

const names = z.object({ zh: z.string(), en: z.string() }).readonly();

const kpis = createRoute({
  method: 'get',
  path: '/v1/kpis',
  summary: '指标目录 · The catalogue of KPIs',
  responses: {
    200: json(
      listOf(
        z
          .object({
            id: z.string(),
            family: z.object({ id: z.string(), name: names }),
            name: names,
            formula: names.openapi({ description: 'What numerator and denominator count' }),
            form: z.enum(['ratio', 'per_10k', 'change']),
            display: z.enum(['percent', 'number', 'days', 'change']),
            better: z.enum(['higher', 'lower']).nullable(),
            target: z.string().nullable(),
            source: z.string(),
            levels: z.array(z.enum(LEVELS)).readonly(),
            restricted: z.boolean().openapi({
              description: 'Weighed only by a scheme with an approval',
            }),
          })
          .openapi('Kpi'),
      ),
      'Every KPI, in the order of the scorecard',
    ),
    default: PROBLEM_RESPONSE,
  },
});

const CATALOGUE = FAMILIES.flatMap((family) =>
  family.kpis.map((kpi) => ({
    id: kpi.id,
    family: { id: family.id, name: family.name },
    name: kpi.name,
    formula: kpi.formula,
    form: kpi.form,
    display: kpi.display,
    better: kpi.better,
    target: kpi.target,
    source: kpi.source,
    levels: kpi.levels ?? LEVELS,
    restricted: kpi.restricted ?? false,
  })),
);

/** What is measured. */
export function catalogueRoutes(api: Api): void {
  api.openapi(kpis, (c) => c.json({ items: CATALOGUE, next: null }, 200));
}
