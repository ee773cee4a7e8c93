import { createRoute, z } from '@hono/zod-openapi';
import { kpiOf } from '../../../shared/kpis/catalogue.ts';
import { figuresOf } from '../../../shared/scorecards/figures.ts';
import { frozenOf } from '../../../shared/scorecards/frozen.ts';
import { visibleRevision } from '../../../shared/scorecards/periods.ts';
import { type ReadScheme, readTrialScheme } from '../../../shared/scoring/faults.ts';
import { nameOf, type Scheme } from '../../../shared/scoring/scheme.ts';
import { type SchemeBook, schemeBook } from '../../../shared/scoring/schemes.ts';
import { type SimulatedUnit, simulate, withWeights } from '../../../shared/scoring/simulate.ts';
import { LEVELS, type Level, type UnitTree } from '../../../shared/units/tree.ts';
import type { Api, Services } from '../environment.ts';
import { PROBLEM_RESPONSE, problem } from '../problems.ts';
import { chooseRevision, dayOfPeriod } from '../revisions.ts';
import { json, listOf, periodId, unitCode } from '../shapes.ts';
import { refusedScheme } from './schemes.ts';

const bodySchema = z.object({
  period: periodId,
  revision: z.int().positive().optional(),
  level: z.enum(LEVELS).optional().openapi({ description: 'The level below `within`' }),
  within: unitCode.optional().openapi({ description: 'The own unit' }),
  scheme: z
    .union([z.string(), z.looseObject({})])
    .optional()
    .openapi({ description: 'The name of a scheme, or a Scheme; else the one that judged' }),
  weights: z
    .record(z.string(), z.number())
    .optional()
    .openapi({ description: 'Other weights at the level, by KPI; the rest keep theirs' }),
  normalize: z
    .boolean()
    .optional()
    .openapi({ description: 'Bring the weights back to 100; else they must add up to it' }),
});

const echelon = z.enum(['first', 'second', 'third']).nullable();
const placeSchema = z
  .object({
    score: z.number().nullable(),
    rank: z.int().nullable(),
    echelon,
    stability: z.number().nullable().openapi({
      description: 'Share of draws of every weight ±25 % in which it keeps its echelon',
    }),
  })
  .openapi('SimulatedPlace');

const route = createRoute({
  method: 'post',
  path: '/v1/schemes/simulate',
  summary: '权重模拟 · What other weights would change in a ranking',
  request: {
    body: { required: true, content: { 'application/json': { schema: bodySchema } } },
  },
  responses: {
    200: json(
      listOf(
        z
          .object({
            unit: z.object({
              code: z.string(),
              name: z.string(),
              level: z.enum(LEVELS),
              parent: z.string().nullable(),
            }),
            before: placeSchema,
            after: placeSchema,
            moved: z.int().nullable().openapi({ description: 'Ranks gained (+) or lost (−)' }),
          })
          .openapi('SimulatedUnit'),
      ).extend({
        period: z.string(),
        revision: z.int(),
        level: z.enum(LEVELS),
        within: z.string(),
        scheme: z.string().openapi({ description: 'The scheme that judged' }),
        weights: z.record(z.string(), z.number()).readonly(),
        restricted: z
          .array(z.string())
          .readonly()
          .openapi({ description: 'Restricted KPIs that these weights count: a trial, no more' }),
        rankability: z.number().nullable().openapi({
          description: 'Below 0.7 the differences between the units are mostly chance',
        }),
        summary: z
          .object({
            of: z.int(),
            moved: z.int(),
            echelonChanged: z.int(),
            spearman: z.number().nullable(),
          })
          .openapi({ description: 'Over all units ranked together, also beyond `within`' }),
      }),
      'The units of the branch, by rank; ranked among all that the same scheme judges',
    ),
    default: PROBLEM_RESPONSE,
  },
});

type Request = z.infer<typeof bodySchema>;

/** The scheme to try out; undefined where none is called what was asked for. */
function trialOf(
  request: Request,
  level: Level,
  judging: Scheme,
  schemes: SchemeBook,
): ReadScheme | undefined {
  const { scheme: asked = nameOf(judging), weights = {}, normalize = false } = request;
  const named = typeof asked === 'string' ? schemes.named(asked) : undefined;
  if (typeof asked === 'string' && !named) return undefined;
  const base: ReadScheme = named ? { ok: true, scheme: named } : readTrialScheme(asked);
  if (!base.ok || !request.weights) return base;
  return readTrialScheme(withWeights(base.scheme, level, weights, normalize));
}

/** Those of the branch by rank, the unranked last, in the order of codes. */
function rowsOf(rows: readonly SimulatedUnit[], tree: UnitTree, within: string) {
  const rank = ({ before }: SimulatedUnit) => before.rank ?? Number.POSITIVE_INFINITY;
  return rows
    .filter(({ unit }) => tree.isWithin(within, unit.code))
    .sort((a, b) => {
      const byCode = a.unit.code < b.unit.code ? -1 : 1;
      return rank(a) === rank(b) ? byCode : rank(a) - rank(b);
    })
    .map(({ unit: { code, name, level, parent }, ...rest }) => ({
      unit: { code, name, level, parent },
      ...rest,
    }));
}

/** What other weights, or another scheme, would change. */
export function simulationRoutes(api: Api, { items, lake }: Services): void {
  api.openapi(route, async (c) => {
    const request = c.req.valid('json');
    const caller = c.get('caller');
    const tree = c.get('book').unitsOn(dayOfPeriod(request.period, c.get('today')));
    const within = tree.unit(request.within ?? caller.unit);
    if (!within || !tree.isWithin(caller.unit, within.code)) return problem(c, 'not_found');
    const level = request.level ?? tree.childrenOf(within.code)[0]?.level ?? within.level;
    const chosen = await chooseRevision(
      items,
      caller,
      request.period,
      request.revision,
      visibleRevision,
    );
    if (!chosen.ok) return problem(c, chosen.code);
    const { revision } = chosen.revision;
    const [held, schemes] = await Promise.all([
      figuresOf(lake, request.period, revision),
      schemeBook(items),
    ]);
    if (!held) return problem(c, 'evidence_gone');
    const { goalposts, months, ledger, results } = frozenOf(held.rest);
    const judging = schemes.named(results[within.code]?.scheme ?? '');
    if (!judging) return problem(c, 'not_found');
    const trial = trialOf(request, level, judging, schemes);
    if (!trial) return problem(c, 'unknown_scheme');
    if (!trial.ok) return refusedScheme(c, trial.faults);
    // Ranked together are those that one scheme judges, in this branch or beyond it.
    const field = held.units.filter(
      ({ unit }) => unit.level === level && results[unit.code]?.scheme === nameOf(judging),
    );
    const { rows, summary } = simulate(field, {
      level,
      judge: { scheme: judging, goalposts, months },
      other: trial.scheme,
      ledger,
      seed: request.period,
    });
    const weights = trial.scheme.weights[level];
    return c.json(
      {
        ...{ period: request.period, revision, level, within: within.code },
        ...{ scheme: nameOf(judging), weights, summary },
        rankability: chosen.revision.rankability[level] ?? null,
        restricted: Object.keys(weights).filter(
          (id) => (weights[id] ?? 0) > 0 && kpiOf(id)?.restricted,
        ),
        items: rowsOf(rows, tree, within.code),
        next: null,
      },
      200,
    );
  });
}
