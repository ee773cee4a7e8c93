/**
 * A ZIP archive, unpacked no further than a limit. The workbook library unpacks again by the
 * sizes that the archive's directory names; here they are made sure of first, so that no small
 * file can fill the memory.
 */
import { inflateRawSync } from 'node:zlib';

export type Unpacked =
  | { readonly ok: true; readonly entries: ReadonlyMap<string, Uint8Array> }
  | { readonly ok: false; readonly reason: 'damaged' | 'too_large' };

const LOCAL_HEADER = 0x04034b50;
const DIRECTORY_ENTRY = 0x02014b50;
const DIRECTORY_END = 0x06054b50;
/** A size that stands in a ZIP64 field instead: no file within the limit needs one. */
const ELSEWHERE = 0xffff_ffff;
/** A comment of 65,535 bytes may follow the directory's end, which has 22. */
const LONGEST_END = 65_557;
const MAX_ENTRIES = 2000;
const DEFLATED = 8;
const STORED = 0;
/** The sizes follow the data, and the local header does not have them. */
const SIZES_FOLLOW = 8;

const damaged: Unpacked = { ok: false, reason: 'damaged' };
const tooLarge: Unpacked = { ok: false, reason: 'too_large' };

/** Unpacks every entry; `limit` is the number of bytes that all may have together. */
export function unpack(bytes: Uint8Array, limit: number): Unpacked {
  const archive = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    return unpackAll(archive, limit);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ERR_BUFFER_TOO_LARGE') return tooLarge;
    // Past the archive's end, or no deflated data.
    if (code === 'ERR_OUT_OF_RANGE' || code === 'ERR_BUFFER_OUT_OF_BOUNDS') return damaged;
    if (code?.startsWith('Z_')) return damaged;
    throw error;
  }
}

function unpackAll(archive: Buffer, limit: number): Unpacked {
  const end = directoryEnd(archive);
  if (end < 0) return damaged;
  const count = archive.readUInt16LE(end + 10);
  if (count > MAX_ENTRIES) return tooLarge;
  const entries = new Map<string, Uint8Array>();
  let left = limit;
  let at = archive.readUInt32LE(end + 16);
  for (let index = 0; index < count; index += 1) {
    if (archive.readUInt32LE(at) !== DIRECTORY_ENTRY) return damaged;
    const flags = archive.readUInt16LE(at + 8);
    const method = archive.readUInt16LE(at + 10);
    const packed = archive.readUInt32LE(at + 20);
    const size = archive.readUInt32LE(at + 24);
    const nameLength = archive.readUInt16LE(at + 28);
    const header = archive.readUInt32LE(at + 42);
    const name = archive.toString('utf8', at + 46, at + 46 + nameLength);
    if (packed === ELSEWHERE || header === ELSEWHERE) return damaged;
    if (size > left) return tooLarge;
    if (archive.readUInt32LE(header) !== LOCAL_HEADER) return damaged;
    // The library would look for sizes in places that were not checked.
    if (size === 0 && packed > 2) return damaged;
    if (packed === 0 && (size > 0 || (flags & SIZES_FOLLOW) !== 0)) return damaged;
    const start =
      header + 30 + archive.readUInt16LE(header + 26) + archive.readUInt16LE(header + 28);
    if (start + packed > archive.length) return damaged;
    const data = archive.subarray(start, start + packed);
    const content = contentOf(data, method, size);
    if (content?.length !== size) return damaged;
    left -= size;
    entries.set(name, content);
    at += 46 + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
  }
  return { ok: true, entries };
}

/** Throws where the data unpack to more than their size. */
function contentOf(data: Buffer, method: number, size: number): Uint8Array | undefined {
  if (method === STORED) return data;
  if (method !== DEFLATED) return undefined;
  return size === 0 ? new Uint8Array() : inflateRawSync(data, { maxOutputLength: size });
}

/** Where the directory's end begins: the last place that looks like one, as the library has it. */
function directoryEnd(archive: Buffer): number {
  for (let at = archive.length - 22; at >= Math.max(0, archive.length - LONGEST_END); at -= 1) {
    if (archive.readUInt32LE(at) === DIRECTORY_END) return at;
  }
  return -1;
}
