import { createRoute, z } from '@hono/zod-openapi';
import { daysBetween } from '../../../shared/calendar/day.ts';
import { oldestOfficerDay } from '../../../shared/retention.ts';
import { calendarDays } from '../../../shared/submissions/calendar.ts';
import { submissionSchema } from '../../../shared/submissions/json-schema.ts';
import { calendarOf, revisionsOf } from '../../../shared/submissions/ledger.ts';
import { parseSubmission } from '../../../shared/submissions/parse.ts';
import { receiptOf } from '../../../shared/submissions/receipt.ts';
import { receiveSubmission } from '../../../shared/submissions/receive.ts';
import type { IfMatch } from '../../../shared/submissions/settle.ts';
import { readsOfficers, sees, seesDay, senderOf } from '../access.ts';
import type { Api, Services } from '../environment.ts';
import { BULK_ADVICE, invalidRequest, PROBLEM_RESPONSE, problem } from '../problems.ts';
import { day, json, listOf, revision, unitCode } from '../shapes.ts';

/** A calendar of more than some three years is asked for in parts. */
const MAX_CALENDAR_DAYS = 1200;

/** A form that was open for longer was forgotten. */
const MAX_FORM_SECONDS = 86_400;

const IF_MATCH_WORDS = {
  zh: '「If-Match」应为最新版本号，如 "3"，或为 *',
  en: 'If-Match is the number of the latest revision, such as "3", or *',
};
const WRONG_ORDER = {
  zh: '截止日期不能早于起始日期',
  en: 'to must not be earlier than from',
};
const TOO_MANY_DAYS = {
  zh: `一次最多查询 ${MAX_CALENDAR_DAYS} 天，请分段查询`,
  en: `A calendar has at most ${MAX_CALENDAR_DAYS} days; ask for it in parts`,
};

export const receiptSchema = z
  .object({
    station: z.string(),
    date: z.string(),
    revision: z.int(),
    latestRevision: z.int().openapi({ description: 'The revision that counts' }),
    receivedAt: z.string().openapi({ example: '2024-04-16T09:12:41+08:00' }),
    contentHash: z.string().openapi({ description: 'SHA-256 of the canonical content' }),
    onTime: z.boolean().openapi({
      description: "Whether the day's first revision came by 12:00 of the next day",
    }),
    counts: z.record(z.string(), z.int()).readonly().openapi({ description: 'Rows in each list' }),
  })
  .openapi('Receipt');

const post = createRoute({
  method: 'post',
  path: '/v1/submissions',
  summary: '报送一天 · Send one submission',
  request: {
    headers: z.object({
      'if-match': z.string().optional().openapi({
        description: 'The latest revision, or `*`, to go back to an earlier content',
      }),
      'fengqiao-form-seconds': z.string().optional().openapi({
        description:
          'How long the form was open, 1 to 86400 seconds, for the burden; anything else is ignored',
      }),
    }),
    // Checked by the contract's own validation, which lists every error.
    body: { required: true, content: { 'application/json': { schema: submissionSchema() } } },
  },
  responses: {
    201: json(receiptSchema, 'Accepted as a new revision'),
    200: json(receiptSchema, 'Held already; nothing changed'),
    default: PROBLEM_RESPONSE,
  },
});

const calendar = createRoute({
  method: 'get',
  path: '/v1/submissions',
  summary: '报送日历 · The calendar of a station',
  request: { query: z.object({ station: unitCode, from: day, to: day }) },
  responses: {
    200: json(
      listOf(
        z
          .object({
            date: z.string(),
            state: z.enum(['submitted', 'late', 'missing', 'open']),
            revision: z.int().nullable(),
            receivedAt: z.string().nullable(),
            onTime: z.boolean().nullable(),
          })
          .openapi('CalendarDay'),
      ),
      `Each day on which the station reports; at most ${MAX_CALENDAR_DAYS}`,
    ),
    default: PROBLEM_RESPONSE,
  },
});

const read = createRoute({
  method: 'get',
  path: '/v1/submissions/{station}/{date}',
  summary: '查看一天 · The document of a day, and its receipts',
  request: {
    params: z.object({ station: unitCode, date: day }),
    query: z.object({ revision: revision.optional() }),
  },
  responses: {
    200: json(
      z.object({
        document: z.looseObject({}).openapi({ description: 'The submission as it was sent' }),
        revision: z.int(),
        receipts: z.array(receiptSchema.extend({ sender: z.string() })).readonly(),
        grids: z
          .array(z.object({ code: z.string(), name: z.string() }))
          .readonly()
          .openapi({ description: "The station's grids on the day, to read the rows by" }),
        officerRowsExpired: z.boolean().openapi({
          description:
            'Officers’ time and service numbers are left out: the day is older than 36 months',
        }),
      }),
      'The document of the revision, by default the one that counts',
    ),
    default: PROBLEM_RESPONSE,
  },
});

/** Single submissions: send one, follow a station's days, read one back. */
export function submissionRoutes(api: Api, { lake, items, clock }: Services): void {
  api.openapi(post, async (c) => {
    const ifMatch = revisionOfTag(c.req.header('if-match'));
    if (ifMatch === null) return invalidRequest(c, '/if-match', IF_MATCH_WORDS);
    const parsed = parseSubmission(new Uint8Array(await c.req.arrayBuffer()));
    if (!parsed.ok) {
      const isTooLarge = parsed.errors.some(({ code }) => code === 'too_large');
      const { errors } = parsed;
      if (isTooLarge) return problem(c, 'too_large', { errors, detail: BULK_ADVICE });
      return problem(c, 'submission_refused', { errors });
    }
    const formSeconds = secondsOf(c.req.header('fengqiao-form-seconds'));
    const outcome = await receiveSubmission(
      { objects: lake, items, clock, report: c.get('report') },
      c.get('book'),
      senderOf(c.get('caller')),
      {
        document: parsed.document,
        ...(ifMatch !== undefined && { ifMatch }),
        ...(formSeconds !== undefined && { formSeconds }),
      },
    );
    switch (outcome.outcome) {
      case 'outside':
        return problem(c, 'not_found');
      case 'conflict':
        return problem(c, 'revision_conflict', { latestRevision: outcome.latestRevision });
      case 'refused': {
        const { errors, more } = outcome;
        return problem(c, 'submission_refused', { errors, ...(more > 0 && { more }) });
      }
      case 'unchanged':
      case 'accepted': {
        const { receipt } = outcome;
        c.header('etag', `"${receipt.latestRevision}"`);
        return c.json(receipt, outcome.outcome === 'accepted' ? 201 : 200);
      }
    }
  });

  api.openapi(calendar, async (c) => {
    const { station, from, to } = c.req.valid('query');
    const book = c.get('book');
    const caller = c.get('caller');
    const isStation = [c.get('today'), from, to].some(
      (on) =>
        sees(caller, book, station, on) && book.unitsOn(on).unit(station)?.level === 'station',
    );
    if (!isStation) return problem(c, 'not_found');
    const length = daysBetween(from, to) + 1;
    if (length < 1) return invalidRequest(c, '/to', WRONG_ORDER);
    if (length > MAX_CALENDAR_DAYS) return invalidRequest(c, '/from', TOO_MANY_DAYS);
    const entries = await calendarOf(items, station, from, to);
    const days = calendarDays(
      entries,
      from,
      to,
      clock(),
      (on) => book.unitsOn(on).unit(station) !== undefined,
    );
    return c.json({ items: days.filter(({ date }) => seesDay(c, station, date)), next: null }, 200);
  });

  api.openapi(read, async (c) => {
    const { station, date } = c.req.valid('param');
    const caller = c.get('caller');
    if (!seesDay(c, station, date)) return problem(c, 'not_found');
    // The rows name officers: only the station itself and reviewers of its branch see them.
    if (!readsOfficers(caller, station)) return problem(c, 'forbidden');
    const revisions = await revisionsOf(items, station, date);
    const latest = revisions.at(-1);
    const asked = c.req.valid('query').revision ?? latest?.revision;
    const chosen = revisions.find((held) => held.revision === asked);
    if (!latest || !chosen) return problem(c, 'not_found');
    const raw = await lake.get(chosen.key);
    if (!raw) throw new Error(`the raw document ${chosen.key} is gone`);
    const stored: Record<string, unknown> = JSON.parse(new TextDecoder().decode(raw.body));
    // Rows that name officers are not looked up any more after their time.
    const officerRowsExpired = date < oldestOfficerDay(c.get('today'));
    const document = officerRowsExpired ? withoutOfficers(stored) : stored;
    const receipts = revisions.map((held) => ({
      ...receiptOf(held, latest.revision),
      sender: held.sender,
    }));
    const ofStation = c.get('book').gridsOn(date).ofStation(station);
    const grids = ofStation.map(({ code, name }) => ({ code, name }));
    c.header('etag', `"${chosen.revision}"`);
    const { revision: number } = chosen;
    return c.json({ document, revision: number, receipts, grids, officerRowsExpired }, 200);
  });
}

/** A document without its officers' time, and without the service numbers in its other rows. */
function withoutOfficers(document: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const lists = Object.entries(document).map(([name, list]) => {
    if (!Array.isArray(list)) return [name, list];
    if (name === 'officerTime') return [name, []];
    const rows = list as readonly Readonly<Record<string, unknown>>[];
    return [name, rows.map(({ officer: _, ...row }) => row)];
  });
  return Object.fromEntries(lists);
}

/** The revision that `If-Match` names (`3` or `"3"`), or any (`*`); null where it names none. */
function revisionOfTag(header: string | undefined): IfMatch | undefined | null {
  if (header === undefined) return undefined;
  if (header.trim() === '*') return 'any';
  const [, number] = /^(?:W\/)?"?(\d{1,6})"?$/.exec(header.trim()) ?? [];
  return number === undefined ? null : Number(number);
}

/** Seconds up to a day; undefined for whatever else the header says. */
function secondsOf(header: string | undefined): number | undefined {
  const seconds = header !== undefined && /^\d{1,5}$/.test(header) ? Number(header) : 0;
  return seconds >= 1 && seconds <= MAX_FORM_SECONDS ? seconds : undefined;
}
