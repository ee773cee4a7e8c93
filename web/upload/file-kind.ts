/** Which files are taken, told before a byte of them is sent. */
import { MAX_DOCUMENT_BYTES } from '../../shared/submissions/limits.ts';

/** As many first bytes as tell what a file is. */
export const SIGNATURE_BYTES = 4;

export type FileKind = 'table' | 'json';

export type FileFault =
  | 'too_large'
  | 'empty'
  /** A table of another program, or of an older Excel. */
  | 'other_table'
  | 'macros'
  /** Under a password, or an old file with a new name: both begin alike. */
  | 'protected'
  | 'damaged'
  /** Many days as lines of JSON, which the county sends. */
  | 'json_lines'
  | 'other';

export type KindOfFile =
  | { readonly ok: true; readonly kind: FileKind }
  | { readonly ok: false; readonly fault: FileFault };

const EXTENSIONS: Readonly<Record<string, FileKind | FileFault>> = {
  ...{ xlsx: 'table', csv: 'table', txt: 'table', json: 'json' },
  ...{ xls: 'other_table', xlsb: 'other_table', xlt: 'other_table', et: 'other_table' },
  ...{ ett: 'other_table', ods: 'other_table', numbers: 'other_table' },
  ...{ xlsm: 'macros', xltm: 'macros', xlam: 'macros' },
  ...{ ndjson: 'json_lines', jsonl: 'json_lines' },
};

const ZIP = [0x50, 0x4b];
const OLE = [0xd0, 0xcf, 0x11, 0xe0];

/** Judges a file by its name, its size in bytes and its first bytes. */
export function kindOfFile(name: string, size: number, start: Uint8Array): KindOfFile {
  const extension = /\.([^.]+)$/.exec(name.toLowerCase())?.[1] ?? '';
  const kind = Object.hasOwn(EXTENSIONS, extension) ? (EXTENSIONS[extension] ?? 'other') : 'other';
  if (kind !== 'table' && kind !== 'json') return { ok: false, fault: kind };
  if (size > MAX_DOCUMENT_BYTES) return { ok: false, fault: 'too_large' };
  if (size === 0) return { ok: false, fault: 'empty' };
  const begins = (bytes: readonly number[]) => bytes.every((byte, index) => start[index] === byte);
  if (begins(OLE)) return { ok: false, fault: 'protected' };
  if (extension === 'xlsx' && !begins(ZIP)) return { ok: false, fault: 'damaged' };
  return { ok: true, kind };
}
