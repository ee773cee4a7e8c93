import { createRoute, z } from '@hono/zod-openapi';
import { shanghaiTime } from '../../../shared/calendar/day.ts';
import { readStationDays } from '../../../shared/evidence/documents.ts';
import {
  type Evidence,
  type EvidenceDay,
  type EvidenceReference,
  evidenceOf,
} from '../../../shared/evidence/evidence.ts';
import { bookKnownTo, type Manifest, manifestOf } from '../../../shared/evidence/manifest.ts';
import { evidenceBook } from '../../../shared/exports/evidence.ts';
import { kpiOf } from '../../../shared/kpis/catalogue.ts';
import type { ItemTable } from '../../../shared/ports.ts';
import { oldestOfficerDay } from '../../../shared/retention.ts';
import { unitSchema } from '../../../shared/scorecards/card.ts';
import { visibleRevision } from '../../../shared/scorecards/periods.ts';
import { storedCardOf } from '../../../shared/scorecards/store.ts';
import { LIST_NAMES } from '../../../shared/submissions/contract.ts';
import { REFERENCE_KINDS } from '../../../shared/units/kinds.ts';
import { sees } from '../access.ts';
import { MAX_LIMIT, MAX_REVISION, wholeNumber } from '../allowed.ts';
import { pageOf } from '../cards.ts';
import type { Api, ApiContext, Services } from '../environment.ts';
import {
  format,
  jsonOrWorkbook,
  MOST_EXPORTED,
  namesOn,
  schemeName,
  workbookAnswer,
} from '../exports.ts';
import { PROBLEM_RESPONSE, problem } from '../problems.ts';
import { readerOf } from '../readers.ts';
import { type ChosenRevision, chooseRevision, dayOfPeriod } from '../revisions.ts';
import { listOf, periodId, unitCode } from '../shapes.ts';

const DAYS_PER_PAGE = 31;
/** A busy station's rows of so many days fit the answer of a function (6 MB). */
const MOST_DAYS = 62;

const contribution = {
  numerator: z.number().openapi({ description: 'What it adds to the numerator' }),
  denominator: z.number().openapi({ description: 'What it adds to the denominator' }),
};

const daySchema = z
  .object({
    station: z.string(),
    date: z.string(),
    window: z
      .enum(['period', 'year_before', 'grace', 'earlier'])
      .openapi({ description: 'In which part of what the run read the day lies' }),
    revision: z.int().nullable().openapi({ description: 'Null: expected, and never came' }),
    receivedAt: z.string().nullable(),
    onTime: z.boolean().nullable(),
    ...contribution,
    count: z.int().openapi({ description: 'Rows that matter' }),
    rows: z
      .array(
        z.object({
          list: z.enum(LIST_NAMES as [string, ...string[]]),
          position: z.int().openapi({ description: 'Its place in the list, from 0' }),
          row: z.looseObject({}),
          ...contribution,
        }),
      )
      .nullable()
      .openapi({
        description:
          'Null where the caller does not read the day’s document, or the day is older than 36 months',
      }),
  })
  .openapi('EvidenceDay');

const referenceSchema = z
  .object({
    kind: z.enum(REFERENCE_KINDS as [string, ...string[]]),
    version: z.int(),
    effective: z.string(),
    ...contribution,
    count: z.int(),
    rows: z.array(z.object({ row: z.looseObject({}), ...contribution })).nullable(),
  })
  .openapi('EvidenceReference');

const value = z.number().nullable();

const evidence = createRoute({
  method: 'get',
  path: '/v1/scorecards/{period}/{unit}/kpis/{kpi}/evidence',
  summary: '指标依据 · The station-days, rows and revisions behind a value',
  request: {
    params: z.object({ period: periodId, unit: unitCode, kpi: z.string().max(64) }),
    query: z.object({
      revision: wholeNumber(1, MAX_REVISION).optional(),
      format,
      limit: wholeNumber(1, MAX_LIMIT).optional(),
      cursor: z.string().max(64).optional(),
    }),
  },
  responses: {
    200: jsonOrWorkbook(
      listOf(daySchema).extend({
        period: z.string(),
        revision: z.int(),
        unit: z.string(),
        kpi: z.string(),
        numerator: z.number(),
        denominator: z.number(),
        value,
        note: z.string().nullable(),
        sum: z.object(contribution).openapi({
          description: 'What all days, reference rows and units add up to: the two counts',
        }),
        required: z.number().openapi({ description: 'What a rule adds to the denominator' }),
        reference: z.array(referenceSchema),
        units: z.array(
          z.object({
            unit: unitSchema,
            numerator: z.number(),
            denominator: z.number(),
            value,
            note: z.string().nullable(),
          }),
        ),
      }),
      'Days by date and station; for units above a station those below it',
    ),
    default: PROBLEM_RESPONSE,
  },
});

/** Evidence: from a value to its counts, their days, rows and revisions. */
export function evidenceRoutes(api: Api, { items, lake }: Services): void {
  api.openapi(evidence, async (c) => {
    const { period, unit, kpi: id } = c.req.valid('param');
    const { revision: asked, limit: days = DAYS_PER_PAGE, cursor, ...query } = c.req.valid('query');
    const caller = c.get('caller');
    const book = c.get('book');
    const today = c.get('today');
    const kpi = kpiOf(id);
    const isSeen = sees(caller, book, unit, dayOfPeriod(period, today));
    if (!kpi || !isSeen) return problem(c, 'not_found');
    const chosen = await chooseRevision(items, caller, period, asked, visibleRevision);
    if (!chosen.ok) return problem(c, chosen.code);
    const number = chosen.revision.revision;
    const manifest = await manifestOf(lake, period, number);
    if (!manifest) return problem(c, 'evidence_gone');
    const card = await storedCardOf(items, unit, chosen.record, chosen.revision);
    const figure = card?.kpis.find((one) => one.id === id);
    if (!card || !figure) return problem(c, 'not_found');
    const found = await evidenceOf({
      ...{ kpi, unit, manifest, book },
      read: (wanted) => readStationDays({ objects: lake, items, today }, manifest, wanted),
    });
    const units = found.addedUp ? await unitsBelow(items, c, chosen, manifest, unit, id) : [];
    if (query.format === 'xlsx') {
      if (found.days.length > MOST_EXPORTED) return problem(c, 'export_too_large');
      const { scheme, computedAt } = chosen.revision;
      const of = {
        ...{ period, revision: number, state: chosen.state, scheme, unit: card.unit, kpi, figure },
        ...{ days: found.days, reference: found.reference, units, required: found.required },
        ...{ schemeName: await schemeName(items, scheme), computedAt: shanghaiTime(computedAt) },
        nameOf: namesOn(book.unitsOn(manifest.span.last)),
      };
      const what = { zh: `${kpi.name.zh}的依据`, en: `evidence of ${kpi.name.en}` };
      const name = { what, ascii: `evidence-${id}`, unit: card.unit, periods: [period] };
      return workbookAnswer(c, { ...name, revision: number }, (language) =>
        evidenceBook(of, language),
      );
    }
    const shows = readerOf(c, manifest, unit);
    const oldest = oldestOfficerDay(today);
    const list = { period, revision: number };
    const page = pageOf(found.days, list, Math.min(days, MOST_DAYS), cursor);
    const { numerator, denominator } = figure;
    return c.json(
      {
        ...{ period, revision: number, unit, kpi: id, numerator, denominator },
        ...{ value: figure.value, note: figure.note },
        sum: sumOf(found, units),
        required: found.required,
        reference: found.reference.map((part) =>
          shapeReference(part, shows(unit) && manifest.span.last >= oldest),
        ),
        units,
        items: page.items.map((day) => shapeDay(day, shows(day.station) && day.date >= oldest)),
        next: page.next,
      },
      200,
    );
  });
}

function shapeDay({ rows, ...day }: EvidenceDay, isShown: boolean) {
  const shown = rows.map(({ row, ...rest }) => ({ ...rest, row: { ...row } }));
  return { ...day, count: rows.length, rows: isShown ? shown : null };
}

function shapeReference({ rows, ...part }: EvidenceReference, isShown: boolean) {
  // Of the reference data only the roster names officers.
  const isOpen = isShown || part.kind !== 'roster';
  const shown = rows.map(({ row, ...rest }) => ({ ...rest, row: { ...row } }));
  return { ...part, count: rows.length, rows: isOpen ? shown : null };
}

/** The units below, whose counts add up to the unit's, as their cards of the revision have them. */
async function unitsBelow(
  items: ItemTable,
  c: ApiContext,
  { record, revision: found }: Extract<ChosenRevision, { readonly ok: true }>,
  manifest: Manifest,
  unit: string,
  kpi: string,
) {
  const known = bookKnownTo(manifest, c.get('book'));
  const children = known.unitsOn(manifest.span.last).childrenOf(unit);
  const cards = await Promise.all(
    children.map(({ code }) => storedCardOf(items, code, record, found)),
  );
  return cards.flatMap((card) => {
    const figure = card?.kpis.find(({ id }) => id === kpi);
    if (!card || !figure) return [];
    const { numerator, denominator, value, note } = figure;
    return [{ unit: card.unit, numerator, denominator, value, note }];
  });
}

function sumOf(
  { sum }: Evidence,
  units: readonly { readonly numerator: number; readonly denominator: number }[],
) {
  return units.reduce(
    (total, { numerator, denominator }) => ({
      numerator: total.numerator + numerator,
      denominator: total.denominator + denominator,
    }),
    sum,
  );
}
