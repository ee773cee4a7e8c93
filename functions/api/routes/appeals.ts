import { createRoute, z } from '@hono/zod-openapi';
import { isDay, shanghaiTime } from '../../../shared/calendar/day.ts';
import { appealsBook } from '../../../shared/exports/appeals.ts';
import {
  ALL_APPEALS,
  APPEAL_DAYS,
  APPEAL_STATES,
  type Appeal,
  appealOf,
  appealsPk,
  comment as commentOn,
  DECISIONS,
  decide,
  file,
  isCorrected,
  MOST_APPEALS,
  REMEDIES,
  readAppeal,
} from '../../../shared/review/appeals.ts';
import type { Amended } from '../../../shared/review/history.ts';
import { pageOf } from '../../../shared/review/pages.ts';
import type { UnitTree } from '../../../shared/units/tree.ts';
import { judges } from '../access.ts';
import { oneOf } from '../allowed.ts';
import { appealSchema, shape } from '../appeal-shape.ts';
import { seenBranch } from '../branches.ts';
import type { Api, ApiContext, Services } from '../environment.ts';
import { format, jsonOrWorkbook, MOST_EXPORTED, namedOn, workbookAnswer } from '../exports.ts';
import { invalidRequest, PROBLEM_RESPONSE, problem } from '../problems.ts';
import { dayOfPeriod } from '../revisions.ts';
import { itemId, json, limit, listOf, note, periodId, unitCode, writtenText } from '../shapes.ts';

const APPEALS_PER_PAGE = 200;
const DAYS_WRITTEN = /(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)/g;

const FILE = { what: { zh: '申诉', en: 'appeals' }, ascii: 'appeals' };

const ONE_SUBJECT = {
  zh: '请填写 kpi 或 ledger 其中一项',
  en: 'Name a kpi or a ledger entry, one of the two',
};
const NOT_ON_CARD = {
  zh: '已发布的考核结果中没有这一项，请核对',
  en: 'The published scorecard has no such item; check it',
};
const REMEDY_NEEDED = {
  zh: '采纳申诉时应填写处理方式，驳回时不填',
  en: 'Say what follows where the appeal is accepted, and only there',
};
const REFERENCE_NEEDED = {
  zh: '采纳申诉时应填写更正的日期（如 2024-04-15），或哪个考核办法的哪处问题',
  en: 'Say which days were corrected, such as 2024-04-15, or which fault of which scheme',
};
const CORRECTION_MISSING = {
  zh: '所填日期在结果发布后没有收到该单位的更正，请先补正数据；日期应属于本考核期或上年同期，写成 2024-04-15',
  en: 'No correction of the unit was received for these days since the publication; submit it first. Name days of the period or of the same months a year before, such as 2024-04-15',
};
const HEARD = {
  zh: `同一事项最多申诉 ${MOST_APPEALS} 次，已经裁定`,
  en: `The same may be appealed ${MOST_APPEALS} times; all of these are decided`,
};

const list = createRoute({
  method: 'get',
  path: '/v1/appeals',
  summary: '申诉 · The appeals of the branch: of a period by unit, of all periods the latest first',
  request: {
    query: z.object({
      period: periodId.optional(),
      unit: unitCode.optional().openapi({ description: 'Only this unit’s' }),
      state: oneOf(APPEAL_STATES).optional(),
      format,
      limit: limit.optional(),
      cursor: z.string().max(2048).optional(),
    }),
  },
  responses: {
    200: jsonOrWorkbook(listOf(appealSchema), 'The appeals'),
    default: PROBLEM_RESPONSE,
  },
});

const post = createRoute({
  method: 'post',
  path: '/v1/appeals',
  summary: `提出申诉 · Appeal a KPI of the own card or a ledger entry, within ${APPEAL_DAYS} days`,
  request: {
    body: {
      required: true,
      content: {
        'application/json': {
          schema: z.strictObject({
            period: periodId,
            unit: unitCode.optional().openapi({ description: 'The own unit, and no other' }),
            kpi: z.string().max(64).optional(),
            ledger: itemId.optional().openapi({ description: 'In place of `kpi`' }),
            reason: note,
          }),
        },
      },
    },
  },
  responses: { 201: json(appealSchema, 'Filed'), default: PROBLEM_RESPONSE },
});

const params = z.object({ id: itemId });
const answered = { 200: json(appealSchema, 'The appeal'), default: PROBLEM_RESPONSE };

const comment = createRoute({
  method: 'post',
  path: '/v1/appeals/{id}/comment',
  summary: '签署意见 · What the level above says of it, for reviewers of a unit above',
  request: {
    params,
    body: {
      required: true,
      content: { 'application/json': { schema: z.strictObject({ text: note }) } },
    },
  },
  responses: answered,
});

const decision = createRoute({
  method: 'post',
  path: '/v1/appeals/{id}/decision',
  summary: '裁定申诉 · Accept or reject it, for reviewers of the province',
  request: {
    params,
    body: {
      required: true,
      content: {
        'application/json': {
          schema: z.strictObject({
            outcome: oneOf(DECISIONS),
            note,
            remedy: oneOf(REMEDIES)
              .optional()
              .openapi({ description: 'Where accepted: a correction, or a fault of the scheme' }),
            reference: writtenText(500).optional().openapi({
              description:
                'Where accepted: the days that were corrected, such as 2024-04-15, or which fault of which scheme',
            }),
          }),
        },
      },
    },
  },
  responses: answered,
});

/** Appeals: file one, comment on it, decide it. */
export function appealRoutes(api: Api, { items, clock }: Services): void {
  api.openapi(list, async (c) => {
    const { period, unit, state, format, ...asked } = c.req.valid('query');
    const isFile = format === 'xlsx';
    const day = period === undefined ? c.get('today') : dayOfPeriod(period, c.get('today'));
    const seen = seenBranch(c, day, unit);
    if (!seen) return problem(c, 'not_found');
    const { from, to, has } = seen.branch;
    const query =
      period === undefined
        ? { ...ALL_APPEALS, descending: true }
        : { pk: appealsPk(period), from, to };
    const { limit: rows = APPEALS_PER_PAGE, cursor } = asked;
    const part = isFile ? { limit: MOST_EXPORTED } : { limit: rows, cursor };
    const page = await pageOf(items, query, part, (item) => {
      const appeal = readAppeal(item);
      const isSeen = unit === undefined ? has(appeal.unit) : appeal.unit === unit;
      const isAsked = state === undefined || state === appeal.state;
      return isSeen && isAsked ? shape(seen.tree, appeal) : undefined;
    });
    if (!isFile) return c.json(page, 200);
    if (page.next !== null) return problem(c, 'export_too_large');
    const within = namedOn(seen.tree, unit ?? c.get('caller').unit);
    const now = shanghaiTime(clock());
    const of = { within, period: period ?? null, appeals: page.items, now };
    const name = {
      ...FILE,
      unit: within,
      periods: period === undefined ? [] : [period],
      revision: null,
    };
    return workbookAnswer(c, name, (language) => appealsBook(of, language));
  });

  api.openapi(post, async (c) => {
    const { period, kpi, ledger, reason, unit = c.get('caller').unit } = c.req.valid('json');
    const { account, unit: own } = c.get('caller');
    const seen = seenBranch(c, dayOfPeriod(period, c.get('today')), unit);
    if (!seen) return problem(c, 'not_found');
    // Those above speak for themselves; and above the province there is nobody to decide.
    if (unit !== own || seen.tree.unit(unit)?.parent === null) return problem(c, 'forbidden');
    const subject = kpi !== undefined ? { kpi } : ledger !== undefined && { ledger };
    if (!subject || (kpi !== undefined && ledger !== undefined)) {
      return invalidRequest(c, '/kpi', ONE_SUBJECT);
    }
    const filed = await file(items, { period, unit, subject, reason }, account, clock());
    switch (filed.outcome) {
      case 'unpublished':
        return problem(c, 'not_found');
      case 'too_late':
        return tooLate(c, filed.deadline);
      case 'unknown_subject':
        return invalidRequest(c, kpi === undefined ? '/ledger' : '/kpi', NOT_ON_CARD);
      case 'exists':
        return problem(c, 'appeal_exists', { appeal: filed.appeal });
      case 'heard':
        return problem(c, 'appeal_exists', { appeal: filed.appeal, detail: HEARD });
      case 'filed':
        return c.json(shape(seen.tree, filed.appeal), 201);
    }
  });

  api.openapi(comment, async (c) => {
    const appeal = await appealOf(items, c.req.valid('param').id);
    if (!appeal) return problem(c, 'not_found');
    const caller = c.get('caller');
    const day = dayOfPeriod(appeal.period, c.get('today'));
    const may = judges(caller, c.get('book'), appeal.unit, day);
    if (may !== 'yes') return problem(c, may);
    const tree = c.get('book').unitsOn(day);
    // The province decides; it comments only where it is the level above.
    const isProvince = tree.unit(caller.unit)?.parent === null;
    if (isProvince && tree.unit(appeal.unit)?.parent !== caller.unit) {
      return problem(c, 'forbidden');
    }
    const { text } = c.req.valid('json');
    return answer(c, tree, await commentOn(items, appeal.id, text, caller.account, clock()));
  });

  api.openapi(decision, async (c) => {
    const appeal = await appealOf(items, c.req.valid('param').id);
    if (!appeal) return problem(c, 'not_found');
    const caller = c.get('caller');
    const day = dayOfPeriod(appeal.period, c.get('today'));
    const may = judges(caller, c.get('book'), appeal.unit, day);
    if (may !== 'yes') return problem(c, may);
    const tree = c.get('book').unitsOn(day);
    if (tree.unit(caller.unit)?.parent !== null) return problem(c, 'forbidden');
    const { outcome, note: said, remedy = null, reference = null } = c.req.valid('json');
    if ((outcome === 'accepted') !== (remedy !== null)) {
      return invalidRequest(c, '/remedy', REMEDY_NEEDED);
    }
    if (outcome === 'accepted' && reference === null) {
      return invalidRequest(c, '/reference', REFERENCE_NEEDED);
    }
    if (remedy === 'correction') {
      const stations = tree.stationsOf(appeal.unit).map(({ code }) => code);
      const days = (reference?.match(DAYS_WRITTEN) ?? []).filter(isDay);
      if (!(await isCorrected(items, appeal, stations, days))) {
        return invalidRequest(c, '/reference', CORRECTION_MISSING, 'correction_missing');
      }
    }
    const decided = { outcome, note: said, remedy, reference };
    return answer(c, tree, await decide(items, appeal.id, decided, caller.account, clock()));
  });
}

function tooLate(c: ApiContext, deadline: string) {
  const detail = {
    zh: `申诉已于 ${deadline} 截止`,
    en: `The time for appeals ended at ${deadline}`,
  };
  return problem(c, 'appeal_too_late', { deadline, detail });
}

/** What a comment or a decision came to. */
function answer(
  c: ApiContext,
  tree: UnitTree,
  amended: Amended<Appeal> | { readonly outcome: 'decided' },
) {
  switch (amended.outcome) {
    case 'unknown':
      return problem(c, 'not_found');
    case 'history_full':
      return problem(c, 'history_full');
    case 'decided':
      return problem(c, 'appeal_decided');
    case 'amended':
      return c.json(shape(tree, amended.record), 200);
  }
}
