/** AWS Signature Version 4, the server's half: reads a request's signature and checks it. */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

export interface SignedRequest {
  readonly method: string;
  /** As it stood on the request line, still encoded. */
  readonly path: string;
  /** Decoded names and values. */
  readonly query: readonly (readonly [string, string])[];
  readonly headers: IncomingHttpHeaders;
}

export interface Signature {
  readonly accessKeyId: string;
  /** `<day>/<region>/<service>/aws4_request` */
  readonly scope: string;
  /** `20240415T023000Z` */
  readonly date: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  /** For a presigned link: the instant (ms) it expires at. */
  readonly expiresAt?: number;
}

const ALGORITHM = 'AWS4-HMAC-SHA256';
const LONGEST_LINK_SECONDS = 604_800;
const DATE = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/;

/** The signature in the headers or, for a presigned link, the query; undefined without a sound one. */
export function readSignature(request: SignedRequest): Signature | undefined {
  const header = request.headers.authorization;
  return header === undefined ? fromQuery(request) : fromHeader(header, request.headers);
}

function fromHeader(header: string, headers: IncomingHttpHeaders): Signature | undefined {
  if (!header.startsWith(`${ALGORITHM} `)) return undefined;
  const parts = new Map(
    header
      .slice(ALGORITHM.length)
      .split(',')
      .map((part) => {
        const [name = '', value = ''] = part.trim().split('=', 2);
        return [name, value] as const;
      }),
  );
  return assemble(
    parts.get('Credential'),
    headers['x-amz-date'],
    parts.get('SignedHeaders'),
    parts.get('Signature'),
  );
}

function fromQuery(request: SignedRequest): Signature | undefined {
  const query = new Map(request.query);
  if (query.get('X-Amz-Algorithm') !== ALGORITHM) return undefined;
  const date = query.get('X-Amz-Date');
  const signature = assemble(
    query.get('X-Amz-Credential'),
    date,
    query.get('X-Amz-SignedHeaders'),
    query.get('X-Amz-Signature'),
  );
  const expires = query.get('X-Amz-Expires') ?? '';
  const [, year, month, day, hour, minute, second] = DATE.exec(date ?? '') ?? [];
  if (!signature || !year || !/^\d{1,6}$/.test(expires)) return undefined;
  if (Number(expires) > LONGEST_LINK_SECONDS) return undefined;
  const signedAt = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return { ...signature, expiresAt: signedAt + Number(expires) * 1000 };
}

function assemble(
  credential: string | undefined,
  date: unknown,
  signedHeaders: string | undefined,
  signature: string | undefined,
): Signature | undefined {
  const [, accessKeyId, scope] =
    /^([^/]+)\/(\d{8}\/[^/]+\/[^/]+\/aws4_request)$/.exec(credential ?? '') ?? [];
  if (!accessKeyId || !scope || !signedHeaders || !signature) return undefined;
  if (typeof date !== 'string' || date.slice(0, 8) !== scope.slice(0, 8)) return undefined;
  return { accessKeyId, scope, date, signedHeaders: signedHeaders.split(';'), signature };
}

/** Whether the signature is the one that this secret gives for the request and its payload hash. */
export function signatureHolds(
  request: SignedRequest,
  signature: Signature,
  payloadHash: string,
  secret: string,
): boolean {
  if (!signature.signedHeaders.includes('host')) return false;
  const canonical = [
    request.method,
    request.path,
    request.query
      .filter(([name]) => name !== 'X-Amz-Signature')
      .map(([name, value]) => `${encode(name)}=${encode(value)}`)
      .sort()
      .join('&'),
    ...signature.signedHeaders.map((name) => `${name}:${canonicalHeader(request.headers[name])}`),
    '',
    signature.signedHeaders.join(';'),
    payloadHash,
  ].join('\n');
  const toSign = [ALGORITHM, signature.date, signature.scope, sha256(canonical)].join('\n');
  const expected = hmac(signingKey(secret, signature.scope), toSign).toString('hex');
  return (
    expected.length === signature.signature.length &&
    timingSafeEqual(Buffer.from(expected), Buffer.from(signature.signature.toLowerCase()))
  );
}

/**
 * The signatures of a streamed body's chunks, one after the other: each call takes the SHA-256 (hex)
 * of the next chunk and gives the signature that it must have. Every one covers those before it, the
 * first the request's own.
 */
export function chunkSignatures(signature: Signature, secret: string): (hash: string) => string {
  const key = signingKey(secret, signature.scope);
  let previous = signature.signature;
  return (hash) => {
    const { date, scope } = signature;
    const parts = [`${ALGORITHM}-PAYLOAD`, date, scope, previous, sha256(''), hash];
    previous = hmac(key, parts.join('\n')).toString('hex');
    return previous;
  };
}

function canonicalHeader(value: string | string[] | undefined): string {
  return [value ?? ''].flat().join(',').trim().replace(/ +/g, ' ');
}

const encode = (text: string) =>
  encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string) =>
  createHmac('sha256', key).update(text).digest();

/** The last key derived: nearly every request of a day is signed with one of a few. */
const derived = new Map<string, Buffer>();

function signingKey(secret: string, scope: string): Buffer {
  const name = `${secret}/${scope}`;
  const known = derived.get(name);
  if (known) return known;
  const key = scope
    .split('/')
    .reduce<string | Buffer>((previous, part) => hmac(previous, part), `AWS4${secret}`) as Buffer;
  if (derived.size > 100) derived.clear();
  derived.set(name, key);
  return key;
}
