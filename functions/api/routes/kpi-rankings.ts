import { createRoute, z } from '@hono/zod-openapi';
import { shanghaiTime } from '../../../shared/calendar/day.ts';
import { parsePeriod, periodBefore } from '../../../shared/calendar/period.ts';
import { kpiRankingBook } from '../../../shared/exports/kpi-ranking.ts';
import { kpiOf } from '../../../shared/kpis/catalogue.ts';
import type { ItemTable, ObjectStore } from '../../../shared/ports.ts';
import { rankByKpi } from '../../../shared/scorecards/by-kpi.ts';
import { kpiFigureSchema, scorecardSchema, unitSchema } from '../../../shared/scorecards/card.ts';
import { figuresOf } from '../../../shared/scorecards/figures.ts';
import { periodOf, visibleRevision } from '../../../shared/scorecards/periods.ts';
import { LEVELS } from '../../../shared/units/tree.ts';
import { pageOf } from '../cards.ts';
import type { Api, Services } from '../environment.ts';
import {
  format,
  jsonOrWorkbook,
  namedOn,
  namesOn,
  schemeName,
  workbookAnswer,
} from '../exports.ts';
import { PROBLEM_RESPONSE, problem } from '../problems.ts';
import { chooseRevision, dayOfPeriod } from '../revisions.ts';
import { limit, listOf, periodId, revision, unitCode } from '../shapes.ts';

const ROWS_PER_PAGE = 200;

const figure = kpiFigureSchema.shape;

const route = createRoute({
  method: 'get',
  path: '/v1/rankings/{period}/kpis/{kpi}',
  summary: '单项指标排名 · The units of a level in the own branch, ranked by one KPI',
  request: {
    params: z.object({ period: periodId, kpi: z.string().max(64) }),
    query: z.object({
      level: z.enum(LEVELS).optional().openapi({ description: 'The level below `within`' }),
      within: unitCode.optional().openapi({ description: 'A unit of the own branch' }),
      format,
      revision: revision.optional(),
      limit: limit.optional(),
      cursor: z.string().max(2048).optional(),
    }),
  },
  responses: {
    200: jsonOrWorkbook(
      listOf(
        z
          .object({
            unit: unitSchema,
            rank: z.int().positive().nullable(),
            of: z.int().nonnegative(),
            numerator: figure.numerator,
            denominator: figure.denominator,
            value: figure.value,
            interval: figure.interval,
            shrunken: figure.shrunken,
            note: figure.note,
          })
          .meta({ id: 'KpiRankingRow' }),
      ).extend({
        period: z.string(),
        revision: z.int(),
        state: scorecardSchema.shape.state,
        kpi: z.string(),
        within: z.string(),
        level: z.enum(LEVELS),
      }),
      'The rows, the best first; case rates and changes by their shrunken values. Of a KPI without a direction all rows by code, none with a rank',
    ),
    default: PROBLEM_RESPONSE,
  },
});

/** The figures that are published of the period before; null where none are. */
async function publishedBefore(items: ItemTable, lake: ObjectStore, period: string) {
  const parsed = parsePeriod(period);
  const id = parsed && periodBefore(parsed);
  if (id === undefined) return null;
  const { publishedRevision: revision } = await periodOf(items, id);
  const kept = revision > 0 ? await figuresOf(lake, id, revision) : undefined;
  return kept ? { of: { period: id, revision }, units: kept.units } : null;
}

/** Rankings by one KPI, also one that no scheme weighs. */
export function kpiRankingRoutes(api: Api, { items, lake }: Services): void {
  api.openapi(route, async (c) => {
    const { period, kpi: id } = c.req.valid('param');
    const { revision: asked, cursor, limit: rows = ROWS_PER_PAGE, ...query } = c.req.valid('query');
    const kpi = kpiOf(id);
    if (!kpi) return problem(c, 'not_found');
    const caller = c.get('caller');
    const tree = c.get('book').unitsOn(dayOfPeriod(period, c.get('today')));
    const within = query.within ?? caller.unit;
    if (!tree.isWithin(caller.unit, within)) return problem(c, 'not_found');
    const level = query.level ?? tree.childrenOf(within)[0]?.level ?? 'station';
    const chosen = await chooseRevision(items, caller, period, asked, visibleRevision);
    if (!chosen.ok) return problem(c, chosen.code);
    const { revision: number } = chosen.revision;
    const kept = await figuresOf(lake, period, number);
    if (!kept) return problem(c, 'evidence_gone');
    const field = kept.units.filter(
      ({ unit }) => unit.level === level && tree.isWithin(within, unit.code),
    );
    const ranked = rankByKpi(kpi, field);
    if (query.format === 'xlsx') {
      const { scheme, computedAt } = chosen.revision;
      const unit = namedOn(tree, within);
      const before = await publishedBefore(items, lake, period);
      // Ranked among those that stand in this table, too.
      const codes = new Set(field.map((one) => one.unit.code));
      const then = before?.units.filter((one) => codes.has(one.unit.code)) ?? [];
      const of = {
        ...{ period, revision: number, state: chosen.state, scheme, kpi, within: unit, level },
        ...{ computedAt: shanghaiTime(computedAt), rows: ranked, nameOf: namesOn(tree) },
        before: before && { ...before.of, rows: rankByKpi(kpi, then) },
        schemeName: await schemeName(items, scheme),
      };
      const name = { what: kpi.name, ascii: kpi.id.replaceAll('_', '-'), unit };
      return workbookAnswer(c, { ...name, periods: [period], revision: number }, (language) =>
        kpiRankingBook(of, language),
      );
    }
    const list = { period, revision: number };
    const page = pageOf(ranked, list, rows, cursor);
    return c.json(
      {
        ...{ period, revision: number, state: chosen.state, kpi: id, within, level },
        items: page.items.map(({ unit, rank, of, figure: found }) => ({
          unit: { code: unit.code, name: unit.name, level: unit.level, parent: unit.parent },
          ...{ rank, of, numerator: found.numerator, denominator: found.denominator },
          ...{ value: found.value, shrunken: found.shrunken, note: found.note },
          interval: found.interval && ([...found.interval] as [number, number]),
        })),
        next: page.next,
      },
      200,
    );
  });
}
