import { createRoute, z } from '@hono/zod-openapi';
import { shanghaiTime } from '../../../shared/calendar/day.ts';
import { differences, type WholeRevision } from '../../../shared/evidence/differences.ts';
import { manifestOf } from '../../../shared/evidence/manifest.ts';
import { unitSchema } from '../../../shared/scorecards/card.ts';
import { figuresOf } from '../../../shared/scorecards/figures.ts';
import { frozenOf } from '../../../shared/scorecards/frozen.ts';
import {
  periodOf,
  type RevisionRecord,
  revisionOf,
  revisionsOfPeriod,
  stateOf,
} from '../../../shared/scorecards/periods.ts';
import { findRun } from '../../../shared/scorecards/runs.ts';
import { pageOf } from '../cards.ts';
import type { Api, Services } from '../environment.ts';
import { PROBLEM_RESPONSE, problem } from '../problems.ts';
import { dayOfPeriod } from '../revisions.ts';
import { json, limit, listOf, periodId, revision } from '../shapes.ts';

const UNITS_PER_PAGE = 100;
/** Corrections that an answer names; it counts the others. */
const CORRECTIONS_NAMED = 1000;

const past = z.object({ period: z.string(), revision: z.int() });

const inputsSchema = z
  .object({
    first: z.string(),
    last: z.string(),
    asOf: z.string(),
    reference: z.record(z.string(), z.int()).openapi({
      description: 'Version of each kind of reference data in force at the end of the period',
    }),
    previous: past.nullable(),
    yearAgo: past.nullable(),
    history: z.array(past).readonly(),
    ledger: z.array(z.string()).readonly(),
  })
  .openapi('RunInputs');

const revisions = createRoute({
  method: 'get',
  path: '/v1/periods/{period}/revisions',
  summary: '历次版本 · Every finished revision of a period, the latest first',
  request: { params: z.object({ period: periodId }) },
  responses: {
    200: json(
      listOf(
        z
          .object({
            revision: z.int(),
            state: z.enum(['published', 'draft', 'provisional', 'superseded']),
            scheme: z.string(),
            computedAt: z.string(),
            units: z.int(),
            run: z.string(),
            requestedBy: z.string().nullable(),
            inputs: inputsSchema.nullable(),
          })
          .openapi('Revision'),
      ),
      'The revisions, with what each was computed from',
    ),
    default: PROBLEM_RESPONSE,
  },
});

const changed = <T extends z.ZodType>(of: T) =>
  z.object({ from: of.nullable(), to: of.nullable() });
const amount = changed(z.number());
const version = changed(z.int());

const difference = createRoute({
  method: 'get',
  path: '/v1/periods/{period}/differences',
  summary: '版本差异 · What changed between two revisions of a period, and why',
  request: {
    params: z.object({ period: periodId }),
    query: z.object({
      from: revision,
      to: revision,
      limit: limit.optional(),
      cursor: z.string().max(64).optional(),
    }),
  },
  responses: {
    200: json(
      listOf(
        z
          .object({
            unit: unitSchema,
            score: amount,
            grade: changed(z.string()),
            scheme: changed(z.string()),
            ranks: z
              .array(version.extend({ within: z.string() }))
              .readonly()
              .openapi({ description: 'By the unit, or peer group, that it is ranked in' }),
            kpis: z
              .array(
                z.object({ id: z.string(), numerator: amount, denominator: amount, value: amount }),
              )
              .readonly(),
            because: z
              .array(z.enum(['corrections', 'reference', 'scheme', 'ledger', 'history', 'others']))
              .readonly(),
            corrections: z.int().openapi({ description: 'Corrected station-days of its branch' }),
          })
          .openapi('UnitDifference'),
      ).extend({
        period: z.string(),
        from: z.int(),
        to: z.int(),
        scheme: changed(z.string()),
        corrections: z
          .array(version.extend({ station: z.string(), date: z.string() }))
          .readonly()
          .openapi({
            description: `Station-days read in another revision; at most ${CORRECTIONS_NAMED}`,
          }),
        more: z.int().openapi({ description: 'Corrections that are not named' }),
        reference: z.array(version.extend({ kind: z.string() })).readonly(),
        history: z.array(version.extend({ period: z.string() })).readonly(),
        ledger: z
          .array(
            z.object({ unit: z.string(), id: z.string(), change: z.enum(['added', 'removed']) }),
          )
          .readonly()
          .openapi({ description: 'Entries that count in one of the two only' }),
      }),
      'The units of the own branch whose card changed',
    ),
    default: PROBLEM_RESPONSE,
  },
});

/** A finished revision with all that it was made from; undefined where that is no longer kept. */
async function wholeRevision(
  { items, lake }: Services,
  period: string,
  { revision: number, run: id }: RevisionRecord,
): Promise<WholeRevision | undefined> {
  const [figures, manifest, run] = await Promise.all([
    figuresOf(lake, period, number),
    manifestOf(lake, period, number),
    findRun(items, id),
  ]);
  if (!figures || !manifest || !run?.inputs) return undefined;
  const { units, rest } = figures;
  return { figures: units, frozen: frozenOf(rest), manifest, inputs: run.inputs };
}

/** Revisions of a period: their history, and what changed from one to another. */
export function revisionRoutes(api: Api, services: Services): void {
  const { items } = services;

  api.openapi(revisions, async (c) => {
    const record = await periodOf(items, c.req.valid('param').period);
    const found = await revisionsOfPeriod(items, record.period);
    const tree = c.get('book').unitsOn(dayOfPeriod(record.period, c.get('today')));
    // An entry's id names its unit.
    const isOwn = (id: string) => tree.isWithin(c.get('caller').unit, id.split('.')[1] ?? '');
    const shown = await Promise.all(
      found.map(async (one) => {
        const { revision: number, scheme, units, run: id } = one;
        const run = await findRun(items, id);
        return {
          ...{ revision: number, state: stateOf(record, one), scheme, units, run: id },
          computedAt: shanghaiTime(one.computedAt),
          requestedBy: run?.requestedBy ?? null,
          inputs: run?.inputs ? { ...run.inputs, ledger: run.inputs.ledger.filter(isOwn) } : null,
        };
      }),
    );
    return c.json({ items: shown, next: null }, 200);
  });

  api.openapi(difference, async (c) => {
    const { period } = c.req.valid('param');
    const { from, to, limit: rows = UNITS_PER_PAGE, cursor } = c.req.valid('query');
    const [old, now] = await Promise.all([from, to].map((one) => revisionOf(items, period, one)));
    if (!old || !now) return problem(c, 'not_found');
    const book = c.get('book');
    const tree = book.unitsOn(dayOfPeriod(period, c.get('today')));
    const [before, after] = await Promise.all(
      [old, now].map((one) => wholeRevision(services, period, one)),
    );
    if (!before || !after) return problem(c, 'evidence_gone');
    const { last } = after.manifest.span;
    const successions = book.successionsOn(last);
    const successorOf = (station: string) => successions.successorOn(station, last);
    const own = c.get('caller').unit;
    const isOwn = (unit: string) => tree.isWithin(own, unit);
    const found = differences(before, after, successorOf);
    const corrections = found.corrections.filter(({ station }) => isOwn(successorOf(station)));
    const units = found.units.filter(({ unit }) => isOwn(unit.code));
    return c.json(
      {
        ...{ period, from, to, scheme: { from: old.scheme, to: now.scheme } },
        corrections: corrections.slice(0, CORRECTIONS_NAMED),
        more: Math.max(0, corrections.length - CORRECTIONS_NAMED),
        ...{ reference: found.reference, history: found.history },
        ledger: found.ledger.filter(({ unit }) => isOwn(unit)),
        ...pageOf(units, { period, revision: to }, rows, cursor),
      },
      200,
    );
  });
}
