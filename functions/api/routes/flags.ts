import { createRoute, z } from '@hono/zod-openapi';
import { shanghaiTime } from '../../../shared/calendar/day.ts';
import { flagsBook } from '../../../shared/exports/flags.ts';
import { flagNamed } from '../../../shared/flags/catalogue.ts';
import type { ObjectStore } from '../../../shared/ports.ts';
import {
  FLAG_STATES,
  type FlagRecord,
  type FlagReview,
  flagOf,
  flagSourcesOf,
  flagsQuery,
  REVIEW_OUTCOMES,
  readFlag,
  reviewFlag,
  reviewOf,
  reviewsOf,
} from '../../../shared/review/flags.ts';
import { pageOfLists } from '../../../shared/review/pages.ts';
import { type PeriodRecord, periodOf } from '../../../shared/scorecards/periods.ts';
import type { UnitTree } from '../../../shared/units/tree.ts';
import { judges, sees } from '../access.ts';
import { oneOf } from '../allowed.ts';
import { type SeenBranch, seenBranch } from '../branches.ts';
import type { Api, Services } from '../environment.ts';
import {
  format,
  jsonOrWorkbook,
  MOST_EXPORTED,
  namedOn,
  schemeName,
  workbookAnswer,
} from '../exports.ts';
import { namesSchema, PROBLEM_RESPONSE, problem } from '../problems.ts';
import { chooseRevision, dayOfPeriod } from '../revisions.ts';
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
  revision,
  unitCode,
} from '../shapes.ts';

const FLAGS_PER_PAGE = 200;
const ROWS_SHOWN = 200;
const ROWS_LINK_SECONDS = 3600;

const FILE = { what: { zh: '异常标记', en: 'flags' }, ascii: 'flags' };

const DECIDED_ABOVE = {
  zh: '上级已对该标记作出核查结论，只能由该级或更高一级修改',
  en: 'A level further up has reviewed this flag; only that level or one above may change it',
};

const flagSchema = z
  .object({
    id: z.string().openapi({ description: 'The same wherever a run finds the same rows' }),
    period: z.string(),
    revision: z.int(),
    unit: placedUnit,
    flag: z.string().openapi({ example: 'copied_days' }),
    name: namesSchema.nullable(),
    statistic: z.record(z.string(), z.number()).readonly(),
    rows: z.int().openapi({ description: 'How many rows it rests on' }),
    state: z.enum(FLAG_STATES),
    note: z.string().nullable(),
    by: z.string().nullable(),
    at: z.string().nullable(),
  })
  .openapi('Flag');

const list = createRoute({
  method: 'get',
  path: '/v1/flags',
  summary: '异常标记 · The integrity flags of a period; of a longer one, those of its months',
  request: {
    query: z.object({
      period: periodId,
      within: unitCode.optional().openapi({ description: 'The own unit where left out' }),
      state: oneOf(FLAG_STATES).optional(),
      revision: revision.optional().openapi({ description: 'The newest where left out' }),
      format,
      limit: limit.optional(),
      cursor: z.string().max(2048).optional(),
    }),
  },
  responses: {
    200: jsonOrWorkbook(
      listOf(flagSchema).extend({ period: z.string(), revision: z.int() }),
      'The flags of the newest draft, or of what is published where no draft is newer',
    ),
    default: PROBLEM_RESPONSE,
  },
});

const params = z.object({ id: itemId });
const wholeFlagSchema = flagSchema
  .extend({
    explanation: namesSchema.nullable().openapi({ description: 'What it means, what to check' }),
    firstRows: z.array(z.looseObject({})).openapi({ description: `At most ${ROWS_SHOWN}` }),
    rowsUrl: z.string().nullable().openapi({
      description:
        'All rows as JSON lines, good for an hour; null where they name stations outside the branch',
    }),
    history: historyShape,
  })
  .openapi('FlagWithRows');

const one = createRoute({
  method: 'get',
  path: '/v1/flags/{id}',
  summary: '异常标记的依据 · A flag, the rows that it rests on, and what was said of it',
  request: { params },
  responses: { 200: json(wholeFlagSchema, 'The flag'), default: PROBLEM_RESPONSE },
});

const review = createRoute({
  method: 'post',
  path: '/v1/flags/{id}/review',
  summary: '核查异常标记 · Confirm or dismiss a flag, for reviewers of a unit above',
  request: {
    params,
    body: {
      required: true,
      content: {
        'application/json': { schema: z.strictObject({ state: oneOf(REVIEW_OUTCOMES), note }) },
      },
    },
  },
  responses: { 200: json(flagSchema, 'Reviewed'), default: PROBLEM_RESPONSE },
});

type Reviews = Awaited<ReturnType<typeof reviewsOf>>;

/** Integrity flags: list them, look at one, review it. */
export function flagRoutes(api: Api, { items, lake, clock }: Services): void {
  api.openapi(list, async (c) => {
    const { period, within, state, revision: asked, ...page } = c.req.valid('query');
    const seenIn = (id: string) => seenBranch(c, dayOfPeriod(id, c.get('today')), within);
    if (!seenIn(period)) return problem(c, 'not_found');
    const chosen = await chooseRevision(items, c.get('caller'), period, asked, newest);
    if (!chosen.ok) return problem(c, chosen.code);
    const number = chosen.revision.revision;
    const own = c.get('caller').unit;
    // Units, and what was said of their flags, are those of the month.
    const months = new Map<string, SeenBranch & { readonly reviews: Reviews }>();
    const lists = new Map<string, ReturnType<typeof flagsQuery>>();
    for (const source of await flagSourcesOf(items, period, number)) {
      const seen = seenIn(source.period);
      if (!seen) continue;
      const reviews = await reviewsOf(items, source.period, seen.branch);
      months.set(source.period, { ...seen, reviews });
      lists.set(source.period, flagsQuery(source.period, source.revision, seen.branch));
    }
    const { limit: rows = FLAGS_PER_PAGE, cursor } = page;
    const isFile = page.format === 'xlsx';
    const part = isFile ? { limit: MOST_EXPORTED } : { limit: rows, cursor };
    const found = await pageOfLists(items, lists, part, (item, month) => {
      const flag = readFlag(item);
      const seen = months.get(month);
      if (!seen?.branch.has(flag.unit)) return undefined;
      const shown = shape(seen.tree, own, flag, seen.reviews.get(flag.id));
      return state === undefined || state === shown.state ? shown : undefined;
    });
    if (!isFile) return c.json({ period, revision: number, ...found }, 200);
    if (found.next !== null) return problem(c, 'export_too_large');
    const { scheme, computedAt } = chosen.revision;
    const unit = namedOn(c.get('book').unitsOn(dayOfPeriod(period, c.get('today'))), within ?? own);
    const of = {
      ...{ period, revision: number, state: chosen.state, scheme, within: unit },
      computedAt: shanghaiTime(computedAt),
      schemeName: await schemeName(items, scheme),
      flags: found.items.map((flag) => ({
        ...flag,
        explanation: flagNamed(flag.flag)?.explanation ?? null,
      })),
    };
    const name = { ...FILE, unit, periods: [period], revision: number };
    return workbookAnswer(c, name, (language) => flagsBook(of, language));
  });

  /** A flag of a revision that is published, a draft or provisional, of the caller's branch. */
  async function find(id: string): Promise<FlagRecord | undefined> {
    const record = await periodOf(items, id.split('.')[0] ?? '');
    const { draftRevision, publishedRevision, provisionalRevision } = record;
    return flagOf(items, id, [draftRevision, publishedRevision, provisionalRevision]);
  }

  api.openapi(one, async (c) => {
    const flag = await find(c.req.valid('param').id);
    if (!flag) return problem(c, 'not_found');
    const [caller, book] = [c.get('caller'), c.get('book')];
    const day = dayOfPeriod(flag.period, c.get('today'));
    const isSeen = (station: string) => sees(caller, book, station, day);
    if (!isSeen(flag.unit)) return problem(c, 'not_found');
    const said = await reviewOf(items, flag.id);
    const rows = await rowsOf(lake, flag.rows.key, isSeen);
    return c.json(
      {
        ...shape(book.unitsOn(day), caller.unit, flag, said),
        explanation: flagNamed(flag.flag)?.explanation ?? null,
        firstRows: rows.first,
        rowsUrl: rows.areWhole ? await lake.presignGet(flag.rows.key, ROWS_LINK_SECONDS) : null,
        history: said.history,
      },
      200,
    );
  });

  api.openapi(review, async (c) => {
    const flag = await find(c.req.valid('param').id);
    if (!flag) return problem(c, 'not_found');
    const caller = c.get('caller');
    const day = dayOfPeriod(flag.period, c.get('today'));
    const may = judges(caller, c.get('book'), flag.unit, day);
    if (may !== 'yes') return problem(c, may);
    const tree = c.get('book').unitsOn(day);
    const level = tree.unit(caller.unit)?.level;
    if (!level) return problem(c, 'not_found');
    const by = { account: caller.account, level };
    const said = await reviewFlag(items, flag.id, c.req.valid('json'), by, clock());
    switch (said.outcome) {
      case 'unknown':
        return problem(c, 'not_found');
      case 'history_full':
        return problem(c, 'history_full');
      case 'decided_above':
        return problem(c, 'forbidden', { detail: DECIDED_ABOVE });
      case 'amended':
        return c.json(shape(tree, caller.unit, flag, said.record), 200);
    }
  });
}

/** The latest draft where it is newer than what is published; for a period under way what there is. */
function newest({ draftRevision, publishedRevision, provisionalRevision }: PeriodRecord): number {
  return Math.max(draftRevision, publishedRevision) || provisionalRevision;
}

/**
 * The first rows of a flag, and whether they are all as they stand in the lake: a station outside
 * the branch is left out.
 */
async function rowsOf(lake: ObjectStore, key: string, isSeen: (station: string) => boolean) {
  const object = await lake.get(key);
  // They name officers, and expire with officers' rows.
  if (!object) return { first: [], areWhole: false };
  const lines = new TextDecoder().decode(object.body).split('\n').filter(Boolean);
  const rows = lines.map((line) => z.record(z.string(), z.unknown()).parse(JSON.parse(line)));
  const isWhole = ({ otherStation }: (typeof rows)[number]) =>
    typeof otherStation !== 'string' || isSeen(otherStation);
  const first = rows.slice(0, ROWS_SHOWN).map((row) => {
    const { otherStation, ...rest } = row;
    return isWhole(row) ? row : rest;
  });
  return { first, areWhole: rows.every(isWhole) };
}

function shape(tree: UnitTree, own: string, record: FlagRecord, said: FlagReview | undefined) {
  const { id, period, revision: number, unit, flag, statistic, rows } = record;
  return {
    ...{ id, period, revision: number, unit: placeUnit(tree, unit, own), flag },
    // A flag of an earlier version of the product may have no name any more.
    ...{ name: flagNamed(flag)?.name ?? null, statistic },
    rows: rows.count,
    state: said?.state ?? ('open' as const),
    note: said?.note ?? null,
    by: said?.by ?? null,
    at: said?.at ?? null,
  };
}
