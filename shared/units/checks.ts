import type { Day } from '../calendar/day.ts';
import { isActive } from '../workbook/cells.ts';
import type { ReferenceBook } from './book.ts';
import type { ReferenceKind, ReferenceRows } from './kinds.ts';
import type { PartialRow, RowErrors } from './read.ts';
import type { Level } from './tree.ts';

/** What a file is checked against: the other files, on the day from which it is to be in force. */
export interface ReferenceContext {
  readonly effective: Day;
  readonly book: ReferenceBook;
}

type Check<K extends ReferenceKind> = (
  rows: readonly PartialRow<K>[],
  errors: RowErrors<K>,
  context: ReferenceContext,
) => void;

type ColumnOf<K extends ReferenceKind> = keyof ReferenceRows[K] & string;

/** Refuses every row that repeats an earlier one's key; names the key's first column. */
function refuseDuplicates<K extends ReferenceKind>(
  rows: readonly PartialRow<K>[],
  errors: RowErrors<K>,
  key: readonly [ColumnOf<K>, ...ColumnOf<K>[]],
): void {
  const seen = new Set<string>();
  rows.forEach((row, index) => {
    if (key.some((column) => row[column] === undefined)) return;
    const value = key.map((column) => row[column]).join('\n');
    if (seen.has(value)) errors.add('duplicate_row', index, key[0]);
    seen.add(value);
  });
}

/**
 * Refuses names that a spreadsheet program would make a formula of: files are handed out again as
 * they came. Only of a file that comes in; one that was taken before must stay readable.
 */
function refuseFormulas<K extends 'units' | 'grids'>(
  rows: readonly PartialRow<K>[],
  errors: RowErrors<K>,
): void {
  rows.forEach(({ name }, index) => {
    if (name !== undefined && isActive(name)) {
      errors.add('not_a_name', index, 'name' as ColumnOf<K>);
    }
  });
}

/** The levels that a unit's parent may have. A city without counties has stations of its own. */
const PARENT_LEVELS: Readonly<Record<Level, readonly Level[]>> = {
  province: [],
  city: ['province'],
  county: ['city'],
  station: ['county', 'city'],
};

/** Since a parent's level is always above its child's, the tree has no cycles. */
const checkUnits: Check<'units'> = (rows, errors) => {
  refuseDuplicates(rows, errors, ['code']);
  refuseFormulas(rows, errors);
  const levels = new Map(rows.map((row) => [row.code, row.level]));
  let provinces = 0;
  rows.forEach(({ level, parent }, index) => {
    if (level === 'province') {
      provinces += 1;
      if (provinces > 1) errors.add('several_provinces', index, 'level');
    }
    if (level === undefined || parent === undefined) return;
    if (parent === null) {
      if (level !== 'province') errors.add('missing_field', index, 'parent');
      return;
    }
    const parentLevel = levels.get(parent);
    if (!levels.has(parent)) errors.add('unknown_parent', index, 'parent');
    else if (parentLevel !== undefined && !PARENT_LEVELS[level].includes(parentLevel)) {
      errors.add('wrong_parent', index, 'parent');
    }
  });
};

/** Refuses a station that is none in force on the file's effective day. */
function refuseStranger<K extends 'grids' | 'roster'>(
  station: string | undefined,
  index: number,
  errors: RowErrors<K>,
  { book, effective }: ReferenceContext,
): void {
  const known = station === undefined || book.unitsOn(effective).unit(station)?.level === 'station';
  if (!known) errors.add('unknown_station', index, 'station' as ColumnOf<K>);
}

const checkGrids: Check<'grids'> = (rows, errors, context) => {
  refuseDuplicates(rows, errors, ['code']);
  refuseFormulas(rows, errors);
  rows.forEach(({ station }, index) => {
    refuseStranger(station, index, errors, context);
  });
};

const checkRoster: Check<'roster'> = (rows, errors, context) => {
  refuseDuplicates(rows, errors, ['officer']);
  const known = context.book.gridsOn(context.effective);
  rows.forEach(({ station, grids = [] }, index) => {
    refuseStranger(station, index, errors, context);
    if (new Set(grids).size < grids.length) errors.add('duplicate_row', index, 'grids');
    const stations = grids.map((code) => known.get(code)?.station);
    if (stations.includes(undefined)) errors.add('unknown_grid', index, 'grids');
    if (station === undefined) return;
    if (stations.some((owner) => owner !== undefined && owner !== station)) {
      errors.add('grid_not_of_station', index, 'grids');
    }
  });
};

/** Stations here may be of any version: one that is gone, and one that is yet to come. */
const checkSuccessions: Check<'successions'> = (rows, errors, { book }) => {
  refuseDuplicates(rows, errors, ['from']);
  const next = new Map(rows.map(({ from, to }) => [from, to]));
  const cyclic = cyclicStations(next);
  rows.forEach(({ from, to }, index) => {
    if (from !== undefined && !book.hasStation(from)) errors.add('unknown_station', index, 'from');
    if (to !== undefined && !book.hasStation(to)) errors.add('unknown_station', index, 'to');
    if (from === undefined) return;
    if (from === to) errors.add('succession_to_itself', index, 'to');
    else if (cyclic.has(from)) errors.add('succession_cycle', index, 'to');
  });
};

/** The stations that come back to themselves, each looked at once. */
function cyclicStations(
  next: ReadonlyMap<string | undefined, string | undefined>,
): ReadonlySet<string> {
  const cyclic = new Set<string>();
  const walked = new Set<string>();
  for (const start of next.keys()) {
    const path = new Set<string>();
    let station = start;
    while (station !== undefined && !walked.has(station) && next.has(station)) {
      walked.add(station);
      path.add(station);
      station = next.get(station);
    }
    if (station === undefined || !path.has(station)) continue;
    const members = [...path];
    for (const member of members.slice(members.indexOf(station))) cyclic.add(member);
  }
  return cyclic;
}

const checkStaffing: Check<'staffing'> = (rows, errors, { book, effective }) => {
  refuseDuplicates(rows, errors, ['county']);
  const units = book.unitsOn(effective);
  rows.forEach(({ county }, index) => {
    if (county === undefined) return;
    const level = units.unit(county)?.level;
    if (level === undefined) errors.add('unknown_unit', index, 'county');
    else if (level === 'county') return;
    else if (level !== 'city' || !units.childrenOf(county).some((c) => c.level === 'station')) {
      errors.add('not_a_county', index, 'county');
    }
  });
};

const checkSurveys: Check<'surveys'> = (rows, errors, { book }) => {
  refuseDuplicates(rows, errors, ['unit', 'period', 'kind']);
  rows.forEach(({ unit, respondents, positive }, index) => {
    if (unit !== undefined && !book.hasUnit(unit)) errors.add('unknown_unit', index, 'unit');
    if (respondents !== undefined && positive !== undefined && positive > respondents) {
      errors.add('more_positive_than_respondents', index, 'positive');
    }
  });
};

const checkLeadership: Check<'leadership'> = (rows, errors, { book }) => {
  refuseDuplicates(rows, errors, ['unit', 'month']);
  rows.forEach(({ unit }, index) => {
    if (unit !== undefined && !book.hasUnit(unit)) errors.add('unknown_unit', index, 'unit');
  });
};

/** The rows of each kind against each other and against the other files. */
export const CHECKS: { readonly [K in ReferenceKind]: Check<K> } = {
  units: checkUnits,
  grids: checkGrids,
  roster: checkRoster,
  successions: checkSuccessions,
  staffing: checkStaffing,
  surveys: checkSurveys,
  leadership: checkLeadership,
};
