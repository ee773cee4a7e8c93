import { createRoute, z } from '@hono/zod-openapi';
import { shanghaiTime } from '../../../shared/calendar/day.ts';
import { forEachOf } from '../../../shared/concurrency.ts';
import { CARD_PARTS } from '../../../shared/evidence/card-change.ts';
import {
  type Differences,
  differences,
  type RevisionInputs,
  type UnitChange,
} from '../../../shared/evidence/differences.ts';
import { manifestOf } from '../../../shared/evidence/manifest.ts';
import { differencesBook } from '../../../shared/exports/differences.ts';
import { revisionsBook } from '../../../shared/exports/runs.ts';
import { adjustmentSchema, unitSchema } from '../../../shared/scorecards/card.ts';
import { figuresOf } from '../../../shared/scorecards/figures.ts';
import { frozenOf } from '../../../shared/scorecards/frozen.ts';
import {
  type PeriodRecord,
  periodOf,
  type RevisionRecord,
  revisionOf,
  revisionsOfPeriod,
  stateOf,
} from '../../../shared/scorecards/periods.ts';
import { findRun } from '../../../shared/scorecards/runs.ts';
import { storedCardOf } from '../../../shared/scorecards/store.ts';
import { MAX_LIMIT, MAX_REVISION, wholeNumber } from '../allowed.ts';
import { pageOf } from '../cards.ts';
import type { Api, Services } from '../environment.ts';
import { format, jsonOrWorkbook, namedOn, namesOn, workbookAnswer } from '../exports.ts';
import { PROBLEM_RESPONSE, problem } from '../problems.ts';
import { dayOfPeriod } from '../revisions.ts';
import { listOf, periodId } from '../shapes.ts';

const FILE = { what: { zh: '版本差异', en: 'differences' }, ascii: 'differences' };

const REVISIONS = { what: { zh: '历次版本', en: 'revisions' }, ascii: 'revisions' };

const UNITS_PER_PAGE = 100;
/** So many units with every KPI changed fit the answer of a function (6 MB). */
const MOST_UNITS = 200;
const CARDS_AT_ONCE = 32;
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
  request: { params: z.object({ period: periodId }), query: z.object({ format }) },
  responses: {
    200: jsonOrWorkbook(
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
const targets = z.record(z.string(), z.number()).readonly();

const difference = createRoute({
  method: 'get',
  path: '/v1/periods/{period}/differences',
  summary: '版本差异 · What changed between two revisions of a period, and why',
  request: {
    params: z.object({ period: periodId }),
    query: z.object({
      from: wholeNumber(1, MAX_REVISION),
      to: wholeNumber(1, MAX_REVISION),
      format,
      limit: wholeNumber(1, MAX_LIMIT).optional(),
      cursor: z.string().max(64).optional(),
    }),
  },
  responses: {
    200: jsonOrWorkbook(
      listOf(
        z
          .object({
            unit: unitSchema,
            changed: z
              .array(z.enum(CARD_PARTS))
              .readonly()
              .openapi({ description: 'The parts of its card that differ' }),
            score: amount,
            interval: changed(z.tuple([z.number(), z.number()]).readonly()),
            grade: changed(z.string()),
            scheme: changed(z.string()),
            adjustments: changed(z.array(adjustmentSchema).readonly()),
            gradeCap: changed(z.string()),
            ranks: z
              .array(version.extend({ within: z.string() }))
              .readonly()
              .openapi({ description: 'By the unit, or peer group, that it is ranked in' }),
            kpis: z
              .array(
                z.object({
                  ...{ id: z.string(), numerator: amount, denominator: amount, value: amount },
                  ...{
                    note: changed(z.string()),
                    score: amount,
                    weight: amount,
                    target: changed(targets),
                  },
                }),
              )
              .readonly()
              .openapi({ description: 'Whose counts, note, score, weight or target changed' }),
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

/** What a finished revision was made from; undefined where that is no longer kept. */
async function inputsOf(
  { items, lake }: Services,
  period: string,
  { revision: number, run: id }: RevisionRecord,
): Promise<RevisionInputs | undefined> {
  const [figures, manifest, run] = await Promise.all([
    figuresOf(lake, period, number),
    manifestOf(lake, period, number),
    findRun(items, id),
  ]);
  if (!figures || !manifest || !run?.inputs) return undefined;
  const units = figures.units.map(({ unit }) => unit);
  return { units, ledger: frozenOf(figures.rest).ledger, manifest, inputs: run.inputs };
}

/** A unit's card as the run wrote it. */
async function cardOf({ items }: Services, unit: string, record: PeriodRecord, of: RevisionRecord) {
  const stored = await storedCardOf(items, unit, record, of);
  if (!stored) return undefined;
  const { revision: _revision, state: _state, computedAt: _computedAt, ...card } = stored;
  return card;
}

/** Compares the stored cards of units one by one, in the order of their codes. */
async function unitChanges(
  services: Services,
  record: PeriodRecord,
  [old, now]: readonly [RevisionRecord, RevisionRecord],
  codes: Iterable<string>,
  found: Differences,
): Promise<UnitChange[]> {
  const changes: UnitChange[] = [];
  await forEachOf(new Set(codes), CARDS_AT_ONCE, async (code) => {
    const [before, after] = await Promise.all(
      [old, now].map((one) => cardOf(services, code, record, one)),
    );
    const change = found.ofUnit(before, after);
    if (change) changes.push(change);
  });
  return changes.sort((a, b) => (a.unit.code < b.unit.code ? -1 : 1));
}

/** Revisions of a period: their history, and what changed from one to another. */
export function revisionRoutes(api: Api, services: Services): void {
  const { items, clock } = services;

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
    if (c.req.valid('query').format === 'xlsx') {
      const unit = namedOn(tree, c.get('caller').unit);
      const of = { period: record.period, now: shanghaiTime(clock()), revisions: shown };
      const name = { ...REVISIONS, unit, periods: [record.period], revision: null };
      return workbookAnswer(c, name, (language) => revisionsBook(of, language));
    }
    return c.json({ items: shown, next: null }, 200);
  });

  api.openapi(difference, async (c) => {
    const { period } = c.req.valid('param');
    const { from, to, format, limit: rows = UNITS_PER_PAGE, cursor } = c.req.valid('query');
    const [record, old, now] = await Promise.all([
      periodOf(items, period),
      ...[from, to].map((one) => revisionOf(items, period, one)),
    ]);
    if (!old || !now) return problem(c, 'not_found');
    const book = c.get('book');
    const tree = book.unitsOn(dayOfPeriod(period, c.get('today')));
    const [before, after] = await Promise.all(
      [old, now].map((one) => inputsOf(services, period, one)),
    );
    if (!before || !after) return problem(c, 'evidence_gone');
    const { last } = after.manifest.span;
    const successions = book.successionsOn(last);
    const successorOf = (station: string) => successions.successorOn(station, last);
    const own = c.get('caller').unit;
    const isOwn = (unit: string) => tree.isWithin(own, unit);
    const found = differences(before, after, successorOf);
    const corrections = found.corrections.filter(({ station }) => isOwn(successorOf(station)));
    const codes = [...before.units, ...after.units].map(({ code }) => code).filter(isOwn);
    const units = await unitChanges(services, record, [old, now], codes, found);
    const schemes = { from: old.scheme, to: now.scheme };
    if (format === 'xlsx') {
      const unit = namedOn(tree, own);
      const of = {
        ...{ within: unit, period, from, to, scheme: schemes, units, corrections },
        nameOf: namesOn(tree),
      };
      const name = { ...FILE, unit, periods: [period], revision: to };
      return workbookAnswer(c, name, (language) => differencesBook(of, language));
    }
    return c.json(
      {
        ...{ period, from, to, scheme: schemes },
        corrections: corrections.slice(0, CORRECTIONS_NAMED),
        more: Math.max(0, corrections.length - CORRECTIONS_NAMED),
        ...{ reference: found.reference, history: found.history },
        ledger: found.ledger.filter(({ unit }) => isOwn(unit)),
        ...pageOf(units, { period, revision: to }, Math.min(rows, MOST_UNITS), cursor),
      },
      200,
    );
  });
}
