import { OpenAPIHono, type z } from '@hono/zod-openapi';
import { bodyLimit } from 'hono/body-limit';
import { compress } from 'hono/compress';
import { HTTPException } from 'hono/http-exception';
import { methodNotAllowed } from 'hono/method-not-allowed';
import { InvalidCursor } from '../../shared/ports.ts';
import type { Names } from '../../shared/submissions/contract.ts';
import { MAX_DOCUMENT_BYTES } from '../../shared/submissions/limits.ts';
import { accessCheck, authenticate, identify, routeOf } from './access.ts';
import type { Api, ApiEnvironment, Services } from './environment.ts';
import type { ProblemCode } from './problem-kinds.ts';
import {
  BULK_ADVICE,
  GZIP_ADVICE,
  IMPORT_ADVICE,
  invalidRequest,
  namesSchema,
  problem,
  WORKBOOK_ADVICE,
} from './problems.ts';
import { rateLimit } from './rate-limit.ts';
import { recording } from './recording.ts';
import { appealRoutes } from './routes/appeals.ts';
import { auditRoutes } from './routes/audits.ts';
import { bulkRoutes } from './routes/bulk.ts';
import { burdenRoutes } from './routes/burden.ts';
import { catalogueRoutes } from './routes/catalogue.ts';
import { draftRoutes } from './routes/drafts.ts';
import { evidenceRoutes } from './routes/evidence.ts';
import { figuresRoutes } from './routes/figures.ts';
import { flagRoutes } from './routes/flags.ts';
import { importRoutes } from './routes/imports.ts';
import { kpiRankingRoutes } from './routes/kpi-rankings.ts';
import { ledgerRoutes } from './routes/ledger.ts';
import { missingRoutes } from './routes/missing.ts';
import { periodRoutes } from './routes/periods.ts';
import { referenceRoutes } from './routes/reference.ts';
import { reportRoutes } from './routes/reports.ts';
import { revisionRoutes } from './routes/revisions.ts';
import { runRoutes } from './routes/runs.ts';
import { schemeRoutes } from './routes/schemes.ts';
import { scorecardRoutes } from './routes/scorecards.ts';
import { simulationRoutes } from './routes/simulate.ts';
import { statusRoutes } from './routes/status.ts';
import { submissionRoutes } from './routes/submissions.ts';
import { trailRoutes } from './routes/trail.ts';
import { trendRoutes } from './routes/trends.ts';
import { unitRoutes } from './routes/units.ts';
import { villageRoutes } from './routes/villages.ts';
import { workbookRoutes } from './routes/workbook.ts';
import { dataHeaders, pageHeaders, type WebSettings, webFiles } from './web.ts';

/** What is told of every request: who asked for what, how it ended and how long it took. */
export interface RequestLine {
  readonly requestId: string;
  /** Null where nobody had to say who they are. */
  readonly account: string | null;
  readonly unit: string | null;
  readonly method: string;
  /** The route's pattern: a path or a query may hold anything. */
  readonly route: string;
  readonly status: number;
  readonly milliseconds: number;
}

/** What an unexpected exception is reported with. */
export interface FaultReport {
  readonly requestId: string;
  readonly method: string;
  /** The route's pattern: a path could name a unit or an id. */
  readonly route: string;
  readonly fault: unknown;
}

const PROBLEM_OF_STATUS: Readonly<Record<number, ProblemCode>> = {
  413: 'too_large',
  415: 'unsupported_media_type',
};

/** Said of a parameter that has no words of its own. */
const INVALID: Names = {
  zh: '缺少或不正确，请对照接口说明',
  en: 'missing or not as the description of the API says',
};

const NOT_JSON: Names = {
  zh: '内容不是有效的 JSON，请检查后重新发送',
  en: 'The body is not valid JSON; check it and send it again',
};
const NO_SUCH_PAGE: Names = {
  zh: '翻页标记不是这个列表的，请从第一页重新查询',
  en: 'The cursor is none of this list; start again from its first page',
};

/** What to do about a body that is too large, by route. */
const TOO_LARGE: Readonly<Record<string, Names>> = {
  '/v1/submissions': BULK_ADVICE,
  '/v1/reference/:kind': GZIP_ADVICE,
  '/v1/imports': IMPORT_ADVICE,
  '/v1/submissions/workbook': WORKBOOK_ADVICE,
};

/** The words that a parameter's schema has for what is wrong with it. */
function wordsOf(issue: z.core.$ZodIssue): Names | undefined {
  return namesSchema.safeParse(issue.code === 'custom' && issue.params?.messages).data;
}

/** The code that it has, likewise. */
function codeOf(issue: z.core.$ZodIssue): string {
  const code: unknown = issue.code === 'custom' && issue.params?.code;
  return typeof code === 'string' ? code : 'invalid_parameter';
}

/**
 * The HTTP API under `/v1` and the web application under `/`. `report` gets every exception
 * that no route expected, `tell` a line of every request; neither sees a body or a parameter.
 */
export function createApp(
  services: Services,
  web: WebSettings,
  report: (fault: FaultReport) => void,
  tell: (line: RequestLine) => void = () => {},
): Api {
  const api = new OpenAPIHono<ApiEnvironment>({
    defaultHook(result, c) {
      if (result.success) return undefined;
      const { issues } = result.error;
      // What can be no name in a path is like one that nothing has.
      if (result.target === 'param' && !issues.some(wordsOf)) return problem(c, 'not_found');
      const errors = issues.map((issue) => ({
        code: codeOf(issue),
        pointer: `/${issue.path.join('/')}`,
        messages: wordsOf(issue) ?? INVALID,
      }));
      return problem(c, 'invalid_request', { errors });
    },
  });
  api.use(async (c, next) => {
    const requestId = c.env?.event?.requestContext?.requestId ?? crypto.randomUUID();
    c.set('requestId', requestId);
    c.set('report', (fault) => {
      report({ requestId, method: c.req.method, route: routeOf(c)?.path ?? '/', fault });
    });
    const begun = performance.now();
    await next();
    c.header('x-request-id', requestId);
    const caller: ApiEnvironment['Variables']['caller'] | undefined = c.get('caller');
    tell({
      requestId,
      // Of an account without a branch neither is told: its name may be anything.
      ...{ account: caller?.account ?? null, unit: caller?.unit ?? null },
      ...{ method: c.req.method, route: routeOf(c)?.path ?? '/', status: c.res.status },
      milliseconds: Math.round(performance.now() - begun),
    });
  });
  const ofPage = pageHeaders(web);
  api.use((c, next) => (/^\/v1(\/|$)/.test(c.req.path) ? dataHeaders : ofPage)(c, next));
  api.use(
    methodNotAllowed({
      app: api,
      onMethodNotAllowed(c, methods) {
        c.header('allow', methods.join(', '));
        return problem(c, 'method_not_allowed');
      },
    }),
  );
  api.use('/v1/*', async (c, next) => {
    await next();
    c.header('cache-control', 'no-store');
  });
  // The HTTP API compresses nothing itself; receipts are too short to gain by it.
  const compressed = compress();
  api.use((c, next) => (c.req.method === 'GET' ? compressed(c, next) : next()));
  api.use('/v1/*', authenticate);
  // Before what is refused: whoever guesses, or has no branch, is counted, too.
  api.use('/v1/*', rateLimit(services));
  api.use('/v1/*', identify(services));
  api.use('/v1/*', accessCheck);
  api.use(
    '/v1/*',
    bodyLimit({
      maxSize: MAX_DOCUMENT_BYTES,
      onError(c) {
        const detail = TOO_LARGE[routeOf(c)?.path ?? ''];
        return problem(c, 'too_large', detail && { detail });
      },
    }),
  );

  // Last: what was refused before it has begun nothing.
  api.use('/v1/*', recording(services));

  bulkRoutes(api, services);
  submissionRoutes(api, services);
  workbookRoutes(api, services);
  draftRoutes(api, services);
  importRoutes(api, services);
  unitRoutes(api);
  periodRoutes(api, services);
  scorecardRoutes(api, services);
  kpiRankingRoutes(api, services);
  figuresRoutes(api, services);
  trendRoutes(api, services);
  evidenceRoutes(api, services);
  villageRoutes(api, services);
  reportRoutes(api, services);
  revisionRoutes(api, services);
  catalogueRoutes(api);
  schemeRoutes(api, services);
  simulationRoutes(api, services);
  runRoutes(api, services);
  flagRoutes(api, services);
  auditRoutes(api, services);
  ledgerRoutes(api, services);
  appealRoutes(api, services);
  referenceRoutes(api, services);
  missingRoutes(api, services);
  burdenRoutes(api, services);
  statusRoutes(api, services);
  trailRoutes(api, services);
  api.doc31('/v1/openapi.json', {
    openapi: '3.1.0',
    info: { title: '枫桥 Fengqiao', version: '1' },
    security: [{ token: [] }],
  });
  api.openAPIRegistry.registerComponent('securitySchemes', 'token', {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
  });
  const { issuer, clientId } = web;
  api.get('/config.json', (c) =>
    c.json({ issuer, clientId }, 200, { 'cache-control': 'no-cache' }),
  );
  api.notFound(webFiles(web));
  api.onError((fault, c) => {
    if (fault instanceof InvalidCursor) return invalidRequest(c, '/cursor', NO_SUCH_PAGE);
    const status = fault instanceof HTTPException ? fault.status : undefined;
    // The one thing that the validation of a request throws for.
    if (status === 400) return invalidRequest(c, '', NOT_JSON, 'not_json');
    const code = PROBLEM_OF_STATUS[status ?? 0];
    if (code) return problem(c, code);
    c.get('report')(fault);
    return problem(c, 'internal_error');
  });
  return api;
}
