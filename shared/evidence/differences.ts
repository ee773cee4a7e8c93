/** What changed between two revisions of a period, and why. */
import type { Day } from '../calendar/day.ts';
import type { UnitFigures } from '../scorecards/figures.ts';
import type { Frozen } from '../scorecards/frozen.ts';
import type { Run } from '../scorecards/runs.ts';
import { daysOf, type Manifest } from './manifest.ts';

/** A value before and after; null where there was none. */
export interface Change<T> {
  readonly from: T | null;
  readonly to: T | null;
}

/** A finished revision with all that it was made from. */
export interface WholeRevision {
  readonly figures: readonly UnitFigures[];
  readonly frozen: Pick<Frozen, 'ledger' | 'results'>;
  readonly manifest: Manifest;
  readonly inputs: Pick<NonNullable<Run['inputs']>, 'previous' | 'yearAgo' | 'history'>;
}

/** A station-day that the two revisions read in different revisions: new, corrected, or gone. */
export interface Correction extends Change<number> {
  readonly station: string;
  readonly date: Day;
}

/**
 * Why a unit's card changed: documents of its stations, the reference data, another scheme, the
 * ledger of decisions, the earlier periods that were published when the run began, or only other
 * units' scores (its rank).
 */
export type Reason = 'corrections' | 'reference' | 'scheme' | 'ledger' | 'history' | 'others';

export interface KpiChange {
  readonly id: string;
  readonly numerator: Change<number>;
  readonly denominator: Change<number>;
  readonly value: Change<number>;
}

export interface UnitChange {
  readonly unit: Pick<UnitFigures['unit'], 'code' | 'name' | 'level' | 'parent'>;
  readonly score: Change<number>;
  readonly grade: Change<string>;
  readonly scheme: Change<string>;
  /** By the unit, or peer group, that it is ranked in. */
  readonly ranks: readonly (Change<number> & { readonly within: string })[];
  readonly kpis: readonly KpiChange[];
  readonly because: readonly Reason[];
  /** Station-days of its branch that were corrected. */
  readonly corrections: number;
}

export interface LedgerChange {
  readonly unit: string;
  readonly id: string;
  readonly change: 'added' | 'removed';
}

export interface Differences {
  /** By day and station. */
  readonly corrections: readonly Correction[];
  /** Kinds of reference data of which another version was loaded last. */
  readonly reference: readonly (Change<number> & { readonly kind: string })[];
  /** Earlier periods of which another revision was compared with. */
  readonly history: readonly (Change<number> & { readonly period: string })[];
  /** Entries of the ledger that count in one of the two only. */
  readonly ledger: readonly LedgerChange[];
  /** Only units of which something changed, by code. */
  readonly units: readonly UnitChange[];
}

const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** Every key of two maps whose values differ, with both. */
function changesOf<K extends string, T>(
  before: ReadonlyMap<K, T>,
  after: ReadonlyMap<K, T>,
): { key: K; from: T | null; to: T | null }[] {
  return [...new Set([...before.keys(), ...after.keys()])]
    .sort(byText)
    .map((key) => ({ key, from: before.get(key) ?? null, to: after.get(key) ?? null }))
    .filter(({ from, to }) => from !== to);
}

/** Station-days that the two runs read differently. */
export function correctionsOf(before: Manifest, after: Manifest): Correction[] {
  const codes = new Set([...Object.keys(before.stations), ...Object.keys(after.stations)]);
  const changed = [...codes].filter(
    (station) =>
      before.span.readFrom !== after.span.readFrom ||
      before.stations[station]?.days !== after.stations[station]?.days,
  );
  return changed
    .flatMap((station) =>
      changesOf(daysOf(before, station), daysOf(after, station)).map(({ key, from, to }) => ({
        ...{ station, date: key, from, to },
      })),
    )
    .sort((a, b) => byText(a.date, b.date) || byText(a.station, b.station));
}

function pastOf({ previous, yearAgo, history }: WholeRevision['inputs']) {
  const named = [previous, yearAgo, ...history].filter((past) => past !== null);
  return new Map(named.map(({ period, revision }) => [period, revision]));
}

function ledgerChanges(before: WholeRevision, after: WholeRevision): LedgerChange[] {
  const entriesOf = ({ frozen }: WholeRevision) =>
    new Map(
      Object.entries(frozen.ledger).flatMap(([unit, entries]) =>
        entries.map(({ id }) => [id, unit] as const),
      ),
    );
  return changesOf(entriesOf(before), entriesOf(after)).map(({ key, from, to }) =>
    to === null
      ? { unit: from ?? '', id: key, change: 'removed' }
      : { unit: to, id: key, change: 'added' },
  );
}

function kpiChanges(before: UnitFigures | undefined, after: UnitFigures | undefined): KpiChange[] {
  const ids = Object.keys(after?.kpis ?? before?.kpis ?? {});
  return ids.flatMap((id): KpiChange[] => {
    const was = before?.kpis[id];
    const is = after?.kpis[id];
    const change = (name: 'numerator' | 'denominator' | 'value') => ({
      from: was?.[name] ?? null,
      to: is?.[name] ?? null,
    });
    const changed = {
      numerator: change('numerator'),
      denominator: change('denominator'),
      value: change('value'),
    };
    return Object.values(changed).some(({ from, to }) => from !== to) ? [{ id, ...changed }] : [];
  });
}

/** How many corrections concern each unit: a station's, and those of every unit above it. */
function correctionsByUnit(
  corrections: readonly Correction[],
  figures: readonly UnitFigures[],
  successorOf: (station: string) => string,
): ReadonlyMap<string, number> {
  const parents = new Map(figures.map(({ unit }) => [unit.code, unit.parent]));
  const counted = new Map<string, number>();
  for (const { station } of corrections) {
    for (
      let code: string | null = successorOf(station);
      code !== null && parents.has(code);
      code = parents.get(code) ?? null
    ) {
      counted.set(code, (counted.get(code) ?? 0) + 1);
    }
  }
  return counted;
}

/**
 * Compares two finished revisions of a period: which units' figures, scores, grades and ranks
 * changed and why. `successorOf` gives the station that holds a station's past at the end of the
 * period.
 */
export function differences(
  before: WholeRevision,
  after: WholeRevision,
  successorOf: (station: string) => string,
): Differences {
  const corrections = correctionsOf(before.manifest, after.manifest);
  const reference = changesOf(
    new Map(Object.entries(before.manifest.reference)),
    new Map(Object.entries(after.manifest.reference)),
  ).map(({ key, ...change }) => ({ kind: key, ...change }));
  const history = changesOf(pastOf(before.inputs), pastOf(after.inputs)).map(
    ({ key, ...change }) => ({ period: key, ...change }),
  );
  const ledger = ledgerChanges(before, after);
  const decided = new Set(ledger.map(({ unit }) => unit));
  const corrected = correctionsByUnit(corrections, after.figures, successorOf);
  const figuresBefore = new Map(before.figures.map((figures) => [figures.unit.code, figures]));
  const figuresAfter = new Map(after.figures.map((figures) => [figures.unit.code, figures]));
  const codes = [...new Set([...figuresBefore.keys(), ...figuresAfter.keys()])].sort(byText);

  const units = codes.flatMap((code): UnitChange[] => {
    const old = before.frozen.results[code];
    const now = after.frozen.results[code];
    const held = figuresAfter.get(code) ?? figuresBefore.get(code);
    if (!held) return [];
    const kpis = kpiChanges(figuresBefore.get(code), figuresAfter.get(code));
    const score = { from: old?.score ?? null, to: now?.score ?? null };
    const grade = { from: old?.grade ?? null, to: now?.grade ?? null };
    const scheme = { from: old?.scheme ?? null, to: now?.scheme ?? null };
    const ranks = changesOf(
      new Map(Object.entries(old?.ranks ?? {})),
      new Map(Object.entries(now?.ranks ?? {})),
    ).map(({ key, ...places }) => ({ within: key, ...places }));
    const isRescored = score.from !== score.to || grade.from !== grade.to;
    const isOtherwise = kpis.length > 0 || isRescored || scheme.from !== scheme.to;
    if (!isOtherwise && ranks.length === 0) return [];
    const reasons: Readonly<Record<Reason, boolean>> = {
      corrections: isOtherwise && corrected.has(code),
      reference: isOtherwise && reference.length > 0,
      scheme: scheme.from !== scheme.to,
      ledger: isRescored && decided.has(code),
      history: isRescored && history.length > 0,
      others: !isOtherwise,
    };
    const { name, level, parent } = held.unit;
    return [
      {
        unit: { code, name, level, parent },
        ...{ score, grade, scheme, ranks, kpis },
        because: (Object.keys(reasons) as Reason[]).filter((reason) => reasons[reason]),
        corrections: corrected.get(code) ?? 0,
      },
    ];
  });
  return { corrections, reference, history, ledger, units };
}
