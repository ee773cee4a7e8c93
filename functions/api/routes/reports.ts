import { createRoute, z } from '@hono/zod-openapi';
import { buildReport } from '../../../shared/reports/build.ts';
import { reportSchema } from '../../../shared/reports/report.ts';
import { visibleRevision } from '../../../shared/scorecards/periods.ts';
import { storedCardOf } from '../../../shared/scorecards/store.ts';
import { sees } from '../access.ts';
import { serveCard } from '../cards.ts';
import type { Api, Services } from '../environment.ts';
import { PROBLEM_RESPONSE, problem } from '../problems.ts';
import { readReport } from '../report-data.ts';
import { chooseRevision, dayOfPeriod } from '../revisions.ts';
import { json, periodId, revision, unitCode } from '../shapes.ts';

const report = createRoute({
  method: 'get',
  path: '/v1/reports/{period}/{unit}',
  summary:
    '考核通报 · The data of a unit’s printable report: the published one, else the provisional one',
  request: {
    params: z.object({ period: periodId, unit: unitCode }),
    query: z.object({
      revision: revision.optional(),
      positions: z
        .literal('exact')
        .optional()
        .openapi({ description: 'Exact positions also where they are withheld' }),
    }),
  },
  responses: {
    200: json(
      reportSchema.meta({ id: 'Report' }),
      'Figures, findings in sentences, the units below and how to read it all',
    ),
    default: PROBLEM_RESPONSE,
  },
});

/** The data of printable reports. */
export function reportRoutes(api: Api, { items, lake }: Services): void {
  api.openapi(report, async (c) => {
    const { period, unit } = c.req.valid('param');
    const { revision: asked, positions } = c.req.valid('query');
    const caller = c.get('caller');
    if (!sees(caller, c.get('book'), unit, dayOfPeriod(period, c.get('today')))) {
      return problem(c, 'not_found');
    }
    const chosen = await chooseRevision(items, caller, period, asked, visibleRevision);
    if (!chosen.ok) return problem(c, chosen.code);
    const { record, revision: found } = chosen;
    const stored = await storedCardOf(items, unit, record, found);
    if (!stored) return problem(c, 'not_found');
    const isExact = positions === 'exact';
    const card = await serveCard(items, caller, stored, isExact);
    const input = await readReport(c, { items, lake }, { record, revision: found, card, isExact });
    return c.json(buildReport(input), 200);
  });
}
