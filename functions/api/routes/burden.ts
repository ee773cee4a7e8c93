import { createRoute, z } from '@hono/zod-openapi';
import { burdenOf, figuresOf, sumOf } from '../../../shared/burden/burden.ts';
import { type Day, shanghaiTime } from '../../../shared/calendar/day.ts';
import { firstDayOf, lastDayOf, parsePeriod } from '../../../shared/calendar/period.ts';
import { burdenBook } from '../../../shared/exports/burden.ts';
import { monthsOf } from '../../../shared/review/months.ts';
import type { ReferenceBook } from '../../../shared/units/book.ts';
import { sees } from '../access.ts';
import type { Api, Services } from '../environment.ts';
import { format, jsonOrWorkbook, namedOn, workbookAnswer } from '../exports.ts';
import { PROBLEM_RESPONSE, problem } from '../problems.ts';
import { periodId, unitCode } from '../shapes.ts';

const FILE = { what: { zh: '填报负担', en: 'burden' }, ascii: 'burden' };

const figures = z.object({
  submissions: z.int().openapi({ description: 'New revisions received, corrections among them' }),
  forms: z.int().openapi({ description: 'Of these, how many came from the form' }),
  medianMinutes: z
    .number()
    .nullable()
    .openapi({ description: 'From opening the form to the receipt, to half a minute' }),
  fieldsPerDay: z
    .number()
    .nullable()
    .openapi({ description: 'Values that a submission holds, on average' }),
});

const burden = createRoute({
  method: 'get',
  path: '/v1/burden',
  summary: '填报负担 · What submissions cost, by county',
  request: {
    query: z.object({
      period: periodId,
      within: unitCode.optional().openapi({ description: "By default the caller's branch" }),
      format,
    }),
  },
  responses: {
    200: jsonOrWorkbook(
      z
        .object({
          period: z.string(),
          within: z.string(),
          items: z
            .array(figures.extend({ unit: z.object({ code: z.string(), name: z.string() }) }))
            .readonly(),
          total: figures,
        })
        .openapi('Burden'),
      'The counties of the branch; of a county or a station, that county alone',
    ),
    default: PROBLEM_RESPONSE,
  },
});

/** What the stations' submissions cost them, month by month and county by county. */
export function burdenRoutes(api: Api, { items, clock }: Services): void {
  api.openapi(burden, async (c) => {
    const { period: id, within = c.get('caller').unit, format } = c.req.valid('query');
    const period = parsePeriod(id);
    if (!period) throw new Error('a period that the schema let through');
    const book = c.get('book');
    const today = c.get('today');
    const last = earlier(lastDayOf(period), today);
    if (!sees(c.get('caller'), book, within, last)) return problem(c, 'not_found');
    const counties = countiesOf(book, within, earlier(firstDayOf(period), today), last);
    const held = await burdenOf(items, monthsOf(period), [...counties.keys()]);
    const parts = [...counties].map(([code, name]) => ({
      unit: { code, name },
      burden: held.get(code) ?? sumOf([]),
    }));
    const found = parts.map(({ unit, burden: of }) => ({ unit, ...figuresOf(of) }));
    const total = figuresOf(sumOf(parts.map(({ burden: of }) => of)));
    if (format === 'xlsx') {
      const unit = namedOn(book.unitsOn(last), within);
      const of = { within: unit, period: id, now: shanghaiTime(clock()), counties: found, total };
      return workbookAnswer(c, { ...FILE, unit, periods: [id], revision: null }, (language) =>
        burdenBook(of, language),
      );
    }
    return c.json({ period: id, within, items: found, total }, 200);
  });
}

const earlier = (a: Day, b: Day) => (a < b ? a : b);

/**
 * The units above the stations of a branch on any day from `first` to `last`, by code, with the
 * name they had last.
 */
function countiesOf(
  book: ReferenceBook,
  within: string,
  first: Day,
  last: Day,
): ReadonlyMap<string, string> {
  const changes = book.versions
    .filter(({ kind, effective }) => kind === 'units' && effective > first && effective <= last)
    .map(({ effective }) => effective);
  const counties = new Map<string, string>();
  for (const day of [first, ...changes.sort()]) {
    const tree = book.unitsOn(day);
    for (const { parent } of tree.stationsOf(within)) {
      const county = tree.unit(parent ?? '');
      if (county) counties.set(county.code, county.name);
    }
  }
  return new Map([...counties].sort(([a], [b]) => (a < b ? -1 : 1)));
}
