/** Brings errors from their place in a document to the cell that they are about. */
import type { Day } from '../calendar/day.ts';
import { HEADER, LISTS, type List, type ListName, type Names } from '../submissions/contract.ts';
import type { RefusalError } from '../submissions/errors.ts';
import { headerPlace, message, rowPlace } from '../submissions/messages.ts';
import type { ReadDay, Spot } from './days.ts';
import {
  ALL_FIELDS,
  CODES_SHEET,
  COMBINED_SHEET,
  DATE_COLUMN,
  DAYS_SHEET,
  fieldNamed,
  GUIDE_SHEET,
  isNamed,
  LIST_COLUMN,
  listNamed,
  NIL,
} from './layout.ts';
import type { Table } from './tables.ts';
import { isBlank } from './values.ts';
import { cellName, type Problem, spotNames } from './words.ts';

/** One thing that is wrong and where it stands in the file. It never quotes a value. */
export interface LocatedError {
  readonly code: string;
  readonly messages: Names;
  /** The day that it concerns; null: the whole file. */
  readonly date: Day | null;
  /** Into that day's document; empty where it is none of a document. */
  readonly pointer: string;
  /** The sheet's name in the template; `#3` for one that the template does not have. */
  readonly sheet: string;
  /** Counted from 1; null: the sheet as a whole. */
  readonly row: number | null;
  /** The column's heading in the template, or its letter where it has none. */
  readonly column: string | null;
  /** `E12`; null where no single cell is meant. */
  readonly cell: string | null;
  readonly spot: Spot;
}

/** Locates errors in these tables. */
export function locator(tables: readonly Table[]) {
  const headings = tables.map(({ rows }) => rows.find((row) => !row.every(isBlank)) ?? []);

  function located(
    error: Pick<LocatedError, 'code' | 'date' | 'pointer' | 'spot'>,
    text: Names,
  ): LocatedError {
    const { spot } = error;
    const sheet = sheetName(tables[spot.table]?.name ?? '', spot.table);
    const heading =
      spot.column === null ? undefined : headingNames(headings[spot.table]?.[spot.column]);
    const cell = cellName(spot);
    const letters = cell?.replace(/\d+$/, '') ?? null;
    return {
      ...error,
      messages: message(spotNames(sheet, spot, heading), text),
      sheet,
      row: spot.row === null ? null : spot.row + 1,
      column: heading?.zh ?? letters,
      cell,
    };
  }

  return {
    problem: ({ code, text, spot, date }: Problem) =>
      located({ code, date, pointer: '', spot }, text),
    refusal: (day: ReadDay, { code, pointer, messages }: RefusalError) =>
      located(
        { code, date: day.date, pointer, spot: day.spotOf(pointer) },
        withoutPlace(messages, pointer),
      ),
  };
}

/** A sheet's name as the template writes it; another name is not repeated. */
function sheetName(name: string, table: number): string {
  const list = listNamed(name);
  if (list) return LISTS[list].names.zh;
  const ours = [GUIDE_SHEET, CODES_SHEET, DAYS_SHEET, COMBINED_SHEET];
  return ours.find((names) => isNamed(name, names))?.zh ?? `#${table + 1}`;
}

function headingNames(cell: unknown): Names | undefined {
  if (typeof cell !== 'string') return undefined;
  const other = [DATE_COLUMN, NIL, LIST_COLUMN].find((names) => isNamed(cell, names));
  if (other) return other;
  const field = fieldNamed(cell);
  return field === undefined ? undefined : ALL_FIELDS.get(field)?.names;
}

/** The words of an error without its place in the document, which nobody sees in a workbook. */
function withoutPlace(messages: Names, pointer: string): Names {
  const place = placeOf(pointer);
  if (!place) return messages;
  const before = message(place, { zh: '', en: '' });
  const cut = (text: string, start: string) =>
    text.startsWith(start) ? text.slice(start.length) : text;
  return { zh: cut(messages.zh, before.zh), en: cut(messages.en, before.en) };
}

/** How the validation names the place of a pointer. */
function placeOf(pointer: string): Names | undefined {
  const [, first = '', index, field] = pointer.split('/');
  if (index === undefined) {
    return Object.hasOwn(HEADER, first)
      ? headerPlace(HEADER[first as keyof typeof HEADER])
      : undefined;
  }
  if (!Object.hasOwn(LISTS, first)) return undefined;
  const list: List = LISTS[first as ListName];
  const fields = list.fields;
  return rowPlace(
    list.names,
    Number(index),
    field === undefined ? undefined : fields[field]?.names,
  );
}
