/** Opens a file, whatever it is, as tables of cells. */
import { CsvError, parse } from 'csv-parse/sync';
import { readXlsx, type Sheet } from 'hucre/xlsx';
import { csvText, separatorOf } from '../csv-text.ts';
import { unpack } from './archive.ts';
import { isTooMuch, latin1 } from './bounds.ts';
import {
  csvEmpty,
  csvQuotes,
  csvWithoutLists,
  type Faulty,
  faulty,
  MAX_COLUMNS,
  MAX_CSV_CELLS,
  MAX_ROWS,
  MAX_UNPACKED_BYTES,
  noBytes,
  notXlsx,
} from './faults.ts';
import { COMBINED_SHEET, isNamed, LIST_COLUMN } from './layout.ts';
import { type CellInput, isBlank, NO_VALUE } from './values.ts';

/** A sheet's cells from A1 on, row by row. */
export interface Table {
  readonly name: string;
  readonly rows: readonly (readonly CellInput[])[];
}

export type Opened =
  | { readonly ok: true; readonly format: 'xlsx' | 'csv'; readonly tables: readonly Table[] }
  | Faulty;

/** What is read of a sheet; nothing may stand outside of it. */
export const READ_RANGE = `A1:CV${MAX_ROWS}`;

/** Opens a file by what its bytes say that it is; its name is never asked. */
export async function openTables(bytes: Uint8Array): Promise<Opened> {
  if (bytes.byteLength === 0) return noBytes();
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (startsWith(file, OLE2)) {
    return file.includes(ENCRYPTED_PACKAGE) ? faulty('workbook_protected') : notXlsx();
  }
  if (startsWith(file, ZIP)) return openWorkbook(bytes);
  return openCsv(bytes);
}

/** The container of old binary files, and of encrypted new ones. */
const OLE2 = [0xd0, 0xcf, 0x11, 0xe0];
const ENCRYPTED_PACKAGE = Buffer.from('EncryptedPackage', 'utf16le');
const ZIP = [0x50, 0x4b];

const startsWith = (file: Buffer, signature: readonly number[]) =>
  signature.every((byte, index) => file[index] === byte);

async function openWorkbook(bytes: Uint8Array): Promise<Opened> {
  const unpacked = unpack(bytes, MAX_UNPACKED_BYTES);
  if (!unpacked.ok) return faulty(`workbook_${unpacked.reason}`);
  const { entries } = unpacked;
  const types = entries.get('[Content_Types].xml');
  if (!types || !entries.has('xl/workbook.xml')) return notXlsx();
  const names = [...entries.keys()];
  const hasMacros =
    names.some((name) => /vbaProject\.bin$|\/macrosheets\//i.test(name)) ||
    /macroEnabled|macrosheet|vbaProject/i.test(latin1(types));
  if (hasMacros) return faulty('workbook_macros');
  if (isTooMuch(entries)) return faulty('workbook_too_large');
  try {
    const { sheets } = await readXlsx(bytes, { range: READ_RANGE });
    return { ok: true, format: 'xlsx', tables: sheets.map(tableOf) };
  } catch {
    // Nothing but the file can be the cause: parts that are missing, or are no XML.
    return faulty('workbook_damaged');
  }
}

/** Formulas count by the value that the file keeps of them; where it keeps none, that is told. */
function tableOf({ name, rows, cells }: Sheet): Table {
  const read: CellInput[][] = rows.map((row) => [...row]);
  for (const [key, cell] of cells ?? []) {
    const [row = 0, column = 0] = key.split(',').map(Number);
    const inRow = read[row];
    if (inRow && cell.formula !== undefined && cell.value === null) inRow[column] = NO_VALUE;
  }
  return { name, rows: read };
}

function openCsv(bytes: Uint8Array): Opened {
  const text = csvText(bytes);
  if (text === undefined) return notXlsx();
  const delimiter = separatorOf(text);
  if (hasMore(text, delimiter, MAX_CSV_CELLS)) return faulty('workbook_too_large');
  let rows: string[][];
  try {
    rows = parse(text, { delimiter, relaxColumnCount: true, to: MAX_ROWS + 1 });
  } catch (error) {
    if (error instanceof CsvError) return csvQuotes();
    throw error;
  }
  if (rows.length > MAX_ROWS || rows.some((row) => row.length > MAX_COLUMNS)) {
    return faulty('workbook_too_large');
  }
  const heading = rows.find((row) => !row.every(isBlank));
  if (!heading) return csvEmpty();
  if (!heading.some((cell) => isNamed(cell, LIST_COLUMN))) return csvWithoutLists();
  return { ok: true, format: 'csv', tables: [{ name: COMBINED_SHEET.zh, rows }] };
}

/** Whether a text has a character more than `limit` times. */
function hasMore(text: string, character: string, limit: number): boolean {
  let count = 0;
  for (let at = text.indexOf(character); at >= 0; at = text.indexOf(character, at + 1)) {
    count += 1;
    if (count > limit) return true;
  }
  return false;
}
