/** What a unit's bulletin is put together from. */
import { shanghaiTime } from '../../shared/calendar/day.ts';
import { parsePeriod, periodBefore, yearBefore } from '../../shared/calendar/period.ts';
import { forEachOf } from '../../shared/concurrency.ts';
import { flagNamed } from '../../shared/flags/catalogue.ts';
import type { BelowInput, ReportInput } from '../../shared/reports/build.ts';
import { headlineOf } from '../../shared/reports/headline.ts';
import type { PastScore } from '../../shared/reports/overall.ts';
import { type StationFigures, TIME } from '../../shared/reports/stations.ts';
import { flagSourcesOf, flagsQuery, readFlag, reviewsOf } from '../../shared/review/flags.ts';
import { partsOf } from '../../shared/review/ids.ts';
import { entryOf } from '../../shared/review/ledger.ts';
import { branchOf } from '../../shared/review/pages.ts';
import type { Scorecard } from '../../shared/scorecards/card.ts';
import { figuresOf } from '../../shared/scorecards/figures.ts';
import {
  allPeriods,
  type PeriodRecord,
  periodOf,
  type RevisionRecord,
} from '../../shared/scorecards/periods.ts';
import { findRun } from '../../shared/scorecards/runs.ts';
import {
  publishedCardOf,
  rankingOf,
  type StoredCard,
  storedCardOf,
} from '../../shared/scorecards/store.ts';
import { schemeBook } from '../../shared/scoring/schemes.ts';
import { LEVELS, type UnitTree } from '../../shared/units/tree.ts';
import { atLeast, sees } from './access.ts';
import { inOrder, positionsOf, withheld } from './cards.ts';
import type { ApiContext, Services } from './environment.ts';
import { dayOfPeriod } from './revisions.ts';

const CARDS_AT_ONCE = 32;
/** Earlier periods of a trend, beside the bulletin's own. */
const TREND_PERIODS = 12;
/** Where a scheme is no longer known: the usual part of a unit's days. */
const USUAL_MINIMUM = 0.8;

type Stores = Pick<Services, 'items' | 'lake'>;

/** The revision that a bulletin is of, and the unit's card as it is served. */
export interface ReportSubject {
  readonly record: PeriodRecord;
  readonly revision: RevisionRecord;
  readonly card: Scorecard;
  readonly isExact: boolean;
}

/** Whether the unit was in the caller's branch in a period, which may be before it came to it. */
const wasSeen = (c: ApiContext, unit: string, period: string): boolean =>
  sees(c.get('caller'), c.get('book'), unit, dayOfPeriod(period, c.get('today')));

async function pastScore(
  c: ApiContext,
  { items }: Stores,
  unit: string,
  period: string,
): Promise<PastScore | null> {
  if (!wasSeen(c, unit, period)) return null;
  const card = await publishedCardOf(items, unit, await periodOf(items, period));
  return card ? { period, value: card.score.value, interval: card.score.interval } : null;
}

/** The scores of a level's units within a unit, in what is published of a period. */
async function pastScores(
  c: ApiContext,
  { items }: Stores,
  period: string,
  level: string,
  within: string,
): Promise<ReadonlyMap<string, PastScore>> {
  const { publishedRevision } = await periodOf(items, period);
  if (publishedRevision === 0 || !wasSeen(c, within, period)) return new Map();
  const rows = await rankingOf(items, period, publishedRevision, level, within);
  return new Map(
    rows.map(({ unit, score: { value, interval } }) => [unit.code, { period, value, interval }]),
  );
}

/** The units directly below, by level: with their places, and the figures of their cards. */
async function readBelow(
  c: ApiContext,
  stores: Stores,
  { record, revision, card, isExact }: ReportSubject,
  tree: UnitTree,
): Promise<BelowInput[]> {
  const { items } = stores;
  const { code } = card.unit;
  const parsed = parsePeriod(card.period);
  const children = new Set(tree.childrenOf(code).map(({ level }) => level));
  const below: BelowInput[] = [];
  for (const level of LEVELS.filter((one) => children.has(one))) {
    const rows = await rankingOf(items, record.period, revision.revision, level, code);
    const own = rows.filter(({ unit }) => unit.parent === code);
    const rankability = revision.rankability[level] ?? null;
    const positions = positionsOf(c.get('caller'), rankability, isExact);
    const past = parsed
      ? await pastScores(c, stores, periodBefore(parsed), level, code)
      : new Map<string, PastScore>();
    const kpis = new Map<string, StoredCard['kpis']>();
    await forEachOf(own, CARDS_AT_ONCE, async ({ unit }) => {
      const found = await storedCardOf(items, unit.code, record, revision);
      if (found) kpis.set(unit.code, found.kpis);
    });
    const units = inOrder(own, positions).map((row) => ({
      row: positions === 'withheld' ? withheld(row) : row,
      previousScore: past.get(row.unit.code) ?? null,
      kpis: kpis.get(row.unit.code) ?? [],
    }));
    if (units.length > 0) below.push({ level, rankability, positions, units });
  }
  return below;
}

/** The stations below a unit; null for a station, and where the revision's figures are gone. */
async function readStations(
  { lake }: Stores,
  { card, revision }: ReportSubject,
  tree: UnitTree,
): Promise<StationFigures[] | null> {
  if (card.unit.level === 'station') return null;
  const kept = await figuresOf(lake, card.period, revision.revision);
  if (!kept) return null;
  return kept.units
    .filter(({ unit }) => unit.level === 'station' && tree.isWithin(card.unit.code, unit.code))
    .map(({ unit: { code, name, level, parent }, completeness, kpis }) => ({
      ...{ unit: { code, name, level, parent }, completeness, time: kpis[TIME] ?? null },
    }));
}

/** The flags of the unit and all below it, with what was said of them. */
async function readFlags({ items }: Stores, { card, revision }: ReportSubject, tree: UnitTree) {
  const branch = branchOf(tree, card.unit.code);
  if (!branch) return [];
  const sources = await flagSourcesOf(items, card.period, revision.revision);
  const found = await Promise.all(
    sources.map(async (source) => {
      const query = flagsQuery(source.period, source.revision, branch);
      const [{ items: stored }, reviews] = await Promise.all([
        items.query(query),
        reviewsOf(items, source.period, branch),
      ]);
      return stored
        .map(readFlag)
        .filter(({ unit }) => branch.has(unit))
        .map(({ id, unit, flag }) => ({
          ...{ unit, flag, name: flagNamed(flag)?.name ?? null },
          state: reviews.get(id)?.state ?? 'open',
        }));
    }),
  );
  return found.flat();
}

/** The decisions on the unit and those below it that counted in the revision. */
async function readLedger(
  { items }: Stores,
  { card, revision }: ReportSubject,
  tree: UnitTree,
): Promise<ReportInput['ledger'][number][]> {
  const run = await findRun(items, revision.run);
  const ids = (run?.inputs?.ledger ?? []).filter((id) =>
    tree.isWithin(card.unit.code, partsOf(id, 3)?.[1] ?? ''),
  );
  const entries = await Promise.all(ids.map((id) => entryOf(items, id)));
  return entries.flatMap((entry) => {
    const unit = entry && tree.unit(entry.unit);
    if (!unit) return [];
    const { kind, points, gradeCap, reason, evidence, decidedAt } = entry;
    const { code, name, level } = unit;
    const line = { kind, points, gradeCap, reason, evidence, decidedAt };
    return [{ ...line, unit: { code, name, level } }];
  });
}

/** The unit's published scores of earlier periods of the same kind, the earliest first. */
async function readTrend(
  c: ApiContext,
  { items }: Stores,
  { card }: ReportSubject,
): Promise<ReportInput['trend']> {
  const kind = parsePeriod(card.period)?.kind;
  const earlier = (await allPeriods(items)).filter(
    ({ period, publishedRevision }) =>
      publishedRevision > 0 &&
      period < card.period &&
      parsePeriod(period)?.kind === kind &&
      wasSeen(c, card.unit.code, period),
  );
  const cards = await Promise.all(
    earlier
      .slice(0, TREND_PERIODS)
      .reverse()
      .map((record) => publishedCardOf(items, card.unit.code, record)),
  );
  return cards.flatMap((past) => {
    if (!past) return [];
    const kpis = headlineOf(past.kpis).map(({ id, value }) => [id, value] as const);
    const { period, revision, score } = past;
    return [{ period, revision, score: score.value, kpis: Object.fromEntries(kpis) }];
  });
}

/** Everything that the bulletin of a unit says, as far as the caller may see it. */
export async function readReport(
  c: ApiContext,
  stores: Stores,
  subject: ReportSubject,
): Promise<ReportInput> {
  const { card, record } = subject;
  const { code } = card.unit;
  const tree = c.get('book').unitsOn(dayOfPeriod(card.period, c.get('today')));
  const parsed = parsePeriod(card.period);
  const scheme = (await schemeBook(stores.items)).named(card.scheme);
  const [below, stations, flags, ledger, trend, previousScore, yearAgoScore] = await Promise.all([
    readBelow(c, stores, subject, tree),
    readStations(stores, subject, tree),
    atLeast(c.get('caller'), 'reviewer') ? readFlags(stores, subject, tree) : null,
    readLedger(stores, subject, tree),
    readTrend(c, stores, subject),
    parsed ? pastScore(c, stores, code, periodBefore(parsed)) : null,
    parsed ? pastScore(c, stores, code, yearBefore(parsed)) : null,
  ]);
  return {
    ...{ card, below, stations, flags, ledger, trend, previousScore, yearAgoScore },
    schemeName: scheme?.name ?? null,
    // What nobody knows any more who set it is simply a standard.
    setBy: tree.unit(scheme?.jurisdiction ?? '')?.level ?? 'station',
    minimumCompleteness: scheme?.minimumCompleteness ?? USUAL_MINIMUM,
    publishedAt: card.state === 'published' ? shanghaiTime(record.publishedAt) : null,
    above: tree
      .chainOf(code)
      .slice(1)
      .reverse()
      .map(({ code: above, name, level }) => ({ code: above, name, level })),
  };
}
