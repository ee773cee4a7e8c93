import { createRoute, z } from '@hono/zod-openapi';
import packageJson from '../../../package.json' with { type: 'json' };
import { addDays, shanghaiTime } from '../../../shared/calendar/day.ts';
import { readMissing, totalOf } from '../../../shared/reminders/missing.ts';
import { listRuns } from '../../../shared/scorecards/runs.ts';
import { SCHEMA_VERSION } from '../../../shared/submissions/contract.ts';
import type { Api, Services } from '../environment.ts';
import { PROBLEM_RESPONSE } from '../problems.ts';
import { json } from '../shapes.ts';

const status = createRoute({
  method: 'get',
  path: '/v1/status',
  summary: '运行状态 · Completeness today, queue depth, the last run, versions',
  responses: {
    200: json(
      z
        .object({
          now: z.string(),
          completeness: z
            .array(
              z.object({
                date: z.string(),
                expected: z.int(),
                submitted: z.int(),
                onTime: z.int(),
              }),
            )
            .openapi({ description: "Station-days of the caller's branch, today and yesterday" }),
          reference: z.array(
            z.object({
              kind: z.string(),
              version: z.int(),
              effective: z.string(),
              rows: z.int(),
            }),
          ),
          queues: z
            .object({ inbox: z.int(), run: z.int() })
            .openapi({ description: 'Files and runs that wait or are under way, about' }),
          lastRun: z
            .object({
              period: z.string(),
              state: z.string(),
              startedAt: z.string(),
              endedAt: z.string().nullable(),
            })
            .nullable(),
          versions: z.object({ application: z.string(), contract: z.int() }),
        })
        .openapi('Status'),
      'How things stand',
    ),
    default: PROBLEM_RESPONSE,
  },
});

/** How things stand, as far as the caller's branch goes. */
export function statusRoutes(api: Api, { items, inboxQueue, runQueue, clock }: Services): void {
  api.openapi(status, async (c) => {
    const today = c.get('today');
    const book = c.get('book');
    const branch = c.get('caller').unit;
    const completeness = await Promise.all(
      [today, addDays(today, -1)].map(async (date) => ({
        date,
        ...totalOf(await readMissing(items, book.unitsOn(date), branch, date)),
      })),
    );
    const reference = book.versions.map(({ kind, version, effective, rows }) => ({
      ...{ kind, version, effective, rows: rows.length },
    }));
    const [last] = (await listRuns(items, { limit: 1 })).items;
    const lastRun = last
      ? {
          period: last.period,
          state: last.state,
          startedAt: shanghaiTime(last.startedAt),
          endedAt: last.endedAt === null ? null : shanghaiTime(last.endedAt),
        }
      : null;
    const versions = { application: packageJson.version, contract: SCHEMA_VERSION };
    const [inbox, run] = await Promise.all([inboxQueue.depth(), runQueue.depth()]);
    const queues = { inbox, run };
    const now = shanghaiTime(clock());
    return c.json({ now, completeness, reference, queues, lastRun, versions }, 200);
  });
}
