/** Workbooks read back, for tests. */
import { type Cell, type CellValue, readXlsx, type Sheet } from 'hucre/xlsx';

/** A sheet of a workbook by rows, and its cells with their formats. */
export interface ReadSheet {
  readonly name: string;
  readonly rows: readonly (readonly CellValue[])[];
  readonly sheet: Sheet;
  /** The value under a heading in the row whose first cell is `first`. */
  value(first: string, heading: string): CellValue | undefined;
  /** The number format there. */
  format(first: string, heading: string): string | undefined;
  cell(row: number, column: number): Partial<Cell> | undefined;
}

function readSheet(sheet: Sheet): ReadSheet {
  const [head = []] = sheet.rows;
  const place = (first: string, heading: string) => {
    const row = sheet.rows.findIndex(([cell]) => cell === first);
    const column = head.indexOf(heading);
    if (row < 0 || column < 0) throw new Error(`no ${first} × ${heading} on ${sheet.name}`);
    return [row, column] as const;
  };
  const cell = (row: number, column: number) => sheet.cells?.get(`${row},${column}`);
  return {
    ...{ name: sheet.name, rows: sheet.rows, sheet, cell },
    value(first, heading) {
      const [row, column] = place(first, heading);
      return sheet.rows[row]?.[column];
    },
    format: (first, heading) => cell(...place(first, heading))?.style?.numFmt,
  };
}

/** The sheets of a workbook, in their order. */
export async function readBook(bytes: Uint8Array): Promise<ReadSheet[]> {
  const { sheets } = await readXlsx(bytes, { readStyles: true });
  return sheets.map(readSheet);
}

/** What a spreadsheet program shows of a number in such a format, as far as exports use them. */
export function shown(value: number, format: string): string {
  const sections = format.split(/;(?=(?:[^"]*"[^"]*")*[^"]*$)/);
  const section = (value < 0 ? sections[1] : value === 0 ? sections[2] : undefined) ?? sections[0];
  const pattern = section ?? '';
  const [decimals = ''] = /(?<=0\.)0+/.exec(pattern) ?? [];
  const share = /%/.test(pattern) ? 2 : 0;
  const size = Number(Math.abs(value).toPrecision(15));
  const units = Math.round(Number(`${size < 1e-6 ? 0 : size}e${decimals.length + share}`));
  const digits = String(units).padStart(decimals.length + 1, '0');
  const whole = digits.slice(0, digits.length - decimals.length);
  const tail = decimals === '' ? '' : `.${digits.slice(-decimals.length)}`;
  const number = whole.replace(/\B(?=(\d{3})+$)/g, ',') + tail;
  return pattern.replace(/[#,0]*0(\.0+)?/, number).replaceAll('"', '');
}
