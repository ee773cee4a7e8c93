import { createRoute, z } from '@hono/zod-openapi';
import { kpisBook } from '../../../shared/exports/kpis.ts';
import { familyOf, KPIS, kpiOf } from '../../../shared/kpis/catalogue.ts';
import type { Kpi, Sum } from '../../../shared/kpis/definition.ts';
import { fileOf, queriesOf, summandsOf } from '../../../shared/kpis/origin.ts';
import { INTERVALS, notesOf, ROLL_UPS } from '../../../shared/kpis/words.ts';
import { LEVELS } from '../../../shared/units/tree.ts';
import type { Api } from '../environment.ts';
import { format, jsonOrWorkbook, workbookAnswer } from '../exports.ts';
import { PROBLEM_RESPONSE, problem } from '../problems.ts';
import { json, listOf } from '../shapes.ts';

const FILE = { what: { zh: '考核指标', en: 'KPIs' }, ascii: 'kpis' };

const names = z.object({ zh: z.string(), en: z.string() }).readonly();

const kpiShape = z.object({
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
});

const sum = z
  .array(
    z.object({
      measure: z.string(),
      factor: z.number(),
      file: z
        .string()
        .nullable()
        .openapi({ description: 'The file of `queries` that gives it; null: a rule asks for it' }),
    }),
  )
  .openapi({ description: 'The measures that are added up, each times its factor' });

const sums = z.object({ numerator: sum, denominator: sum });

const kpiDetail = kpiShape
  .extend({
    ...sums.shape,
    byRole: z.record(z.string(), sums).nullable().openapi({ description: 'The same by role' }),
    lowestLevel: z.enum(LEVELS).openapi({ description: 'The lowest level that has it' }),
    interval: z
      .object({ kind: z.enum(Object.keys(INTERVALS) as [string, ...string[]]), text: names })
      .openapi({ description: 'How its 95 % interval is made' }),
    notes: z
      .array(z.object({ code: z.string(), text: names }))
      .openapi({ description: 'What is to be known of it, and the notes that a value can carry' }),
    queries: z
      .array(
        z.object({
          file: z.string(),
          sql: z.string(),
          rollUp: z.enum(Object.keys(ROLL_UPS) as [string, ...string[]]),
          rollUpText: names.openapi({ description: 'How its rows go up the tree' }),
        }),
      )
      .openapi({ description: 'The SQL files that numerator and denominator come from' }),
  })
  .openapi('KpiDetail');

const kpis = createRoute({
  method: 'get',
  path: '/v1/kpis',
  summary: '指标目录 · The catalogue of KPIs',
  request: { query: z.object({ format }) },
  responses: {
    200: jsonOrWorkbook(
      listOf(kpiShape.openapi('Kpi')),
      'Every KPI, in the order of the scorecard',
    ),
    default: PROBLEM_RESPONSE,
  },
});

const one = createRoute({
  method: 'get',
  path: '/v1/kpis/{id}',
  summary: '指标说明 · One KPI with its SQL, its measures, its interval and its notes',
  request: { params: z.object({ id: z.string().max(64) }) },
  responses: { 200: json(kpiDetail, 'The KPI'), default: PROBLEM_RESPONSE },
});

function shape(kpi: Kpi): z.infer<typeof kpiShape> {
  const { id, name, formula, form, display, better, target, source } = kpi;
  const family = familyOf(id);
  return {
    id,
    family: { id: family.id, name: family.name },
    ...{ name, formula, form, display, better, target, source },
    levels: kpi.levels ?? LEVELS,
    restricted: kpi.restricted ?? false,
  };
}

/** From the top down, as the levels are. */
function lowestLevelOf({ levels = LEVELS }: Kpi) {
  return LEVELS.findLast((level) => levels.includes(level)) ?? 'province';
}

const shapeSums = (parts: { readonly numerator: Sum; readonly denominator: Sum }) => ({
  numerator: summandsOf(parts.numerator),
  denominator: summandsOf(parts.denominator),
});

function shapeDetail(kpi: Kpi): z.infer<typeof kpiDetail> {
  const { kind } = kpi.sampling;
  const roles = Object.entries(kpi.byRole ?? {});
  return {
    ...shape(kpi),
    ...shapeSums(kpi),
    byRole: kpi.byRole
      ? Object.fromEntries(roles.map(([role, parts]) => [role, shapeSums(parts)]))
      : null,
    lowestLevel: lowestLevelOf(kpi),
    interval: { kind, text: INTERVALS[kind] },
    notes: notesOf(kpi),
    queries: queriesOf(kpi).map((query) => ({
      ...{ file: fileOf(query), sql: query.sql },
      ...{ rollUp: query.rollUp, rollUpText: ROLL_UPS[query.rollUp] },
    })),
  };
}

const CATALOGUE = KPIS.map(shape);

/** What is measured. */
export function catalogueRoutes(api: Api): void {
  api.openapi(kpis, async (c) => {
    if (c.req.valid('query').format === 'xlsx') {
      const name = { ...FILE, unit: null, periods: [], revision: null };
      return workbookAnswer(c, name, (language) => kpisBook(KPIS, language));
    }
    return c.json({ items: CATALOGUE, next: null }, 200);
  });

  api.openapi(one, (c) => {
    const kpi = kpiOf(c.req.valid('param').id);
    return kpi ? c.json(shapeDetail(kpi), 200) : problem(c, 'not_found');
  });
}
