import { createRoute, z } from '@hono/zod-openapi';
import type { Unit } from '../../../shared/units/kinds.ts';
import { LEVELS } from '../../../shared/units/tree.ts';
import { sees } from '../access.ts';
import type { Api } from '../environment.ts';
import { PROBLEM_RESPONSE, problem } from '../problems.ts';
import { json, listOf, unitCode } from '../shapes.ts';

const unitSchema = z
  .object({
    code: z.string(),
    name: z.string(),
    level: z.enum(LEVELS),
    parent: z.string().nullable(),
    area: z.enum(['urban', 'rural']),
  })
  .openapi('Unit');

const params = z.object({ code: unitCode });

const one = createRoute({
  method: 'get',
  path: '/v1/units/{code}',
  summary: '单位 · A unit in force today',
  request: { params },
  responses: {
    200: json(
      unitSchema
        .extend({
          above: z.array(unitSchema).openapi({
            description: 'The units above it, as far as the own branch goes, the highest first',
          }),
        })
        .openapi('UnitInBranch'),
      'The unit',
    ),
    default: PROBLEM_RESPONSE,
  },
});

const children = createRoute({
  method: 'get',
  path: '/v1/units/{code}/children',
  summary: '下级单位 · Its direct children',
  request: { params },
  responses: {
    200: json(listOf(unitSchema), 'The units directly below'),
    default: PROBLEM_RESPONSE,
  },
});

const shape = ({ code, name, level, parent, area }: Unit) => ({ code, name, level, parent, area });

/** The tree of units, as far as the caller's branch goes. */
export function unitRoutes(api: Api): void {
  api.openapi(one, (c) => {
    const { code } = c.req.valid('param');
    const [caller, tree] = [c.get('caller'), c.get('book').unitsOn(c.get('today'))];
    const unit = tree.unit(code);
    if (!unit || !tree.isWithin(caller.unit, code)) return problem(c, 'not_found');
    const above = tree.chainOf(code).filter((one) => tree.isWithin(caller.unit, one.code));
    return c.json({ ...shape(unit), above: above.slice(1).reverse().map(shape) }, 200);
  });

  api.openapi(children, (c) => {
    const { code } = c.req.valid('param');
    const tree = c.get('book').unitsOn(c.get('today'));
    if (!sees(c.get('caller'), c.get('book'), code, c.get('today'))) {
      return problem(c, 'not_found');
    }
    return c.json({ items: tree.childrenOf(code).map(shape), next: null }, 200);
  });
}
