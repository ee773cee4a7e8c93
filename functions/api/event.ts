/** From the events of the HTTP API to the application and back. */
import {
  defaultIsContentTypeBinary,
  handle,
  type LambdaContext,
  type LambdaEvent,
} from 'hono/aws-lambda';
import type { Api } from './environment.ts';

/** An event of the HTTP API, payload format 2.0. */
export type HttpEvent = Extract<LambdaEvent, { readonly rawPath: string }>;

/** Answers events of the HTTP API with the application. */
export function answering(api: Api) {
  const answer = handle(api, { isContentTypeBinary });
  return (event: HttpEvent, context?: LambdaContext) => answer(sayable(event), context);
}

/** CSV goes out as it is: as text it would lose the byte order mark by which Excel knows it. */
const isContentTypeBinary = (type: string) =>
  /^text\/csv\b/i.test(type) || defaultIsContentTypeBinary(type);

/** Methods that a request of the Fetch standard cannot have. */
const UNSAYABLE = /^(CONNECT|TRACE|TRACK)$/i;

/**
 * The event as one that a request of the Fetch standard can be made of. A method that it cannot
 * have becomes another one that no route takes either; what a reader sends along is dropped, as
 * no route reads it; and the host, which no route reads and which a client can write wrongly, is
 * always the same.
 */
function sayable(event: HttpEvent): HttpEvent {
  const { http } = event.requestContext;
  const method = UNSAYABLE.test(http.method) ? 'OPTIONS' : http.method;
  const reads = method === 'GET' || method === 'HEAD';
  return {
    ...event,
    body: reads ? null : event.body,
    requestContext: {
      ...event.requestContext,
      domainName: 'fengqiao.invalid',
      http: { ...http, method },
    },
  };
}
