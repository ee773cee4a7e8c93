/**
 * Another system's export as a table: CSV with commas, semicolons or tabs, in UTF-8, UTF-16 (with
 * its mark) or GBK. Also used by the page, so that a file's headings are known before it is sent.
 */
import { CsvError, parse } from 'csv-parse/browser/esm/sync';
import { csvText, separatorOf } from '../csv-text.ts';
import type { Names } from '../submissions/contract.ts';
import { type Refused, refusedFor } from '../submissions/errors.ts';

export type TableErrorCode = 'not_csv' | 'bad_quotes' | 'empty_file' | 'too_many_rows';

/** Lines of a file, the headings not counted: as many as one request can work on. */
export const MAX_ROWS = 50_000;

export interface Table {
  /** Of the columns, in their order; the same one may stand twice. */
  readonly headings: readonly string[];
  readonly rows: readonly {
    /** As a spreadsheet counts: the headings are row 1. */
    readonly row: number;
    readonly cells: readonly string[];
  }[];
}

const NOT_CSV: Names = {
  zh: '不是 UTF-8 或 GBK 编码的 CSV 文件，请在原系统或 Excel 中另存为 CSV 后上传',
  en: 'This is no CSV file in UTF-8 or GBK; save it as CSV and upload that',
};
const EMPTY: Names = {
  zh: '文件是空的，第一行应为列名，其后每行一条记录',
  en: 'The file is empty; its first line names the columns, each line after it is a record',
};

const TOO_MANY: Names = {
  zh: `文件超过 ${MAX_ROWS} 行，请按月份或派出所分成几个文件导入`,
  en: `The file has more than ${MAX_ROWS} lines; import it in parts, by month or by station`,
};

/** Whether there are more lines than that, by whichever end they have. */
function hasMoreLines(text: string, limit: number): boolean {
  let lines = 0;
  for (const _ of text.matchAll(/\r\n|\n|\r|$/g)) {
    lines += 1;
    if (lines > limit) return true;
  }
  return false;
}

/** A record as csv-parse gives it with `info`. */
interface CsvRecord {
  readonly record: readonly string[];
  readonly info: { readonly records: number; readonly empty_lines: number };
}

/** Reads a file. Empty rows are skipped, cells trimmed, rows may be shorter than the headings. */
export function readTable(
  bytes: Uint8Array,
): ({ readonly ok: true } & Table) | Refused<TableErrorCode> {
  const text = csvText(bytes);
  if (text === undefined) return refusedFor('not_csv', NOT_CSV);
  // Counted before anything is made of them: with the headings, and an end after the last line.
  if (hasMoreLines(text, MAX_ROWS + 2)) return refusedFor('too_many_rows', TOO_MANY);
  let records: readonly CsvRecord[];
  try {
    // csv-parse's types do not know that `info` changes the shape of a record.
    records = parse(text, {
      delimiter: separatorOf(text),
      record_delimiter: ['\r\n', '\n', '\r'],
      info: true,
      trim: true,
      relax_column_count: true,
      skip_empty_lines: true,
    }) as unknown as CsvRecord[];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error.lines === 'number' ? error.lines : 1;
    return refusedFor('bad_quotes', {
      zh: `文件第 ${line} 行的引号不成对，请检查`,
      en: `quotes do not match on line ${line} of the file`,
    });
  }
  const filled = records.filter(({ record }) => record.some((cell) => cell !== ''));
  const [first, ...rest] = filled;
  if (!first || rest.length === 0) return refusedFor('empty_file', EMPTY);
  if (rest.length > MAX_ROWS) return refusedFor('too_many_rows', TOO_MANY);
  const rows = rest.map(({ record, info }) => ({
    row: info.records + info.empty_lines,
    cells: record,
  }));
  return { ok: true, headings: first.record, rows };
}
