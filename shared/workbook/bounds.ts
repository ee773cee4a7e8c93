/**
 * What a workbook would make the library do, told from its unpacked parts before the library sees
 * it. The library's own limits are far above what a function can do in its time.
 */
import { posix } from 'node:path';
import { MAX_COLUMNS, MAX_ROWS, MAX_SHEETS, MAX_UNPACKED_BYTES } from './faults.ts';

type Parts = ReadonlyMap<string, Uint8Array>;

/** Any prefix may stand before an element's name. */
const element = (name: string, more = '[\\s/>]') =>
  new RegExp(`<(?:[^\\s<>/:]*:)?${name}${more}`, 'g');

/** What a sheet has, wherever in the archive it lies, */
const SHEET_DATA = element('sheetData');
/** where a cell stands, */
const CELL = element('c', '\\s[^<>]*?\\br\\s*=\\s*["\']\\s*([A-Za-z]{1,4})(\\d+)');
/** and the definition of a column, which the library repeats for up to 16,384 columns. */
const COLUMN_DEFINITION = element('col', '\\s');
const MAX_COLUMN_DEFINITIONS = 1000;
/** A text that cells share; each costs the library some 700 bytes. */
const SHARED_STRING = element('si');
const MAX_SHARED_STRINGS = 200_000;
/** A sheet as the workbook names it, with the relationship that leads to its part. */
const SHEET = element('sheet', '\\s');
const ATTRIBUTE_VALUE = '\\s*=\\s*(?:"([^"]*)"|\'([^\']*)\'|([^\\s>]*))';
const RELATIONSHIP_ID = new RegExp(`:id${ATTRIBUTE_VALUE}`, 'gi');
const TARGET = new RegExp(`\\bTarget${ATTRIBUTE_VALUE}`, 'g');

export const latin1 = (data: Uint8Array) =>
  Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('latin1');

/** Whether any sheet has cells outside of what is read, or there is too much to read. */
export function isTooMuch(parts: Parts): boolean {
  let sheets = 0;
  for (const data of parts.values()) {
    const xml = latin1(data);
    if (isOften(SHARED_STRING, xml, MAX_SHARED_STRINGS)) return true;
    if (namesSheetsAmiss(xml)) return true;
    if (!isOften(SHEET_DATA, xml, 0)) continue;
    sheets += 1;
    if (sheets > MAX_SHEETS || isTooWide(xml)) return true;
  }
  return bytesLedTo(parts) > MAX_UNPACKED_BYTES;
}

function isTooWide(sheet: string): boolean {
  if (isOften(COLUMN_DEFINITION, sheet, MAX_COLUMN_DEFINITIONS)) return true;
  for (const [, letters = '', row] of sheet.matchAll(CELL)) {
    if (Number(row) > MAX_ROWS || columnNumber(letters) > MAX_COLUMNS) return true;
  }
  return false;
}

/**
 * Whether a workbook names too many sheets, or one relationship twice: its part would be read
 * as often. No program escapes the ids, behind which the same one could hide.
 */
function namesSheetsAmiss(workbook: string): boolean {
  if (!isOften(SHEET, workbook, 0)) return false;
  if (isOften(SHEET, workbook, MAX_SHEETS)) return true;
  const ids = valuesOf(RELATIONSHIP_ID, workbook);
  return new Set(ids).size < ids.length || ids.some((id) => id.includes('&'));
}

/** The bytes of the parts that relationships lead to, each counted as often as one does. */
function bytesLedTo(parts: Parts): number {
  let bytes = 0;
  for (const [name, data] of parts) {
    if (!name.endsWith('.rels')) continue;
    const folder = posix.dirname(posix.dirname(name));
    for (const target of valuesOf(TARGET, Buffer.from(data).toString('utf8'))) {
      const path = withoutEscapes(target);
      const part = path.startsWith('/') ? path.slice(1) : within(folder, path);
      bytes += parts.get(part)?.byteLength ?? 0;
    }
  }
  return bytes;
}

/** A path as the library resolves it: never above the archive's root. */
const within = (folder: string, target: string) =>
  posix.join('/', folder, target).replace(/^\/|\/$/g, '');

/** A letter may be written by its number. */
const withoutEscapes = (text: string) =>
  text.replace(/&#(x?)([0-9a-f]+);/gi, (_, hex: string, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, hex ? 16 : 10)),
  );

const valuesOf = (attribute: RegExp, xml: string): string[] =>
  [...xml.matchAll(attribute)].map(([, double, single, bare]) => double ?? single ?? bare ?? '');

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
