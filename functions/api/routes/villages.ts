import { createRoute, z } from '@hono/zod-openapi';
import { shanghaiTime } from '../../../shared/calendar/day.ts';
import { readStationDays } from '../../../shared/evidence/documents.ts';
import { manifestOf } from '../../../shared/evidence/manifest.ts';
import { villagesBook } from '../../../shared/exports/villages.ts';
import { scorecardSchema, unitSchema } from '../../../shared/scorecards/card.ts';
import { visibleRevision } from '../../../shared/scorecards/periods.ts';
import { LIST_NAMES } from '../../../shared/submissions/contract.ts';
import { REFERENCE_COLUMNS } from '../../../shared/units/kinds.ts';
import { villageOf } from '../../../shared/villages/days.ts';
import { COUNT_KINDS, INCIDENT_KINDS } from '../../../shared/villages/tally.ts';
import { type Village, type VillageInput, villagesOf } from '../../../shared/villages/villages.ts';
import { sees } from '../access.ts';
import { MAX_LIMIT, MAX_REVISION, wholeNumber } from '../allowed.ts';
import { pageOf } from '../cards.ts';
import type { Api, ApiContext, Services } from '../environment.ts';
import { format, jsonOrWorkbook, schemeName, workbookAnswer } from '../exports.ts';
import type { ProblemCode } from '../problem-kinds.ts';
import { PROBLEM_RESPONSE, problem } from '../problems.ts';
import { readerOf } from '../readers.ts';
import { chooseRevision, dayOfPeriod } from '../revisions.ts';
import { json, listOf, periodId, unitCode } from '../shapes.ts';

const VILLAGES = { zh: '各村(社区)', en: 'Villages' };

/** More than any station has. */
const VILLAGES_PER_PAGE = 200;

const count = z.int().nonnegative();

/** A number for each of the names. */
const each = (names: readonly string[]) =>
  z.object(Object.fromEntries(names.map((name) => [name, count])));

const filed = z.object({
  criminal: count,
  publicOrder: count,
  byCategory: z
    .record(z.string(), count)
    .openapi({ description: 'Categories without a case are left out' }),
});

const reported = z.object({ expected: count, sent: count });

const minutes = count.nullable().openapi({
  description:
    'In the community, of officers that count; null for who does not read the officers’ rows of every station that they come from: a village has one officer, or two',
});

const tally = {
  minutes,
  disputes: z
    .object({ opened: count, resolved: count, escalated: count })
    .openapi({ description: 'Opened in the period; what became of them by the end of grace' }),
  cases: filed.openapi({ description: 'Filed in the period, and not withdrawn' }),
  counts: each(COUNT_KINDS),
  followUps: z
    .object({ raised: count, closed: count })
    .openapi({ description: 'Raised in the period; closed by the end of grace' }),
};

const tallyShape = z.object({ ...tally, casesBefore: filed }).openapi('VillageTally');

const village = z
  .object({
    grid: z.object({
      code: z.string(),
      name: z.string(),
      kind: z.enum(REFERENCE_COLUMNS.grids.kind.values),
      households: count,
      population: count,
    }),
    officers: count.nullable().openapi({
      description: 'How many the roster names for it on the last day; null before the first roster',
    }),
    daysPresent: count.openapi({ description: 'Days with an officer in it' }),
    reported: reported.openapi({ description: 'Days that its station had to report, and did' }),
    reportedBefore: reported.openapi({ description: 'The same months a year before' }),
    ...tally,
    casesBefore: filed.nullable().openapi({
      description: 'The same months a year before; null where nothing is known of them',
    }),
    incidents: each(INCIDENT_KINDS),
    zeroCase: z.boolean().openapi({ description: 'Without a criminal case' }),
    threeZero: z.boolean().openapi({ description: 'Nor a petition, nor an accident' }),
  })
  .openapi('Village');

const villageDay = z
  .object({
    date: z.string(),
    station: z.string().openapi({ description: 'Whose document it is' }),
    revision: z.int().nullable().openapi({ description: 'Null: never came' }),
    onTime: z.boolean().nullable(),
    isPresent: z.boolean().openapi({ description: 'Whether an officer was there' }),
    minutes,
    rows: each(LIST_NAMES).openapi({
      description: 'Rows that name the village, or go on with what was opened in it',
    }),
  })
  .openapi('VillageDay');

const about = {
  period: z.string(),
  revision: z.int(),
  state: scorecardSchema.shape.state,
  unit: unitSchema,
  first: z.string().openapi({ description: 'First day' }),
  last: z.string().openapi({ description: 'Last day, whose villages and roster are meant' }),
};

const revision = wholeNumber(1, MAX_REVISION).optional();

const list = createRoute({
  method: 'get',
  path: '/v1/scorecards/{period}/{unit}/grids',
  summary: '村(社区) · A station’s villages and communities in a period',
  request: {
    params: z.object({ period: periodId, unit: unitCode }),
    query: z.object({
      revision,
      format,
      limit: wholeNumber(1, MAX_LIMIT).optional(),
      cursor: z.string().max(64).optional(),
    }),
  },
  responses: {
    200: jsonOrWorkbook(
      listOf(village).extend({
        ...about,
        elsewhere: tallyShape.openapi({
          description: 'What the station’s figures count of villages that are not its own any more',
        }),
        fromOthers: tallyShape.openapi({
          description:
            'What other stations’ figures count of these villages: villages − fromOthers + elsewhere are the station’s counts',
        }),
      }),
      'Those of the last day, by code',
    ),
    default: PROBLEM_RESPONSE,
  },
});

const one = createRoute({
  method: 'get',
  path: '/v1/scorecards/{period}/{unit}/grids/{grid}',
  summary: '村(社区)逐日情况 · One village or community with its days',
  request: {
    params: z.object({ period: periodId, unit: unitCode, grid: unitCode }),
    query: z.object({ revision }),
  },
  responses: {
    200: json(
      z.object({ ...about, village, days: z.array(villageDay).readonly() }),
      'The village, and each day of the period with the document that tells of it',
    ),
    default: PROBLEM_RESPONSE,
  },
});

type Found =
  | {
      readonly ok: true;
      readonly about: z.infer<z.ZodObject<typeof about>>;
      readonly computed: { readonly scheme: string; readonly computedAt: string };
      readonly input: VillageInput;
    }
  | { readonly ok: false; readonly code: ProblemCode };

/** The last step down from the province: a station's villages. */
export function villageRoutes(api: Api, { items, lake }: Services): void {
  api.openapi(list, async (c) => {
    const { period, unit } = c.req.valid('param');
    const query = c.req.valid('query');
    const { revision: asked, limit = VILLAGES_PER_PAGE, cursor } = query;
    const found = await stationIn(c, period, unit, asked);
    if (!found.ok) return problem(c, found.code);
    const { villages, elsewhere, fromOthers } = await villagesOf(found.input);
    const page = pageOf(villages, found.about, limit, cursor);
    const told = telling(c, found.input);
    if (query.format === 'xlsx') {
      const { revision: number, unit: station } = found.about;
      const of = {
        ...{ ...found.about, ...found.computed, station },
        schemeName: await schemeName(items, found.computed.scheme),
        villages: villages.map((village) => told(shape(village))),
      };
      const name = { what: VILLAGES, ascii: 'villages', unit: station };
      return workbookAnswer(c, { ...name, periods: [period], revision: number }, (language) =>
        villagesBook(of, language),
      );
    }
    return c.json(
      {
        ...{ ...found.about, elsewhere: told(elsewhere), fromOthers: told(fromOthers) },
        ...{ items: page.items.map((village) => told(shape(village))), next: page.next },
      },
      200,
    );
  });

  api.openapi(one, async (c) => {
    const { period, unit, grid } = c.req.valid('param');
    const found = await stationIn(c, period, unit, c.req.valid('query').revision);
    if (!found.ok) return problem(c, found.code);
    const held = await villageOf(found.input, grid);
    if (!held) return problem(c, 'not_found');
    const told = telling(c, found.input);
    const days = held.days.map((day) =>
      told({ ...day, isPresent: day.minutes > 0, minutesFrom: [day.station] }),
    );
    return c.json({ ...found.about, village: told(shape(held.village)), days }, 200);
  });

  /** A station of the branch in a revision that the caller may see. */
  async function stationIn(
    c: ApiContext,
    period: string,
    unit: string,
    asked: number | undefined,
  ): Promise<Found> {
    const [caller, book, today] = [c.get('caller'), c.get('book'), c.get('today')];
    const day = dayOfPeriod(period, today);
    const station = book.unitsOn(day).unit(unit);
    if (station?.level !== 'station' || !sees(caller, book, unit, day)) {
      return { ok: false, code: 'not_found' };
    }
    const chosen = await chooseRevision(items, caller, period, asked, visibleRevision);
    if (!chosen.ok) return chosen;
    const number = chosen.revision.revision;
    const manifest = await manifestOf(lake, period, number);
    if (!manifest) return { ok: false, code: 'evidence_gone' };
    const { code, name, level, parent } = station;
    const { first, last } = manifest.span;
    return {
      ok: true,
      about: {
        ...{ period, revision: number, state: chosen.state, first, last },
        unit: { code, name, level, parent },
      },
      computed: {
        scheme: chosen.revision.scheme,
        computedAt: shanghaiTime(chosen.revision.computedAt),
      },
      input: {
        ...{ unit, manifest, book },
        read: (wanted) => readStationDays({ objects: lake, items, today }, manifest, wanted),
      },
    };
  }
}

/**
 * Leaves out minutes for who does not read the rows of officers that they come from: where a
 * village has one officer, they are that officer's. A village that changed hands has some of
 * another station, whose rows the caller may not read.
 */
function telling(c: ApiContext, { manifest, unit }: VillageInput) {
  const reads = readerOf(c, manifest, unit);
  return <T extends { readonly minutes: number; readonly minutesFrom: readonly string[] }>({
    minutesFrom,
    ...told
  }: T) => ({ ...told, minutes: [unit, ...minutesFrom].every(reads) ? told.minutes : null });
}

function shape({ grid, ...rest }: Village) {
  const { code, name, kind, households, population } = grid;
  return { grid: { code, name, kind, households, population }, ...rest };
}
