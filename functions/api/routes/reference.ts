import { createRoute, z } from '@hono/zod-openapi';
import { shanghaiTime } from '../../../shared/calendar/day.ts';
import { REFERENCE_KINDS } from '../../../shared/units/kinds.ts';
import type { ReferenceEntry } from '../../../shared/units/store.ts';
import type { Api, Services } from '../environment.ts';
import { GZIP_ADVICE, PROBLEM_RESPONSE, problem } from '../problems.ts';
import { day, json, listOf } from '../shapes.ts';

const params = z.object({ kind: z.enum(REFERENCE_KINDS) });
const uploadSchema = z
  .object({ kind: z.string(), version: z.int(), rows: z.int(), effective: z.string() })
  .openapi('ReferenceVersion');

const put = createRoute({
  method: 'put',
  path: '/v1/reference/{kind}',
  summary: '上传基础数据 · Load a reference file',
  request: {
    params,
    query: z.object({
      effective: day.optional().openapi({ description: 'In force from this day on; today' }),
    }),
    body: {
      required: true,
      content: { 'text/csv': { schema: { type: 'string', description: 'UTF-8, also gzip' } } },
    },
  },
  responses: {
    200: json(uploadSchema, 'The file is a version now'),
    default: PROBLEM_RESPONSE,
  },
});

const get = createRoute({
  method: 'get',
  path: '/v1/reference/{kind}',
  summary: '查看基础数据 · The versions of a reference file, or the file in force on a day',
  request: { params, query: z.object({ on: day.optional() }) },
  responses: {
    200: {
      description: 'Without `on` the versions, with it the file in force on that day',
      content: {
        'application/json': { schema: listOf(uploadSchema.extend({ receivedAt: z.string() })) },
        'text/csv': { schema: z.string() },
      },
    },
    default: PROBLEM_RESPONSE,
  },
});

const shape = ({ kind, version, rows, effective }: ReferenceEntry) => ({
  kind,
  version,
  rows,
  effective,
});

/** Reference data: load a file, list the versions, read one back. */
export function referenceRoutes(api: Api, { reference }: Services): void {
  api.openapi(put, async (c) => {
    const { kind } = c.req.valid('param');
    const bytes = new Uint8Array(await c.req.arrayBuffer());
    const effective = c.req.valid('query').effective ?? c.get('today');
    const uploaded = await reference.upload(kind, bytes, effective, c.get('caller').account);
    if (!uploaded.ok) {
      const { errors, more } = uploaded;
      const isTooLarge = errors.some(({ code }) => code === 'too_large');
      if (isTooLarge) return problem(c, 'too_large', { errors, detail: GZIP_ADVICE });
      return problem(c, 'reference_refused', { errors, ...(more > 0 && { more }) });
    }
    return c.json(shape(uploaded.entry), 200);
  });

  api.openapi(get, async (c) => {
    const { kind } = c.req.valid('param');
    const { on } = c.req.valid('query');
    const versions = await reference.versions(kind);
    if (on === undefined) {
      const items = versions.map((entry) => ({
        ...shape(entry),
        receivedAt: shanghaiTime(entry.receivedAt),
      }));
      return c.json({ items, next: null }, 200);
    }
    const inForce = c.get('book').versionOn(kind, on);
    const entry = versions.find(({ version }) => version === inForce?.version);
    if (!entry) return problem(c, 'not_found');
    return c.body(new Uint8Array(await reference.file(entry)), 200, {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${kind}-${entry.version}.csv"`,
    });
  });
}
