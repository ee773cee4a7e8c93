/** Puts a unit's bulletin together from its card and what is known of the units below it. */
import { periodName } from '../calendar/period-name.ts';
import { sourceOf } from '../exports/facts.ts';
import { familyOf, kpiOf } from '../kpis/catalogue.ts';
import type { Text } from '../kpis/definition.ts';
import type { KpiFigure, RankingRow, Scorecard } from '../scorecards/card.ts';
import { comparable, comparableCard } from '../scorecards/comparable.ts';
import { isMadeUp } from '../units/made-up.ts';
import type { Level } from '../units/tree.ts';
import { belowSection, type Moved, standingOf } from './below.ts';
import { headlineOf, type KpiContext, kpiSentence, signalSentence } from './headline.ts';
import { baselineBefore, baselineYearAgo, goalOf } from './movement.ts';
import { overallSection, type PastScore } from './overall.ts';
import { type Place, unitName } from './places.ts';
import type { Report, ReportFigure } from './report.ts';
import { both, type Section, type Sentence } from './sentence.ts';
import {
  incompleteOf,
  type StationFigures,
  stationsSection,
  stationTimes,
  TIME,
} from './stations.ts';
import { flagCounts, type LedgerLine, ledgerSection, METHOD, trustSection } from './trust.ts';

type Named = Report['above'][number];
type CardFigure = Scorecard['kpis'][number];

/** The units of one level directly below, with their cards' figures. */
export interface BelowInput {
  readonly level: Level;
  readonly rankability: number | null;
  readonly positions: Scorecard['positions'];
  readonly units: readonly {
    /** As the caller may see it. */
    readonly row: RankingRow;
    readonly previousScore: PastScore | null;
    readonly kpis: readonly KpiFigure[];
  }[];
}

export interface ReportInput {
  /** As it is served. */
  readonly card: Scorecard;
  readonly schemeName: Text | null;
  /** The level of the scheme's jurisdiction, which set its targets. */
  readonly setBy: Level;
  readonly minimumCompleteness: number;
  readonly publishedAt: string | null;
  /** The units above, from the province down. */
  readonly above: readonly Named[];
  readonly previousScore: PastScore | null;
  readonly yearAgoScore: PastScore | null;
  readonly below: readonly BelowInput[];
  /** Null for a station, and where the figures are gone. */
  readonly stations: readonly StationFigures[] | null;
  /** Null for those who may not see them. */
  readonly flags: Parameters<typeof flagCounts>[0] | null;
  readonly ledger: readonly (LedgerLine & { readonly unit: Named })[];
  /** Earlier periods, the earliest first, without this one. */
  readonly trend: Report['trend'];
}

/** The KPIs that a table of units has columns of, where the units have them. */
const COLUMNS: readonly string[] = [
  TIME,
  'grid_presence',
  'dispute_resolution_rate',
  'criminal_case_change',
  'follow_up_rate',
  'satisfaction_rate',
  'completeness',
];

/** A figure with its names and its sentence; none for what is no longer a KPI. */
function figureOf(figure: CardFigure, context: KpiContext): ReportFigure[] {
  const kpi = kpiOf(figure.id);
  const sentence = kpiSentence(figure, context);
  if (!kpi || !sentence) return [];
  const { name, form, display, better, restricted = false } = kpi;
  return [{ ...figure, name, form, display, better, restricted, words: sentence.words }];
}

function familiesOf(figures: readonly ReportFigure[]): Report['families'] {
  const families = Map.groupBy(figures, ({ id }) => familyOf(id));
  return [...families].map(([{ id, name }, kpis]) => ({ id, name, kpis }));
}

const codesOf = (rows: readonly RankingRow[]) => rows.map(({ unit }) => unit.code);

const movedOf = ({ row, from, to, difference, distinguishable }: Moved) => ({
  unit: row.unit.code,
  ...{ from, to, difference, distinguishable },
});

function belowOf(input: BelowInput, context: KpiContext, isOver: boolean): Report['below'][number] {
  const { level, rankability, positions } = input;
  const units = input.units.map((one) => ({
    ...one,
    previousScore: context.before && one.previousScore,
  }));
  const standing = standingOf({ ...input, units, before: context.before });
  const columns = COLUMNS.filter((id) => units.some(({ kpis }) => kpis.some((k) => k.id === id)));
  return {
    ...{ level, rankability, positions, columns },
    items: units.map(({ row, previousScore, kpis }) => ({
      ...row,
      change: isOver ? row.change : null,
      previousScore: previousScore?.value ?? null,
      kpis: Object.fromEntries(
        kpis
          .filter(({ id }) => columns.includes(id))
          .map(comparable)
          .map(({ id, numerator, denominator, value, interval, note }) => [
            id,
            { numerator, denominator, value, interval, note },
          ]),
      ),
    })),
    best: codesOf(standing.best),
    weakest: codesOf(standing.weakest),
    risen: standing.risen.map(movedOf),
    fallen: standing.fallen.map(movedOf),
    unranked: codesOf(standing.unranked),
  };
}

function stationsOf(
  { card, stations, minimumCompleteness }: ReportInput,
  unit: Place,
): { readonly data: Report['stations']; readonly section: Section[] } {
  if (!stations) return { data: null, section: [] };
  const own = card.kpis.find(({ id }) => id === TIME);
  const target = own ? goalOf(own) : null;
  const times =
    target === null
      ? null
      : stationTimes(stations, own?.value ?? null, target, own?.target?.excels ?? null);
  const incomplete = incompleteOf(stations, minimumCompleteness);
  return {
    data: { time: times && { ...times }, incomplete },
    section: [stationsSection(times, incomplete, unit)],
  };
}

/** This period as a point of its own trend. */
function pointOf(card: Scorecard): Report['trend'][number] {
  const kpis = headlineOf(card.kpis).map(({ id, value }) => [id, value] as const);
  const { period, revision, score } = card;
  return { period, revision, score: score.value, kpis: Object.fromEntries(kpis) };
}

/** The bulletin. */
export function buildReport(input: ReportInput): Report {
  const { above } = input;
  const card = comparableCard(input.card);
  const { unit } = card;
  // A part of a month beside whole ones is always low: it is compared with none of them.
  const isOver = card.state !== 'provisional';
  const [before, yearAgo] = isOver
    ? [baselineBefore(card.period), baselineYearAgo(card.period)]
    : [null, null];
  const previousScore = before && input.previousScore;
  const yearAgoScore = yearAgo && input.yearAgoScore;
  const context: KpiContext = { unit, setBy: input.setBy, before, yearAgo };
  const figures = card.kpis.flatMap((figure) =>
    figureOf(isOver ? figure : { ...figure, previous: null, yearAgo: null }, context),
  );
  const headline = headlineOf(figures);
  const stations = stationsOf(input, unit);
  const flags = input.flags && flagCounts(input.flags);
  const kpis: Section = {
    id: 'kpis',
    title: { zh: '主要指标', en: 'Headline KPIs' },
    sentences: [
      ...headline.map(({ id, words }): Sentence => ({ id: `kpi.${id}`, kpi: id, words })),
      ...signalSentence(headline),
    ],
  };
  const period = both((language) => periodName(card.period, language));
  const names = both((language) => unitName(unit, language));
  return {
    ...{ period: card.period, revision: card.revision, state: card.state, scheme: card.scheme },
    ...{ schemeName: input.schemeName, computedAt: card.computedAt },
    publishedAt: input.publishedAt,
    title: {
      zh: `${names.zh}${period.zh}社区警务考核通报`,
      en: `Community policing of ${names.en}: assessment of ${period.en}`,
    },
    periodName: period,
    ...{ unit, above },
    madeUp: isMadeUp(unit.name),
    ...{ completeness: card.completeness, score: card.score, ranks: card.ranks },
    ...{ unranked: card.unranked, peerGroup: card.peerGroup, rankability: card.rankability },
    ...{ positions: card.positions, approvals: card.approvals, audit: card.audit },
    ...{ before, yearAgo, previousScore, yearAgoScore },
    headline,
    families: familiesOf(figures),
    sections: [
      overallSection({ card, above, before, yearAgo, previousScore, yearAgoScore }),
      kpis,
      ...input.below.map((below) => belowSection({ ...below, before })),
      ...stations.section,
      trustSection(card.audit, flags),
      ledgerSection(input.ledger),
    ].filter(({ sentences }) => sentences.length > 0),
    below: input.below.map((below) => belowOf(below, context, isOver)),
    stations: stations.data,
    flags,
    ledger: input.ledger,
    trend: [...input.trend, pointOf(card)],
    method: METHOD,
    source: both(sourceOf),
  };
}
