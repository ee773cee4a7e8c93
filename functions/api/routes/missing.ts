import { createRoute, z } from '@hono/zod-openapi';
import { deadlineOf, shanghaiTime } from '../../../shared/calendar/day.ts';
import { missingBook } from '../../../shared/exports/missing.ts';
import { lastDayDue, readMissing, totalOf } from '../../../shared/reminders/missing.ts';
import { sees } from '../access.ts';
import type { Api, Services } from '../environment.ts';
import { format, jsonOrWorkbook, namedOn, workbookAnswer } from '../exports.ts';
import { invalidRequest, PROBLEM_RESPONSE, problem } from '../problems.ts';
import { day, unitCode } from '../shapes.ts';

const NOT_YET = {
  zh: '这一天还没有到，请选择今天或以前的日期',
  en: 'This day has not come yet; choose today or an earlier day',
};

const FILE = { what: { zh: '未报送单位', en: 'missing' }, ascii: 'missing' };

const named = z.object({ code: z.string(), name: z.string() });
const counts = {
  expected: z.int().openapi({ description: 'Stations of the branch on that day' }),
  submitted: z.int(),
  onTime: z.int(),
};

const missing = createRoute({
  method: 'get',
  path: '/v1/submissions/missing',
  summary: '未报送单位 · Which stations owe a day, by county',
  request: {
    query: z.object({
      date: day.optional().openapi({
        description: 'By default the last day whose deadline has passed',
      }),
      within: unitCode.optional().openapi({ description: "By default the caller's branch" }),
      format,
    }),
  },
  responses: {
    200: jsonOrWorkbook(
      z
        .object({
          date: z.string(),
          deadline: z.string().openapi({ example: '2024-04-16T12:00:00+08:00' }),
          isOver: z.boolean().openapi({ description: 'Whether the deadline has passed' }),
          ...counts,
          items: z
            .array(z.object({ county: named, ...counts, missing: z.array(named).readonly() }))
            .readonly(),
        })
        .openapi('Missing'),
      'Each county of the branch, as far as the branch goes, with the stations that sent nothing',
    ),
    default: PROBLEM_RESPONSE,
  },
});

/** Who is missing on a day. */
export function missingRoutes(api: Api, { items, clock }: Services): void {
  api.openapi(missing, async (c) => {
    const now = clock();
    const query = c.req.valid('query');
    const { date = lastDayDue(now), within = c.get('caller').unit } = query;
    const book = c.get('book');
    if (date > c.get('today')) return invalidRequest(c, '/date', NOT_YET);
    if (!sees(c.get('caller'), book, within, date)) return problem(c, 'not_found');
    const counties = await readMissing(items, book.unitsOn(date), within, date);
    const deadline = deadlineOf(date);
    if (query.format === 'xlsx') {
      const unit = namedOn(book.unitsOn(date), within);
      const times = { deadline: shanghaiTime(deadline), now: shanghaiTime(now) };
      const of = { within: unit, date, ...times, total: totalOf(counties), counties };
      const name = { ...FILE, unit, periods: [date], revision: null };
      return workbookAnswer(c, name, (language) => missingBook(of, language));
    }
    return c.json(
      {
        ...{ date, deadline: shanghaiTime(deadline), isOver: now > deadline },
        ...totalOf(counties),
        items: counties.map(({ county, missing: stations, ...of }) => ({
          county: { code: county.code, name: county.name },
          ...of,
          missing: stations.map(({ code, name }) => ({ code, name })),
        })),
      },
      200,
    );
  });
}
