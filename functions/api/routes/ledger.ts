import { createRoute, z } from '@hono/zod-openapi';
import { shanghaiTime } from '../../../shared/calendar/day.ts';
import { firstDayOf, lastDayOf, parsePeriod } from '../../../shared/calendar/period.ts';
import { ledgerBook } from '../../../shared/exports/review.ts';
import {
  enter,
  LEDGER_KINDS,
  type LedgerEntry,
  ledgerPk,
  readEntry,
  withdraw,
} from '../../../shared/review/ledger.ts';
import { pageOf } from '../../../shared/review/pages.ts';
import { nameOf, type Scheme } from '../../../shared/scoring/scheme.ts';
import { schemeBook } from '../../../shared/scoring/schemes.ts';
import { allowed, oneOf } from '../allowed.ts';
import { type SeenBranch, seenBranch } from '../branches.ts';
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
  namedUnit,
  nameUnit,
  note,
  periodId,
  unitCode,
  writtenText,
} from '../shapes.ts';

const ENTRIES_PER_PAGE = 200;

const FILE = { what: { zh: '加减分与一票否决', en: 'ledger' }, ascii: 'ledger' };
const MOST_POINTS = 20;
const MOST_SHARING = 20;

const UNKNOWN_UNIT = {
  zh: '该考核期没有这个单位，请核对代码',
  en: 'There is no such unit in this period; check the code',
};
const UNIT_TWICE = {
  zh: '同一单位只能出现一次，请删除重复的',
  en: 'Name every unit once',
};

const entrySchema = z
  .object({
    id: z.string(),
    period: z.string(),
    unit: namedUnit,
    kind: z.enum(LEDGER_KINDS),
    points: z.number().nullable().openapi({ description: 'Before the caps of the scheme' }),
    gradeCap: z.string().nullable().openapi({ description: "Null: the scheme's" }),
    reason: z.string(),
    evidence: z.string(),
    merit: z.string().nullable(),
    sharedWith: z.array(namedUnit).openapi({
      description: "The others that share the merit, as far as the caller's branch goes",
    }),
    decidedBy: z.string(),
    decidedAt: z.string(),
    state: z.enum(['active', 'withdrawn']),
    history: historyShape,
  })
  .openapi('LedgerEntry');

const list = createRoute({
  method: 'get',
  path: '/v1/ledger',
  summary: '一票否决、扣分和加分 · The ledger of a period',
  request: {
    query: z.object({
      period: periodId,
      unit: unitCode.optional().openapi({ description: 'Only this unit’s' }),
      format,
      limit: limit.optional(),
      cursor: z.string().max(2048).optional(),
    }),
  },
  responses: {
    200: jsonOrWorkbook(
      listOf(entrySchema),
      "The entries of the caller's branch, also those withdrawn",
    ),
    default: PROBLEM_RESPONSE,
  },
});

const points = allowed(z.number().positive().max(MOST_POINTS), {
  zh: `应大于 0，最多 ${MOST_POINTS} 分`,
  en: `It is a number above 0, at most ${MOST_POINTS}`,
}).openapi({ type: 'number', exclusiveMinimum: 0, maximum: MOST_POINTS });

const common = {
  period: periodId,
  unit: unitCode,
  reason: note,
  evidence: writtenText(500).openapi({ description: 'Document number, flag id or audit id' }),
};

const kinds = z.discriminatedUnion('kind', [
  z.strictObject({
    ...{ kind: z.literal('veto'), ...common },
    gradeCap: writtenText(20)
      .optional()
      .openapi({ description: "The best grade left; the scheme's where left out" }),
  }),
  z.strictObject({ kind: z.literal('deduction'), ...common, points }),
  z.strictObject({
    ...{ kind: z.literal('bonus'), ...common, points },
    merit: writtenText(100).optional().openapi({
      description: 'What it is for: counts once for a unit. An id of its own where left out',
    }),
    sharedWith: z
      .array(unitCode)
      .max(MOST_SHARING)
      .optional()
      .openapi({ description: 'Units that get the same for the same merit (同功同奖)' }),
  }),
]);
const withKind = z.looseObject({ kind: oneOf(LEDGER_KINDS) });
/** The union itself has no words for a kind that it does not know. */
const newEntry = z.preprocess((body, context) => {
  for (const issue of withKind.safeParse(body).error?.issues ?? []) context.addIssue({ ...issue });
  return body;
}, kinds);

const post = createRoute({
  method: 'post',
  path: '/v1/ledger',
  summary: '登记否决、扣分或加分 · Enter a decision; it counts from the next revision on',
  request: {
    body: { required: true, content: { 'application/json': { schema: newEntry } } },
  },
  responses: {
    201: json(z.object({ items: z.array(entrySchema) }), 'One entry for each unit'),
    default: PROBLEM_RESPONSE,
  },
});

const takeBack = createRoute({
  method: 'post',
  path: '/v1/ledger/{id}/withdraw',
  summary: '撤销登记 · Take an entry back; it stays on the record',
  request: {
    params: z.object({ id: itemId }),
    body: {
      required: true,
      content: { 'application/json': { schema: z.strictObject({ reason: note }) } },
    },
  },
  responses: { 200: json(entrySchema, 'Withdrawn'), default: PROBLEM_RESPONSE },
});

/** The ledger of vetoes, deductions and bonuses. */
export function ledgerRoutes(api: Api, { items, clock }: Services): void {
  api.openapi(list, async (c) => {
    const { period, unit, format, ...asked } = c.req.valid('query');
    const day = dayOfPeriod(period, c.get('today'));
    const own = seenBranch(c, day);
    const seen = seenBranch(c, day, unit);
    if (!own || !seen) return problem(c, 'not_found');
    const query = { pk: ledgerPk(period), from: seen.branch.from, to: seen.branch.to };
    const { limit: rows = ENTRIES_PER_PAGE, cursor } = asked;
    const isFile = format === 'xlsx';
    const part = isFile ? { limit: MOST_EXPORTED } : { limit: rows, cursor };
    const page = await pageOf(items, query, part, (item) => {
      const entry = readEntry(item);
      const isAsked = unit === undefined ? seen.branch.has(entry.unit) : entry.unit === unit;
      return isAsked ? shape(own, entry) : undefined;
    });
    if (!isFile) return c.json(page, 200);
    if (page.next !== null) return problem(c, 'export_too_large');
    const within = namedOn(own.tree, unit ?? c.get('caller').unit);
    const of = { within, period, entries: page.items, now: shanghaiTime(clock()) };
    const name = { ...FILE, unit: within, periods: [period], revision: null };
    return workbookAnswer(c, name, (language) => ledgerBook(of, language));
  });

  api.openapi(post, async (c) => {
    const body = c.req.valid('json');
    const { period, unit, kind, reason, evidence } = body;
    const sharedWith = (kind === 'bonus' && body.sharedWith) || [];
    const parsed = parsePeriod(period);
    if (!parsed || firstDayOf(parsed) > c.get('today')) return problem(c, 'period_not_begun');
    const own = seenBranch(c, dayOfPeriod(period, c.get('today')));
    if (!own) return problem(c, 'not_found');
    if (!own.branch.has(unit)) return invalidRequest(c, '/unit', UNKNOWN_UNIT, 'unknown_unit');
    for (const [index, other] of sharedWith.entries()) {
      const pointer = `/sharedWith/${index}`;
      if (!own.branch.has(other)) return invalidRequest(c, pointer, UNKNOWN_UNIT, 'unknown_unit');
      if (other === unit || sharedWith.indexOf(other) < index) {
        return invalidRequest(c, pointer, UNIT_TWICE);
      }
    }
    const units = [unit, ...sharedWith];
    const schemes = await schemeBook(items);
    const judging = units.map((code) => schemes.judging(code, own.tree, lastDayOf(parsed)));
    for (const scheme of judging) {
      const fault = faultUnder(scheme, body);
      if (fault) return invalidRequest(c, fault.pointer, fault.messages);
    }
    const request = {
      ...{ period, units, kind, reason, evidence },
      points: kind === 'veto' ? null : body.points,
      gradeCap: (kind === 'veto' && body.gradeCap) || null,
      merit: kind === 'bonus' ? body.merit : undefined,
    };
    const entered = await enter(items, request, c.get('caller').account, clock());
    if (entered.outcome === 'merit_entered') {
      return problem(c, 'merit_entered', { unit: entered.unit });
    }
    return c.json({ items: entered.entries.map((entry) => shape(own, entry)) }, 201);
  });

  api.openapi(takeBack, async (c) => {
    const { id } = c.req.valid('param');
    const { reason } = c.req.valid('json');
    const taken = await withdraw(items, id, reason, c.get('caller').account, clock());
    switch (taken.outcome) {
      case 'unknown':
        return problem(c, 'not_found');
      case 'history_full':
        return problem(c, 'history_full');
      case 'withdrawn_before':
        return problem(c, 'ledger_withdrawn');
      case 'amended': {
        const own = seenBranch(c, dayOfPeriod(taken.record.period, c.get('today')));
        return own ? c.json(shape(own, taken.record), 200) : problem(c, 'not_found');
      }
    }
  });
}

type NewEntry = z.infer<typeof kinds>;

/** What a scheme that judges the unit does not allow, and what it does. */
function faultUnder(scheme: Scheme, entry: NewEntry) {
  const name = nameOf(scheme);
  if (entry.kind === 'veto') {
    // A cap at the best grade would be none.
    const grades = scheme.grades.slice(1).map(({ grade }) => grade);
    if (entry.gradeCap === undefined || grades.includes(entry.gradeCap)) return undefined;
    const messages = {
      zh: `考核办法 ${name} 中可填 ${grades.join('、')}`,
      en: `Under the scheme ${name} write one of ${grades.join(', ')}`,
    };
    return { pointer: '/gradeCap', messages };
  }
  const { maximumBonus, maximumDeduction } = scheme.ledger;
  const most = entry.kind === 'bonus' ? maximumBonus : maximumDeduction;
  if (entry.points <= most) return undefined;
  const messages = {
    zh: `考核办法 ${name} 规定合计最多 ${most} 分`,
    en: `Under the scheme ${name} they come to ${most} points at most, in sum`,
  };
  return { pointer: '/points', messages };
}

function shape({ tree, branch }: SeenBranch, entry: LedgerEntry) {
  const { id, period, unit, kind, reason, evidence, merit, decidedBy, decidedAt } = entry;
  return {
    ...{ id, period, unit: nameUnit(tree, unit), kind, points: entry.points },
    ...{ gradeCap: entry.gradeCap, reason, evidence, merit },
    sharedWith: entry.sharedWith.filter(branch.has).map((code) => nameUnit(tree, code)),
    ...{ decidedBy, decidedAt, state: entry.state, history: entry.history },
  };
}
