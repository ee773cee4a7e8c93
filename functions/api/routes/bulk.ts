import { createRoute, z } from '@hono/zod-openapi';
import { registerUpload } from '../../../shared/submissions/bulk.ts';
import { bulkStateOf, describeFault } from '../../../shared/submissions/bulk-state.ts';
import { sees, senderOf } from '../access.ts';
import type { Api, Services } from '../environment.ts';
import { PROBLEM_RESPONSE, problem } from '../problems.ts';
import { itemId, json, writtenLine } from '../shapes.ts';

const RESULT_LINK_SECONDS = 3600;

/** It is shown to all who follow the file: no personal data, and one line. */
const fileName = writtenLine(255);

const ask = createRoute({
  method: 'post',
  path: '/v1/submissions/bulk',
  summary: '批量报送 · Ask for the upload of a bulk file',
  request: {
    body: {
      required: true,
      content: {
        'application/json': { schema: z.object({ filename: fileName }) },
      },
    },
  },
  responses: {
    201: json(
      z.object({
        id: z.string(),
        upload: z.object({
          method: z.literal('PUT'),
          url: z.string(),
          headers: z.record(z.string(), z.string()).readonly(),
        }),
      }),
      'PUT the file (NDJSON, also gzip) to this link within an hour',
    ),
    default: PROBLEM_RESPONSE,
  },
});

const follow = createRoute({
  method: 'get',
  path: '/v1/submissions/bulk/{id}',
  summary: '批量报送进度 · The state of a bulk file',
  request: { params: z.object({ id: itemId }) },
  responses: {
    200: json(
      z
        .object({
          id: z.string(),
          filename: z.string().nullable(),
          state: z.enum(['waiting', 'processing', 'done', 'failed']),
          lines: z.int(),
          accepted: z.int(),
          unchanged: z.int(),
          refused: z.int(),
          bytes: z.int().openapi({ description: 'Bytes of the file as uploaded, read so far' }),
          size: z
            .int()
            .nullable()
            .openapi({ description: 'Bytes of the file as uploaded, once it is there' }),
          results: z.string().nullable().openapi({
            description: 'A link to the results, one JSON line for each line, good for an hour',
          }),
          error: z
            .object({ code: z.string(), messages: z.object({ zh: z.string(), en: z.string() }) })
            .optional()
            .openapi({ description: 'Why the file as a whole failed' }),
        })
        .openapi('BulkState'),
      'Progress and counts; lines that are blank do not count',
    ),
    default: PROBLEM_RESPONSE,
  },
});

/** Bulk files: ask for an upload, follow what becomes of it. */
export function bulkRoutes(api: Api, { inbox, items, clock }: Services): void {
  api.openapi(ask, async (c) => {
    const id = crypto.randomUUID();
    const sender = senderOf(c.get('caller'));
    const { filename } = c.req.valid('json');
    const upload = await registerUpload({ inbox, items, clock }, sender, id, filename);
    return c.json({ id, upload }, 201);
  });

  api.openapi(follow, async (c) => {
    const state = await bulkStateOf({ items, clock }, c.req.valid('param').id);
    const caller = c.get('caller');
    const isSeen =
      state &&
      (state.unit === caller.unit || sees(caller, c.get('book'), state.unit, c.get('today')));
    if (!isSeen) return problem(c, 'not_found');
    const { id, filename, lines, accepted, unchanged, refused, bytes, size, fault } = state;
    const results = state.results && (await inbox.presignGet(state.results, RESULT_LINK_SECONDS));
    return c.json(
      {
        ...{ id, filename, state: state.state, lines, accepted, unchanged, refused },
        ...{ bytes, size, results },
        ...(fault && { error: { code: fault, messages: describeFault(fault) } }),
      },
      200,
    );
  });
}
