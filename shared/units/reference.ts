import type { Names } from '../submissions/contract.ts';
import { type Refused, refusedFor } from '../submissions/errors.ts';
import { CHECKS, type ReferenceContext } from './checks.ts';
import { decodeCsv } from './decode.ts';
import type { ReferenceKind, ReferenceRows } from './kinds.ts';
import type { ReferenceErrorCode } from './messages.ts';
import { readRows } from './read.ts';

export type ParsedReference<K extends ReferenceKind> =
  | {
      readonly ok: true;
      readonly rows: readonly ReferenceRows[K][];
      /** The file as UTF-8 without byte order mark: what is kept, and `reopenReference` reads. */
      readonly text: string;
    }
  | Refused<ReferenceErrorCode>;

/** Kinds whose empty file can only be a mistake: it would take everything out of force. */
const NEVER_EMPTY: readonly ReferenceKind[] = ['units', 'grids', 'roster'];

/** Kinds that name units in force on the effective day. */
const NEED_UNITS: readonly ReferenceKind[] = ['grids', 'roster', 'staffing'];

const NO_ROWS: Names = {
  zh: '文件只有表头，没有内容',
  en: 'the file has a header but no rows',
};
const NO_PROVINCE: Names = { zh: '缺少省级单位', en: 'the province is missing' };
const NO_UNITS: Names = {
  zh: '生效日期当天还没有单位数据，请先上传 units，或核对生效日期',
  en: 'no units are in force on the effective day; load units first, or check the day',
};

/**
 * Reads a reference file as it was sent: CSV in UTF-8, perhaps gzipped. It is taken as a whole
 * or refused with every bad row; a pointer's row counts from 0 without the header
 * (`/rows/17/station`), a message names the line of the file. Rows with a bad cell still take
 * part in the checks between rows with their other cells.
 */
export function parseReference<K extends ReferenceKind>(
  kind: K,
  bytes: Uint8Array,
  context: ReferenceContext,
): ParsedReference<K> {
  const decoded = decodeCsv(bytes);
  if (!decoded.ok) return decoded;
  const read = readRows(kind, decoded.text);
  if (!read.ok) return read;
  const { rows, errors } = read;
  if (rows.length === 0 && NEVER_EMPTY.includes(kind)) return refusedFor('no_rows', NO_ROWS);
  if (NEED_UNITS.includes(kind) && context.book.unitsOn(context.effective).size === 0) {
    return refusedFor('no_units_in_force', NO_UNITS);
  }
  CHECKS[kind](rows, errors, context);
  if (!errors.empty) return errors.refused();
  // Without an error every row has all its cells.
  const complete = rows as readonly ReferenceRows[K][];
  if (kind === 'units' && !complete.some((row) => 'level' in row && row.level === 'province')) {
    return refusedFor('no_province', NO_PROVINCE);
  }
  return { ok: true, rows: complete, text: decoded.text };
}

/** Reads a file that `parseReference` accepted before; throws where it is not such a file. */
export function reopenReference<K extends ReferenceKind>(
  kind: K,
  text: string,
): readonly ReferenceRows[K][] {
  const read = readRows(kind, text);
  if (!read.ok || !read.errors.empty)
    throw new Error(`stored reference file of ${kind} is damaged`);
  return read.rows as readonly ReferenceRows[K][];
}
