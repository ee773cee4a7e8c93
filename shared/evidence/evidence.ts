/**
 * Evidence of a station's KPI: from numerator and denominator to the station-days, rows and
 * revisions that they were counted from. The contributions of all rows add up to the two counts.
 */
import { type Day, shanghaiTime } from '../calendar/day.ts';
import { familyOf } from '../kpis/catalogue.ts';
import type { Kpi, Sum } from '../kpis/definition.ts';
import type { Measures } from '../kpis/evaluate.ts';
import { requiredOfLeaders } from '../kpis/leadership.ts';
import type { ListName } from '../submissions/contract.ts';
import type { ReferenceBook } from '../units/book.ts';
import type { ReferenceKind } from '../units/kinds.ts';
import { LEVELS, type Level } from '../units/tree.ts';
import type { Wanted } from './documents.ts';
import { CASES_SOURCE, DISPUTES_SOURCE, FOLLOW_UPS_SOURCE, TROUBLE_SOURCE } from './events.ts';
import { type Facts, factsOf } from './facts.ts';
import type { Manifest } from './manifest.ts';
import { referenceTraces } from './reference.ts';
import { inPeriod, inYearBefore, type Source, type StationDay, type Trace } from './trace.ts';
import { COUNTS_SOURCE, DAYS_SOURCE, PRESENCE_SOURCE, TIME_SOURCE } from './work.ts';

const SOURCES: readonly Source[] = [
  TIME_SOURCE,
  PRESENCE_SOURCE,
  DISPUTES_SOURCE,
  CASES_SOURCE,
  TROUBLE_SOURCE,
  COUNTS_SOURCE,
  FOLLOW_UPS_SOURCE,
  DAYS_SOURCE,
];

/** What something adds to the two counts of a KPI. */
export interface Contribution {
  readonly numerator: number;
  readonly denominator: number;
}

export interface EvidenceRow extends Contribution {
  readonly list: ListName;
  /** The row's place in its list, from 0. */
  readonly position: number;
  /** The row as it was sent. */
  readonly row: Readonly<Record<string, unknown>>;
}

/** In which part of what a run reads a day lies. */
export type Window = 'period' | 'year_before' | 'grace' | 'earlier';

export interface EvidenceDay extends Contribution {
  readonly station: string;
  readonly date: Day;
  readonly window: Window;
  /** The revision that the run read; null for a day that was expected and never came. */
  readonly revision: number | null;
  readonly receivedAt: string | null;
  readonly onTime: boolean | null;
  readonly rows: readonly EvidenceRow[];
}

/** Rows of one version of the reference data. */
export interface EvidenceReference extends Contribution {
  readonly kind: ReferenceKind;
  readonly version: number;
  readonly effective: Day;
  readonly rows: readonly (Contribution & { readonly row: Readonly<Record<string, unknown>> })[];
}

export interface Evidence {
  /** Whether the two counts are those of the units below, added up: then there are no rows here. */
  readonly addedUp: boolean;
  readonly days: readonly EvidenceDay[];
  readonly reference: readonly EvidenceReference[];
  /** What a rule asks for (visits of leaders), a part of the denominator that no row holds. */
  readonly required: number;
  /** Everything above, added up. */
  readonly sum: Contribution;
}

function amountOf(sum: Sum, measures: Measures): number {
  let amount = 0;
  for (const [measure, factor] of Object.entries(sum)) amount += factor * (measures[measure] ?? 0);
  return amount;
}

function contributionOf(kpi: Kpi, measures: Measures): Contribution {
  return {
    numerator: amountOf(kpi.numerator, measures),
    denominator: amountOf(kpi.denominator, measures),
  };
}

function totalOf(parts: readonly Contribution[]): Contribution {
  return {
    numerator: parts.reduce((sum, { numerator }) => sum + numerator, 0),
    denominator: parts.reduce((sum, { denominator }) => sum + denominator, 0),
  };
}

function windowOf(span: Facts['span'], day: Day): Window {
  if (inPeriod(span, day)) return 'period';
  if (inYearBefore(span, day)) return 'year_before';
  return day > span.last ? 'grace' : 'earlier';
}

const measuresOf = (kpi: Kpi) =>
  new Set([...Object.keys(kpi.numerator), ...Object.keys(kpi.denominator)]);

const touches = (names: ReadonlySet<string>, measures: Measures) =>
  Object.keys(measures).some((name) => names.has(name));

const byDay = (a: { day: Day; station: string }, b: { day: Day; station: string }) =>
  a.day < b.day || (a.day === b.day && a.station < b.station) ? -1 : 1;

async function tracesOf(
  kpi: Kpi,
  facts: Facts,
  read: (wanted: Wanted) => Promise<readonly StationDay[]>,
): Promise<{ traces: readonly Trace[]; days: ReadonlyMap<string, StationDay> }> {
  const names = measuresOf(kpi);
  const days = new Map<string, StationDay>();
  const traces: Trace[] = [];
  for (const source of SOURCES.filter(({ measures }) => measures.some((name) => names.has(name)))) {
    const held = await read({
      stations: source.stations(facts),
      reads: (day) => source.reads(facts.span, day),
      lists: source.lists,
    });
    for (const day of held) {
      const key = `${day.station} ${day.day}`;
      const submission = day.submission && { ...days.get(key)?.submission, ...day.submission };
      days.set(key, { ...day, submission: submission ?? days.get(key)?.submission ?? null });
    }
    traces.push(...source.trace(facts, held));
  }
  const shown = traces.filter(({ measures }) => touches(names, measures));
  const about = new Set(shown.flatMap((trace) => trace.about ?? []));
  return {
    traces: traces.filter(
      (trace) => touches(names, trace.measures) || (trace.about !== null && about.has(trace.about)),
    ),
    days,
  };
}

function evidenceDays(
  kpi: Kpi,
  facts: Facts,
  traces: readonly Trace[],
  days: ReadonlyMap<string, StationDay>,
): EvidenceDay[] {
  const groups = Map.groupBy(traces, ({ station, day }) => `${station} ${day}`);
  return [...groups]
    .map(([key, parts]) => ({ held: days.get(key), parts, at: parts[0] }))
    .flatMap(({ held, parts, at }) =>
      at ? [{ held, parts, day: at.day, station: at.station }] : [],
    )
    .sort(byDay)
    .map(({ held, parts, day, station }) => ({
      ...{ station, date: day, window: windowOf(facts.span, day) },
      revision: held?.revision ?? null,
      receivedAt: held ? shanghaiTime(held.receivedAt) : null,
      onTime: held?.onTime ?? null,
      ...totalOf(parts.map(({ measures }) => contributionOf(kpi, measures))),
      rows: parts.flatMap(({ row, measures }): EvidenceRow[] => {
        const sent = row && held?.submission?.[row.list]?.[row.position];
        return row && sent ? [{ ...row, row: sent, ...contributionOf(kpi, measures) }] : [];
      }),
    }));
}

function evidenceReference(kpi: Kpi, facts: Facts): EvidenceReference[] {
  const names = measuresOf(kpi);
  const traces = referenceTraces(facts).filter(({ measures }) => touches(names, measures));
  return [...Map.groupBy(traces, ({ kind }) => kind)].map(([kind, parts]) => {
    // Surveys and leadership come from the latest version, all others from the one in force.
    const isLatest = kind === 'surveys' || kind === 'leadership';
    const version = isLatest
      ? facts.book.latest(kind)
      : facts.book.versionOn(kind, facts.span.last);
    const rows = parts.map(({ row, measures }) => ({ row, ...contributionOf(kpi, measures) }));
    return {
      kind,
      version: version?.version ?? 0,
      effective: version?.effective ?? '',
      ...totalOf(rows),
      rows,
    };
  });
}

/** Where evidence is taken from. */
export interface EvidenceInput {
  readonly kpi: Kpi;
  readonly unit: string;
  readonly manifest: Manifest;
  /** May know more than the run did. */
  readonly book: ReferenceBook;
  /** `readStationDays`, of this manifest. */
  readonly read: (wanted: Wanted) => Promise<readonly StationDay[]>;
}

/** Whether the counts of a unit are those of its children, where it has no rows of its own. */
function isAddedUp(kpi: Kpi, level: Level, hasOwnRows: boolean): boolean {
  const below = LEVELS[LEVELS.indexOf(level) + 1];
  if (!below || (kpi.levels && !kpi.levels.includes(below))) return false;
  const ways = familyOf(kpi.id).queries.map(({ rollUp }) => rollUp);
  if (ways.includes('own')) return false;
  return ways.includes('own_or_children') ? !hasOwnRows : true;
}

/**
 * The evidence of a KPI: for a station its days with their rows and the reference data, for units
 * above it the rows of the reference data that are about them, where their counts are not their
 * children's.
 */
export async function evidenceOf(input: EvidenceInput): Promise<Evidence> {
  const { kpi, unit, manifest } = input;
  const facts = factsOf(unit, manifest, input.book);
  const level = facts.book.unitsOn(manifest.span.last).unit(unit)?.level ?? 'station';
  const rows = evidenceReference(kpi, facts);
  const addedUp = isAddedUp(kpi, level, rows.length > 0);
  const reference = addedUp ? [] : rows;
  const found = level === 'station' ? await tracesOf(kpi, facts, input.read) : undefined;
  const days = found ? evidenceDays(kpi, facts, found.traces, found.days) : [];
  const monthsGone = Number(manifest.span.last.slice(5, 7));
  const { denominator: required } = contributionOf(kpi, requiredOfLeaders(level, monthsGone));
  const sum = totalOf([...days, ...reference, { numerator: 0, denominator: required }]);
  return { addedUp, days, reference, required, sum };
}
