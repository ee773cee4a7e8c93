/**
 * The documents that a file's tables say: one a day, each row of each list traced to the cells
 * that it comes from. What is wrong with a row's values is left to the validation of the
 * documents; what keeps a row from being put into any document is a problem of the file.
 */
import type { Day } from '../calendar/day.ts';
import { LIST_NAMES, type ListName, type Names, SCHEMA_VERSION } from '../submissions/contract.ts';
import { TEXT } from '../submissions/messages.ts';
import { type Columns, columnsOf } from './headings.ts';
import {
  ALL_FIELDS,
  CODES_SHEET,
  COMBINED_SHEET,
  DATE_COLUMN,
  DAYS_SHEET,
  fieldOf,
  GUIDE_SHEET,
  isNamed,
  LIST_COLUMN,
  listNamed,
  NIL,
  NO,
  YES,
} from './layout.ts';
import type { Table } from './tables.ts';
import { type CellInput, dayOf, fieldValue, isBlank, NO_VALUE } from './values.ts';
import { type Problem, WORDS } from './words.ts';

/** Where something stands: all count from 0. */
export interface Spot {
  readonly table: number;
  /** Null: the table as a whole. */
  readonly row: number | null;
  /** Null: the row as a whole. */
  readonly column: number | null;
}

export type Row = Readonly<Record<string, string | number | null>>;

/** A day that the file reports. */
export interface ReadDay {
  readonly date: Day;
  readonly document: Readonly<Record<ListName, readonly Row[]>> & {
    readonly schemaVersion: number;
    readonly station: string;
    readonly date: Day;
  };
  /** The cell that a JSON pointer into the document means. */
  spotOf(pointer: string): Spot;
}

export interface ReadDays {
  readonly days: readonly ReadDay[];
  /** Without a day: nothing of the file can be sent; with one: that day cannot. */
  readonly problems: readonly Problem[];
  /** Rows of all lists. */
  readonly rows: number;
  /** Whether any sheet of the template is there. */
  readonly isTemplate: boolean;
}

/** What a table is read as. */
type Kind = ListName | 'days' | 'combined' | 'ignored' | 'unknown';

function kindOf({ name, rows }: Table): Kind {
  const list = listNamed(name);
  if (list) return list;
  if (isNamed(name, DAYS_SHEET)) return 'days';
  if (isNamed(name, COMBINED_SHEET)) return 'combined';
  if (isNamed(name, GUIDE_SHEET, CODES_SHEET)) return 'ignored';
  return rows.every((row) => row.every(isBlank)) ? 'ignored' : 'unknown';
}

interface Trace {
  readonly spot: Spot;
  readonly columns: Columns;
}

/** A day while it is being read. */
class Draft {
  readonly lists = new Map<ListName, { readonly row: Row; readonly trace: Trace }[]>(
    LIST_NAMES.map((list) => [list, []]),
  );
  /** The cell that named the day first. */
  readonly spot: Spot;

  constructor(spot: Spot) {
    this.spot = spot;
  }

  finish(date: Day, station: string): ReadDay {
    const rows = LIST_NAMES.map((list) => [list, this.lists.get(list)?.map(({ row }) => row)]);
    return {
      date,
      document: {
        ...{ schemaVersion: SCHEMA_VERSION, station, date },
        ...(Object.fromEntries(rows) as Record<ListName, Row[]>),
      },
      spotOf: (pointer) => {
        const [, list, index, field] = pointer.split('/');
        const trace = this.lists.get(list as ListName)?.[Number(index)]?.trace;
        if (!trace) return this.spot;
        const column = field === undefined ? undefined : trace.columns.of(field);
        return { ...trace.spot, column: column ?? null };
      },
    };
  }
}

/** The codes of the station's grids of a day by their names. */
export type GridNames = (day: Day) => ReadonlyMap<string, string>;

/** Reads a file's tables as the days of a station. */
export function readDays(
  tables: readonly Table[],
  station: string,
  gridNames: GridNames,
): ReadDays {
  return new Reader(tables, station, gridNames).read();
}

class Reader {
  readonly #tables: readonly Table[];
  readonly #station: string;
  readonly #gridNames: GridNames;
  readonly #problems: Problem[] = [];
  readonly #drafts = new Map<Day, Draft>();
  /** Days of which the file says that nothing happened, and where. */
  readonly #nil = new Map<Day, Spot>();
  readonly #listed = new Set<Day>();
  #rows = 0;

  constructor(tables: readonly Table[], station: string, gridNames: GridNames) {
    this.#tables = tables;
    this.#station = station;
    this.#gridNames = gridNames;
  }

  read(): ReadDays {
    const kinds = this.#tables.map(kindOf);
    kinds.forEach((kind, table) => {
      if (kind === 'days') this.#readListedDays(table);
    });
    kinds.forEach((kind, table) => {
      if (kind === 'unknown') {
        this.#problem('unknown_field', WORDS.unknownSheet, { table, row: null, column: null });
      } else if (kind !== 'ignored' && kind !== 'days') {
        this.#readRows(table, kind === 'combined' ? undefined : kind);
      }
    });
    for (const [day, spot] of this.#nil) {
      if (this.#drafts.has(day)) {
        this.#problem('field_not_expected', WORDS.nilWithRows, spot, day);
      } else this.#drafts.set(day, new Draft(spot));
    }
    const days = [...this.#drafts].toSorted(([a], [b]) => (a < b ? -1 : 1));
    return {
      days: days.map(([date, draft]) => draft.finish(date, this.#station)),
      problems: this.#problems,
      rows: this.#rows,
      isTemplate: kinds.some((kind) => kind !== 'ignored' && kind !== 'unknown'),
    };
  }

  #problem(code: string, text: Names, spot: Spot, date: Day | null = null): void {
    this.#problems.push({ code, text, spot, date });
  }

  /** The table's columns and the rows below its headings, counted as in the table. */
  #body(
    table: number,
    known: readonly Names[],
    hasFields: boolean,
  ): { readonly columns: Columns; readonly first: number } | undefined {
    const { rows } = this.#tables[table] ?? { rows: [] };
    const heading = rows.findIndex((row) => !row.every(isBlank));
    if (heading < 0) return undefined;
    const { columns, faults } = columnsOf(rows, heading, known, hasFields);
    for (const { code, text, row, column } of faults) {
      this.#problem(code, text, { table, row, column });
    }
    return { columns, first: heading + 1 };
  }

  #readListedDays(table: number): void {
    const body = this.#body(table, [DATE_COLUMN, NIL], false);
    if (!body) return;
    const { columns, first } = body;
    this.#eachRow(table, first, columns, (cell, at) => {
      const nil = cell(NIL);
      const isNil = saysYes(nil);
      if (isNil === undefined) return this.#problem('not_allowed', WORDS.notYes, at(NIL));
      if (isBlank(cell(DATE_COLUMN)) && !isNil) return;
      const day = this.#dayIn(cell(DATE_COLUMN), at(DATE_COLUMN));
      if (day === undefined) return;
      this.#listed.add(day);
      if (isNil) this.#nil.set(day, at(NIL));
    });
  }

  /** Reads the rows of a list, or, where the list is undefined, of the list that each names. */
  #readRows(table: number, only: ListName | undefined): void {
    const body = this.#body(table, only ? [DATE_COLUMN] : [LIST_COLUMN, DATE_COLUMN], true);
    if (!body) return;
    const { columns, first } = body;
    this.#eachRow(table, first, columns, (cell, at, row) => {
      const isFilled = columns.fields.some(([, column]) => !isBlank(row[column]));
      const named = cell(LIST_COLUMN);
      // A date alone is no row, but a CSV file says so that nothing happened.
      const isNil = !only && !isFilled && isNamedCell(named, NIL);
      const list = only ?? (typeof named === 'string' ? listNamed(named) : undefined);
      if (!list && !isNil && (isFilled || !isBlank(named))) {
        this.#problem('not_allowed', WORDS.unknownList, at(LIST_COLUMN));
      }
      if (isFilled) this.#rows += 1;
      else if (!isNil) return;
      const noDate = only ? WORDS.noDate : WORDS.noDateInRow;
      const day = this.#dayIn(cell(DATE_COLUMN), at(DATE_COLUMN), noDate);
      if (day === undefined) return;
      if (isNil) this.#nil.set(day, at(LIST_COLUMN));
      if (!list) return;
      const held = this.#drafts.get(day) ?? new Draft(at(DATE_COLUMN));
      this.#drafts.set(day, held);
      const trace = { spot: { ...at(DATE_COLUMN), column: null }, columns };
      held.lists.get(list)?.push({ row: this.#valuesOf(list, columns, row, day), trace });
    });
  }

  /** The row's values; fields of other lists are kept, for the validation to refuse. */
  #valuesOf(list: ListName, columns: Columns, row: readonly CellInput[], day: Day): Row {
    const gridNames = this.#gridNames(day);
    const values: Record<string, string | number | null> = {};
    for (const [name, column] of columns.fields) {
      const field = fieldOf(list, name) ?? ALL_FIELDS.get(name);
      const value = field && fieldValue(field, row[column], gridNames);
      if (value !== undefined) values[name] = value;
    }
    return values;
  }

  /** Calls `use` for each row that is not blank, with its cells by their headings. */
  #eachRow(
    table: number,
    first: number,
    columns: Columns,
    use: (
      cell: (heading: Names) => CellInput | undefined,
      at: (heading: Names) => Spot,
      row: readonly CellInput[],
    ) => void,
  ): void {
    const { rows } = this.#tables[table] ?? { rows: [] };
    rows.forEach((row, index) => {
      if (index < first || row.every(isBlank)) return;
      const place = (heading: Names) => columns.of(heading.en);
      row.forEach((cell, column) => {
        if (cell !== NO_VALUE) return;
        this.#problem('missing_field', WORDS.formulaWithoutValue, { table, row: index, column });
      });
      use(
        (heading) => {
          const column = place(heading);
          return column === undefined ? undefined : row[column];
        },
        (heading) => ({ table, row: index, column: place(heading) ?? null }),
        row,
      );
    });
  }

  /** The day of a row; where its cell is blank, the one day that the file names, if it is one. */
  #dayIn(cell: CellInput | undefined, spot: Spot, noDate: Names = WORDS.noDate): Day | undefined {
    if (cell === NO_VALUE) return undefined;
    if (isBlank(cell)) {
      const [only] = this.#listed;
      if (only !== undefined && this.#listed.size === 1) return only;
      this.#problem('missing_field', noDate, spot);
      return undefined;
    }
    const day = dayOf(cell);
    if (day === undefined) this.#problem('invalid_date', TEXT.invalidDate, spot);
    return day;
  }
}

const isNamedCell = (cell: CellInput | undefined, name: Names) =>
  typeof cell === 'string' && isNamed(cell, name);

/** Whether the cell says yes; undefined where it says neither yes nor no. */
function saysYes(cell: CellInput | undefined): boolean | undefined {
  if (cell === NO_VALUE || isBlank(cell) || cell === false || cell === 0) return false;
  if (cell === true || cell === 1) return true;
  if (typeof cell !== 'string') return undefined;
  if (isNamed(cell, YES, '1', 'y', '√', 'true')) return true;
  return isNamed(cell, NO, '0', 'n', 'false') ? false : undefined;
}
