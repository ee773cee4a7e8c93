/** Whether an answer is one that the description of the API has. */
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import type { HttpCase } from './case.ts';
import type { OpenApi } from './routes.ts';
import type { Answer } from './traffic.ts';

/** What is wrong with an answer; undefined where nothing is. */
export type AnswerCheck = (sent: HttpCase, answer: Answer) => string | undefined;

/**
 * What the gateway refuses by itself, in its own words: API Gateway does the same, and no
 * function has seen the request then.
 */
const GATEWAY_STATUSES = [400, 401, 404, 413];

const mediaType = (type: string | undefined) => (type ?? '').split(';')[0]?.trim() ?? '';

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    return undefined;
  }
}

export function answerCheck(api: OpenApi): AnswerCheck {
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  ajv.addSchema(api, 'api');
  const validators = new Map<string, ValidateFunction>();

  /** What is wrong with a body by the schema at a JSON pointer of the description. */
  function fault(pointer: readonly string[], body: Buffer): string | undefined {
    const place = pointer.map((part) => part.replaceAll('~', '~0').replaceAll('/', '~1'));
    const $ref = `api#/${place.map(encodeURIComponent).join('/')}`;
    const validate = validators.get($ref) ?? ajv.compile({ $ref });
    validators.set($ref, validate);
    if (validate(parsed(body))) return undefined;
    return `does not fit ${pointer.join(' ')}: ${ajv.errorsText(validate.errors)}`;
  }

  function faultOfProblem({ status, headers, body }: Answer): string | undefined {
    const said = parsed(body) as { status?: number; requestId?: string } | undefined;
    const wrong = fault(['components', 'schemas', 'Problem'], body);
    if (wrong !== undefined) return wrong;
    if (said?.status !== status) return `says status ${said?.status}`;
    return said?.requestId === headers['apigw-requestid'] ? undefined : 'has another requestId';
  }

  return (sent, answer) => {
    const { status, headers, body } = answer;
    if (sent.method === 'HEAD' || status === 304) return undefined;
    const type = mediaType(headers['content-type']);
    if (status >= 400) {
      if (type === 'application/problem+json') return faultOfProblem(answer);
      // The sign-in of one machine speaks OAuth, and Node refuses what is no HTTP without a word.
      if (
        /^\/oidc/.test(sent.path) ||
        (headers['apigw-requestid'] === undefined && body.length === 0)
      )
        return undefined;
      const said = parsed(body) as { message?: unknown } | undefined;
      const isGateways = GATEWAY_STATUSES.includes(status) && typeof said?.message === 'string';
      return isGateways ? undefined : `is no problem (RFC 9457): ${body.toString().slice(0, 200)}`;
    }
    const [method = '', path = ''] = sent.route?.split(' ') ?? [];
    const operation = api.paths[path]?.[method.toLowerCase()];
    if (!operation) return undefined;
    const declared = operation.responses[status];
    if (!declared) return 'is not declared';
    const content = declared.content ?? {};
    if (body.length > 0 && !content[type]) return `has the undeclared type ${type}`;
    if (type !== 'application/json') return undefined;
    return fault(
      ['paths', path, method.toLowerCase(), 'responses', String(status), 'content', type, 'schema'],
      body,
    );
  };
}
