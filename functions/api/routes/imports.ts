import { createRoute, z } from '@hono/zod-openapi';
import { IMPORT_LISTS } from '../../../shared/drafts/received.ts';
import { importRows } from '../../../shared/imports/fill.ts';
import { readMapping } from '../../../shared/imports/mapping.ts';
import {
  MAX_MAPPINGS,
  mappingNamed,
  mappingsFor,
  saveMapping,
} from '../../../shared/imports/mappings.ts';
import { missingColumns } from '../../../shared/imports/rows.ts';
import { readTable } from '../../../shared/imports/table.ts';
import { refusedFor } from '../../../shared/submissions/errors.ts';
import { senderOf } from '../access.ts';
import { oneOf } from '../allowed.ts';
import type { Api, ApiContext, Services } from '../environment.ts';
import { invalidRequest, namesSchema, PROBLEM_RESPONSE, problem } from '../problems.ts';
import { json, listOf, writtenLine } from '../shapes.ts';

/** In the item's key; never in a path, which is logged. Personal data is refused. */
const mappingName = writtenLine(64).openapi({ example: '警综平台·刑事案件' });

const source = z.union([
  z.object({
    column: z.string().openapi({ description: 'Heading of the column' }),
    values: z
      .record(z.string(), z.string())
      .optional()
      .openapi({ description: "Their words and the contract's; its own words need none" }),
  }),
  z.object({ constant: z.union([z.string(), z.number()]) }),
]);

const mappingSchema = z
  .object({
    name: z.string(),
    list: z.enum(IMPORT_LISTS),
    unit: z.string().openapi({ description: 'Whose mapping it is' }),
    fields: z
      .record(z.string(), source)
      .openapi({ description: "`station`, `date` and the list's fields" }),
  })
  .openapi('Mapping');

const UNKNOWN_MAPPING = {
  zh: '没有这个列对照，请先保存列对照再导入',
  en: 'There is no such mapping; save it first',
};

const TOO_MANY_MAPPINGS = {
  zh: `最多保存 ${MAX_MAPPINGS} 个列对照，请用已有的名称保存`,
  en: `A unit keeps at most ${MAX_MAPPINGS} mappings; save it under a name that is there`,
};

const post = createRoute({
  method: 'post',
  path: '/v1/imports',
  summary: '导入 · Fill the drafts of stations with the rows of another system',
  request: {
    query: z.object({
      mapping: mappingName,
      mode: oneOf(['check', 'fill']).openapi({
        description: '`check`: only say what would be done',
      }),
    }),
    body: {
      required: true,
      content: { 'text/csv': { schema: { type: 'string', description: 'CSV, UTF-8 or GBK' } } },
    },
  },
  responses: {
    200: json(
      z
        .object({
          rows: z.int(),
          filled: z.int(),
          repeated: z.int().openapi({ description: 'Waiting, turned down or received before' }),
          stations: z.array(
            z.object({
              station: z.object({ code: z.string(), name: z.string() }),
              ...{ days: z.int(), rows: z.int() },
            }),
          ),
          errors: z
            .array(
              z.object({
                row: z.int().openapi({ description: 'The headings are row 1' }),
                column: z.string().nullable(),
                code: z.string(),
                messages: namesSchema,
              }),
            )
            .readonly()
            .openapi({ description: 'At most 1,000; `more` says how many there are beyond' }),
          more: z.int(),
        })
        .openapi('ImportResult'),
      'What was filled; a row with an error fills nothing, the others do',
    ),
    default: PROBLEM_RESPONSE,
  },
});

const list = createRoute({
  method: 'get',
  path: '/v1/imports/mappings',
  summary: '列对照 · The mappings of the unit and of those above it',
  responses: {
    200: json(
      listOf(mappingSchema),
      'By name; those of units above without their words for stations and grids',
    ),
    default: PROBLEM_RESPONSE,
  },
});

const put = createRoute({
  method: 'put',
  path: '/v1/imports/mappings',
  summary: '保存列对照 · Save a mapping as the unit’s own',
  request: {
    // The rest is read by the mapping's own validation, which says everything that is wrong.
    body: {
      required: true,
      content: {
        'application/json': {
          schema: z.looseObject({
            name: mappingName,
            list: z.unknown().openapi({ type: 'string', enum: [...IMPORT_LISTS] }),
            fields: z.unknown().openapi({ type: 'object' }),
          }),
        },
      },
    },
  },
  responses: { 200: json(mappingSchema, 'Saved'), default: PROBLEM_RESPONSE },
});

/** Exports of other systems: their mappings, and drafts filled from them. */
export function importRoutes(api: Api, { lake, items, clock }: Services): void {
  api.openapi(post, async (c) => {
    const { mapping: name, mode } = c.req.valid('query');
    const mapping = await mappingNamed(items, unitsAbove(c), name);
    if (!mapping) return invalidRequest(c, '/mapping', UNKNOWN_MAPPING, 'unknown_mapping');
    const table = readTable(new Uint8Array(await c.req.arrayBuffer()));
    if (!table.ok) return problem(c, 'import_refused', { errors: table.errors });
    const missing = missingColumns(mapping, table);
    if (missing.errors.length > 0) return problem(c, 'import_refused', { errors: missing.errors });
    const [book, today] = [c.get('book'), c.get('today')];
    const { unit, role } = senderOf(c.get('caller'));
    const result = await importRows(
      { objects: lake, items, clock },
      book,
      { unit, role, today },
      { source: name, mapping, table, dryRun: mode === 'check' },
    );
    const stations = result.stations.map(({ station, last, days, rows }) => ({
      // As it was called on its own day; it may be none today.
      station: { code: station, name: book.unitsOn(last).unit(station)?.name ?? station },
      ...{ days, rows },
    }));
    return c.json({ ...result, stations }, 200);
  });

  api.openapi(list, async (c) => {
    const mappings = await mappingsFor(items, unitsAbove(c));
    return c.json({ items: mappings, next: null }, 200);
  });

  api.openapi(put, async (c) => {
    const { name, ...body } = c.req.valid('json');
    const read = readMapping(body);
    if (!read.ok) {
      const { errors, more } = read;
      return problem(c, 'mapping_refused', { errors, ...(more > 0 && { more }) });
    }
    const { account, unit } = c.get('caller');
    const mapping = { name, unit, ...read.mapping };
    if (!(await saveMapping(items, mapping, { account, at: clock() }))) {
      const { errors } = refusedFor('too_many_mappings', TOO_MANY_MAPPINGS);
      return problem(c, 'mapping_refused', { errors });
    }
    return c.json(mapping, 200);
  });
}

/** The caller's unit and those above it, the nearest first. */
function unitsAbove(c: ApiContext): string[] {
  const { unit } = c.get('caller');
  const chain = c.get('book').unitsOn(c.get('today')).chainOf(unit);
  return chain.length > 0 ? chain.map(({ code }) => code) : [unit];
}
