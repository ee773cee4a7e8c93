import { type Day, eachDay } from '../calendar/day.ts';
import type { Span } from '../calendar/period.ts';
import type { ReferenceBook } from '../units/book.ts';
import type { Grid } from '../units/kinds.ts';
import { type Ancestor, ancestry } from '../units/successions.ts';
import { bookKnownTo, type Manifest } from './manifest.ts';

/** What the counts of one unit depend on besides the documents. */
export interface Facts {
  readonly unit: string;
  readonly span: Span;
  readonly manifest: Manifest;
  /** The reference data as the run knew them. */
  readonly book: ReferenceBook;
  /** The unit's stations (a station: itself), and every station whose past they hold. */
  readonly own: ReadonlySet<string>;
  /** Their grids at the end of the period, by code. */
  readonly grids: ReadonlyMap<string, Grid>;
  /** Whose past a station holds, the nearest first. */
  readonly ancestorsOf: (station: string) => readonly Ancestor[];
}

/** The facts about a unit of a revision; `book` may know more than the run did. */
export function factsOf(unit: string, manifest: Manifest, book: ReferenceBook): Facts {
  const known = bookKnownTo(manifest, book);
  const { last } = manifest.span;
  const successions = known.successionsOn(last);
  const stations = known.unitsOn(last).stationsOf(unit);
  const own = new Set(
    stations.flatMap(({ code }) => [code, ...successions.predecessorsOf(code, last)]),
  );
  const grids = new Map(
    known
      .gridsOn(last)
      .rows.filter(({ station }) => own.has(station))
      .map((grid) => [grid.code, grid]),
  );
  const ancestors = ancestry(successions.rows);
  return {
    ...{ unit, span: manifest.span, manifest, book: known, own, grids },
    ancestorsOf: (station) => ancestors.get(station) ?? [],
  };
}

/** These stations and all that are linked to them by successions: what one opened, another may close. */
export function kinOf(facts: Facts, stations: Iterable<string>): ReadonlySet<string> {
  const { rows } = facts.book.successionsOn(facts.span.last);
  const kin = new Set(stations);
  for (let before = -1; before < kin.size; ) {
    before = kin.size;
    for (const { from, to } of rows) {
      if (kin.has(from)) kin.add(to);
      if (kin.has(to)) kin.add(from);
    }
  }
  return kin;
}

/** The stations that the unit's grids belonged to on any of the days, those of the period if none are named. */
export function ownersOf(
  { span, book, grids }: Facts,
  days: readonly Day[] = eachDay(span.first, span.last),
): ReadonlySet<string> {
  const versions = new Set(days.map((day) => book.gridsOn(day)));
  const owners = new Set<string>();
  for (const version of versions) {
    for (const code of grids.keys()) {
      const grid = version.get(code);
      if (grid) owners.add(grid.station);
    }
  }
  return owners;
}

/** Whether an officer's time counts on a day: by the roster of that day, before the first one always. */
export function countsOn(book: ReferenceBook, officer: string, day: Day): boolean {
  const roster = book.rosterOn(day);
  if (!roster) return true;
  const role = roster.get(officer)?.role;
  return role !== undefined && role !== 'other';
}
