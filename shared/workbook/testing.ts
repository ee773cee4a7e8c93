/** Files for tests, made by hand or from the template. */
import { crc32, deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { type CellValue, openXlsx, saveXlsx, writeXlsx } from 'hucre/xlsx';
import { GRID, OFFICER, REFERENCE, STATION } from '../submissions/fixture.ts';
import { memoryItems, memoryObjects } from '../testing/memory.ts';
import type { ReferenceBook } from '../units/book.ts';
import { DATE_COLUMN, fieldsOf, listNamed, NIL } from './layout.ts';
import { receiveWorkbook } from './receive.ts';
import { workbookTemplate } from './template.ts';

/** Any text at all, also what is no well-formed Unicode. */
export const anyText = fc.string({
  unit: fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
  maxLength: 40,
});

/** A ZIP archive; `size` lies about what an entry unpacks to. */
export function zip(
  entries: Readonly<Record<string, string | Uint8Array>>,
  size?: number,
): Uint8Array {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [path, content] of Object.entries(entries)) {
    const name = Buffer.from(path);
    const data = Buffer.from(content);
    const packed = deflateRawSync(data);
    // From the version needed to the lengths: the same in both headers.
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(crc32(data), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(size ?? data.length, 18);
    common.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, name, packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\0'), common, tail, name]));
    files.push(local);
    offset += local.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(directory.length, 8);
  end.writeUInt16LE(directory.length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(offset, 16);
  return new Uint8Array(Buffer.concat([...files, listed, end]));
}

const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const SHEET_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** The parts of a workbook whose sheets have this XML as their rows. */
export function parts(
  sheets: Readonly<Record<string, string>>,
  sharedStrings: readonly string[] = [],
): Record<string, string> {
  const names = Object.keys(sheets);
  const strings = sharedStrings.map((text) => `<si><t>${text}</t></si>`).join('');
  return {
    '[Content_Types].xml': `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${SHEET_TYPE}.sheet.main+xml"/></Types>`,
    '_rels/.rels': `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${names.map((name, index) => `<sheet name="${name}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`).join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${PACKAGE}/relationships">${names.map((_, index) => `<Relationship Id="rId${index + 1}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${index + 1}.xml"/>`).join('')}<Relationship Id="rId900" Type="${OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
    'xl/sharedStrings.xml': `<sst xmlns="${MAIN}">${strings}</sst>`,
    ...Object.fromEntries(
      Object.values(sheets).map((rows, index) => [
        `xl/worksheets/sheet${index + 1}.xml`,
        `<worksheet xmlns="${MAIN}"><sheetData>${rows}</sheetData></worksheet>`,
      ]),
    ),
  };
}

type Rows = readonly (readonly CellValue[])[];

/** The station's template, made anew. */
export const template = (days: readonly string[] = []) =>
  workbookTemplate({
    station: { code: STATION, name: '寺坡街道派出所' },
    grids: [{ code: GRID, name: '寺坡村' }],
    officers: [OFFICER],
    days,
  });

/** A workbook with the headings of some sheets, and rows below them in the headings' order. */
export function small(sheets: Readonly<Record<string, Rows>>): Promise<Uint8Array> {
  return writeXlsx({
    sheets: Object.entries(sheets).map(([name, rows]) => {
      const list = listNamed(name);
      const names = list ? fieldsOf(list).map(([, field]) => field.names.zh) : [NIL.zh];
      const below = rows.map((row) => [...row]);
      return { name, rows: [[DATE_COLUMN.zh, ...names], ...below] };
    }),
  });
}

/** The template with rows below the headings of some sheets, in the headings' order. */
export async function filled(
  sheets: Readonly<Record<string, Rows>>,
  days: readonly string[] = [],
): Promise<Uint8Array> {
  const workbook = await openXlsx(await template(days), { readStyles: true });
  for (const [name, rows] of Object.entries(sheets)) {
    const sheet = workbook.sheets.find((candidate) => candidate.name === name);
    if (!sheet) throw new Error(`no sheet ${name}`);
    rows.forEach((row, index) => {
      const held = sheet.rows[index + 1] ?? [];
      sheet.rows[index + 1] = held;
      row.forEach((value, column) => {
        held[column] = value;
      });
    });
  }
  return saveXlsx(workbook);
}

/** Noon of 20 April 2024 in Shanghai. */
export const NOON = Date.UTC(2024, 3, 20, 4);

/** A place to send files to, empty at first, where it is noon of `now`. */
export function desk(now: number = NOON, book: ReferenceBook = REFERENCE) {
  const ports = { objects: memoryObjects(), items: memoryItems(), clock: () => now };
  const sender = { account: 'clerk-1', unit: STATION, role: 'clerk' } as const;
  const receive = (bytes: Uint8Array, send: boolean) =>
    receiveWorkbook(ports, book, sender, { bytes, station: STATION, send });
  return {
    ports,
    receive,
    /** The answer to a file that can be read. */
    async answer(bytes: Uint8Array, mode: 'check' | 'send' = 'check') {
      const outcome = await receive(bytes, mode === 'send');
      if (!outcome.ok) throw new Error(JSON.stringify(outcome.fault));
      return outcome.answer;
    },
    /** What is wrong with a file as a whole. */
    async fault(bytes: Uint8Array) {
      const outcome = await receive(bytes, true);
      if (outcome.ok || outcome.fault === 'outside') return undefined;
      return outcome.fault;
    },
  };
}
