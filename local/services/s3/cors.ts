/** What pages of other origins may do with a bucket: the rules of its CORS configuration. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { S3Error } from './answers.ts';

/** One rule; `*` in an origin or a header stands for any text. */
export interface CorsRule {
  readonly methods: readonly string[];
  readonly origins: readonly string[];
  readonly headers: readonly string[];
  readonly exposed: readonly string[];
  /** How long a browser may remember the answer. */
  readonly maxAgeSeconds: number | undefined;
}

/**
 * Answers a browser that asks what it may send; like every browser's question it is not signed.
 * Throws where it may not.
 */
export function answerPreflight(
  rules: readonly CorsRule[],
  { headers }: IncomingMessage,
  response: ServerResponse,
): void {
  const { origin } = headers;
  const method = headers['access-control-request-method'];
  if (origin === undefined || method === undefined) {
    throw new S3Error(400, 'BadRequest', 'Insufficient information: origin and method are needed.');
  }
  const wanted = (headers['access-control-request-headers'] ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '');
  const rule = rules.find(
    (candidate) =>
      allows(candidate, origin, method) &&
      wanted.every((name) => candidate.headers.some((pattern) => matches(pattern, name))),
  );
  if (!rule) throw new S3Error(403, 'AccessForbidden', 'CORS does not allow this request.');
  tell(rule, origin, response);
  if (wanted.length > 0) response.setHeader('access-control-allow-headers', wanted.join(', '));
  if (rule.maxAgeSeconds !== undefined) {
    response.setHeader('access-control-max-age', rule.maxAgeSeconds);
  }
  response.writeHead(200).end();
}

/** Lets the page that asks read the answer to come, a refusal too, where a rule is for it. */
export function allowOrigin(
  rules: readonly CorsRule[],
  { headers: { origin }, method = '' }: IncomingMessage,
  response: ServerResponse,
): void {
  const rule = origin !== undefined && rules.find((candidate) => allows(candidate, origin, method));
  if (rule) tell(rule, origin, response);
}

const allows = ({ origins, methods }: CorsRule, origin: string, method: string) =>
  methods.includes(method) && origins.some((pattern) => matches(pattern, origin));

function matches(pattern: string, text: string): boolean {
  const [before = '', after] = pattern.toLowerCase().split('*', 2);
  const value = text.toLowerCase();
  if (after === undefined) return value === before;
  return (
    value.length >= before.length + after.length &&
    value.startsWith(before) &&
    value.endsWith(after)
  );
}

function tell(rule: CorsRule, origin: string, response: ServerResponse): void {
  const isAny = rule.origins.includes('*');
  response.setHeader('access-control-allow-origin', isAny ? '*' : origin);
  response.setHeader('access-control-allow-methods', rule.methods.join(', '));
  if (rule.exposed.length > 0) {
    response.setHeader('access-control-expose-headers', rule.exposed.join(', '));
  }
  response.setHeader(
    'vary',
    'Origin, Access-Control-Request-Headers, Access-Control-Request-Method',
  );
}
