/** Request bodies: aws-chunked framing undone, checksums verified, bytes onto the disk. */
import { createHash, type Hash } from 'node:crypto';
import { writeSync } from 'node:fs';
import { open } from 'node:fs/promises';
import type { IncomingHttpHeaders } from 'node:http';
import { crc32 } from 'node:zlib';
import { notImplemented, S3Error } from './answers.ts';
import type { S3Request } from './requests.ts';

/** What a body is read from and checked by. */
export type BodyOfRequest = Pick<S3Request, 'http' | 'proceed' | 'signatureOfChunk'>;

export interface ReceivedBody {
  readonly size: number;
  /** MD5 in hex. */
  readonly md5: string;
}

const GIBIBYTE = 1024 ** 3;
/** What S3 takes in one piece. */
const LARGEST_BYTES = 5 * GIBIBYTE;
/**
 * Up to here a body is written at once: most are submissions of a few kilobytes, for which a trip
 * to another thread takes longer than the writing does.
 */
const SMALL_BYTES = 64 * 1024;
const LONGEST_FRAME_LINE = 1024;
const STREAMING = 'STREAMING-UNSIGNED-PAYLOAD-TRAILER';
/** Each chunk carries a signature: what Amazon's SDK for Java sends where the line is not encrypted. */
const STREAMING_SIGNED = 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD';

/**
 * Writes the body to `file` (which must not exist yet) and syncs it. What is announced to be longer
 * than `largest` bytes is refused before anything of it is stored: S3 cannot bound what comes by a
 * link, and would keep it. Throws an S3Error where the
 * body is too large, incomplete or not what its checksums say; the caller removes the file then.
 */
export async function receiveBody(
  { http: request, proceed, signatureOfChunk }: BodyOfRequest,
  file: string,
  largest = LARGEST_BYTES,
): Promise<ReceivedBody> {
  const { headers } = request;
  const framed = isFramed(headers);
  const signed = headers['x-amz-content-sha256'] === STREAMING_SIGNED;
  const announced = headers[framed ? 'x-amz-decoded-content-length' : 'content-length'];
  if (announced === undefined || !/^\d{1,15}$/.test(String(announced))) {
    throw new S3Error(411, 'MissingContentLength', 'You must provide the Content-Length header.');
  }
  if (Number(announced) > LARGEST_BYTES) {
    throw new S3Error(400, 'EntityTooLarge', 'The upload is larger than 5 GiB.');
  }
  if (Number(announced) > largest) {
    const most = `${largest / GIBIBYTE} GiB`;
    throw new S3Error(
      413,
      'EntityTooLarge',
      `文件超过 ${most}，请拆分后上传 · The file is larger than ${most}; split it`,
    );
  }
  proceed();
  const trailers: Record<string, string> = {};
  const chunks = framed
    ? unframed(request, trailers, signed ? signatureOfChunk : undefined)
    : (request as AsyncIterable<Buffer>);
  const checks = createChecks(headers);
  const length = Number(announced);
  if (length <= SMALL_BYTES) {
    const parts: Buffer[] = [];
    for await (const chunk of withinLength(chunks, length)) {
      checks.update(chunk);
      parts.push(chunk);
    }
    const md5 = checks.verify({ ...headers, ...trailers });
    await writeSynced(file, Buffer.concat(parts));
    return { size: length, md5 };
  }
  const handle = await open(file, 'wx');
  try {
    for await (const chunk of withinLength(chunks, length)) {
      checks.update(chunk);
      await handle.writeFile(chunk);
    }
    const md5 = checks.verify({ ...headers, ...trailers });
    await handle.sync();
    return { size: length, md5 };
  } finally {
    await handle.close();
  }
}

/** The chunks, if together they are as long as was announced; throws IncompleteBody where not. */
async function* withinLength(chunks: AsyncIterable<Buffer>, length: number) {
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size > length) break;
    yield chunk;
  }
  if (size !== length) throw incomplete();
}

/**
 * Writes a new file and waits until the disk has it. What may wait for the disk is left to other
 * threads, so that it takes what many wait for in one go.
 */
async function writeSynced(path: string, bytes: Buffer): Promise<void> {
  const handle = await open(path, 'wx');
  try {
    for (let written = 0; written < bytes.length; ) {
      written += writeSync(handle.fd, bytes, written);
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
}

const incomplete = () =>
  new S3Error(400, 'IncompleteBody', 'The body is not as long as was announced.');

function isFramed(headers: IncomingHttpHeaders): boolean {
  const payload = String(headers['x-amz-content-sha256'] ?? '');
  const framed = payload === STREAMING || payload === STREAMING_SIGNED;
  if (payload.startsWith('STREAMING-') && !framed) throw notImplemented(payload);
  return framed;
}

/** The checksums that may come with a body, and how each is told from the bytes. */
function createChecks(headers: IncomingHttpHeaders) {
  const md5 = createHash('md5');
  const wanted = (name: string) => headers[name] !== undefined || headers['x-amz-trailer'] === name;
  const sha256 =
    /^[0-9a-f]{64}$/.test(String(headers['x-amz-content-sha256'])) ||
    wanted('x-amz-checksum-sha256')
      ? createHash('sha256')
      : undefined;
  const sha1 = wanted('x-amz-checksum-sha1') ? createHash('sha1') : undefined;
  for (const name of ['x-amz-checksum-crc32c', 'x-amz-checksum-crc64nvme']) {
    if (wanted(name)) throw notImplemented(name);
  }
  const withCrc32 = wanted('x-amz-checksum-crc32');
  let crc = 0;
  return {
    update(chunk: Buffer) {
      md5.update(chunk);
      sha256?.update(chunk);
      sha1?.update(chunk);
      if (withCrc32) crc = crc32(chunk, crc);
    },
    /** Compares what was announced with what came; gives the MD5 in hex. */
    verify(announced: IncomingHttpHeaders): string {
      const digest = md5.digest();
      matches(announced, 'content-md5', digest);
      if (sha256) {
        const hash = sha256.digest();
        if (wanted('x-amz-checksum-sha256')) matches(announced, 'x-amz-checksum-sha256', hash);
        const payload = String(headers['x-amz-content-sha256']);
        if (/^[0-9a-f]{64}$/.test(payload) && payload !== hash.toString('hex')) {
          throw new S3Error(400, 'XAmzContentSHA256Mismatch', 'The body is not what was signed.');
        }
      }
      if (sha1) matches(announced, 'x-amz-checksum-sha1', digestOf(sha1));
      if (withCrc32) {
        const bytes = Buffer.alloc(4);
        bytes.writeUInt32BE(crc);
        matches(announced, 'x-amz-checksum-crc32', bytes);
      }
      return digest.toString('hex');
    },
  };
}

const digestOf = (hash: Hash) => hash.digest();

function matches(announced: IncomingHttpHeaders, name: string, digest: Buffer): void {
  const value = announced[name];
  if (value === undefined && name === 'content-md5') return;
  if (value !== digest.toString('base64')) {
    throw new S3Error(400, 'BadDigest', `The body does not match its ${name}.`);
  }
}

/**
 * The payload of an aws-chunked body: `<hex length>[;…]\r\n<bytes>\r\n … 0\r\n<trailers>\r\n`.
 * Trailers go into `trailers`, their names in lower case. With `signatureOfChunk` every chunk, the
 * empty last one too, must carry the signature that it gives.
 */
async function* unframed(
  request: AsyncIterable<Buffer>,
  trailers: Record<string, string>,
  signatureOfChunk?: (hash: string) => string,
): AsyncGenerator<Buffer> {
  let hash = createHash('sha256');
  let signature = '';
  const verifyChunk = () => {
    if (signatureOfChunk && signatureOfChunk(hash.digest('hex')) !== signature) {
      throw new S3Error(403, 'SignatureDoesNotMatch', 'A chunk is not what was signed.');
    }
    hash = createHash('sha256');
  };
  let rest: Buffer = Buffer.alloc(0);
  let left = 0;
  let state: 'size' | 'bytes' | 'end of bytes' | 'trailers' | 'done' = 'size';
  for await (const arrived of request) {
    rest = rest.length === 0 ? arrived : Buffer.concat([rest, arrived]);
    while (state !== 'done') {
      if (state === 'bytes') {
        const taken = rest.subarray(0, left);
        if (signatureOfChunk) hash.update(taken);
        if (taken.length > 0) yield taken;
        left -= taken.length;
        rest = rest.subarray(taken.length);
        if (left > 0) break;
        verifyChunk();
        state = 'end of bytes';
      }
      const end = rest.indexOf('\r\n');
      if (end < 0) {
        if (rest.length > LONGEST_FRAME_LINE) throw incomplete();
        break;
      }
      const line = rest.toString('latin1', 0, end);
      rest = rest.subarray(end + 2);
      if (state === 'size') {
        if (!/^[0-9a-f]{1,12}(;.*)?$/i.test(line)) throw incomplete();
        left = Number.parseInt(line, 16);
        signature = /;chunk-signature=([0-9a-f]{64})$/.exec(line)?.[1] ?? '';
        if (left === 0) verifyChunk();
        state = left === 0 ? 'trailers' : 'bytes';
      } else if (state === 'end of bytes') {
        if (line !== '') throw incomplete();
        state = 'size';
      } else if (line === '') {
        state = 'done';
      } else {
        const colon = line.indexOf(':');
        trailers[line.slice(0, colon).trim().toLowerCase()] = line.slice(colon + 1).trim();
      }
    }
  }
  if (state !== 'done') throw incomplete();
}
