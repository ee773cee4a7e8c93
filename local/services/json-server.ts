/** AWS's JSON 1.0 protocol: every call a POST, the operation in `X-Amz-Target`. */
import { createHash, randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Access, type CallContext, denial, type Service } from './access.ts';
import { listen, type RunningServer, readBody } from './http-server.ts';
import { readSignature, signatureHolds } from './sigv4.ts';

export type JsonObject = { readonly [name: string]: unknown };

/** A refusal as the service words it. */
export class ServiceError extends Error {
  override readonly name = 'ServiceError';
  readonly code: string;
  readonly status: number;
  /** Further members of the answer, such as `CancellationReasons`. */
  readonly members: JsonObject;

  constructor(code: string, message: string, options?: { status?: number; members?: JsonObject }) {
    super(message);
    this.code = code;
    this.status = options?.status ?? 400;
    this.members = options?.members ?? {};
  }
}

export interface Caller {
  readonly accessKeyId: string;
  /** Throws AccessDeniedException where the caller may not. */
  require(action: string, resource: string, context?: () => CallContext): void;
}

export interface JsonService {
  readonly service: Service;
  /** What stands before the operation in `X-Amz-Target`. */
  readonly target: string;
  /** What stands before the code in an error's `__type`. */
  readonly namespace: string;
  readonly operations: Readonly<
    Record<string, (input: JsonObject, caller: Caller) => Promise<JsonObject> | JsonObject>
  >;
}

/** The largest body that any of these services takes: BatchWriteItem's 16 MB and its dressing. */
const BODY_LIMIT = 24 * 1024 * 1024;

/** Serves `json` on loopback, checking every call's signature first. */
export function serveJson(
  json: JsonService,
  access: Access,
  port?: number,
): Promise<RunningServer> {
  return listen(async (request, response) => {
    const body = await readBody(request, BODY_LIMIT);
    if (request.destroyed && !request.complete) return;
    let status = 200;
    let answer: JsonObject;
    try {
      answer = await call(json, access, request, body);
    } catch (error) {
      const refusal = asRefusal(error);
      status = refusal.status;
      answer = {
        ...refusal.members,
        __type: `${json.namespace}#${refusal.code}`,
        message: refusal.message,
      };
    }
    send(response, status, answer);
  }, port);
}

async function call(
  json: JsonService,
  access: Access,
  request: IncomingMessage,
  body: Buffer | undefined,
): Promise<JsonObject> {
  if (!body) throw new ServiceError('SerializationException', 'The request is too large');
  const caller = authenticate(json.service, access, request, body);
  const [target, name = ''] = String(request.headers['x-amz-target'] ?? '').split('.');
  const operation = Object.hasOwn(json.operations, name) ? json.operations[name] : undefined;
  if (request.method !== 'POST' || target !== json.target || !operation) {
    throw new ServiceError('UnknownOperationException', 'No such operation here');
  }
  return operation(parse(body), caller);
}

function parse(body: Buffer): JsonObject {
  let value: unknown;
  try {
    value = JSON.parse(body.toString('utf8'));
  } catch {
    throw new ServiceError('SerializationException', 'The body is not JSON');
  }
  if (!isJsonObject(value)) {
    throw new ServiceError('SerializationException', 'The body is not a JSON object');
  }
  return value;
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Who has signed the request; throws ServiceError where nobody has who is known here. */
export function authenticate(
  service: Service,
  access: Access,
  request: IncomingMessage,
  body: Buffer,
): Caller {
  const [path = '/', query] = (request.url ?? '/').split('?', 2);
  const signed = { method: request.method ?? '', path, query: [], headers: request.headers };
  const signature = query === undefined ? readSignature(signed) : undefined;
  if (!signature) {
    throw new ServiceError('MissingAuthenticationTokenException', 'The request is not signed');
  }
  const { accessKeyId } = signature;
  const secret = access.accessKeys(accessKeyId);
  if (secret === undefined) {
    throw new ServiceError('UnrecognizedClientException', 'The access key is not known');
  }
  const hash = createHash('sha256').update(body).digest('hex');
  if (!signatureHolds(signed, signature, hash, secret)) {
    throw new ServiceError('InvalidSignatureException', 'The signature does not match');
  }
  return {
    accessKeyId,
    require(action, resource, context) {
      const call = { accessKeyId, service, action, resource, ...(context && { context }) };
      const denied = denial(access, call);
      if (!denied) return;
      // SQS alone says in the code that it is the key.
      const ofKey = denied.ofKey && service === 'sqs';
      throw new ServiceError(ofKey ? 'KmsAccessDenied' : 'AccessDeniedException', denied.error);
    },
  };
}

function asRefusal(error: unknown): ServiceError {
  if (error instanceof ServiceError) return error;
  console.error(error);
  return new ServiceError('InternalServerError', 'Internal error', { status: 500 });
}

function send(response: ServerResponse, status: number, answer: JsonObject): void {
  const body = Buffer.from(JSON.stringify(answer));
  response.writeHead(status, {
    'content-type': 'application/x-amz-json-1.0',
    'content-length': body.length,
    'x-amzn-requestid': randomUUID(),
  });
  response.end(body);
}
