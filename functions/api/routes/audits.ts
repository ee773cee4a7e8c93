import { createRoute, z } from '@hono/zod-openapi';
import { shanghaiTime } from '../../../shared/calendar/day.ts';
import { parsePeriod } from '../../../shared/calendar/period.ts';
import { auditsBook } from '../../../shared/exports/review.ts';
import {
  AUDIT_KINDS,
  AUDIT_OUTCOMES,
  AUDIT_STATES,
  type AuditRecord,
  auditOfId,
  auditsPk,
  readAudit,
  recordOutcome,
} from '../../../shared/review/audits.ts';
import { pageOf } from '../../../shared/review/pages.ts';
import type { UnitTree } from '../../../shared/units/tree.ts';
import { type Caller, judges } from '../access.ts';
import { oneOf } from '../allowed.ts';
import { seenBranch } from '../branches.ts';
import type { Api, Services } from '../environment.ts';
import { format, jsonOrWorkbook, MOST_EXPORTED, namedOn, workbookAnswer } from '../exports.ts';
import { invalidRequest, PROBLEM_RESPONSE, problem } from '../problems.ts';
import { dayOfPeriod } from '../revisions.ts';
import {
  historyShape,
  itemId,
  json,
  limit,
  listOf,
  note,
  periodId,
  placedUnit,
  placeUnit,
  unitCode,
} from '../shapes.ts';

const AUDITS_PER_PAGE = 200;

const FILE = { what: { zh: '回访核查', en: 'call-backs' }, ascii: 'audits' };

const NO_MONTH = {
  zh: '回访核查按月抽样，请填写月份，如 2024-04',
  en: 'Samples are drawn by month; name one, such as 2024-04',
};

const auditSchema = z
  .object({
    id: z.string(),
    period: z.string(),
    station: placedUnit,
    kind: z.enum(AUDIT_KINDS),
    date: z.string().openapi({ description: 'The station-day that the row stands in' }),
    list: z.string().openapi({ description: 'The list of the submission' }),
    position: z.int().openapi({ description: 'The row, from 0 on' }),
    ref: z.string().openapi({ description: "The station's own number, or the grid of a visit" }),
    state: z.enum(AUDIT_STATES),
    note: z.string().nullable(),
    by: z.string().nullable(),
    at: z.string().nullable(),
    history: historyShape,
  })
  .openapi('Audit');

const list = createRoute({
  method: 'get',
  path: '/v1/audits',
  summary: '回访核查 · The audit sample of a month',
  request: {
    query: z.object({
      period: periodId,
      within: unitCode.optional().openapi({ description: 'The own unit where left out' }),
      state: oneOf(AUDIT_STATES).optional(),
      format,
      limit: limit.optional(),
      cursor: z.string().max(2048).optional(),
    }),
  },
  responses: {
    200: jsonOrWorkbook(
      listOf(auditSchema),
      'The samples, by station; a station sees its own once their outcome is recorded',
    ),
    default: PROBLEM_RESPONSE,
  },
});

const outcome = createRoute({
  method: 'post',
  path: '/v1/audits/{id}/outcome',
  summary: '登记回访结果 · What a call back came to, for reviewers of a unit above',
  request: {
    params: z.object({ id: itemId }),
    body: {
      required: true,
      content: {
        'application/json': {
          schema: z.strictObject({ outcome: oneOf(AUDIT_OUTCOMES), note: note.optional() }),
        },
      },
    },
  },
  responses: { 200: json(auditSchema, 'Recorded'), default: PROBLEM_RESPONSE },
});

/** Whether the station itself would learn what is yet to be called back, and could prepare for it. */
function isAhead(caller: Caller, { station, state }: AuditRecord): boolean {
  return caller.unit === station && state === 'open';
}

/** The audit sample: list it, record what came of it. */
export function auditRoutes(api: Api, { items, clock }: Services): void {
  api.openapi(list, async (c) => {
    const { period, within, state, format, ...asked } = c.req.valid('query');
    if (parsePeriod(period)?.kind !== 'month') return invalidRequest(c, '/period', NO_MONTH);
    const seen = seenBranch(c, dayOfPeriod(period, c.get('today')), within);
    if (!seen) return problem(c, 'not_found');
    const { from, to, has } = seen.branch;
    const query = { pk: auditsPk(period), from, to };
    const { limit: rows = AUDITS_PER_PAGE, cursor } = asked;
    const isFile = format === 'xlsx';
    const part = isFile ? { limit: MOST_EXPORTED } : { limit: rows, cursor };
    const page = await pageOf(items, query, part, (item) => {
      const audit = readAudit(item);
      const isAsked = state === undefined || state === audit.state;
      const isSeen = has(audit.station) && !isAhead(c.get('caller'), audit);
      return isSeen && isAsked ? shape(seen.tree, c.get('caller').unit, audit) : undefined;
    });
    if (!isFile) return c.json(page, 200);
    if (page.next !== null) return problem(c, 'export_too_large');
    const unit = namedOn(seen.tree, within ?? c.get('caller').unit);
    const of = { within: unit, period, audits: page.items, now: shanghaiTime(clock()) };
    const name = { ...FILE, unit, periods: [period], revision: null };
    return workbookAnswer(c, name, (language) => auditsBook(of, language));
  });

  api.openapi(outcome, async (c) => {
    const audit = await auditOfId(items, c.req.valid('param').id);
    const caller = c.get('caller');
    if (!audit || isAhead(caller, audit)) return problem(c, 'not_found');
    const day = dayOfPeriod(audit.period, c.get('today'));
    const may = judges(caller, c.get('book'), audit.station, day);
    if (may !== 'yes') return problem(c, may);
    const call = c.req.valid('json');
    const recorded = await recordOutcome(items, audit.id, call, caller.account, clock());
    switch (recorded.outcome) {
      case 'unknown':
        return problem(c, 'not_found');
      case 'history_full':
        return problem(c, 'history_full');
      case 'amended':
        return c.json(shape(c.get('book').unitsOn(day), caller.unit, recorded.record), 200);
    }
  });
}

function shape(tree: UnitTree, own: string, audit: AuditRecord) {
  const { id, period, kind, date, list: listName, position, ref, state, by, at, history } = audit;
  return {
    ...{ id, period, station: placeUnit(tree, audit.station, own), kind, date, list: listName },
    ...{ position, ref, state, note: audit.note, by, at, history },
  };
}
