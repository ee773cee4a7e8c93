/** What changed between two revisions of a period: what they were made from, and unit by unit. */
import type { Day } from '../calendar/day.ts';
import type { Card } from '../scorecards/card.ts';
import type { FigureUnit } from '../scorecards/figures.ts';
import type { Frozen } from '../scorecards/frozen.ts';
import type { Run } from '../scorecards/runs.ts';
import { type CardChange, type CardPart, type Change, cardChange } from './card-change.ts';
import { daysOf, type Manifest } from './manifest.ts';

/** What a finished revision was made from. */
export interface RevisionInputs {
  /** Every unit that it has a card of. */
  readonly units: readonly Pick<FigureUnit, 'code' | 'parent'>[];
  readonly ledger: Frozen['ledger'];
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
 * ledger of decisions, the earlier periods that were published when the run began, or only what
 * became of other units (its rank).
 */
export type Reason = 'corrections' | 'reference' | 'scheme' | 'ledger' | 'history' | 'others';

export interface UnitChange extends CardChange {
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
  /** What changed on a unit's card, of which one may be missing; undefined where nothing did. */
  ofUnit(before: Card | undefined, after: Card | undefined): UnitChange | undefined;
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

function pastOf({ previous, yearAgo, history }: RevisionInputs['inputs']) {
  const named = [previous, yearAgo, ...history].filter((past) => past !== null);
  return new Map(named.map(({ period, revision }) => [period, revision]));
}

function ledgerChanges(before: RevisionInputs, after: RevisionInputs): LedgerChange[] {
  const entriesOf = ({ ledger }: RevisionInputs) =>
    new Map(
      Object.entries(ledger).flatMap(([unit, entries]) =>
        entries.map(({ id }) => [id, unit] as const),
      ),
    );
  return changesOf(entriesOf(before), entriesOf(after)).map(({ key, from, to }) =>
    to === null
      ? { unit: from ?? '', id: key, change: 'removed' }
      : { unit: to, id: key, change: 'added' },
  );
}

/** How many corrections concern each unit: a station's, and those of every unit above it. */
function correctionsByUnit(
  corrections: readonly Correction[],
  units: RevisionInputs['units'],
  successorOf: (station: string) => string,
): ReadonlyMap<string, number> {
  const parents = new Map(units.map(({ code, parent }) => [code, parent]));
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
 * Compares two finished revisions of a period: what they were made from, and with `ofUnit` what
 * changed on each card and why. `successorOf` gives the station that holds a station's past at the
 * end of the period.
 */
export function differences(
  before: RevisionInputs,
  after: RevisionInputs,
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
  const corrected = correctionsByUnit(corrections, after.units, successorOf);
  // What a scheme calls the eight major crimes, and the quota, decide what is counted.
  const countsDiffer =
    before.manifest.quota !== after.manifest.quota ||
    before.manifest.eightMajor.join() !== after.manifest.eightMajor.join();

  function reasonsFor(unit: string, changed: readonly CardPart[]): Reason[] {
    const has = (...parts: CardPart[]) => parts.some((part) => changed.includes(part));
    const reasons: Readonly<Record<Exclude<Reason, 'others'>, boolean>> = {
      corrections: has('figures') && corrected.has(unit),
      reference: has('figures', 'unit') && reference.length > 0,
      scheme: has('scheme') || (has('figures') && countsDiffer),
      ledger: decided.has(unit),
      // Intervals of ranks, too, rest on what is usual among peers.
      history: has('comparisons', 'targets', 'uncertainty', 'ranks') && history.length > 0,
    };
    const found = (Object.keys(reasons) as (keyof typeof reasons)[]).filter(
      (reason) => reasons[reason],
    );
    if (found.length > 0) return found;
    // Other rows with the same sums: only how far chance may have gone is told by them.
    const isItsOwn = corrected.has(unit) && changed.some((part) => part !== 'ranks');
    return [isItsOwn ? 'corrections' : 'others'];
  }

  return {
    ...{ corrections, reference, history, ledger },
    ofUnit(old, now) {
      const change = cardChange(old, now);
      if (!change) return undefined;
      const { code } = change.unit;
      const because = reasonsFor(code, change.changed);
      return { ...change, because, corrections: corrected.get(code) ?? 0 };
    },
  };
}
