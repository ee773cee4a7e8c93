/**
 * Cells that leave the system: whatever a text begins with, no spreadsheet program makes a
 * formula of it. Every export writes its cells with these.
 */
import type { Cell, WriteSheet } from 'hucre/xlsx';

/** What an export writes into a cell; null leaves it empty. */
export type ExportCell = string | number | null;

/** What Excel, WPS and LibreOffice begin a formula with, also after white space. */
const ACTIVE = /^[\s\p{Cf}]*[=+\-@＝＋－＠|]|^[\t\r\n]/u;

/** Whether a spreadsheet program would make a formula of the text, where it is typed. */
export const isActive = (text: string): boolean => ACTIVE.test(text);

/** Control characters, which XML cannot hold, but for tabs and line ends. */
const UNWRITABLE = /[^\P{Cc}\t\n\r]|[\ufffe\uffff]/gu;

/** Characters that a cell can hold. */
const MAX_CELL_LENGTH = 32_767;

/** Excel's notation for a character by its number, which must not be read as one. */
const ESCAPE = /_(?=x[0-9A-Fa-f]{4}_)/g;

/** The text as a cell can hold it: well formed, without control characters, cut where too long. */
export function cellText(text: string): string {
  return text.toWellFormed().replace(UNWRITABLE, '').slice(0, MAX_CELL_LENGTH).toWellFormed();
}

/** A cell of a workbook: text stays text, also when it is edited, and a number is a number. */
function workbookCell(value: ExportCell): Partial<Cell> {
  if (typeof value !== 'string') return { value };
  const text = cellText(value).replace(ESCAPE, '_x005F_');
  // The library writes text such as #N/A as an error, but a run of rich text always as text.
  const richText = /^#/.test(text) ? { richText: [{ text }] } : {};
  return { value: text, style: { numFmt: '@' }, ...richText };
}

/** A sheet of rows; `more` adds columns, panes, drop-downs and the styles of cells. */
export function workbookSheet(
  name: string,
  rows: readonly (readonly ExportCell[])[],
  more: Omit<WriteSheet, 'name' | 'rows' | 'data' | 'cells'> = {},
): WriteSheet & { readonly cells: Map<string, Partial<Cell>> } {
  const cells = new Map<string, Partial<Cell>>();
  rows.forEach((row, r) => {
    row.forEach((value, c) => {
      if (value !== null && value !== '') cells.set(`${r},${c}`, workbookCell(value));
    });
  });
  return { ...more, name, cells };
}

/** A field of a CSV file; text that would be a formula gets an apostrophe before it. */
function csvField(value: ExportCell): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = cellText(value);
  const passive = isActive(text) ? `'${text}` : text;
  return /[",;\t\r\n]|^\s|\s$/.test(passive) ? `"${passive.replaceAll('"', '""')}"` : passive;
}

/** A CSV file in UTF-8 with a byte order mark, by which Excel knows it. */
export function csvFile(rows: readonly (readonly ExportCell[])[]): Uint8Array {
  const text = rows.map((row) => `${row.map(csvField).join(',')}\r\n`).join('');
  return new TextEncoder().encode(`\uFEFF${text}`);
}
