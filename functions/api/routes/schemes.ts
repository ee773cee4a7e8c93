import { createRoute, z } from '@hono/zod-openapi';
import { shanghaiTime } from '../../../shared/calendar/day.ts';
import {
  schemeBook as bookOfScheme,
  schemeDifferencesBook,
} from '../../../shared/exports/scheme.ts';
import { schemesBook } from '../../../shared/exports/schemes.ts';
import { differencesOf } from '../../../shared/scoring/differences.ts';
import { readScheme } from '../../../shared/scoring/faults.ts';
import {
  approvalSchema,
  nameOf,
  type Scheme,
  schemeSchema,
} from '../../../shared/scoring/scheme.ts';
import {
  bookOf,
  type SchemeBook,
  type SchemeEntry,
  schemeBook,
  storeScheme,
} from '../../../shared/scoring/schemes.ts';
import { faultAt, type SchemeFault } from '../../../shared/scoring/shape-faults.ts';
import { allowed, oneOf } from '../allowed.ts';
import type { Api, ApiContext, Services } from '../environment.ts';
import { format, jsonOrWorkbook, workbookAnswer } from '../exports.ts';
import { namesSchema, PROBLEM_RESPONSE, problem } from '../problems.ts';
import { json, listOf } from '../shapes.ts';

const SCHEMES_FILE = { what: { zh: '考核办法目录', en: 'schemes' }, ascii: 'schemes' };
const SCHEME_FILE = { what: { zh: '考核办法', en: 'scheme' }, ascii: 'scheme' };
const DIFFERENCES_FILE = {
  what: { zh: '考核办法比较', en: 'schemes compared' },
  ascii: 'scheme-differences',
};

const NAME = z.string().openapi({
  example: 'henan-baseline@1',
  description: 'A scheme and version, or its id alone: the latest version',
});
const params = z.object({ id: NAME });

/** The schema in OpenAPI's components. */
export const scheme = schemeSchema.meta({ id: 'Scheme' });

const entrySchema = z
  .object({
    scheme: z.string().openapi({ example: 'henan-baseline@1' }),
    id: z.string(),
    version: z.int(),
    name: namesSchema,
    jurisdiction: z.string(),
    effective: z.string(),
    adopted: z.boolean(),
    approvals: z
      .array(approvalSchema)
      .readonly()
      .openapi({ description: 'The restricted KPIs that have a weight, and who allowed it' }),
    stored: z
      .object({ by: z.string(), at: z.string() })
      .nullable()
      .openapi({ description: 'By which account and when; null where it comes with the system' }),
  })
  .openapi('SchemeEntry');

const list = createRoute({
  method: 'get',
  path: '/v1/schemes',
  summary: '考核办法 · The assessment schemes, every version',
  request: { query: z.object({ format }) },
  responses: {
    200: jsonOrWorkbook(listOf(entrySchema), 'The schemes, by id and version'),
    default: PROBLEM_RESPONSE,
  },
});

const one = createRoute({
  method: 'get',
  path: '/v1/schemes/{id}',
  summary: '考核办法全文 · A scheme',
  request: { params, query: z.object({ format }) },
  responses: { 200: jsonOrWorkbook(scheme, 'The scheme'), default: PROBLEM_RESPONSE },
});

const put = createRoute({
  method: 'put',
  path: '/v1/schemes/{id}',
  summary: '保存考核办法 · Store a version of a scheme, for good',
  request: {
    params,
    query: z.object({
      check: oneOf(['true', 'false']).optional().openapi({
        description: '`true`: only say what is wrong with it, and store nothing',
      }),
    }),
    // Read by the scheme's own validation, which says in words everything that is wrong.
    body: {
      required: true,
      content: {
        'application/json': {
          schema: z.unknown().openapi({ allOf: [{ $ref: '#/components/schemas/Scheme' }] }),
        },
      },
    },
  },
  responses: {
    201: json(entrySchema, 'Stored'),
    200: json(
      z.union([entrySchema, z.object({ ok: z.literal(true) })]),
      'Held already with the same content; with `check` nothing is wrong with it',
    ),
    default: PROBLEM_RESPONSE,
  },
});

const value = z.union([z.string(), z.number(), z.boolean()]).nullable();

const TO_WORDS = {
  zh: '应填写要比较的考核办法，如 henan-outcomes 或 henan-outcomes@1',
  en: 'Name the scheme to compare with, such as henan-outcomes or henan-outcomes@1',
};

const differences = createRoute({
  method: 'get',
  path: '/v1/schemes/{id}/differences',
  summary: '考核办法比较 · In what one scheme differs from another',
  request: {
    params,
    query: z.object({
      to: allowed(NAME, TO_WORDS).openapi({ type: 'string' }),
      format,
    }),
  },
  responses: {
    200: jsonOrWorkbook(
      listOf(
        z
          .object({ pointer: z.string(), from: value, to: value, messages: namesSchema })
          .openapi('SchemeDifference'),
      ).extend({ from: z.string(), to: z.string() }),
      'Value by value; null where only the other has it',
    ),
    default: PROBLEM_RESPONSE,
  },
});

function shape({ scheme: held, stored }: SchemeEntry): z.infer<typeof entrySchema> {
  const { id, version, name, jurisdiction, effective, adopted, approvals } = held;
  return {
    ...{ scheme: nameOf(held), id, version, name, jurisdiction, effective, adopted, approvals },
    stored: stored && { by: stored.by, at: shanghaiTime(stored.at) },
  };
}

/** A document under a name that is not its own. */
function nameFaults(path: string, held: Scheme): SchemeFault[] {
  if (path === held.id || path === nameOf(held)) return [];
  return [
    faultAt('other_scheme', [path.split('@')[0] === held.id ? 'version' : 'id'], {
      zh: '与地址中的不一致，请核对',
      en: 'is not that of the address; check both',
    }),
  ];
}

/** Answers 422 with everything that is wrong with a scheme. */
export function refusedScheme(c: ApiContext, faults: readonly SchemeFault[]) {
  return problem(c, 'scheme_refused', { errors: faults });
}

/**
 * The schemes that the caller may know of: those of units above it and in its branch, and those
 * that come with the system. Another branch's own is not there for it.
 */
export function seenSchemes(c: ApiContext, schemes: SchemeBook): SchemeBook {
  const [book, today, own] = [c.get('book'), c.get('today'), c.get('caller').unit];
  const isSeen = ({ scheme: { jurisdiction, effective }, stored }: SchemeEntry) =>
    stored === null ||
    [today, effective].some((day) => {
      const tree = book.unitsOn(day);
      return tree.isWithin(own, jurisdiction) || tree.isWithin(jurisdiction, own);
    });
  return bookOf(schemes.all.filter(isSeen));
}

/** Schemes: what there is, one of them, a new version, what has changed between two. */
export function schemeRoutes(api: Api, { items, clock }: Services): void {
  api.openapi(list, async (c) => {
    const { all } = seenSchemes(c, await schemeBook(items));
    if (c.req.valid('query').format === 'xlsx') {
      const of = { now: shanghaiTime(clock()), schemes: all };
      const name = { ...SCHEMES_FILE, unit: null, periods: [], revision: null };
      return workbookAnswer(c, name, (language) => schemesBook(of, language));
    }
    return c.json({ items: all.map(shape), next: null }, 200);
  });

  api.openapi(one, async (c) => {
    const found = seenSchemes(c, await schemeBook(items)).named(c.req.valid('param').id);
    if (!found) return problem(c, 'not_found');
    if (c.req.valid('query').format === 'xlsx') {
      const unit = { code: nameOf(found), name: nameOf(found) };
      const name = { ...SCHEME_FILE, unit, periods: [], revision: null };
      return workbookAnswer(c, name, (language) => bookOfScheme(found, language));
    }
    return c.json(found, 200);
  });

  api.openapi(put, async (c) => {
    const [book, today] = [c.get('book'), c.get('today')];
    const read = readScheme(c.req.valid('json'), {
      isUnit: (code, effective = today) =>
        [today, effective].some((day) => book.unitsOn(day).unit(code) !== undefined),
      today,
    });
    if (!read.ok) return refusedScheme(c, read.faults);
    const faults = nameFaults(c.req.valid('param').id, read.scheme);
    if (faults.length > 0) return refusedScheme(c, faults);
    if (c.req.valid('query').check === 'true') return c.json({ ok: true as const }, 200);
    const stored = await storeScheme({ items, clock }, read.scheme, c.get('caller').account);
    if (stored.outcome === 'scheme_exists') {
      const { next } = stored;
      return problem(c, 'scheme_exists', {
        nextVersion: next,
        detail: {
          zh: `该版本已保存且内容不同，版本一经保存不能修改，请把 version 改为 ${next}`,
          en: `This version is stored with other content and never changes; make it version ${next}`,
        },
      });
    }
    return c.json(shape(stored.entry), stored.outcome === 'stored' ? 201 : 200);
  });

  api.openapi(differences, async (c) => {
    const schemes = seenSchemes(c, await schemeBook(items));
    const from = schemes.named(c.req.valid('param').id);
    const to = schemes.named(c.req.valid('query').to);
    if (!from || !to) return problem(c, 'not_found');
    const names = { from: nameOf(from), to: nameOf(to) };
    if (c.req.valid('query').format === 'xlsx') {
      const pair = `${names.from}-${names.to}`;
      const name = { ...DIFFERENCES_FILE, unit: { code: pair, name: pair } };
      return workbookAnswer(c, { ...name, periods: [], revision: null }, (language) =>
        schemeDifferencesBook(from, to, language),
      );
    }
    return c.json({ ...names, items: differencesOf(from, to), next: null }, 200);
  });
}
