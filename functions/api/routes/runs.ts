import { createRoute, z } from '@hono/zod-openapi';
import { shanghaiTime } from '../../../shared/calendar/day.ts';
import { runsBook } from '../../../shared/exports/runs.ts';
import { findRun, listRuns, type Run, startRun, stopRun } from '../../../shared/scorecards/runs.ts';
import type { Api, Services } from '../environment.ts';
import { format, jsonOrWorkbook, MOST_EXPORTED, namedOn, workbookAnswer } from '../exports.ts';
import { invalidRequest, PROBLEM_RESPONSE, problem } from '../problems.ts';
import { itemId, json, limit, listOf, PERIOD_WORDS, periodId } from '../shapes.ts';

const RUNS_PER_PAGE = 20;
const FILE = { what: { zh: '计算记录', en: 'runs' }, ascii: 'runs' };

const NO_REVISION = {
  zh: '该考核期没有这个已完成的版本',
  en: 'The period has no such finished revision',
};

const runSchema = z
  .object({
    id: z.string(),
    period: z.string(),
    state: z.enum(['running', 'succeeded', 'failed']),
    revision: z.int().nullable().openapi({ description: 'Null for a dry run' }),
    scheme: z.string(),
    knownIn: z.int().nullable().openapi({ description: 'Whose figures were scored again' }),
    dryRun: z.boolean(),
    requestedBy: z.string(),
    startedAt: z.string(),
    endedAt: z.string().nullable(),
    steps: z
      .array(
        z.object({
          name: z.string(),
          state: z.string(),
          done: z.int(),
          of: z.int(),
          startedAt: z.string().nullable(),
          endedAt: z.string().nullable(),
        }),
      )
      .readonly(),
    error: z.object({ code: z.string(), message: z.string() }).optional(),
  })
  .openapi('Run');

const start = createRoute({
  method: 'post',
  path: '/v1/runs',
  summary: '开始计算 · Start a run of a period',
  request: {
    body: {
      required: true,
      content: {
        'application/json': {
          schema: z.object({
            period: periodId,
            scheme: z.string().optional(),
            dryRun: z.boolean().optional(),
            knownIn: z.int().positive().optional().openapi({
              description: 'Score the figures of this revision again, as they were known then',
            }),
          }),
        },
      },
    },
  },
  responses: { 202: json(runSchema, 'Started'), default: PROBLEM_RESPONSE },
});

const list = createRoute({
  method: 'get',
  path: '/v1/runs',
  summary: '计算记录 · Runs, the latest first',
  request: {
    query: z.object({
      format,
      limit: limit.optional(),
      cursor: z.string().max(2048).optional(),
    }),
  },
  responses: { 200: jsonOrWorkbook(listOf(runSchema), 'The runs'), default: PROBLEM_RESPONSE },
});

const params = z.object({ id: itemId });

const one = createRoute({
  method: 'get',
  path: '/v1/runs/{id}',
  summary: '计算进度 · A run, step by step',
  request: { params },
  responses: { 200: json(runSchema, 'The run'), default: PROBLEM_RESPONSE },
});

const stop = createRoute({
  method: 'delete',
  path: '/v1/runs/{id}',
  summary: '停止计算 · Stop a run',
  request: { params },
  responses: {
    202: json(runSchema, 'It stops at its next step'),
    200: json(runSchema, 'It had ended'),
    default: PROBLEM_RESPONSE,
  },
});

/** Runs: start one, follow it, stop it. */
export function runRoutes(api: Api, { items, runQueue, clock, reference }: Services): void {
  const book = () => reference.book();
  const ports = {
    items,
    queue: runQueue,
    clock,
    book,
    newId: () => crypto.randomUUID().slice(0, 8),
  };

  api.openapi(start, async (c) => {
    const started = await startRun(ports, { ...c.req.valid('json'), by: c.get('caller').account });
    switch (started.outcome) {
      case 'run_in_progress':
        return problem(c, 'run_in_progress', { run: started.run });
      case 'invalid_period':
        return invalidRequest(c, '/period', PERIOD_WORDS);
      case 'future_period':
        return problem(c, 'period_not_begun');
      case 'unknown_scheme':
        return problem(c, 'unknown_scheme');
      case 'unknown_revision':
        return invalidRequest(c, '/knownIn', NO_REVISION);
      case 'started':
        return c.json(shape(started.run), 202);
    }
  });

  api.openapi(list, async (c) => {
    const { format, limit: rows = RUNS_PER_PAGE, cursor } = c.req.valid('query');
    if (format === 'xlsx') {
      const all = await listRuns(items, { limit: MOST_EXPORTED });
      if (all.next !== null) return problem(c, 'export_too_large');
      const unit = namedOn(c.get('book').unitsOn(c.get('today')), c.get('caller').unit);
      const of = { now: shanghaiTime(clock()), runs: all.items };
      return workbookAnswer(c, { ...FILE, unit, periods: [], revision: null }, (language) =>
        runsBook(of, language),
      );
    }
    const page = await listRuns(items, { limit: rows, ...(cursor !== undefined && { cursor }) });
    return c.json({ items: page.items.map(shape), next: page.next }, 200);
  });

  api.openapi(one, async (c) => {
    const run = await findRun(items, c.req.valid('param').id);
    return run ? c.json(shape(run), 200) : problem(c, 'not_found');
  });

  api.openapi(stop, async (c) => {
    const { id } = c.req.valid('param');
    const stopped = await stopRun(items, id, clock());
    const run = await findRun(items, id);
    if (!run) return problem(c, 'not_found');
    return c.json(shape(run), stopped === 'stopping' ? 202 : 200);
  });
}

function shape(run: Run) {
  const { id, period, state, revision, scheme, knownIn, dryRun, requestedBy, steps, error } = run;
  return {
    ...{ id, period, state, revision, scheme, knownIn, dryRun, requestedBy },
    startedAt: shanghaiTime(run.startedAt),
    endedAt: run.endedAt === null ? null : shanghaiTime(run.endedAt),
    steps,
    ...(error && { error }),
  };
}
