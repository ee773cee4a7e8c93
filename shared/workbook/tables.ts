/** Opens a file, whatever it is, as tables of cells. */
import { CsvError, parse } from 'csv-parse/sync';
import { readXlsx, type Sheet } from 'hucre/xlsx';
import { unpack } from './archive.ts';
import {
  csvQuotes,
  csvWithoutLists,
  type Faulty,
  faulty,
  MAX_COLUMNS,
  MAX_ROWS,
  MAX_SHEETS,
  MAX_UNPACKED_BYTES,
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
  if (bytes.byteLength === 0) return faulty('workbook_empty');
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
  if (isTooWide(entries)) return faulty('workbook_too_large');
  try {
    const { sheets } = await readXlsx(bytes, { range: READ_RANGE });
    return { ok: true, format: 'xlsx', tables: sheets.map(tableOf) };
  } catch {
    // Nothing but the file can be the cause: parts that are missing, or are no XML.
    return faulty('workbook_damaged');
  }
}

const latin1 = (data: Uint8Array) =>
  Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('latin1');

/** What a sheet has, wherever in the archive it lies, */
const SHEET_DATA = /<(?:\w+:)?sheetData[\s/>]/;
/** where a cell stands, */
const CELL = /<(?:\w+:)?c\s[^<>]*?\br\s*=\s*["']\s*([A-Za-z]{1,4})(\d+)/g;
/** and the definition of a column, which the library repeats for up to 16,384 columns. */
const COLUMN_DEFINITION = /<(?:\w+:)?col\s/g;
const MAX_COLUMN_DEFINITIONS = 1000;
/** A text that cells share; each costs the library some 700 bytes. */
const SHARED_STRING = /<(?:\w+:)?si[\s/>]/g;
const MAX_SHARED_STRINGS = 200_000;

/** Whether any sheet has cells outside of what is read, or there are too many sheets. */
function isTooWide(entries: ReadonlyMap<string, Uint8Array>): boolean {
  let sheets = 0;
  for (const data of entries.values()) {
    const xml = latin1(data);
    if (isOften(SHARED_STRING, xml, MAX_SHARED_STRINGS)) return true;
    if (!SHEET_DATA.test(xml)) continue;
    sheets += 1;
    if (sheets > MAX_SHEETS) return true;
    if (isOften(COLUMN_DEFINITION, xml, MAX_COLUMN_DEFINITIONS)) return true;
    for (const [, letters = '', row] of xml.matchAll(CELL)) {
      if (Number(row) > MAX_ROWS || columnNumber(letters) > MAX_COLUMNS) return true;
    }
  }
  return false;
}

/** Whether a text has the pattern more than `limit` times. */
function isOften(pattern: RegExp, text: string, limit: number): boolean {
  return text.matchAll(pattern).drop(limit).next().done !== true;
}

/** 1 for A, 27 for AA. */
function columnNumber(letters: string): number {
  let number = 0;
  for (const letter of letters.toUpperCase()) number = number * 26 + letter.charCodeAt(0) - 64;
  return number;
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
  const text = textOf(bytes);
  if (text === undefined) return notXlsx();
  const [firstLine = ''] = text.split(/\r?\n|\r/, 1);
  const delimiter = mostFrequent(firstLine, [',', ';', '\t']);
  let rows: string[][];
  try {
    rows = parse(text, { delimiter, relaxColumnCount: true });
  } catch (error) {
    if (error instanceof CsvError) return csvQuotes();
    throw error;
  }
  if (rows.length > MAX_ROWS || rows.some((row) => row.length > MAX_COLUMNS)) {
    return faulty('workbook_too_large');
  }
  const heading = rows.find((row) => !row.every(isBlank));
  if (!heading) return faulty('workbook_empty');
  if (!heading.some((cell) => isNamed(cell, LIST_COLUMN))) return csvWithoutLists();
  return { ok: true, format: 'csv', tables: [{ name: COMBINED_SHEET.zh, rows }] };
}

/** A file's text, in UTF-8 or else in GBK; undefined where it is no text. */
function textOf(bytes: Uint8Array): string | undefined {
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
      return text.includes('\0') ? undefined : text;
    } catch {
      // It is the next encoding, or none.
    }
  }
  return undefined;
}

function mostFrequent(line: string, candidates: readonly string[]): string {
  const counts = candidates.map((candidate) => line.split(candidate).length);
  return candidates[counts.indexOf(Math.max(...counts))] ?? ',';
}
