import { createRoute, z } from '@hono/zod-openapi';
import { shanghaiTime } from '../../../shared/calendar/day.ts';
import { periodsBook } from '../../../shared/exports/periods.ts';
import { publicationsBook } from '../../../shared/exports/runs.ts';
import type { ItemTable } from '../../../shared/ports.ts';
import type { FlagRecord } from '../../../shared/review/flags.ts';
import { ofBranch, publicationsOf, publish } from '../../../shared/review/publication.ts';
import {
  allPeriods,
  type PeriodRecord,
  type RevisionRecord,
  revisionOf,
  visibleRevision,
} from '../../../shared/scorecards/periods.ts';
import { atLeast, sees } from '../access.ts';
import type { Api, Services } from '../environment.ts';
import { format, jsonOrWorkbook, namedOn, workbookAnswer } from '../exports.ts';
import { PROBLEM_RESPONSE, problem } from '../problems.ts';
import { dayOfPeriod } from '../revisions.ts';
import { json, listOf, note, periodId } from '../shapes.ts';

const PERIODS = { what: { zh: '各考核期', en: 'periods' }, ascii: 'periods' };
const PUBLICATIONS = { what: { zh: '公布记录', en: 'publications' }, ascii: 'publications' };

const draftSchema = z.object({ revision: z.int(), scheme: z.string(), computedAt: z.string() });

const periodSchema = z
  .object({
    period: z.string(),
    state: z.enum(['published', 'provisional', 'draft']),
    revision: z.int(),
    scheme: z.string(),
    computedAt: z.string(),
    publishedAt: z.string().nullable(),
    draft: draftSchema
      .nullable()
      .openapi({ description: 'The draft there is beside it; for reviewers only' }),
  })
  .openapi('Period');

const list = createRoute({
  method: 'get',
  path: '/v1/periods',
  summary: '考核期 · The periods that have results, the latest first',
  request: { query: z.object({ format }) },
  responses: {
    200: jsonOrWorkbook(listOf(periodSchema), 'The periods'),
    default: PROBLEM_RESPONSE,
  },
});

const publication = createRoute({
  method: 'post',
  path: '/v1/periods/{period}/publish',
  summary: '发布 · Make a finished revision the one that everybody sees',
  request: {
    params: z.object({ period: periodId }),
    body: {
      required: true,
      content: {
        'application/json': {
          schema: z.object({
            revision: z.int().positive(),
            reason: note
              .optional()
              .openapi({ description: 'Why it is published although flags are open' }),
          }),
        },
      },
    },
  },
  responses: {
    200: json(
      z.object({
        period: z.string(),
        revision: z.int(),
        state: z.literal('published'),
        publishedAt: z.string(),
      }),
      'Published',
    ),
    default: PROBLEM_RESPONSE,
  },
});

const publications = createRoute({
  method: 'get',
  path: '/v1/periods/{period}/publications',
  summary: '发布记录 · Every publication of a period, the latest first',
  request: { params: z.object({ period: periodId }), query: z.object({ format }) },
  responses: {
    200: jsonOrWorkbook(
      listOf(
        z
          .object({
            revision: z.int(),
            at: z.string(),
            by: z.string(),
            reason: z.string().nullable().openapi({
              description: 'Why flags were left open; null for accounts below the province',
            }),
            openFlags: z.array(z.string()).openapi({
              description: "The branch's flags that nobody had reviewed; of at most 4,000 in all",
            }),
            openFlagCount: z.int(),
          })
          .openapi('Publication'),
      ),
      'The publications',
    ),
    default: PROBLEM_RESPONSE,
  },
});

/** Flags that a problem names; it counts the others. */
const FLAGS_NAMED = 100;

/** Periods and their publication. */
export function periodRoutes(api: Api, { items, clock }: Services): void {
  api.openapi(list, async (c) => {
    const seesDrafts = atLeast(c.get('caller'), 'reviewer');
    const records = await allPeriods(items);
    const shown = await Promise.all(records.map((record) => shape(items, record, seesDrafts)));
    const periods = shown.filter((period) => period !== undefined);
    if (c.req.valid('query').format === 'xlsx') {
      const of = { now: shanghaiTime(clock()), periods, withDrafts: seesDrafts };
      const name = { ...PERIODS, unit: null, periods: [], revision: null };
      return workbookAnswer(c, name, (language) => periodsBook(of, language));
    }
    return c.json({ items: periods, next: null }, 200);
  });

  api.openapi(publication, async (c) => {
    const { period } = c.req.valid('param');
    const { revision, reason } = c.req.valid('json');
    const request = { period, revision, reason, by: c.get('caller').account };
    const published = await publish(items, request, clock());
    switch (published.outcome) {
      case 'unknown_revision':
        return problem(c, 'not_found');
      case 'provisional':
        return problem(c, 'not_publishable');
      case 'flags_open':
        return problem(c, 'flags_open', namesOf(published.flags));
      case 'published': {
        const publishedAt = shanghaiTime(published.record.publishedAt);
        return c.json({ period, revision, state: 'published' as const, publishedAt }, 200);
      }
    }
  });

  api.openapi(publications, async (c) => {
    const { period } = c.req.valid('param');
    const all = await publicationsOf(items, period);
    const dayOf = (id: string) => dayOfPeriod(id, c.get('today'));
    const [caller, book] = [c.get('caller'), c.get('book')];
    const isProvinces = book.unitsOn(dayOf(period)).unit(caller.unit)?.parent === null;
    const isSeen = (unit: string, month: string) => sees(caller, book, unit, dayOf(month));
    const found = isProvinces ? all : all.map((one) => ofBranch(one, isSeen));
    if (c.req.valid('query').format === 'xlsx') {
      const unit = namedOn(book.unitsOn(dayOf(period)), caller.unit);
      const of = { period, now: shanghaiTime(clock()), publications: found };
      const name = { ...PUBLICATIONS, unit, periods: [period], revision: null };
      return workbookAnswer(c, name, (language) => publicationsBook(of, language));
    }
    return c.json({ items: found, next: null }, 200);
  });
}

function namesOf(flags: readonly FlagRecord[]) {
  const named = flags.slice(0, FLAGS_NAMED).map(({ id, unit, flag }) => ({ id, unit, flag }));
  const more = flags.length - named.length;
  return { flags: named, ...(more > 0 && { more }) };
}

function draftOf(found: RevisionRecord) {
  const { revision, scheme, computedAt } = found;
  return { revision, scheme, computedAt: shanghaiTime(computedAt) };
}

/** A period as the caller sees it; undefined where there is nothing to see. */
async function shape(items: ItemTable, record: PeriodRecord, seesDrafts: boolean) {
  const { period, publishedRevision, publishedAt, draftRevision } = record;
  const read = (revision: number) =>
    revision > 0 ? revisionOf(items, period, revision) : undefined;
  const visible = await read(visibleRevision(record));
  const isNewer = seesDrafts && draftRevision !== publishedRevision;
  const draft = isNewer ? await read(draftRevision) : undefined;
  const shown = visible ?? draft;
  if (!shown) return undefined;
  const usual = publishedRevision > 0 ? ('published' as const) : ('provisional' as const);
  return {
    period,
    state: visible ? usual : ('draft' as const),
    ...draftOf(shown),
    publishedAt: publishedRevision > 0 ? shanghaiTime(publishedAt) : null,
    draft: draft ? draftOf(draft) : null,
  };
}
