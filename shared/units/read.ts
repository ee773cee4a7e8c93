import { CsvError, parse } from 'csv-parse/sync';
import { isDay } from '../calendar/day.ts';
import { ID_PATTERN, type Names } from '../submissions/contract.ts';
import { ErrorList, type Refused } from '../submissions/errors.ts';
import { containsPersonalData } from '../submissions/personal-data.ts';
import { type Column, REFERENCE_COLUMNS, type ReferenceKind, type ReferenceRows } from './kinds.ts';
import { REFERENCE_TEXT, type ReferenceErrorCode, type RowErrorCode } from './messages.ts';

/** A row with the cells that could be read. */
export type PartialRow<K extends ReferenceKind> = {
  readonly [C in keyof ReferenceRows[K]]?: ReferenceRows[K][C] | undefined;
};

/** What a file's rows were read as, and what is wrong with them so far. */
export interface ReadRows<K extends ReferenceKind> {
  readonly rows: readonly PartialRow<K>[];
  readonly errors: RowErrors<K>;
}

/** Collects errors in rows: `row` counts from 0, the header not counted, as in the pointer. */
export class RowErrors<K extends ReferenceKind> {
  readonly #list = new ErrorList<ReferenceErrorCode>();
  readonly #kind: K;
  /** The line of the file that each row ends on, counted from 1 with the header. */
  readonly #lines: readonly number[];

  constructor(kind: K, lines: readonly number[]) {
    this.#kind = kind;
    this.#lines = lines;
  }

  /** One thing wrong with a row, in one column or as a whole. */
  add(code: RowErrorCode, row: number, column?: keyof ReferenceRows[K] & string): void {
    this.#list.add(code, () => {
      const columns: Readonly<Record<string, Column>> = REFERENCE_COLUMNS[this.#kind];
      const names = column === undefined ? undefined : columns[column]?.names;
      const { zh, en } = REFERENCE_TEXT[code];
      const line = this.#lines[row];
      return {
        pointer: column === undefined ? `/rows/${row}` : `/rows/${row}/${column}`,
        messages: {
          zh: `文件第 ${line} 行${names ? `「${names.zh}」` : ''}：${zh}`,
          en: `line ${line} of the file${names ? `, ${names.en}` : ''}: ${en}`,
        },
      };
    });
  }

  get empty(): boolean {
    return this.#list.empty;
  }

  refused(): Refused<ReferenceErrorCode> {
    return this.#list.refused();
  }
}

/** A record as csv-parse gives it with `info`. */
interface CsvRecord {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

/**
 * Reads a file's text into rows, each cell by its column's definition. Columns may stand in any
 * order; empty lines are skipped. A file that is no CSV or has another header is refused at
 * once; bad cells are collected and left out of their rows, so that the rows can still be
 * checked against each other.
 */
export function readRows<K extends ReferenceKind>(
  kind: K,
  text: string,
): ({ readonly ok: true } & ReadRows<K>) | Refused<ReferenceErrorCode> {
  const records = parseCsv(text);
  if (!Array.isArray(records)) return records;
  const columns: Readonly<Record<string, Column>> = REFERENCE_COLUMNS[kind];
  const names = Object.keys(columns);
  const header = records[0]?.record ?? [];
  if (header.length !== names.length || names.some((name) => !header.includes(name))) {
    return refusedFile('wrong_header', {
      zh: `第一行应为：${names.join(',')}`,
      en: `the first line must be: ${names.join(',')}`,
    });
  }
  const body = records.slice(1);
  const errors = new RowErrors<K>(
    kind,
    body.map(({ info }) => info.lines),
  );
  const rows = body.map(({ record }, index) => {
    if (record.length !== header.length) {
      errors.add('wrong_columns', index);
      return {};
    }
    const row: Record<string, unknown> = {};
    header.forEach((name, position) => {
      const column = columns[name];
      if (!column) return;
      const cell = readCell(column, record[position] ?? '');
      if (cell.ok) row[name] = cell.value;
      else errors.add(cell.code, index, name as keyof ReferenceRows[K] & string);
    });
    return row as PartialRow<K>;
  });
  return { ok: true, rows, errors };
}

function refusedFile(code: ReferenceErrorCode, messages: Names): Refused<ReferenceErrorCode> {
  return { ok: false, errors: [{ code, pointer: '', messages }], more: 0 };
}

function parseCsv(text: string): CsvRecord[] | Refused<ReferenceErrorCode> {
  try {
    // csv-parse's types do not know that `info` changes the shape of a record.
    return parse(text, {
      bom: true,
      info: true,
      trim: true,
      relaxColumnCount: true,
      skipRecordsWithEmptyValues: true,
    }) as unknown as CsvRecord[];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error.lines === 'number' ? error.lines : 1;
    return refusedFile('bad_csv', {
      zh: `文件第 ${line} 行的引号不成对，请检查`,
      en: `quotes do not match on line ${line} of the file`,
    });
  }
}

type CellResult =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly code: RowErrorCode };

const CODE = /^[0-9]{12}$/;
const MONTH = /^[0-9]{4}-(?:0[1-9]|1[0-2])$/;
/** Households of a province have eight digits; nine leave room. */
const WHOLE_NUMBER = /^[0-9]{1,9}$/;
const NAME_LENGTH = 100;

const good = (value: unknown): CellResult => ({ ok: true, value });
const bad = (code: RowErrorCode): CellResult => ({ ok: false, code });

function readCell(column: Column, text: string): CellResult {
  if (text === '' && column.kind !== 'codes') {
    return column.kind === 'code' && column.optional ? good(null) : bad('missing_field');
  }
  switch (column.kind) {
    case 'code':
      return CODE.test(text) ? good(text) : bad('invalid_code');
    case 'codes': {
      const codes = text === '' ? [] : text.split(';').map((code) => code.trim());
      return codes.every((code) => CODE.test(code)) ? good(codes) : bad('invalid_code');
    }
    case 'name':
      if (containsPersonalData(text)) return bad('personal_data');
      return text.length <= NAME_LENGTH && !/\p{Cc}/u.test(text) ? good(text) : bad('invalid_name');
    case 'id':
      if (containsPersonalData(text)) return bad('personal_data');
      return ID_PATTERN.test(text) ? good(text) : bad('invalid_id');
    case 'choice':
      return column.values.includes(text) ? good(text) : bad('not_allowed');
    case 'integer':
      return WHOLE_NUMBER.test(text) ? good(Number(text)) : bad('invalid_number');
    case 'day':
      return isDay(text) ? good(text) : bad('invalid_date');
    case 'month':
      return MONTH.test(text) ? good(text) : bad('invalid_month');
  }
}
