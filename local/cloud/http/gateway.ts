/** The template's HTTP API: route, authorizer, function, answer, and API Gateway's own refusals. */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Functions } from '../functions/functions.ts';
import type { Permissions } from '../permissions/permissions.ts';
import type { HttpApi } from '../template/description.ts';
import type { createAuthorizer } from './authorizer.ts';
import { type GatewayResponse, jsonResponse, splitUrl, toEvent, toResponse } from './event.ts';
import { matchRoute } from './routes.ts';
import type { RequestHandler } from './server.ts';

/** API Gateway's limit for a body. */
const BODY_LIMIT = 10 * 1024 * 1024;

/** When a request may come again that found no issuer. */
const OUTAGE_RETRY_SECONDS = 10;
const QUIET_MS = 10_000;

const BODILESS: ReadonlySet<string> = new Set(['GET', 'HEAD']);
const NOTHING = Buffer.alloc(0);

export interface GatewayOptions {
  readonly api: HttpApi;
  readonly functions: Functions;
  readonly authorizer: ReturnType<typeof createAuthorizer>;
  readonly account: string;
  readonly permissions: Pick<Permissions, 'refusal'>;
  readonly clientAddress: (message: IncomingMessage) => string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

export function createGateway(options: GatewayOptions): RequestHandler {
  const { api, functions, authorizer } = options;
  const tellOutage = outageTeller();
  return async ({ message, body: readBody }) => {
    const requestId = randomUUID();
    const refuse = (status: number, text: string, headers?: Readonly<Record<string, string>>) =>
      jsonResponse(status, JSON.stringify({ message: text }), {
        ...headers,
        'apigw-requestid': requestId,
      });
    const { method = 'GET', url = '/', headers } = message;
    const path = splitUrl(url)?.path;
    if (path === undefined) return refuse(400, 'Bad Request');
    const match = matchRoute(api.routes, method, path);
    if (!match) return refuse(404, 'Not Found');
    const { route, pathParameters } = match;

    let claims: Readonly<Record<string, unknown>> | undefined;
    if (route.authorizer) {
      const authorization = await authorizer.authorize(route.authorizer, headers.authorization);
      if (authorization.kind === 'unauthorized') {
        return refuse(401, 'Unauthorized', { 'www-authenticate': authorization.challenge });
      }
      tellOutage(authorization.kind === 'unavailable' ? authorization.why : undefined);
      if (authorization.kind === 'unavailable') return unreachableIssuer(requestId);
      claims = authorization.claims;
    }

    // What a GET brings along says nothing (RFC 9110), and the page's routes are open to anybody:
    // reading it would hold the memory of whoever asks for nothing.
    const body = BODILESS.has(method) ? NOTHING : await readBody(BODY_LIMIT);
    if (!body) return refuse(413, 'Request Entity Too Large');
    const event = toEvent(
      {
        requestId,
        apiId: api.id,
        routeKey: route.key,
        method,
        url,
        headers,
        body,
        sourceIp: options.clientAddress(message),
        pathParameters,
        claims,
        now: options.now(),
      },
      options.account,
    );
    const reason = options.permissions.refusal(
      { service: 'apigateway.amazonaws.com', sourceArn: route.arn },
      { action: 'lambda:InvokeFunction', resource: route.functionArn },
    );
    if (reason !== undefined) {
      console.error(reason);
      return refuse(500, 'Internal Server Error');
    }
    const result = await within(
      route.timeoutMs,
      functions.invoke(route.functionArn, JSON.stringify(event)),
    );
    if (!result) return refuse(503, 'Service Unavailable');
    if (!result.ok) {
      return result.error.errorType === 'RequestTooLargeException'
        ? refuse(413, 'Request Entity Too Large')
        : refuse(500, 'Internal Server Error');
    }
    const response = toResponse(result.payload);
    if (!response) return refuse(500, 'Internal Server Error');
    const marks = {
      'apigw-requestid': requestId,
      // By the cloud's clock, which the demo turns: a page must not be ahead of what answers it.
      date: new Date(options.now()).toUTCString(),
    };
    return { ...response, headers: { ...response.headers, ...marks } };
  };
}

/**
 * In the form of the application's problems, which the page shows in words. A 401 would send people
 * to sign in again, with an issuer that cannot be reached.
 */
function unreachableIssuer(requestId: string): GatewayResponse {
  const problem = {
    type: 'urn:fengqiao:problem:issuer_unreachable',
    title: '认证服务暂时无法连接 · The issuer cannot be reached',
    status: 503,
    detail:
      '登录信息暂时无法核对，请稍后再试；管理员请查看服务日志 · Who you are cannot be checked now: try again later. The log of the service says why',
    code: 'issuer_unreachable',
    requestId,
  };
  return jsonResponse(503, JSON.stringify(problem), {
    'content-type': 'application/problem+json; charset=utf-8',
    'retry-after': String(OUTAGE_RETRY_SECONDS),
    'apigw-requestid': requestId,
  });
}

/**
 * Says in the log why the issuer cannot be reached when that begins or changes, and when it ends;
 * a line in ten seconds at most, whatever is asked.
 */
function outageTeller(): (why: string | undefined) => void {
  let told: string | undefined;
  let quietUntil = 0;
  return (why) => {
    const now = Date.now();
    if (why === told || now < quietUntil) return;
    told = why;
    quietUntil = now + QUIET_MS;
    console.error(why ?? '认证服务已恢复 · the issuer can be reached again');
  };
}

/** The promise's value, or undefined where it takes longer. */
async function within<T>(milliseconds: number, promise: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), milliseconds);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
