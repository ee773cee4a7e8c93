import { gunzipSync } from 'node:zlib';
import type { Names } from '../submissions/contract.ts';
import { type Refused, refusedFor } from '../submissions/errors.ts';

/** A reference file may have so many bytes as sent, perhaps compressed (4 MB). */
export const MAX_REFERENCE_BYTES = 4 * 1024 * 1024;

/** And so many once it is unpacked: ten times the province's largest file. */
const MAX_UNPACKED_BYTES = 64 * 1024 * 1024;

export type DecodeErrorCode = 'too_large' | 'bad_gzip' | 'not_utf8';

const TOO_LARGE: Names = {
  zh: '文件超过 4 MB（解压后 64 MB），请用 gzip 压缩，或核对是否选错文件',
  en: 'The file is larger than 4 MB (64 MB unpacked); compress it with gzip, or check that it is the right one',
};
const BAD_GZIP: Names = {
  zh: 'gzip 文件不完整或已损坏，请重新压缩后上传',
  en: 'The gzip file is incomplete or damaged; compress and upload it again',
};
const NOT_UTF8: Names = {
  zh: '文件不是 UTF-8 编码（可能是 GBK），请在 Excel 中另存为“CSV UTF-8”后再上传',
  en: 'The file is not in UTF-8 (perhaps in GBK); save it as "CSV UTF-8" in Excel and upload it again',
};

/**
 * A file's text: gzip is told by its first bytes and undone, a byte order mark is skipped.
 * `limit` caps what is unpacked, so that a small file cannot fill the memory.
 */
export function decodeCsv(
  bytes: Uint8Array,
  limit = MAX_UNPACKED_BYTES,
): { readonly ok: true; readonly text: string } | Refused<DecodeErrorCode> {
  if (bytes.byteLength > MAX_REFERENCE_BYTES) return refusedFor('too_large', TOO_LARGE);
  let plain = bytes;
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) {
    try {
      plain = gunzipSync(bytes, { maxOutputLength: limit });
    } catch (error) {
      const tooLarge = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
      return tooLarge ? refusedFor('too_large', TOO_LARGE) : refusedFor('bad_gzip', BAD_GZIP);
    }
  }
  try {
    return { ok: true, text: new TextDecoder('utf-8', { fatal: true }).decode(plain) };
  } catch {
    return refusedFor('not_utf8', NOT_UTF8);
  }
}
