import { createRoute, z } from '@hono/zod-openapi';
import { addDays, type Day, deadlineOf, shanghaiTime } from '../../../shared/calendar/day.ts';
import { type DraftDocument, draftErrors } from '../../../shared/drafts/document.ts';
import { orphansOf } from '../../../shared/drafts/items.ts';
import { knownBefore, readPast } from '../../../shared/drafts/known.ts';
import { Received } from '../../../shared/drafts/received.ts';
import { type Draft, openDraft, saveDraft } from '../../../shared/drafts/store.ts';
import { MAX_WAITING } from '../../../shared/drafts/waiting.ts';
import { LIST_NAMES } from '../../../shared/submissions/contract.ts';
import { type Revision, revisionsOf } from '../../../shared/submissions/ledger.ts';
import { closedDay } from '../../../shared/submissions/validate.ts';
import { readsOfficers, sees, seesDay, senderOf } from '../access.ts';
import type { Api, ApiContext, Services } from '../environment.ts';
import { invalidRequest, PROBLEM_RESPONSE, problem } from '../problems.ts';
import { day, json, listOf, unitCode } from '../shapes.ts';

/** Orphans are listed of so many days. */
const ORPHAN_DAYS = 400;

const row = z.record(z.string(), z.union([z.string(), z.number()])).readonly();
const rows = z.array(row).readonly();
const list = z.enum(LIST_NAMES);

const documentSchema = z
  .object({
    ...{ officerTime: rows, disputes: rows, cases: rows, followUps: rows },
    ...{ counts: rows, incidents: rows },
  })
  .openapi('DraftDocument', {
    description: "The six lists; rows have the contract's fields, perhaps missing or wrong",
  });

const draftSchema = z
  .object({
    version: z.int().openapi({ description: 'Counts up; named by the next save' }),
    savedAt: z.string(),
    seconds: z.number().openapi({ description: 'The form was open and visible for so long' }),
    document: documentSchema
      .nullable()
      .openapi({ description: 'Null once it was sent, or where only imported rows wait' }),
    confirmed: z
      .array(z.string())
      .readonly()
      .openapi({ description: 'Officers whose time was confirmed' }),
    basedOn: z.int().openapi({ description: 'The revision that it corrects; 0 where none' }),
    imported: z
      .array(
        z.object({
          number: z.int().openapi({ description: 'Its own for good, to be named by a save' }),
          ...{ source: z.string(), importedAt: z.string(), list, row },
        }),
      )
      .readonly()
      .openapi({ description: "Another system's rows that wait to be confirmed" }),
  })
  .openapi('Draft');

const knownSchema = z
  .object({
    grids: z
      .array(
        z.object({ code: z.string(), name: z.string(), kind: z.enum(['village', 'community']) }),
      )
      .readonly(),
    officers: z
      .array(
        z.object({ officer: z.string(), role: z.string(), grids: z.array(z.string()).readonly() }),
      )
      .readonly(),
    disputes: z
      .array(
        z.object({
          ...{ dispute: z.string(), opened: z.string(), category: z.string(), grid: z.string() },
          ...{ officer: z.string(), reopened: z.boolean() },
        }),
      )
      .readonly()
      .openapi({ description: 'Open on the evening before' }),
    cases: z
      .array(
        z.object({
          ...{ case: z.string(), filed: z.string(), category: z.string(), grid: z.string() },
        }),
      )
      .readonly()
      .openapi({ description: 'Neither solved nor withdrawn' }),
    followUps: z
      .array(
        z.object({
          ...{ item: z.string(), kind: z.string(), raised: z.string(), grid: z.string() },
          escalated: z.boolean(),
        }),
      )
      .readonly()
      .openapi({ description: 'Not closed' }),
    patterns: z
      .array(
        z.object({
          officer: z.string(),
          rows: z
            .array(
              z.object({ activity: z.string(), grid: z.string().optional(), minutes: z.int() }),
            )
            .readonly(),
        }),
      )
      .readonly()
      .openapi({ description: "Officers' usual days, in steps of 30 minutes: a suggestion" }),
    numbers: z
      .object({ dispute: z.string(), item: z.string() })
      .openapi({ description: 'The next numbers of the day that nobody has used' }),
  })
  .openapi('Known');

const params = z.object({ station: unitCode, date: day });

const get = createRoute({
  method: 'get',
  path: '/v1/submissions/drafts/{station}/{date}',
  summary: '打开一天 · What the form of a day starts from, and its draft',
  request: { params },
  responses: {
    200: json(
      z
        .object({
          station: z.object({ code: z.string(), name: z.string() }),
          date: z.string(),
          state: z.enum(['submitted', 'late', 'missing', 'open']),
          latestRevision: z.int().openapi({ description: '0 where nothing was received' }),
          deadline: z.string(),
          draft: draftSchema.nullable(),
          known: knownSchema,
        })
        .openapi('DayStart'),
      'The day',
    ),
    default: PROBLEM_RESPONSE,
  },
});

/** A form that was open for a week was forgotten. */
const MAX_SECONDS = 7 * 86_400;

const countUpTo = (maximum: number) => z.int().nonnegative().max(maximum);

const saveSchema = z.strictObject({
  version: countUpTo(1_000_000).openapi({ description: 'As last read; 0 where there was none' }),
  seconds: z.number().min(0).max(MAX_SECONDS),
  // Checked by the draft's own rules, which say where each error stands.
  document: z.unknown().openapi({
    anyOf: [{ $ref: '#/components/schemas/DraftDocument' }, { type: 'null' }],
  }),
  confirmed: z.array(z.string()),
  basedOn: countUpTo(999_999),
  declined: z.array(z.int().positive()).max(MAX_WAITING).optional().openapi({
    description: 'Numbers of imported rows that were turned down, in this save or before',
  }),
});

const put = createRoute({
  method: 'put',
  path: '/v1/submissions/drafts/{station}/{date}',
  summary: '保存草稿 · Save the draft of a day',
  request: {
    params,
    body: { required: true, content: { 'application/json': { schema: saveSchema } } },
  },
  responses: {
    200: json(z.object({ version: z.int(), savedAt: z.string() }), 'Saved'),
    default: PROBLEM_RESPONSE,
  },
});

const orphans = createRoute({
  method: 'get',
  path: '/v1/submissions/orphans',
  summary: '无头事件 · Events whose opening was never received',
  request: { query: z.object({ station: unitCode }) },
  responses: {
    200: json(
      listOf(
        z
          .object({
            date: z.string(),
            list: z.enum(['disputes', 'cases', 'followUps']),
            pointer: z.string().openapi({ example: '/disputes/0' }),
            id: z.string(),
            event: z.string(),
          })
          .openapi('Orphan'),
      ),
      `Of the last ${ORPHAN_DAYS} days, the latest first`,
    ),
    default: PROBLEM_RESPONSE,
  },
});

/** The form of a day: what it starts from, its draft, and what is left open by mistake. */
export function draftRoutes(api: Api, { lake, items, clock }: Services): void {
  const ports = { objects: lake, items, clock };

  api.openapi(get, async (c) => {
    const { station, date } = c.req.valid('param');
    const refused = refusedDay(c, station, date);
    if (refused) return refused;
    const [book, today] = [c.get('book'), c.get('today')];
    const [revisions, past] = await Promise.all([
      revisionsOf(items, station, date),
      readPast(ports, book, { station, day: date, today }),
    ]);
    const draft = await openDraft(ports, station, date, Received.of(past.days));
    const name = book.unitsOn(date).unit(station)?.name ?? '';
    return c.json(
      {
        ...{ station: { code: station, name }, date, state: stateOf(revisions, date, clock()) },
        latestRevision: revisions.at(-1)?.revision ?? 0,
        deadline: shanghaiTime(deadlineOf(date)),
        draft: draft && shape(draft),
        known: knownBefore(past, book, date, draft ? numbersIn(draft) : []),
      },
      200,
    );
  });

  api.openapi(put, async (c) => {
    const { station, date } = c.req.valid('param');
    const refused = refusedDay(c, station, date);
    if (refused) return refused;
    const { document, declined = [], ...rest } = c.req.valid('json');
    const { errors, more } = draftErrors(document, rest.confirmed);
    if (errors.length > 0)
      return problem(c, 'draft_refused', { errors, ...(more > 0 && { more }) });
    const save = { ...rest, declined, document: document as DraftDocument | null };
    const saved = await saveDraft(ports, station, date, save);
    if (saved.outcome === 'conflict') return problem(c, 'draft_conflict');
    return c.json({ version: saved.version, savedAt: shanghaiTime(saved.savedAt) }, 200);
  });

  api.openapi(orphans, async (c) => {
    const { station } = c.req.valid('query');
    const [book, today] = [c.get('book'), c.get('today')];
    const from = addDays(today, -ORPHAN_DAYS);
    const isStation = [today, from].some(
      (on) =>
        sees(c.get('caller'), book, station, on) &&
        book.unitsOn(on).unit(station)?.level === 'station',
    );
    if (!isStation) return problem(c, 'not_found');
    const past = await readPast(ports, book, { station, day: today, today });
    const orphaned = orphansOf(past, from).filter(({ date }) => seesDay(c, station, date));
    return c.json({ items: orphaned, next: null }, 200);
  });
}

/**
 * The answer where the caller has nothing to do with the day: no station of the branch, officers'
 * rows that are not the caller's to see, a day that is not open.
 */
function refusedDay(c: ApiContext, station: string, date: Day) {
  const [book, caller] = [c.get('book'), c.get('caller')];
  const isStation = book.unitsOn(date).unit(station)?.level === 'station';
  if (!isStation || !sees(caller, book, station, date)) return problem(c, 'not_found');
  if (!readsOfficers(caller, station)) return problem(c, 'forbidden');
  const { role } = senderOf(caller);
  const closed = closedDay(date, { today: c.get('today'), role });
  return closed && invalidRequest(c, '/date', closed[1], closed[0]);
}

function stateOf(revisions: readonly Revision[], date: Day, now: number) {
  const [first] = revisions;
  if (first) return first.onTime ? ('submitted' as const) : ('late' as const);
  return now > deadlineOf(date) ? ('missing' as const) : ('open' as const);
}

/** Ids that the draft gives to disputes and items, so that no other is given the same. */
function numbersIn({ document, imported }: Draft): string[] {
  const waiting = imported.map((one) => one.row);
  const typed = [...(document?.disputes ?? []), ...(document?.followUps ?? [])];
  return [...typed, ...waiting].flatMap((of) => [of.dispute, of.item]).map(String);
}

function shape(draft: Draft): z.infer<typeof draftSchema> {
  const { version, savedAt, seconds, document, confirmed, basedOn, imported } = draft;
  return {
    ...{ version, savedAt: shanghaiTime(savedAt), seconds, document, confirmed, basedOn },
    imported: imported.map((one) => ({
      ...{ number: one.number, source: one.source, importedAt: shanghaiTime(one.importedAt) },
      ...{ list: one.list, row: one.row },
    })),
  };
}
