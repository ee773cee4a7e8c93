import { createRoute, z } from '@hono/zod-openapi';
import { simulationBook } from '../../../shared/exports/simulation.ts';
import { kpiOf } from '../../../shared/kpis/catalogue.ts';
import { scorecardSchema } from '../../../shared/scorecards/card.ts';
import { figuresOf } from '../../../shared/scorecards/figures.ts';
import { frozenOf } from '../../../shared/scorecards/frozen.ts';
import { visibleRevision } from '../../../shared/scorecards/periods.ts';
import { type ReadScheme, readTrialScheme } from '../../../shared/scoring/faults.ts';
import { nameOf, type Scheme } from '../../../shared/scoring/scheme.ts';
import { type SchemeBook, schemeBook } from '../../../shared/scoring/schemes.ts';
import { faultAt, type SchemeFault } from '../../../shared/scoring/shape-faults.ts';
import {
  type Place,
  type SimulatedUnit,
  simulate,
  withWeights,
} from '../../../shared/scoring/simulate.ts';
import { LEVELS, type Level, type UnitTree } from '../../../shared/units/tree.ts';
import { allowed, MAX_REVISION, oneOf } from '../allowed.ts';
import { positionsOf } from '../cards.ts';
import type { Api, Services } from '../environment.ts';
import { format, jsonOrWorkbook, namesOn, workbookAnswer } from '../exports.ts';
import { PROBLEM_RESPONSE, problem } from '../problems.ts';
import { chooseRevision, dayOfPeriod } from '../revisions.ts';
import { listOf, periodId, unitCode } from '../shapes.ts';
import { refusedScheme, seenSchemes } from './schemes.ts';

const FILE = { what: { zh: '权重模拟', en: 'other weights' }, ascii: 'simulation' };

const REVISION_WORDS = {
  zh: `应为 1 至 ${MAX_REVISION} 的整数`,
  en: `It is a whole number from 1 to ${MAX_REVISION}`,
};
const WITHIN_WORDS = {
  zh: '应为本单位或下级单位的代码',
  en: 'It is the code of a unit of the own branch',
};
const SCHEME_WORDS = {
  zh: '应为考核办法的名称（如 henan-outcomes@1）或考核办法全文',
  en: 'It is the name of a scheme, such as henan-outcomes@1, or a whole scheme',
};
const WEIGHTS_WORDS = {
  zh: '应为由指标和权重组成的对象，权重为 0 至 100 的数字',
  en: 'It is an object of KPIs and their weights, each a number from 0 to 100',
};
const NORMALIZE_WORDS = { zh: '应为 true 或 false', en: 'It is true or false' };

const bodySchema = z.object({
  period: periodId,
  revision: allowed(z.int().min(1).max(MAX_REVISION), REVISION_WORDS)
    .optional()
    .openapi({ type: 'integer', minimum: 1, maximum: MAX_REVISION }),
  level: oneOf(LEVELS).optional().openapi({ description: 'The level below `within`' }),
  within: allowed(unitCode, WITHIN_WORDS)
    .optional()
    .openapi({ type: 'string', description: 'The own unit' }),
  scheme: allowed(z.union([z.string(), z.looseObject({})]), SCHEME_WORDS)
    .optional()
    .openapi({
      type: ['string', 'object'],
      description: 'The name of a scheme, or a Scheme; else the one that judged',
    }),
  weights: allowed(z.record(z.string(), z.number().min(0).max(100)), WEIGHTS_WORDS)
    .optional()
    .openapi({
      type: 'object',
      additionalProperties: { type: 'number', minimum: 0, maximum: 100 },
      description: 'Other weights at the level, by KPI; the rest keep theirs',
    }),
  normalize: allowed(z.boolean(), NORMALIZE_WORDS).optional().openapi({
    type: 'boolean',
    description: 'Bring the weights back to 100; else they must add up to it',
  }),
  positions: oneOf(['exact'])
    .optional()
    .openapi({ description: 'Exact positions also where they are withheld' }),
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
    query: z.object({ format }),
    body: { required: true, content: { 'application/json': { schema: bodySchema } } },
  },
  responses: {
    200: jsonOrWorkbook(
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
        scheme: z.string().openapi({ description: 'The scheme that was tried out' }),
        judgedBy: z.string().openapi({ description: 'The scheme that judged' }),
        positions: scorecardSchema.shape.positions.describe(
          'Below a rankability of 0.7 ranks and moves are null unless asked for with `positions: "exact"`',
        ),
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

/**
 * Faults of other weights in words that fit a request without a scheme of its own: it has no
 * `scores` to amend.
 */
function faultsOfWeights(faults: readonly SchemeFault[]): SchemeFault[] {
  return faults.map((fault) =>
    fault.code === 'no_function'
      ? faultAt('no_function', fault.pointer.slice(1).split('/'), {
          zh: '缺少计分函数；只改权重不能给出计分函数，请在 scheme 中发送完整的考核办法',
          en: 'has no scoring function, and other weights alone cannot give it one; send a whole scheme in scheme',
        })
      : fault,
  );
}

/** Both places without the exact positions: echelons and scores stay. */
function vague({ before, after, ...rest }: SimulatedUnit): SimulatedUnit {
  const without = (place: Place) => ({ ...place, rank: null });
  return { ...rest, before: without(before), after: without(after), moved: null };
}

/**
 * Those of the branch by rank, or, where that is withheld, by echelon; the unranked last; in the
 * order of codes.
 */
function rowsOf(rows: readonly SimulatedUnit[], tree: UnitTree, within: string) {
  const echelons = ['first', 'second', 'third'];
  const rank = ({ before: { rank, echelon } }: SimulatedUnit) =>
    rank ?? (echelon ? echelons.indexOf(echelon) : Number.POSITIVE_INFINITY);
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
    const [held, all] = await Promise.all([
      figuresOf(lake, request.period, revision),
      schemeBook(items),
    ]);
    if (!held) return problem(c, 'evidence_gone');
    const { goalposts, months, ledger, results } = frozenOf(held.rest);
    const judging = all.named(results[within.code]?.scheme ?? '');
    if (!judging) return problem(c, 'not_found');
    const trial = trialOf(request, level, judging, seenSchemes(c, all));
    if (!trial) return problem(c, 'unknown_scheme');
    if (!trial.ok) {
      const isWhole = typeof request.scheme === 'object';
      return refusedScheme(c, isWhole ? trial.faults : faultsOfWeights(trial.faults));
    }
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
    const rankability = chosen.revision.rankability[level] ?? null;
    const positions = positionsOf(caller, rankability, request.positions === 'exact');
    const shown = rowsOf(positions === 'shown' ? rows : rows.map(vague), tree, within.code);
    if (c.req.valid('query').format === 'xlsx') {
      const { period } = request;
      const of = {
        ...{ within, period, revision, level, positions, summary, rows: shown },
        judged: { scheme: nameOf(judging), weights: judging.weights[level] },
        ...{ tried: { scheme: nameOf(trial.scheme), weights }, nameOf: namesOn(tree) },
      };
      const name = { ...FILE, unit: within, periods: [period], revision };
      return workbookAnswer(c, name, (language) => simulationBook(of, language));
    }
    return c.json(
      {
        ...{ period: request.period, revision, level, within: within.code },
        ...{ scheme: nameOf(trial.scheme), judgedBy: nameOf(judging), weights, summary },
        ...{ rankability, positions },
        restricted: Object.keys(weights).filter(
          (id) => (weights[id] ?? 0) > 0 && kpiOf(id)?.restricted,
        ),
        items: shown,
        next: null,
      },
      200,
    );
  });
}
