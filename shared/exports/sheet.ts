/** A table as a sheet: numbers as numbers with their formats, text as nothing but text. */
import { type Cell, type CellStyle, cellRef, type WriteSheet } from 'hucre/xlsx';
import type { Language } from '../format.ts';
import { type ExportCell, workbookSheet } from '../workbook/cells.ts';
import {
  absentMark,
  DATE_FORMAT,
  heightOf,
  isNumeric,
  linesOf,
  numberFormat,
  shownAs,
  TEXT_FORMAT,
  widthOf,
} from './formats.ts';
import type { ColumnHead, ExportTable, Kind, Value } from './table.ts';

export const FONT = { name: '宋体', size: 11 };
const LINE = { style: 'thin', color: { rgb: '8A8F99' } } as const;
const HEADING: CellStyle = {
  font: { ...FONT, bold: true },
  fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'E8EDF3' } },
  border: { bottom: LINE },
};

/** Columns are at least and at most so wide; a filter's arrow takes some of a heading. */
const NARROWEST = 8;
const WIDEST = 60;
const ROOM = 2;
const ARROW = 3;
/** Headings wider than this go on in a second line. */
const WIDEST_HEADING = 10;
/** A table as wide as this fits the width of a page; a wider one goes on beside it. */
const WIDEST_PAGE = 200;

/** The reasons for which values are missing, numbered as they come: the notes explain them. */
export class Reasons {
  readonly #numbers = new Map<string, number>();

  /** The mark that stands in place of a value. */
  markOf(reason: string): string {
    const number = this.#numbers.get(reason) ?? this.#numbers.size;
    this.#numbers.set(reason, number);
    return absentMark(number);
  }

  /** Every mark with its reason. */
  get all(): readonly (readonly [mark: string, reason: string])[] {
    return [...this.#numbers].map(([reason, number]) => [absentMark(number), reason]);
  }
}

/** What a cell holds once its format is known. */
interface Shown {
  readonly cell: ExportCell | Date;
  readonly format?: string;
  readonly width: number;
}

const isDay = (text: string) => /^\d{4}-\d{2}-\d{2}$/.test(text);

function shownOf(value: Value, kind: Kind, language: Language, reasons: Reasons): Shown {
  if (value === null) return { cell: null, width: 0 };
  if (typeof value === 'string') {
    // A day is no instant: midnight by the world's time is how the file has it.
    if (kind === 'date' && isDay(value)) {
      return { cell: new Date(`${value}T00:00:00Z`), format: DATE_FORMAT, width: value.length };
    }
    return { cell: value, width: Math.max(0, ...value.split('\n').map(widthOf)) };
  }
  if (typeof value === 'number') {
    const own = isNumeric(kind) ? kind : 'count';
    const format = numberFormat(own, value, language);
    return { cell: value, format, width: widthOf(shownAs(own, value)) };
  }
  if ('absent' in value) return { cell: reasons.markOf(value.absent), width: 4 };
  const format = numberFormat(value.kind, value.value, language);
  return { cell: value.value, format, width: widthOf(shownAs(value.kind, value.value)) };
}

/** Styles are shared: the library compares them by what they say, and a table has few. */
class Styles {
  readonly #styles = new Map<string, CellStyle>();

  of(format: string, kind: Kind, wraps: boolean): CellStyle {
    const key = `${format} ${kind} ${wraps}`;
    const held = this.#styles.get(key);
    if (held) return held;
    const style: CellStyle = {
      numFmt: format,
      alignment: { ...placing(kind), ...(wraps && { wrapText: true }) },
    };
    this.#styles.set(key, style);
    return style;
  }
}

/** Numbers stand on the right; what is on the left of its column keeps away from them. */
const placing = (kind: Kind): NonNullable<CellStyle['alignment']> =>
  isNumeric(kind)
    ? { horizontal: 'right', vertical: 'center' }
    : { horizontal: 'left', vertical: 'center', indent: 1 };

const heading = ({ kind }: ColumnHead): CellStyle => ({
  ...HEADING,
  alignment: { ...placing(kind), wrapText: true },
});

type RowHeights = Map<number, { readonly height: number }>;

/** Rows whose texts take more than a line are as high as these; the heading has some more room. */
function heightsOf(
  { columns }: ExportTable,
  texts: readonly (readonly (ExportCell | undefined)[])[],
  widths: readonly number[],
): RowHeights {
  const tallest = (row: readonly (ExportCell | undefined)[], arrow: number) =>
    Math.max(
      1,
      ...row.map((cell, place) =>
        typeof cell === 'string' ? linesOf(cell, (widths[place] ?? NARROWEST) - arrow) : 1,
      ),
    );
  const head = columns.map(({ name }) => name);
  const heights: RowHeights = new Map([[0, { height: heightOf(tallest(head, ARROW)) + 4 }]]);
  texts.forEach((row, index) => {
    const lines = tallest(row, ROOM);
    if (lines > 1) heights.set(index + 1, { height: heightOf(lines) });
  });
  return heights;
}

/** `&` begins a code in the heads and feet of printed pages, which hold 255 characters. */
const printed = (text: string) => text.slice(0, 100).replaceAll('&', '&&');

/**
 * The table on a sheet of that name: its heading row and first column stay in view, and every
 * column can be filtered. `title` stands at the head of printed pages.
 */
export function tableSheet(
  table: ExportTable,
  options: {
    readonly sheetName: string;
    readonly title: string;
    readonly language: Language;
    readonly reasons: Reasons;
  },
): WriteSheet {
  const { columns, rows } = table;
  const { sheetName, title, language, reasons } = options;
  const shown = rows.map((row) =>
    columns.map(({ kind }, place) => shownOf(row[place] ?? null, kind, language, reasons)),
  );
  const widths = columns.map((column, place) => {
    const head = Math.min(widthOf(column.name), WIDEST_HEADING) + ARROW;
    const content = Math.max(0, ...shown.map((row) => row[place]?.width ?? 0)) + ROOM;
    return column.width ?? Math.min(WIDEST, Math.max(NARROWEST, head, content));
  });
  const texts = shown.map((row) => row.map(({ cell }) => (cell instanceof Date ? null : cell)));
  const fits = widths.reduce((sum, width) => sum + width, 0) <= WIDEST_PAGE;
  const sheet = workbookSheet(sheetName, [columns.map(({ name }) => name), ...texts], {
    columns: widths.map((width) => ({ width })),
    freezePane: { rows: 1, columns: 1 },
    rowDefs: heightsOf(table, texts, widths),
    autoFilter: { range: `A1:${cellRef(rows.length, Math.max(0, columns.length - 1))}` },
    pageSetup: {
      ...{ paperSize: 'a4', orientation: 'landscape' },
      ...(fits && { fitToPage: true, fitToWidth: 1, fitToHeight: 0 }),
    },
    headerFooter: { oddHeader: `&C${printed(title)}`, oddFooter: '&C&P / &N' },
  });
  columns.forEach((column, place) => {
    style(sheet.cells, `0,${place}`, () => heading(column));
  });
  const styles = new Styles();
  shown.forEach((row, line) => {
    row.forEach(({ cell, format = TEXT_FORMAT, width }, place) => {
      const kind = columns[place]?.kind ?? 'text';
      const key = `${line + 1},${place}`;
      if (cell instanceof Date) sheet.cells.set(key, { value: cell });
      const wraps = width > (widths[place] ?? WIDEST) - ROOM || isOfLines(cell);
      style(sheet.cells, key, () => styles.of(format, kind, wraps));
    });
  });
  return sheet;
}

const isOfLines = (cell: Shown['cell']) => typeof cell === 'string' && cell.includes('\n');

/** Gives a cell that is there its style. */
function style(cells: Map<string, Partial<Cell>>, key: string, make: () => CellStyle): void {
  const cell = cells.get(key);
  if (cell) cell.style = make();
}
