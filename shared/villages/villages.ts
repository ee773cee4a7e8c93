/**
 * A station's villages and communities (grids) in a finished revision. Runs compute figures of
 * stations and up; here the documents that the run read are traced by the rules of the KPIs
 * (`shared/evidence`), and what each row adds is put into its village.
 *
 * A village holds everything that was sent of it in the period. Where that is not what the
 * station's figures count, it is told apart: `elsewhere` is what the station sent of villages that
 * are not its own at the end of the period (closed, or handed to another station), `fromOthers`
 * what other stations sent of villages that came to it. So for every count
 * villages − fromOthers + elsewhere = the station's. Presence, cases and incidents of a village
 * count by the village in the KPIs too, and need neither.
 */
import { eachDay } from '../calendar/day.ts';
import type { Wanted } from '../evidence/documents.ts';
import { type Facts, factsOf } from '../evidence/facts.ts';
import type { Manifest } from '../evidence/manifest.ts';
import type { StationDay, Trace } from '../evidence/trace.ts';
import type { ReferenceBook } from '../units/book.ts';
import type { Grid } from '../units/kinds.ts';
import { NEVER, type Reported, reportedOn } from './reported.ts';
import { readVillages, type VillageRows } from './rows.ts';
import {
  byKind,
  type Filed,
  INCIDENT_KINDS,
  type IncidentKind,
  sumOf,
  type Tally,
  tallyOf,
} from './tally.ts';

/** One village in the period. */
export interface Village extends Omit<Tally, 'casesBefore'> {
  readonly grid: Grid;
  /** How many the roster names for it on the last day; null before the first roster. */
  readonly officers: number | null;
  /** Days with an officer in it. */
  readonly daysPresent: number;
  readonly reported: Reported;
  readonly reportedBefore: Reported;
  /** Null where nothing is known of it a year before: then none is not zero. */
  readonly casesBefore: Filed | null;
  readonly incidents: Readonly<Record<IncidentKind, number>>;
  /** Without a criminal case. */
  readonly zeroCase: boolean;
  /** Without a criminal case, a petition and an accident. */
  readonly threeZero: boolean;
}

export interface Villages {
  /** Those of the station on the last day, by code. */
  readonly villages: readonly Village[];
  readonly elsewhere: Tally;
  readonly fromOthers: Tally;
}

/** Where villages are taken from. */
export interface VillageInput {
  /** A station. */
  readonly unit: string;
  readonly manifest: Manifest;
  /** May know more than the run did. */
  readonly book: ReferenceBook;
  /** `readStationDays`, of this manifest. */
  readonly read: (wanted: Wanted) => Promise<readonly StationDay[]>;
}

/** How many rows of the roster name each village. */
function officersOf({ book, span }: Facts): ReadonlyMap<string, number> | undefined {
  const roster = book.rosterOn(span.last);
  if (!roster) return undefined;
  const named = new Map<string, number>();
  for (const { grids } of roster.rows) {
    for (const code of new Set(grids)) named.set(code, (named.get(code) ?? 0) + 1);
  }
  return named;
}

const byGrid = (traces: readonly Trace[]) => Map.groupBy(traces, ({ grid }) => grid);

/** The villages of a station from what was read of it. */
export function villagesFrom(facts: Facts, rows: VillageRows): Villages {
  const { span, grids } = facts;
  const others = rows.others.filter(({ grid }) => grid !== null && grids.has(grid));
  const sent = byGrid([...rows.own, ...others]);
  const within = byGrid(rows.byGrid);
  const officers = officersOf(facts);
  const codes = [...grids.keys()].sort();
  const reported = reportedOn(facts, codes, eachDay(span.first, span.last));
  const before = reportedOn(facts, codes, eachDay(span.previousFirst, span.previousLast));
  const villageOf = (code: string, grid: Grid): Village => {
    const { casesBefore, ...tally } = tallyOf(sent.get(code) ?? []);
    const traces = within.get(code) ?? [];
    const reportedBefore = before.get(code) ?? NEVER;
    return {
      ...tally,
      grid,
      officers: officers ? (officers.get(code) ?? 0) : null,
      daysPresent: sumOf(traces, 'grid_days_present'),
      reported: reported.get(code) ?? NEVER,
      reportedBefore,
      casesBefore: reportedBefore.sent > 0 ? casesBefore : null,
      incidents: byKind(INCIDENT_KINDS, (kind) => sumOf(traces, kind)),
      zeroCase: sumOf(traces, 'zero_case_grids') === 0,
      threeZero: sumOf(traces, 'three_zero_grids') === 0,
    };
  };
  return {
    villages: codes.flatMap((code) => {
      const grid = grids.get(code);
      return grid ? [villageOf(code, grid)] : [];
    }),
    elsewhere: tallyOf(rows.own.filter(({ grid }) => grid === null || !grids.has(grid))),
    fromOthers: tallyOf(others),
  };
}

/** A station's villages in a revision. */
export async function villagesOf({ unit, manifest, book, read }: VillageInput): Promise<Villages> {
  const facts = factsOf(unit, manifest, book);
  return villagesFrom(facts, await readVillages(facts, read));
}
