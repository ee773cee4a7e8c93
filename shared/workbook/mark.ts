/** Gives a file back with its faulty cells coloured and commented. */
import { type Cell, type CellValue, openXlsx, type Sheet, saveXlsx, writeXlsx } from 'hucre/xlsx';
import type { Names } from '../submissions/contract.ts';
import { workbookSheet } from './cells.ts';
import type { LocatedError } from './locate.ts';
import { READ_RANGE, type Table } from './tables.ts';

/** Who comments, and in which colour: so that a file marked before is cleaned first. */
const AUTHOR = '枫桥';
const COLOUR = 'FFC7CE';
const FILL = { type: 'pattern', pattern: 'solid', fgColor: { rgb: COLOUR } } as const;
/** A row that is wrong as a whole is coloured so far. */
const CELLS_OF_ROW = 3;

/** The same workbook, marked; everything else in it stays. */
export async function markWorkbook(
  bytes: Uint8Array,
  errors: readonly LocatedError[],
  language: keyof Names,
): Promise<Uint8Array> {
  const workbook = await openXlsx(bytes, { range: READ_RANGE, readStyles: true });
  const errorsOf = ofTable(errors);
  workbook.sheets.forEach((sheet, index) => {
    keepValues(sheet);
    sheet.cells ??= new Map();
    const valueAt = (row: number, column: number) => sheet.rows[row]?.[column] ?? null;
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

/** The library saves what a formula gave only where it is told to. */
function keepValues({ cells }: Sheet): void {
  for (const cell of cells?.values() ?? []) {
    if (cell.formula === undefined || cell.value === null) continue;
    cell.formulaResult = cell.value instanceof Date ? serialOf(cell.value) : cell.value;
  }
}

/** A day as a workbook counts it: days since 1899-12-30. */
const serialOf = (date: Date) => date.getTime() / 86_400_000 + 25_569;

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
