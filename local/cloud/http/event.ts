/** API Gateway's payload format 2.0: a request as an event, a function's result as an answer. */
import type { IncomingHttpHeaders } from 'node:http';
import { z } from 'zod';

export interface GatewayRequest {
  readonly requestId: string;
  readonly apiId: string;
  readonly routeKey: string;
  readonly method: string;
  /** As received: path and query, still encoded. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly sourceIp: string;
  readonly pathParameters: Readonly<Record<string, string>>;
  readonly claims: Readonly<Record<string, unknown>> | undefined;
  /** Milliseconds since 1970. */
  readonly now: number;
}

export interface GatewayResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: Buffer;
}

/** Path and query of a request's address, the path decoded; undefined where it cannot be. */
export function splitUrl(url: string): { path: string; query: string } | undefined {
  const mark = url.indexOf('?');
  const path = mark < 0 ? url : url.slice(0, mark);
  try {
    return { path: decodeURIComponent(path), query: mark < 0 ? '' : url.slice(mark + 1) };
  } catch {
    return undefined;
  }
}

export function toEvent(request: GatewayRequest, account: string): object {
  const { path = '/', query = '' } = splitUrl(request.url) ?? {};
  const { cookie, ...others } = request.headers;
  const headers = Object.fromEntries(
    Object.entries(others).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(',') : (value ?? ''),
    ]),
  );
  const asText = isText(request);
  const parameters = queryParameters(query);
  const host = headers.host ?? 'localhost';
  return {
    version: '2.0',
    routeKey: request.routeKey,
    rawPath: path,
    rawQueryString: query,
    ...(cookie ? { cookies: cookie.split('; ') } : {}),
    headers,
    ...(parameters ? { queryStringParameters: parameters } : {}),
    requestContext: {
      accountId: account,
      apiId: request.apiId,
      ...(request.claims
        ? { authorizer: { jwt: { claims: claimTexts(request.claims), scopes: null } } }
        : {}),
      domainName: host,
      domainPrefix: host.split('.')[0],
      http: {
        method: request.method,
        path,
        protocol: 'HTTP/1.1',
        sourceIp: request.sourceIp,
        userAgent: headers['user-agent'] ?? '',
      },
      requestId: request.requestId,
      routeKey: request.routeKey,
      stage: '$default',
      time: commonLogTime(request.now),
      timeEpoch: request.now,
    },
    ...(Object.keys(request.pathParameters).length > 0
      ? { pathParameters: request.pathParameters }
      : {}),
    ...(request.body.length > 0
      ? { body: request.body.toString(asText ? 'utf8' : 'base64'), isBase64Encoded: !asText }
      : { isBase64Encoded: false }),
  };
}

/**
 * API Gateway hands these types over as text and every other body in base64, forms among them.
 * Bytes that are not UTF-8 go in base64 here whatever their type, so that none is lost.
 */
function isText({ headers, body }: GatewayRequest): boolean {
  const [type = ''] = (headers['content-type'] ?? '').split(';');
  return (
    /^(text\/.+|application\/(json|xml|javascript))$/i.test(type.trim()) &&
    headers['content-encoding'] === undefined &&
    isUtf8(body)
  );
}

function isUtf8(body: Buffer): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(body);
    return true;
  } catch {
    return false;
  }
}

/** A name given more than once has its values joined with commas. */
function queryParameters(query: string): Record<string, string> | undefined {
  if (query === '') return undefined;
  const parameters: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(query)) {
    const before = parameters[name];
    parameters[name] = before === undefined ? value : `${before},${value}`;
  }
  return parameters;
}

/** The authorizer passes every claim on as text; a list as `[a b]`. */
function claimTexts(claims: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(claims).map(([name, value]) => [
      name,
      Array.isArray(value)
        ? `[${value.join(' ')}]`
        : typeof value === 'object'
          ? JSON.stringify(value)
          : String(value),
    ]),
  );
}

/** `12/Mar/2020:19:03:58 +0000`. */
function commonLogTime(instant: number): string {
  const [, day, month, year, time] = new Date(instant).toUTCString().split(' ');
  return `${day}/${month}/${year}:${time} +0000`;
}

const resultSchema = z.looseObject({
  statusCode: z.coerce.number().int().min(100).max(599),
  headers: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).nullish(),
  cookies: z.array(z.string()).nullish(),
  body: z.string().nullish(),
  isBase64Encoded: z.boolean().nullish(),
});

/** Headers that belong to the connection, which is not the function's. */
const CONNECTION_HEADERS = new Set([
  'connection',
  'content-length',
  'keep-alive',
  'transfer-encoding',
]);

/**
 * The answer that a function's result (JSON) means: with a `statusCode` what it says, anything
 * else is the body of a 200 in JSON. Undefined where it is malformed.
 */
export function toResponse(payload: string): GatewayResponse | undefined {
  const result: unknown = JSON.parse(payload);
  if (typeof result !== 'object' || result === null || !('statusCode' in result)) {
    return jsonResponse(200, typeof result === 'string' ? result : payload);
  }
  const parsed = resultSchema.safeParse(result);
  if (!parsed.success) return undefined;
  const { statusCode, headers, cookies, body, isBase64Encoded } = parsed.data;
  const answered: Record<string, string | readonly string[]> = {};
  for (const [name, value] of Object.entries(headers ?? {})) {
    const lower = name.toLowerCase();
    if (!CONNECTION_HEADERS.has(lower)) answered[lower] = String(value);
  }
  if (cookies?.length) answered['set-cookie'] = cookies;
  answered['content-type'] ??= 'text/plain;charset=utf-8';
  return {
    status: statusCode,
    headers: answered,
    body: Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8'),
  };
}

export function jsonResponse(
  status: number,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): GatewayResponse {
  return {
    status,
    headers: { 'content-type': 'application/json', ...headers },
    body: Buffer.from(body),
  };
}
