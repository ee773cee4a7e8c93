/** Reading an S3 request: whose it is, which bucket and key, which parameters. */
import type { IncomingMessage } from 'node:http';
import { XMLParser } from 'fast-xml-parser';
import { type Access, type CallContext, denial } from '../access.ts';
import { readBody } from '../http-server.ts';
import { chunkSignatures, readSignature, type SignedRequest, signatureHolds } from '../sigv4.ts';
import { notImplemented, S3Error } from './answers.ts';
import type { KeptHeaders, PutConditions } from './objects.ts';

export interface S3Request {
  readonly http: IncomingMessage;
  readonly method: string;
  readonly bucket: string;
  /** Empty for a call on the bucket. */
  readonly key: string;
  readonly query: ReadonlyMap<string, string>;
  readonly accessKeyId: string;
  /** Whether it came by a presigned link. */
  readonly isLink: boolean;
  /** Lets a client that asks first send its body. */
  readonly proceed: () => void;
  /** See chunkSignatures: for a body that is signed chunk by chunk. */
  readonly signatureOfChunk: (hash: string) => string;
  /** Whether the caller may do this to the bucket or, by default, the object. */
  may(action: string, resource?: string): boolean;
  /** Throws AccessDenied where the caller may not. */
  require(action: string, resource?: string): void;
}

const ENCRYPTION = 'x-amz-server-side-encryption';
/** Parameters that belong to the signature or say nothing. */
const IGNORED_PARAMETERS = /^(x-id|X-Amz-.*)$/;

/** Parses the request and checks its signature; throws an S3Error where either fails. */
export function readRequest(
  http: IncomingMessage,
  access: Access,
  now: () => number,
  proceed: () => void,
): S3Request {
  const signed = parseUrl(http);
  const { accessKeyId, isLink, signatureOfChunk } = authenticate(signed, access, now);
  const [bucket, ...rest] = signed.path.slice(1).split('/').map(decode);
  const key = rest.join('/');
  const resourceOfCall = key === '' ? (bucket ?? '') : `${bucket}/${key}`;
  const query = new Map(signed.query.filter(([name]) => !IGNORED_PARAMETERS.test(name)));
  const inParts = query.has('uploadId') || query.has('uploads');
  const denied = (action: string, resource = resourceOfCall) =>
    denial(access, {
      accessKeyId,
      service: 's3',
      action,
      resource,
      ...(inParts && { inParts }),
      context: () => contextOf(http, query, action),
    });
  return {
    http,
    method: signed.method,
    bucket: bucket ?? '',
    key,
    query,
    accessKeyId,
    isLink,
    proceed,
    signatureOfChunk,
    may: (action, resource) => denied(action, resource) === undefined,
    require(action, resource) {
      const why = denied(action, resource);
      if (why) throw new S3Error(403, 'AccessDenied', why.error);
    },
  };
}

/** What conditions of a policy may ask of a request. */
function contextOf(
  { headers }: IncomingMessage,
  query: ReadonlyMap<string, string>,
  action: string,
): CallContext {
  const given: Record<string, string | undefined> = {
    's3:authType': headers.authorization === undefined ? 'REST-QUERY-STRING' : 'REST-HEADER',
    's3:signatureversion': 'AWS4-HMAC-SHA256',
  };
  if (action === 's3:PutObject') {
    for (const name of ['if-match', 'if-none-match', ENCRYPTION, `${ENCRYPTION}-aws-kms-key-id`]) {
      given[`s3:${name}`] = headers[name]?.toString();
    }
  }
  if (action === 's3:ListBucket') {
    for (const name of ['prefix', 'delimiter', 'max-keys']) given[`s3:${name}`] = query.get(name);
  }
  return Object.fromEntries(
    Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

/** The bucket that a request is about, before anything else of it is looked at. */
export function bucketOf(http: IncomingMessage): string {
  return (http.url ?? '/').split(/[/?]/, 2)[1] ?? '';
}

function parseUrl(http: IncomingMessage): SignedRequest {
  const [path = '/', search = ''] = (http.url ?? '/').split('?', 2);
  const query = search
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const [name = '', ...value] = pair.split('=');
      return [decode(name), decode(value.join('='))] as const;
    });
  return { method: http.method ?? '', path, query, headers: http.headers };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new S3Error(400, 'InvalidURI', "Couldn't parse the specified URI.");
  }
}

function authenticate(request: SignedRequest, access: Access, now: () => number) {
  const signature = readSignature(request);
  if (!signature) throw new S3Error(403, 'AccessDenied', 'The request is not signed.');
  const secret = access.accessKeys(signature.accessKeyId);
  if (secret === undefined) {
    throw new S3Error(403, 'InvalidAccessKeyId', 'The access key is not known.');
  }
  const isLink = signature.expiresAt !== undefined;
  const payload = isLink ? 'UNSIGNED-PAYLOAD' : request.headers['x-amz-content-sha256'];
  if (typeof payload !== 'string' || !signatureHolds(request, signature, payload, secret)) {
    throw new S3Error(403, 'SignatureDoesNotMatch', 'The signature does not match the request.');
  }
  if (isLink && (signature.expiresAt ?? 0) < now()) {
    throw new S3Error(403, 'AccessDenied', 'Request has expired');
  }
  const { accessKeyId } = signature;
  return { accessKeyId, isLink, signatureOfChunk: chunkSignatures(signature, secret) };
}

/** Throws NotImplemented where the call has a parameter beyond these. */
export function allowParameters(request: S3Request, allowed: readonly string[]): void {
  for (const name of request.query.keys()) {
    if (!allowed.includes(name)) throw notImplemented(name);
  }
}

/** Headers of a put that would mean something this store does not do. */
const UNKNOWN_HEADERS =
  /^x-amz-(copy-source|acl|grant|tagging|object-lock|storage-class|website|write-offset|server-side-encryption-customer)/;
const KEPT_HEADERS =
  /^(content-type|content-encoding|content-disposition|content-language|cache-control|x-amz-meta-.+)$/;

/** The headers that an object keeps. */
export function keptHeaders(http: IncomingMessage): KeptHeaders {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(http.headers)) {
    if (UNKNOWN_HEADERS.test(name)) throw notImplemented(name);
    if (!KEPT_HEADERS.test(name) || typeof value !== 'string') continue;
    // aws-chunked is of the transfer, not of the object.
    const text = name === 'content-encoding' ? value.replace(/^aws-chunked,? ?/, '') : value;
    if (text !== '') kept[name] = text;
  }
  return kept;
}

export function putConditions(http: IncomingMessage): PutConditions {
  const { 'if-match': ifMatch, 'if-none-match': ifNoneMatch } = http.headers;
  if (ifNoneMatch !== undefined && ifNoneMatch !== '*') throw notImplemented('If-None-Match');
  return {
    ...(ifMatch !== undefined && { ifMatch: quoted(ifMatch) }),
    ...(ifNoneMatch !== undefined && { ifNoneMatch: true }),
  };
}

/** An entity tag with its quotes, which clients may leave out. */
export const quoted = (etag: string) => (etag.startsWith('"') ? etag : `"${etag}"`);

const DOCUMENT_LIMIT = 2 * 1024 * 1024;

/** The body as XML, every element of `lists` an array. */
export async function readXml(
  http: IncomingMessage,
  lists: readonly string[],
): Promise<Record<string, unknown>> {
  const body = await readBody(http, DOCUMENT_LIMIT);
  const malformed = () => new S3Error(400, 'MalformedXML', 'The XML is not well-formed.');
  if (!body) throw malformed();
  const parser = new XMLParser({
    isArray: (name) => lists.includes(name),
    parseTagValue: false,
    processEntities: true,
    htmlEntities: false,
    trimValues: false,
  });
  try {
    return parser.parse(body, true) as Record<string, unknown>;
  } catch {
    throw malformed();
  }
}
