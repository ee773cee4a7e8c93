/** Gives a file back with its faulty cells coloured and commented. */
import { type Cell, type CellValue, openXlsx, type Sheet, saveXlsx, writeXlsx } from 'hucre/xlsx';
import type { Names } from '../submissions/contract.ts';
import { isActive, workbookSheet } from './cells.ts';
import type { LocatedError } from './locate.ts';
import { READ_RANGE, type Table } from './tables.ts';

/** Who comments, and in which colour: so that a file marked before is cleaned first. */
const AUTHOR = '枫桥';
const COLOUR = 'FFC7CE';
const FILL = { type: 'pattern', pattern: 'solid', fgColor: { rgb: COLOUR } } as const;
/** A row that is wrong as a whole is coloured so far. */
const CELLS_OF_ROW = 3;

/** The same workbook, marked; everything else in it stays but formulas, of which their values do. */
export async function markWorkbook(
  bytes: Uint8Array,
  errors: readonly LocatedError[],
  language: keyof Names,
): Promise<Uint8Array> {
  const workbook = await openXlsx(bytes, { range: READ_RANGE, readStyles: true });
  const errorsOf = ofTable(errors);
  workbook.sheets.forEach((sheet, index) => {
    const valueAt = (row: number, column: number) => sheet.rows[row]?.[column] ?? null;
    sheet.cells = withoutFormulas(sheet);
    mark(sheet.cells, errorsOf(index), language, valueAt);
  });
  return saveXlsx(workbook);
}

/** A workbook with the rows of a CSV file, marked. */
export async function markCsv(
  tables: readonly Table[],
  errors: readonly LocatedError[],
  language: keyof Names,
): Promise<Uint8Array> {
  const errorsOf = ofTable(errors);
  const sheets = tables.map(({ name, rows }, index) => {
    const texts = rows.map((row) => row.map((cell) => (typeof cell === 'string' ? cell : null)));
    const sheet = workbookSheet(name, texts, { freezePane: { rows: 1 } });
    mark(sheet.cells, errorsOf(index), language);
    return sheet;
  });
  return writeXlsx({ sheets });
}

const ofTable = (errors: readonly LocatedError[]) => (table: number) =>
  errors.filter(({ spot }) => spot.table === table);

/**
 * What leaves the system holds no formula and nothing that becomes one when it is edited, whoever
 * wrote it: what a formula gave stands in its place, and active text is marked as text.
 */
function withoutFormulas({ cells, rows, tables }: Sheet): Map<string, Cell> {
  const passive = new Map<string, Cell>();
  for (const [key, cell] of cells ?? []) {
    const {
      formula,
      formulaResult,
      formulaType,
      formulaSharedIndex,
      formulaRef,
      formulaDynamic,
      ...plain
    } = cell;
    passive.set(key, plain);
  }
  rows.forEach((row, r) => {
    row.forEach((value, c) => {
      if (typeof value !== 'string' || !isActive(value)) return;
      const key = `${r},${c}`;
      const cell = passive.get(key) ?? { value, type: 'string' };
      passive.set(key, { ...cell, style: { ...cell.style, numFmt: '@' } });
    });
  });
  // A table has formulas of its own, for new rows and for its totals.
  for (const { columns } of tables ?? []) {
    for (const column of columns) delete column.totalFormula;
  }
  return passive;
}

function mark(
  cells: Map<string, Partial<Cell>>,
  errors: readonly LocatedError[],
  language: keyof Names,
  valueAt: (row: number, column: number) => CellValue = () => null,
): void {
  for (const cell of cells.values()) unmark(cell);
  const texts = new Map<string, string[]>();
  for (const { spot, messages } of errors) {
    const row = spot.row ?? 0;
    const first = spot.column ?? 0;
    const width = spot.column === null ? CELLS_OF_ROW : 1;
    for (let column = first; column < first + width; column += 1) {
      const cell = cells.get(`${row},${column}`) ?? { value: valueAt(row, column) };
      cells.set(`${row},${column}`, { ...cell, style: { ...cell.style, fill: FILL } });
    }
    const key = `${row},${first}`;
    texts.set(key, [...(texts.get(key) ?? []), messages[language]]);
  }
  for (const [key, messages] of texts) {
    const cell = cells.get(key);
    if (cell) cell.comment = { author: AUTHOR, text: messages.join('\n') };
  }
}

/** Takes off what an earlier marking has put on. */
function unmark(cell: Partial<Cell>): void {
  if (cell.comment?.author === AUTHOR) delete cell.comment;
  const fill = cell.style?.fill;
  if (fill?.type === 'pattern' && fill.fgColor?.rgb === COLOUR) {
    const { fill: _, ...style } = cell.style ?? {};
    cell.style = style;
  }
}
