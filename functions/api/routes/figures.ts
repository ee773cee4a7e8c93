import { createRoute, z } from '@hono/zod-openapi';
import { shanghaiTime } from '../../../shared/calendar/day.ts';
import { matrixBook } from '../../../shared/exports/figures.ts';
import { kpiFigureSchema, scorecardSchema, unitSchema } from '../../../shared/scorecards/card.ts';
import {
  figuresOf,
  kpisOfLevel,
  type SampledFigure,
  type UnitFigures,
} from '../../../shared/scorecards/figures.ts';
import { visibleRevision } from '../../../shared/scorecards/periods.ts';
import { LEVELS } from '../../../shared/units/tree.ts';
import { MAX_REVISION, wholeNumber } from '../allowed.ts';
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
import { kpiNames, listOf, periodId, unitCode } from '../shapes.ts';

/** Figures in one answer: a function's may have 6 MB. */
const MOST_FIGURES = 20_000;

const FIGURES = { zh: '各单位指标', en: 'KPIs by unit' };

const { numerator, denominator, value, interval, shrunken, note } = kpiFigureSchema.shape;

const rowSchema = z
  .object({
    unit: unitSchema.extend({
      area: z.enum(['urban', 'rural']),
      population: z.number(),
      peerGroup: z.string(),
    }),
    completeness: scorecardSchema.shape.completeness,
    kpis: z.record(
      z.string(),
      z.object({ numerator, denominator, value, interval, shrunken, note }),
    ),
  })
  .openapi('UnitFigures');

const route = createRoute({
  method: 'get',
  path: '/v1/figures/{period}',
  summary: '指标对照 · KPIs of the units of a level side by side, before any scheme judges them',
  request: {
    params: z.object({ period: periodId }),
    query: z.object({
      level: z.enum(LEVELS).optional().openapi({ description: 'The level below `within`' }),
      within: unitCode.optional().openapi({ description: 'A unit of the own branch' }),
      kpis: kpiNames.optional(),
      format,
      revision: wholeNumber(1, MAX_REVISION).optional(),
      cursor: z.string().max(2048).optional(),
    }),
  },
  responses: {
    200: jsonOrWorkbook(
      listOf(rowSchema).extend({
        period: z.string(),
        revision: z.int(),
        state: scorecardSchema.shape.state,
        level: z.enum(LEVELS),
        within: rowSchema.openapi({ description: 'The unit itself, to compare with' }),
      }),
      'The units by code; case rates and changes raw and shrunken',
    ),
    default: PROBLEM_RESPONSE,
  },
});

function figureShape(figure: SampledFigure) {
  const { numerator, denominator, value, interval, shrunken, note } = figure;
  const ends: [number, number] | null = interval && [interval[0], interval[1]];
  return { numerator, denominator, value, interval: ends, shrunken, note };
}

function rowShape({ unit, completeness, kpis }: UnitFigures, ids: readonly string[]) {
  const { code, name, level, parent, area, population, peerGroup } = unit;
  return {
    unit: { code, name, level, parent, area, population, peerGroup },
    completeness: { ...completeness },
    kpis: Object.fromEntries(
      ids.flatMap((id) => {
        const figure = kpis[id];
        return figure ? [[id, figureShape(figure)] as const] : [];
      }),
    ),
  };
}

/** The figures of many units at once. */
export function figuresRoutes(api: Api, { items, lake }: Services): void {
  api.openapi(route, async (c) => {
    const { period } = c.req.valid('param');
    const { revision: asked, cursor, kpis, ...query } = c.req.valid('query');
    const caller = c.get('caller');
    const tree = c.get('book').unitsOn(dayOfPeriod(period, c.get('today')));
    const within = query.within ?? caller.unit;
    if (!tree.isWithin(caller.unit, within)) return problem(c, 'not_found');
    const level = query.level ?? tree.childrenOf(within)[0]?.level ?? 'station';
    const chosen = await chooseRevision(items, caller, period, asked, visibleRevision);
    if (!chosen.ok) return problem(c, chosen.code);
    const { revision } = chosen.revision;
    const kept = await figuresOf(lake, period, revision);
    if (!kept) return problem(c, 'evidence_gone');
    const head = kept.units.find(({ unit }) => unit.code === within);
    if (!head) return problem(c, 'not_found');
    const rows = kept.units
      .filter(({ unit }) => unit.level === level && tree.isWithin(within, unit.code))
      .sort((a, b) => (a.unit.code < b.unit.code ? -1 : 1));
    const ids = kpis ?? kpisOfLevel(level).map(({ kpi }) => kpi.id);
    if (query.format === 'xlsx') {
      const { scheme, computedAt } = chosen.revision;
      const unit = namedOn(tree, within);
      const of = {
        ...{ period, revision, state: chosen.state, scheme, rows, kpis: ids },
        within: { ...unit, kpis: head.kpis },
        ...{ computedAt: shanghaiTime(computedAt), nameOf: namesOn(tree) },
        schemeName: await schemeName(items, scheme),
      };
      const name = { what: FIGURES, ascii: 'figures', unit, periods: [period], revision };
      return workbookAnswer(c, name, (language) => matrixBook(of, language));
    }
    const atOnce = Math.floor(MOST_FIGURES / Math.max(1, ids.length));
    const page = pageOf(rows, { period, revision }, atOnce, cursor);
    return c.json(
      {
        ...{ period, revision, state: chosen.state, level, within: rowShape(head, ids) },
        items: page.items.map((row) => rowShape(row, ids)),
        next: page.next,
      },
      200,
    );
  });
}
