/**
 * NDJSON as it arrives: bytes in, numbered lines out, never more than one line held. Each line
 * tells where the next one begins, so that reading can go on from there another time.
 */
import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';

/** Why a file ended before its end. */
export type FileFault = 'gzip_broken' | 'file_too_large';

/** Thrown by the iterators below; the lines before it were whole. */
export class BrokenFile extends Error {
  override readonly name = 'BrokenFile';
  readonly fault: FileFault;

  constructor(fault: FileFault, options?: ErrorOptions) {
    super(fault, options);
    this.fault = fault;
  }
}

/** Where a line begins. */
export interface Place {
  /** Bytes of the unpacked file before it. */
  readonly offset: number;
  /** 1 for the file's first line; blank lines are counted. */
  readonly line: number;
}

export const BEGINNING: Place = { offset: 0, line: 1 };

/** A line that is not blank. `bytes` is undefined where it is longer than the limit. */
export interface Line {
  readonly number: number;
  readonly bytes: Uint8Array | undefined;
  readonly next: Place;
}

const isGzip = (head: Uint8Array) => head[0] === 0x1f && head[1] === 0x8b;

/** The chunks again, the first one at least two bytes long where there are that many. */
async function* withHead(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let head: Uint8Array | undefined = new Uint8Array();
  for await (const chunk of chunks) {
    if (!head) {
      yield chunk;
      continue;
    }
    head = Buffer.concat([head, chunk]);
    if (head.length < 2) continue;
    yield head;
    head = undefined;
  }
  if (head?.length) yield head;
}

/**
 * A fault of the source or of the gzip comes out of the iteration. zlib gives nothing of the
 * piece that a fault stands in, so the last lines before it are lost with it.
 */
function gunzipped(chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const gunzip = createGunzip();
  pipeline(Readable.from(chunks), gunzip, () => {});
  return gunzip;
}

const ZLIB_FAULTS = new Set(['Z_DATA_ERROR', 'Z_BUF_ERROR', 'Z_NEED_DICT']);
const isZlibFault = (cause: unknown) =>
  cause instanceof Error && 'code' in cause && ZLIB_FAULTS.has(String(cause.code));

/**
 * A file's bytes as they are when unpacked, from the byte `offset` of them on. `read` gives the
 * file as it stands from a byte on. Gzip is told by its first two bytes; it can only be unpacked
 * from its beginning, and what comes before the offset is then dropped. Throws BrokenFile where
 * the gzip is damaged or cut off, or where the file has more than `limitBytes` unpacked.
 */
export async function* unpacked(
  read: (offset: number) => Promise<AsyncIterable<Uint8Array>>,
  offset: number,
  limitBytes: number,
): AsyncGenerator<Uint8Array> {
  const chunks = withHead(await read(0));
  const first = await chunks.next();
  if (first.done) return;
  async function* all() {
    if (!first.done) yield first.value;
    yield* chunks;
  }
  let source: AsyncIterable<Uint8Array>;
  let position = 0;
  if (isGzip(first.value)) source = gunzipped(all());
  else if (offset === 0) source = all();
  else {
    await chunks.return(undefined);
    source = await read(offset);
    position = offset;
  }
  try {
    for await (const chunk of source) {
      const begin = position;
      position += chunk.length;
      if (position > limitBytes) throw new BrokenFile('file_too_large');
      if (position > offset) yield begin < offset ? chunk.subarray(offset - begin) : chunk;
    }
  } catch (cause) {
    if (isZlibFault(cause)) throw new BrokenFile('gzip_broken', { cause });
    throw cause;
  }
}

const LINE_FEED = 0x0a;
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);
/** What JSON calls white space, without the line feed. */
const isBlank = (bytes: Uint8Array) => bytes.every((b) => b === 0x20 || b === 0x09 || b === 0x0d);

/**
 * The lines that are not blank in the bytes of a file from a line's place on. A line longer than
 * `limitBytes` comes without its bytes, which are not kept. A byte order mark before the first
 * line is dropped.
 */
export async function* linesOf(
  chunks: AsyncIterable<Uint8Array>,
  limitBytes: number,
  from: Place = BEGINNING,
): AsyncGenerator<Line> {
  let parts: Uint8Array[] = [];
  let length = 0;
  let number = from.line;
  /** Of the chunk's first byte. */
  let offset = from.offset;
  const keep = (part: Uint8Array) => {
    length += part.length;
    if (length <= limitBytes) parts.push(part);
    else parts = [];
  };
  const finish = (end: number): Line | undefined => {
    let bytes: Uint8Array = parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts);
    if (number === 1 && BYTE_ORDER_MARK.equals(bytes.subarray(0, 3))) bytes = bytes.subarray(3);
    const next = { offset: end, line: number + 1 };
    const line =
      length > limitBytes
        ? { number, bytes: undefined, next }
        : isBlank(bytes)
          ? undefined
          : { number, bytes, next };
    parts = [];
    length = 0;
    number += 1;
    return line;
  };
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(LINE_FEED); end >= 0; end = chunk.indexOf(LINE_FEED, start)) {
      keep(chunk.subarray(start, end));
      start = end + 1;
      const line = finish(offset + start);
      if (line) yield line;
    }
    keep(chunk.subarray(start));
    offset += chunk.length;
  }
  const last = finish(offset);
  if (last) yield last;
}
