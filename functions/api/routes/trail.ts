import { createRoute, z } from '@hono/zod-openapi';
import { addDays, daysBetween, shanghaiTime } from '../../../shared/calendar/day.ts';
import { trailBook } from '../../../shared/exports/trail.ts';
import { ACTS, MOST_TRAIL_DAYS, OUTCOMES } from '../../../shared/trail/acts.ts';
import { readTrail } from '../../../shared/trail/read.ts';
import type { NamedEntry, TrailEntry } from '../../../shared/trail/trail.ts';
import { atLeast, seesDay } from '../access.ts';
import { oneOf } from '../allowed.ts';
import type { Api, Services } from '../environment.ts';
import { format, jsonOrWorkbook, namedOn, namesOn, workbookAnswer } from '../exports.ts';
import { invalidRequest, namesSchema, PROBLEM_RESPONSE, problem } from '../problems.ts';
import { day, limit, listOf, namedUnit } from '../shapes.ts';
import { namesOfFacts, reasonOf } from '../trail-names.ts';

const USUAL_DAYS = 7;
const ENTRIES_PER_PAGE = 50;
/** Each entry is an object of its own to read. */
const MOST_EXPORTED = 5_000;

const WRONG_ORDER = {
  zh: '截止日期不能早于起始日期',
  en: 'to must not be earlier than from',
};
const TOO_MANY_DAYS = {
  zh: `一次最多查询 ${MOST_TRAIL_DAYS} 天，请分段查询`,
  en: `The trail is asked for in parts of at most ${MOST_TRAIL_DAYS} days`,
};

const FILE = { what: { zh: '操作记录', en: 'trail' }, ascii: 'trail' };

const entrySchema = z
  .object({
    id: z.string(),
    at: z.string().openapi({ example: '2024-05-09T10:12:41+08:00' }),
    account: z.string().openapi({ description: '`schedule`: the system itself' }),
    role: z.string().nullable(),
    unit: namedUnit.nullable().openapi({ description: "The account's" }),
    act: z.enum(ACTS),
    outcome: z.enum(OUTCOMES).nullable().openapi({
      description: 'Null: under way, or cut off before its end was noted',
    }),
    code: z.string().nullable().openapi({ description: 'Why it was refused or failed' }),
    reason: namesSchema.nullable().openapi({ description: '`code` in words' }),
    what: z
      .record(z.string(), z.union([z.string(), z.number()]))
      .openapi({ description: 'Ids, units, periods, revisions and counts' }),
    names: z.record(z.string(), namesSchema).openapi({
      description: 'What codes in `what` are called, by the same names; places of the branch only',
    }),
    requestId: z.string().nullable(),
  })
  .openapi('TrailEntry');

const list = createRoute({
  method: 'get',
  path: '/v1/trail',
  summary: '操作记录 · Who did what, the latest first',
  request: {
    query: z.object({
      from: day.optional().openapi({ description: `By default ${USUAL_DAYS} days up to \`to\`` }),
      to: day.optional().openapi({ description: 'By default today' }),
      act: oneOf(ACTS).optional().openapi({ description: 'Only this kind' }),
      format,
      limit: limit.optional(),
      cursor: z.string().max(2048).optional(),
    }),
  },
  responses: {
    200: jsonOrWorkbook(
      listOf(entrySchema),
      `What accounts of the branch did, of at most ${MOST_TRAIL_DAYS} days; the system's own acts are for administrators`,
    ),
    default: PROBLEM_RESPONSE,
  },
});

/** The trail, which nobody can change. */
export function trailRoutes(api: Api, { trail, clock }: Services): void {
  api.openapi(list, async (c) => {
    const { to = c.get('today'), act, limit: rows, cursor, format: as } = c.req.valid('query');
    const { from = addDays(to, 1 - USUAL_DAYS) } = c.req.valid('query');
    const length = daysBetween(from, to) + 1;
    if (length < 1) return invalidRequest(c, '/to', WRONG_ORDER);
    if (length > MOST_TRAIL_DAYS) return invalidRequest(c, '/from', TOO_MANY_DAYS);
    const caller = c.get('caller');
    const isAdministrator = atLeast(caller, 'administrator');
    const sees = (unit: string | null, on: string) =>
      isAdministrator || (unit !== null && (unit === caller.unit || seesDay(c, unit, on)));
    const tree = c.get('book').unitsOn(c.get('today'));
    const nameOf = namesOn(tree);
    const named = (entry: TrailEntry): NamedEntry => {
      const { unit, at } = entry;
      return {
        ...entry,
        unit: unit === null ? null : { code: unit, name: nameOf(unit) },
        reason: reasonOf(entry),
        // Whoever asked for a unit of another branch has learnt nothing of it, nor do their readers.
        names: namesOfFacts(entry, (code) => (sees(code, at.slice(0, 10)) ? nameOf(code) : null)),
      };
    };
    const query = { from, to, act, sees };
    if (as === 'xlsx') {
      const all = await readTrail(trail, { ...query, limit: MOST_EXPORTED });
      if (all.next !== null) return problem(c, 'export_too_large');
      const within = namedOn(tree, caller.unit);
      const name = { ...FILE, unit: within, periods: [from, to], revision: null };
      const of = { within, from, to, entries: all.items.map(named), now: shanghaiTime(clock()) };
      return workbookAnswer(c, name, (language) => trailBook(of, language));
    }
    const page = await readTrail(trail, { ...query, limit: rows ?? ENTRIES_PER_PAGE, cursor });
    return c.json({ items: page.items.map(named), next: page.next }, 200);
  });
}
