/** What the API answers in place of a result, as RFC 9457 problem details. */
import { z } from '@hono/zod-openapi';
import type { Names } from '../../shared/submissions/contract.ts';
import type { ApiContext } from './environment.ts';
import { PROBLEMS, type ProblemCode, type ProblemKind } from './problem-kinds.ts';

/** What to do about a submission that is too large, */
export const BULK_ADVICE: Names = {
  zh: '内容超过 4 MB，请用批量文件报送',
  en: 'The body is larger than 4 MB; send it as a bulk file',
};
/** and about a reference file. */
export const GZIP_ADVICE: Names = {
  zh: '文件超过 4 MB，请用 gzip 压缩后上传',
  en: 'The file is larger than 4 MB; compress it with gzip and upload that',
};
/** and about a workbook. */
export const WORKBOOK_ADVICE: Names = {
  zh: '文件超过 4 MB，请删除多余的内容和图片，或按月分成几个文件上传',
  en: 'The file is larger than 4 MB; take out pictures and what else is not needed, or send a file a month',
};
/** and about an import. */
export const IMPORT_ADVICE: Names = {
  zh: '文件超过 4 MB，请按月份或派出所分成几个文件导入',
  en: 'The file is larger than 4 MB; import it in parts, by month or by station',
};

export const namesSchema = z.object({ zh: z.string(), en: z.string() }).readonly();

const problemSchema = z
  .object({
    type: z.string().openapi({ example: 'urn:fengqiao:problem:submission_refused' }),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.enum(Object.keys(PROBLEMS) as [ProblemCode, ...ProblemCode[]]),
    requestId: z.string(),
    errors: z
      .array(z.object({ code: z.string(), pointer: z.string(), messages: namesSchema }).readonly())
      .readonly()
      .optional()
      .openapi({ description: 'At most 1,000; `more` says how many there are beyond.' }),
    more: z.int().optional(),
    latestRevision: z.int().optional().openapi({ description: 'With `revision_conflict`' }),
    run: z.string().optional().openapi({ description: 'With `run_in_progress`' }),
    nextVersion: z.int().optional().openapi({ description: 'With `scheme_exists`' }),
    flags: z
      .array(z.object({ id: z.string(), unit: z.string(), flag: z.string() }))
      .readonly()
      .optional()
      .openapi({ description: 'With `flags_open`: at most 100; `more` says how many beyond' }),
    unit: z.string().optional().openapi({ description: 'With `merit_entered`' }),
    appeal: z.string().optional().openapi({ description: 'With `appeal_exists`' }),
    deadline: z.string().optional().openapi({ description: 'With `appeal_too_late`' }),
  })
  .openapi('Problem');

type ProblemBody = z.infer<typeof problemSchema>;
export type ProblemDetails = Omit<
  ProblemBody,
  'type' | 'title' | 'status' | 'detail' | 'code' | 'requestId'
> & {
  /** Where something more fitting can be said than of the problem in general. */
  readonly detail?: Names;
};

/** The answer of any route in place of its result. */
export const PROBLEM_RESPONSE = {
  description: 'A problem (RFC 9457)',
  content: { 'application/problem+json': { schema: problemSchema } },
};

/** Answers a problem in the caller's language. */
export function problem(c: ApiContext, code: ProblemCode, details: ProblemDetails = {}) {
  const { status, title, detail: usual }: ProblemKind = PROBLEMS[code];
  const { detail = usual, ...others } = details;
  const language = languageOf(c.req.header('accept-language'));
  const body: ProblemBody = {
    type: `urn:fengqiao:problem:${code}`,
    title: title[language],
    status,
    detail: detail[language],
    code,
    requestId: c.get('requestId'),
    ...others,
  };
  c.header('content-language', language);
  return c.json(body, status, { 'content-type': 'application/problem+json; charset=utf-8' });
}

/** Answers 400 for one thing that is wrong with a request; `messages` say what to do about it. */
export function invalidRequest(
  c: ApiContext,
  pointer: string,
  messages: Names,
  code = 'invalid_parameter',
) {
  return problem(c, 'invalid_request', { errors: [{ code, pointer, messages }] });
}

/** Chinese unless the header prefers English to it. */
export function languageOf(header: string | undefined): 'zh' | 'en' {
  const weights = { zh: 0, en: 0 };
  for (const range of header?.toLowerCase().split(',') ?? []) {
    const [tag = '', ...parameters] = range.split(';').map((part) => part.trim());
    const quality = parameters.find((parameter) => parameter.startsWith('q='));
    const weight = quality === undefined ? 1 : Number(quality.slice(2));
    const language = tag.split('-')[0];
    if (language === 'zh' || language === 'en') {
      weights[language] = Math.max(weights[language], weight);
    }
  }
  return weights.en > weights.zh ? 'en' : 'zh';
}
