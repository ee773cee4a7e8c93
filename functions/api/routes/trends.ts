import { createRoute, z } from '@hono/zod-openapi';
import { monthsBefore, parsePeriod } from '../../../shared/calendar/period.ts';
import type { ItemTable } from '../../../shared/ports.ts';
import {
  cardScoreSchema,
  kpiFigureSchema,
  rankSchema,
  unitSchema,
} from '../../../shared/scorecards/card.ts';
import { CHART_MONTHS } from '../../../shared/scorecards/history.ts';
import { allPeriods, periodOf } from '../../../shared/scorecards/periods.ts';
import { publishedCardOf } from '../../../shared/scorecards/store.ts';
import { trendsOf } from '../../../shared/scorecards/trends.ts';
import { sees } from '../access.ts';
import { positionsOf } from '../cards.ts';
import type { Api, Services } from '../environment.ts';
import { PROBLEM_RESPONSE, problem } from '../problems.ts';
import { dayOfPeriod } from '../revisions.ts';
import { json, kpiNames, listOf, month, unitCode } from '../shapes.ts';

const number = z.number().nullable();

const pointSchema = z.object({
  value: number,
  numerator: number,
  denominator: number,
  note: z.string().nullable().openapi({ description: '`missing`: nothing was published' }),
  lower: number,
  upper: number,
  cause: z
    .object({
      rule: z.enum(['outside_limits', 'trend', 'two_of_three', 'one_side']),
      direction: z.enum(['high', 'low']),
    })
    .nullable()
    .openapi({ description: 'Which rule of special cause holds of the month' }),
});

const trendSchema = z
  .object({
    kpi: z.string(),
    chart: z
      .enum(['xmr', 'p_prime'])
      .nullable()
      .openapi({ description: 'Null below 10 months: there are no limits then' }),
    center: number,
    target: number,
    signal: kpiFigureSchema.shape.signal,
    assurance: kpiFigureSchema.shape.assurance,
    points: z.array(pointSchema).readonly(),
  })
  .openapi('Trend');

const monthSchema = z.object({
  period: z.string(),
  revision: z.int().nullable().openapi({ description: 'Null: nothing was published' }),
  score: cardScoreSchema.pick({ value: true, interval: true, grade: true }).nullable(),
  ranks: z
    .array(rankSchema.pick({ scope: true, rank: true, of: true, interval: true, echelon: true }))
    .readonly(),
});

const route = createRoute({
  method: 'get',
  path: '/v1/trends/{unit}',
  summary: '走势 · Control charts of a unit’s KPIs over up to 24 published months',
  request: {
    params: z.object({ unit: unitCode }),
    query: z.object({
      to: month
        .optional()
        .openapi({ description: 'The last month; by default that published last' }),
      kpis: kpiNames.optional(),
    }),
  },
  responses: {
    200: json(
      listOf(trendSchema).extend({
        unit: unitSchema,
        months: z.array(monthSchema).readonly().openapi({
          description: 'The months of every trend’s points, the earliest first',
        }),
      }),
      'A trend for each KPI that the unit has',
    ),
    default: PROBLEM_RESPONSE,
  },
});

async function latestMonth(items: ItemTable): Promise<string | undefined> {
  return (await allPeriods(items)).find(
    ({ period, publishedRevision }) =>
      publishedRevision > 0 && parsePeriod(period)?.kind === 'month',
  )?.period;
}

/** Months side by side, with what chance would do. */
export function trendRoutes(api: Api, { items }: Services): void {
  api.openapi(route, async (c) => {
    const { unit } = c.req.valid('param');
    const { to: asked, kpis } = c.req.valid('query');
    const [caller, book, today] = [c.get('caller'), c.get('book'), c.get('today')];
    const isSeen = (period: string) => sees(caller, book, unit, dayOfPeriod(period, today));
    const to = asked ?? (await latestMonth(items));
    const last = to === undefined ? undefined : parsePeriod(to);
    if (!last || !isSeen(last.id)) return problem(c, 'not_found');
    const wanted = [...monthsBefore(last, CHART_MONTHS - 1), last.id];
    const cards = await Promise.all(
      wanted.map(async (period) =>
        isSeen(period) ? publishedCardOf(items, unit, await periodOf(items, period)) : undefined,
      ),
    );
    const begun = cards.findIndex((card) => card !== undefined);
    const months = begun < 0 ? [] : cards.slice(begun);
    const named = months.findLast((card) => card !== undefined);
    if (!named) return problem(c, 'not_found');
    return c.json(
      {
        unit: named.unit,
        months: months.map((card, place) => {
          const shown = card && positionsOf(caller, card.rankability, false) === 'shown';
          return {
            period: wanted[begun + place] ?? '',
            revision: card?.revision ?? null,
            score: card
              ? { value: card.score.value, interval: card.score.interval, grade: card.score.grade }
              : null,
            ranks: (card?.ranks ?? []).map(({ scope, rank, of, interval, echelon }) => ({
              ...{ scope, of, interval, echelon },
              rank: shown ? rank : null,
            })),
          };
        }),
        items: trendsOf(months, kpis && new Set(kpis)),
        next: null,
      },
      200,
    );
  });
}
