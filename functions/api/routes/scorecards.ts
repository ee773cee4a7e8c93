import { createRoute, z } from '@hono/zod-openapi';
import { shanghaiTime } from '../../../shared/calendar/day.ts';
import { parsePeriod } from '../../../shared/calendar/period.ts';
import { historyBook } from '../../../shared/exports/history.ts';
import { rankingBook } from '../../../shared/exports/ranking.ts';
import { scorecardBook } from '../../../shared/exports/scorecard.ts';
import type { ItemTable } from '../../../shared/ports.ts';
import {
  type RankingRow,
  rankingRowSchema,
  type Scorecard,
  scorecardSchema,
} from '../../../shared/scorecards/card.ts';
import { allPeriods, visibleRevision } from '../../../shared/scorecards/periods.ts';
import { rankingOf, storedCardOf } from '../../../shared/scorecards/store.ts';
import { LEVELS, type Level } from '../../../shared/units/tree.ts';
import { sees } from '../access.ts';
import { inOrder, pageOf, peersOf, positionsOf, serveCard, withheld } from '../cards.ts';
import type { Api, ApiContext, Services } from '../environment.ts';
import {
  format,
  jsonOrWorkbook,
  namedOn,
  namesOn,
  schemeName,
  workbookAnswer,
} from '../exports.ts';
import { invalidRequest, PROBLEM_RESPONSE, problem } from '../problems.ts';
import { chooseRevision, dayOfPeriod } from '../revisions.ts';
import { limit, listOf, peerGroup, periodId, revision, unitCode } from '../shapes.ts';

const ROWS_PER_PAGE = 200;

const OTHER_KIND = {
  zh: '起止考核期应为同一种（同为月、季、半年、年或年内累计）',
  en: 'from and to must be periods of one kind: months, quarters, half-years, years or year-to-date',
};
const WRONG_ORDER = {
  zh: '截止考核期不能早于起始考核期',
  en: 'to must not be earlier than from',
};
const NOT_BELOW = {
  zh: 'level 应是 within 以下的级别',
  en: 'level must be below that of within',
};

const SCORECARD_FILE = { what: { zh: '考核结果', en: 'scorecard' }, ascii: 'scorecard' };
const HISTORY_FILE = { what: { zh: '历次考核结果', en: 'scorecards' }, ascii: 'scorecards' };
const RANKING_FILE = { what: { zh: '考核排名', en: 'ranking' }, ascii: 'ranking' };

const card = scorecardSchema.meta({ id: 'Scorecard' });

const positions = z
  .literal('exact')
  .optional()
  .openapi({ description: 'Exact positions also where they are withheld' });

const one = createRoute({
  method: 'get',
  path: '/v1/scorecards/{period}/{unit}',
  summary: '考核结果 · A scorecard: the published one, else the provisional one',
  request: {
    params: z.object({ period: periodId, unit: unitCode }),
    query: z.object({ revision: revision.optional(), positions, format }),
  },
  responses: { 200: jsonOrWorkbook(card, 'The scorecard'), default: PROBLEM_RESPONSE },
});

const history = createRoute({
  method: 'get',
  path: '/v1/scorecards/{unit}',
  summary: '历次考核结果 · A unit’s scorecards, the earliest first',
  request: {
    params: z.object({ unit: unitCode }),
    query: z.object({ from: periodId, to: periodId, positions, format }),
  },
  responses: {
    200: jsonOrWorkbook(listOf(card), 'Published and provisional cards of periods of one kind'),
    default: PROBLEM_RESPONSE,
  },
});

const ranking = createRoute({
  method: 'get',
  path: '/v1/rankings/{period}',
  summary: '排名 · The units of a level within a unit, ranked',
  request: {
    params: z.object({ period: periodId }),
    query: z.object({
      level: z.enum(LEVELS).optional().openapi({ description: 'The level below `within`' }),
      within: unitCode.optional().openapi({ description: 'The own unit, or a station’s parent' }),
      peers: peerGroup.optional().openapi({
        description: 'Only this peer group, ranked over the province, e.g. `station-rural-2`',
      }),
      positions,
      format,
      revision: revision.optional(),
      limit: limit.optional(),
      cursor: z.string().max(2048).optional(),
    }),
  },
  responses: {
    200: jsonOrWorkbook(
      listOf(rankingRowSchema.meta({ id: 'RankingRow' })).extend({
        period: z.string(),
        revision: z.int(),
        state: scorecardSchema.shape.state,
        scheme: z.string(),
        computedAt: z.string(),
        within: z.string(),
        level: z.enum(LEVELS),
        rankability: z.number().nullable().openapi({
          description: 'How much of the differences over the province is not chance, 0 to 1',
        }),
        positions: scorecardSchema.shape.positions.describe(
          'Below a rankability of 0.7 exact positions are withheld unless asked for with `positions=exact`: the differences are mostly chance',
        ),
      }),
      'The rows, from the first rank down; units without a rank last',
    ),
    default: PROBLEM_RESPONSE,
  },
});

/** The level of a peer group's units. */
function levelOfPeers(group: string | undefined): Level | undefined {
  return LEVELS.find((level) => group?.startsWith(level));
}

/** Scorecards, their history and rankings. */
export function scorecardRoutes(api: Api, { items }: Services): void {
  api.openapi(one, async (c) => {
    const { period, unit } = c.req.valid('param');
    const { revision: asked, positions, format } = c.req.valid('query');
    if (!sees(c.get('caller'), c.get('book'), unit, dayOfPeriod(period, c.get('today')))) {
      return problem(c, 'not_found');
    }
    const chosen = await chooseRevision(items, c.get('caller'), period, asked, visibleRevision);
    if (!chosen.ok) return problem(c, chosen.code);
    const found = await storedCardOf(items, unit, chosen.record, chosen.revision);
    if (!found) return problem(c, 'not_found');
    const served = await serveCard(items, c.get('caller'), found, positions === 'exact');
    if (format !== 'xlsx') return c.json(served, 200);
    const scheme = await schemeName(items, served.scheme);
    const name = {
      ...SCORECARD_FILE,
      unit: served.unit,
      periods: [period],
      revision: served.revision,
    };
    return workbookAnswer(c, name, (language) => scorecardBook(served, scheme, language));
  });

  api.openapi(history, async (c) => {
    const { unit } = c.req.valid('param');
    const { from, to, positions, format } = c.req.valid('query');
    const kind = parsePeriod(from)?.kind;
    if (parsePeriod(to)?.kind !== kind) return invalidRequest(c, '/to', OTHER_KIND);
    if (from > to) return invalidRequest(c, '/to', WRONG_ORDER);
    const found = await cardsBetween(c, items, { unit, from, to, isExact: positions === 'exact' });
    const isSeenToday = sees(c.get('caller'), c.get('book'), unit, c.get('today'));
    if (found.length === 0 && !isSeenToday) return problem(c, 'not_found');
    if (format !== 'xlsx') return c.json({ items: found, next: null }, 200);
    const named = found.at(-1)?.unit ?? namedOn(c.get('book').unitsOn(c.get('today')), unit);
    const name = { ...HISTORY_FILE, unit: named, periods: [from, to], revision: null };
    return workbookAnswer(c, name, (language) => historyBook(named, found, language));
  });

  api.openapi(ranking, async (c) => {
    const { period } = c.req.valid('param');
    const { revision: asked, cursor, limit: rows = ROWS_PER_PAGE, ...query } = c.req.valid('query');
    const caller = c.get('caller');
    const tree = c.get('book').unitsOn(dayOfPeriod(period, c.get('today')));
    const own = tree.unit(caller.unit);
    if (!own) return problem(c, 'not_found');
    const within = query.within ?? (own.level === 'station' ? (own.parent ?? own.code) : own.code);
    const level =
      query.level ?? levelOfPeers(query.peers) ?? tree.childrenOf(within)[0]?.level ?? 'station';
    // A unit sees the table in which it is ranked among its neighbours, once it is published.
    const isOwnBranch = tree.isWithin(own.code, within);
    const isOwnTable = within === own.parent && level === own.level;
    if (!isOwnBranch && !isOwnTable) return problem(c, 'not_found');
    const chosen = await chooseRevision(
      items,
      caller,
      period,
      asked,
      (record) => record.publishedRevision,
    );
    if (!chosen.ok) return problem(c, chosen.code);
    const { record, revision: found, state } = chosen;
    if (state !== 'published' && !isOwnBranch) return problem(c, 'not_found');
    const top = tree.unit(within)?.level;
    if (top && LEVELS.indexOf(level) <= LEVELS.indexOf(top)) {
      return invalidRequest(c, '/level', NOT_BELOW);
    }
    const { revision: number, computedAt } = found;
    const rowsOf = (unit: string) => rankingOf(items, record.period, number, level, unit);
    const root = tree.chainOf(within).at(-1)?.code ?? within;
    // The table's own unit says which scheme its units are ranked by.
    const head = query.peers === undefined ? within : root;
    const scheme = (await storedCardOf(items, head, record, found))?.scheme ?? found.scheme;
    const all =
      query.peers === undefined
        ? await rowsOf(within)
        : peersOf(await rowsOf(root), query.peers).filter(({ unit }) =>
            tree.isWithin(within, unit.code),
          );
    const rankability = found.rankability[level] ?? null;
    const shown = positionsOf(caller, rankability, query.positions === 'exact');
    const ordered = inOrder(all, shown);
    const see = (some: readonly RankingRow[]) =>
      shown === 'withheld' ? some.map(withheld) : [...some];
    const of = {
      ...{ period, revision: number, state, scheme, computedAt: shanghaiTime(computedAt) },
      ...{ level, rankability, positions: shown },
    };
    if (query.format === 'xlsx') {
      const unit = namedOn(tree, within);
      const whole = {
        ...{ ...of, within: unit, peers: query.peers ?? null, rows: see(ordered) },
        ...{ nameOf: namesOn(tree), schemeName: await schemeName(items, scheme) },
      };
      const name = { ...RANKING_FILE, unit, periods: [period], revision: number };
      return workbookAnswer(c, name, (language) => rankingBook(whole, language));
    }
    const page = pageOf(ordered, { period, revision: number }, rows, cursor);
    return c.json({ ...of, within, items: see(page.items), next: page.next }, 200);
  });
}

/** The visible cards of the periods of the same kind from one to another. */
async function cardsBetween(
  c: ApiContext,
  items: ItemTable,
  asked: {
    readonly unit: string;
    readonly from: string;
    readonly to: string;
    readonly isExact: boolean;
  },
): Promise<Scorecard[]> {
  const { unit, from, to, isExact } = asked;
  const kind = parsePeriod(from)?.kind;
  const records = (await allPeriods(items))
    .filter(({ period }) => parsePeriod(period)?.kind === kind && period >= from && period <= to)
    .filter(({ period }) =>
      sees(c.get('caller'), c.get('book'), unit, dayOfPeriod(period, c.get('today'))),
    )
    .reverse();
  const cards: Scorecard[] = [];
  for (const record of records) {
    const caller = c.get('caller');
    const chosen = await chooseRevision(items, caller, record.period, undefined, visibleRevision);
    const found = chosen.ok && (await storedCardOf(items, unit, record, chosen.revision));
    if (found) cards.push(await serveCard(items, caller, found, isExact));
  }
  return cards;
}
