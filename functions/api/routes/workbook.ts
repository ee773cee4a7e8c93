import { createRoute, z } from '@hono/zod-openapi';
import { addDays, type Day, eachDay } from '../../../shared/calendar/day.ts';
import type { Names } from '../../../shared/submissions/contract.ts';
import type { ReferenceBook } from '../../../shared/units/book.ts';
import type { LocatedError } from '../../../shared/workbook/locate.ts';
import { markCsv, markWorkbook } from '../../../shared/workbook/mark.ts';
import { receiveWorkbook } from '../../../shared/workbook/receive.ts';
import { csvTemplate, workbookTemplate } from '../../../shared/workbook/template.ts';
import { type Caller, readsOfficers, sees, senderOf } from '../access.ts';
import type { Api, ApiContext, Services } from '../environment.ts';
import { binary, fileAnswer, MAX_ANSWER_BYTES, XLSX } from '../files.ts';
import { languageOf, namesSchema, PROBLEM_RESPONSE, problem } from '../problems.ts';
import { day, json, month, unitCode } from '../shapes.ts';
import { receiptSchema } from './submissions.ts';

const CSV = 'text/csv; charset=utf-8';

const RAW_BYTES: Names = {
  zh: '请求正文应直接是文件的字节，不要用表单（multipart）上传',
  en: 'The body is the bytes of the file itself, not a form (multipart) that holds it',
};

const template = createRoute({
  method: 'get',
  path: '/v1/submissions/template',
  summary: '报送模板 · The template of a station, as a workbook or CSV',
  request: {
    query: z.object({
      station: unitCode,
      format: z.enum(['xlsx', 'csv']).default('xlsx'),
      date: day.optional().openapi({ description: 'A day to begin with' }),
      month: month.optional().openapi({ description: 'A month whose days to begin with' }),
    }),
  },
  responses: {
    200: {
      description: 'With the grids, officers and codes in force on the day, or today',
      content: { [XLSX]: { schema: binary }, 'text/csv': { schema: binary } },
    },
    default: PROBLEM_RESPONSE,
  },
});

const countsSchema = z.record(z.string(), z.int()).readonly();

const answerSchema = z
  .object({
    station: z.string(),
    rows: z.int(),
    days: z
      .array(
        z.object({
          date: z.string(),
          outcome: z.enum(['ready', 'accepted', 'unchanged', 'refused']),
          latestRevision: z.int().openapi({ description: 'Held before; 0: none' }),
          revision: z.int().optional().openapi({
            description:
              'Of an `unchanged` day the revision that has this content; where another one counts, only a correction (If-Match) brings it back',
          }),
          counts: countsSchema,
          errors: z.int().openapi({ description: 'Errors of the day itself' }),
          receipt: receiptSchema.optional(),
        }),
      )
      .readonly(),
    errors: z
      .array(
        z.object({
          code: z.string(),
          messages: namesSchema,
          date: z.string().nullable().openapi({
            description: 'Null: it concerns the whole file, of which no day is sent then',
          }),
          pointer: z.string().openapi({ description: "Into that day's document, or empty" }),
          sheet: z.string(),
          row: z.int().nullable(),
          column: z.string().nullable(),
          cell: z.string().nullable().openapi({ example: 'E12' }),
        }),
      )
      .readonly()
      .openapi({ description: 'At most 1,000; `more` says how many there are beyond.' }),
    more: z.int(),
  })
  .openapi('WorkbookAnswer');

const upload = createRoute({
  method: 'post',
  path: '/v1/submissions/workbook',
  summary: '用表格报送 · Check, send or mark a workbook or CSV of days',
  request: {
    query: z.object({
      station: unitCode,
      mode: z.enum(['check', 'send', 'marked']).openapi({
        description:
          '`send` receives each day that is right; `marked` gives the file back with its faulty cells coloured and commented',
      }),
    }),
    // The bytes themselves say what they are.
    body: { required: true, content: { 'application/octet-stream': { schema: binary } } },
  },
  responses: {
    200: {
      description: 'What became of each day, and every error with its cell; or the marked file',
      content: {
        ...json(answerSchema, '').content,
        [XLSX]: { schema: binary },
      },
    },
    default: PROBLEM_RESPONSE,
  },
});

/** Days as workbooks and CSV files: the template, and what is filled in. */
export function workbookRoutes(api: Api, { lake, items, clock }: Services): void {
  api.openapi(template, async (c) => {
    const { station: code, format, date, month: asked } = c.req.valid('query');
    const [caller, book, today] = [c.get('caller'), c.get('book'), c.get('today')];
    const wanted = asked ? daysOf(asked) : [date ?? today];
    const stationOn = (on: Day) => {
      const unit = book.unitsOn(on).unit(code);
      const isSeen = [on, today].some((seen) => sees(caller, book, code, seen));
      return isSeen && unit?.level === 'station' ? unit : undefined;
    };
    const days = wanted.filter(stationOn);
    // With what was in force on the last of them that has come.
    const inForce = days.findLast((on) => on <= today) ?? days[0];
    const station = inForce && stationOn(inForce);
    if (!station) return problem(c, 'not_found');
    const name = ['fengqiao', code, asked ?? date].filter(Boolean).join('-');
    if (format === 'csv') return file(c, csvTemplate(), CSV, `${name}.csv`);
    const workbook = await workbookTemplate({
      station,
      grids: book.gridsOn(inForce).ofStation(code),
      officers: officersSeen(caller, book, code, inForce),
      days: asked || date ? days : [],
    });
    return file(c, workbook, XLSX, `${name}.xlsx`);
  });

  api.openapi(upload, async (c) => {
    const { station, mode } = c.req.valid('query');
    if (/^multipart\//i.test(c.req.header('content-type') ?? '')) {
      return problem(c, 'unsupported_media_type', { detail: RAW_BYTES });
    }
    const bytes = new Uint8Array(await c.req.arrayBuffer());
    const outcome = await receiveWorkbook(
      { objects: lake, items, clock, report: c.get('report') },
      c.get('book'),
      senderOf(c.get('caller')),
      { bytes, station, send: mode === 'send' },
    );
    if (!outcome.ok) {
      const { fault } = outcome;
      if (fault === 'outside') return problem(c, 'not_found');
      return problem(c, fault.code, { detail: fault.messages });
    }
    const { answer, format, tables } = outcome;
    if (mode !== 'marked') {
      return c.json({ ...answer, errors: answer.errors.map(withoutSpot) }, 200);
    }
    const language = languageOf(c.req.header('accept-language'));
    const marked =
      format === 'xlsx'
        ? await markWorkbook(bytes, answer.errors, language)
        : await markCsv(tables, answer.errors, language);
    if (marked.byteLength > MAX_ANSWER_BYTES) return problem(c, 'workbook_too_large');
    return file(c, marked, XLSX, `fengqiao-${station}-marked.xlsx`);
  });
}

function file(c: ApiContext, bytes: Uint8Array, type: string, name: string) {
  return fileAnswer(c, bytes, type, `attachment; filename="${name}"`);
}

/** Every day of a month. */
function daysOf(asked: string): Day[] {
  const first = `${asked}-01`;
  return eachDay(first, addDays(first, 30)).filter((on) => on.startsWith(asked));
}

/** A roster's rows are personal data: only the station itself and reviewers see them. */
function officersSeen(caller: Caller, book: ReferenceBook, station: string, on: Day): string[] {
  if (!readsOfficers(caller, station)) return [];
  const officers = book.rosterOn(on)?.ofStation(station) ?? [];
  return officers.map(({ officer }) => officer);
}

function withoutSpot({ spot: _, ...error }: LocatedError) {
  return error;
}
