/**
 * Appeals (申诉): a unit appeals a KPI of its published card, or a ledger entry, with a reason; the
 * level above comments; the province decides.
 *
 * | item | pk | sk | index |
 * | --- | --- | --- | --- |
 * | appeal | `APPEALS#2024-04` | `410481002000#grid_presence#01` | `APPEALS`, when and which |
 */
import { z } from 'zod';
import { type Day, shanghaiTime } from '../calendar/day.ts';
import { firstDayOf, lastDayOf, type Period, parsePeriod, yearBefore } from '../calendar/period.ts';
import type { Item, ItemKey, ItemTable } from '../ports.ts';
import { periodOf, revisionOf } from '../scorecards/periods.ts';
import { storedCardOf } from '../scorecards/store.ts';
import { calendarOf } from '../submissions/ledger.ts';
import {
  APPEAL_DAYS,
  APPEAL_MILLISECONDS,
  APPEAL_STATES,
  DECISIONS,
  MOST_APPEALS,
  REMEDIES,
} from './appeal-rules.ts';
import { type Amended, amend, keptSchema } from './history.ts';
import { partsOf } from './ids.ts';
import { entryOf } from './ledger.ts';

export { APPEAL_DAYS, APPEAL_STATES, DECISIONS, MOST_APPEALS, REMEDIES };

const commentSchema = z.object({ by: z.string(), at: z.string(), text: z.string() });
const decisionSchema = z.object({
  by: z.string(),
  at: z.string(),
  outcome: z.enum(DECISIONS),
  note: z.string(),
  /** What follows: a correction was submitted, or the scheme is at fault; null where rejected. */
  remedy: z.enum(REMEDIES).nullable(),
  /** The days that were corrected, or the scheme. */
  reference: z.string().nullable(),
});

const appealSchema = keptSchema.extend({
  id: z.string(),
  period: z.string(),
  /** The published revision that it is about. */
  revision: z.int().positive(),
  unit: z.string(),
  /** One of the two is null. */
  kpi: z.string().nullable(),
  ledger: z.string().nullable(),
  reason: z.string(),
  state: z.enum(APPEAL_STATES),
  filedBy: z.string(),
  filedAt: z.string(),
  /** Until when it could be filed. */
  deadline: z.string(),
  comment: commentSchema.nullable(),
  decision: decisionSchema.nullable(),
});

export type Appeal = Readonly<z.infer<typeof appealSchema>>;

/** What is appealed: a KPI of the card, or an entry of the ledger. */
export type Subject = { readonly kpi: string } | { readonly ledger: string };

export interface AppealRequest {
  readonly period: string;
  readonly unit: string;
  readonly subject: Subject;
  readonly reason: string;
}

export type Filed =
  | { readonly outcome: 'filed'; readonly appeal: Appeal }
  /** Nothing of the unit is published for the period. */
  | { readonly outcome: 'unpublished' }
  | { readonly outcome: 'too_late'; readonly deadline: string }
  /** The card has no such KPI, or the ledger no such entry of the unit that counts. */
  | { readonly outcome: 'unknown_subject' }
  /** The same was appealed and is not decided. */
  | { readonly outcome: 'exists'; readonly appeal: string }
  /** The same was appealed and decided as often as it may be; `appeal` was the last. */
  | { readonly outcome: 'heard'; readonly appeal: string };

export interface DecisionRequest {
  readonly outcome: (typeof DECISIONS)[number];
  readonly note: string;
  readonly remedy: (typeof REMEDIES)[number] | null;
  readonly reference: string | null;
}

interface Decided {
  readonly outcome: 'decided';
}

export const appealsPk = (period: string) => `APPEALS#${period}`;
/** The index of appeals of all periods, by the time they were filed. */
export const ALL_APPEALS = { index: 'index1', pk: 'APPEALS' } as const;

function appealKey(id: string): ItemKey {
  const [period = '', unit = '', subject = '', number = ''] = partsOf(id, 4) ?? [];
  return { pk: appealsPk(period), sk: `${unit}#${subject}#${number}` };
}

/** An appeal as it is stored. */
export function readAppeal(item: Item): Appeal {
  return appealSchema.parse(item);
}

/** The appeal of that id. */
export async function appealOf(items: ItemTable, id: string): Promise<Appeal | undefined> {
  const item = await items.get(appealKey(id));
  return item && readAppeal(item);
}

const isDecided = ({ state }: Appeal) => state === 'accepted' || state === 'rejected';

/** Whether the unit's published card of the revision has what is appealed. */
async function hasSubject(
  items: ItemTable,
  { period, unit, subject }: AppealRequest,
  kpis: readonly { readonly id: string }[],
): Promise<boolean> {
  if ('kpi' in subject) return kpis.some(({ id }) => id === subject.kpi);
  const entry = await entryOf(items, subject.ledger);
  return entry?.unit === unit && entry.period === period && entry.state === 'active';
}

/**
 * Files an appeal against the published revision, until seven days after its publication. One
 * that was decided may be followed by one more of the same, while there is time.
 */
export async function file(
  items: ItemTable,
  request: AppealRequest,
  by: string,
  now: number,
): Promise<Filed> {
  const { period, unit, subject, reason } = request;
  const record = await periodOf(items, period);
  const revision =
    record.publishedRevision > 0
      ? await revisionOf(items, period, record.publishedRevision)
      : undefined;
  const card = revision && (await storedCardOf(items, unit, record, revision));
  if (!card) return { outcome: 'unpublished' };
  const until = record.publishedAt + APPEAL_MILLISECONDS;
  const deadline = shanghaiTime(until);
  if (now > until) return { outcome: 'too_late', deadline };
  if (!(await hasSubject(items, request, card.kpis))) return { outcome: 'unknown_subject' };
  const filedAt = shanghaiTime(now);
  // An entry's id ends with what tells it from the unit's others.
  const part = 'kpi' in subject ? subject.kpi : (partsOf(subject.ledger, 3)?.[2] ?? '');
  for (;;) {
    const { items: before } = await items.query({
      pk: appealsPk(period),
      prefix: `${unit}#${part}#`,
    });
    const last = before.map(readAppeal).at(-1);
    if (last && !isDecided(last)) return { outcome: 'exists', appeal: last.id };
    if (last && before.length >= MOST_APPEALS) return { outcome: 'heard', appeal: last.id };
    const id = `${period}.${unit}.${part}.${String(before.length + 1).padStart(2, '0')}`;
    const appeal: Appeal = {
      ...{ id, period, revision: card.revision, unit, reason, state: 'open' },
      kpi: 'kpi' in subject ? subject.kpi : null,
      ledger: 'ledger' in subject ? subject.ledger : null,
      ...{ filedBy: by, filedAt, deadline, comment: null, decision: null, version: 1 },
      history: [{ at: filedAt, by, action: 'filed', note: reason }],
    };
    const put = {
      ...{ ...appealKey(id), pk1: ALL_APPEALS.pk, sk1: `${filedAt}#${id}` },
      ...appeal,
    };
    if (await items.transact([{ put, condition: { absent: true } }])) {
      return { outcome: 'filed', appeal };
    }
  }
}

/**
 * Whether a correction was submitted: a revision of one of these days, of one of the unit's
 * stations, that came after the publication that is appealed. Days outside the period, and
 * outside the same months of the year before, correct nothing of it.
 */
export async function isCorrected(
  items: ItemTable,
  appeal: Pick<Appeal, 'period' | 'deadline'>,
  stations: readonly string[],
  days: readonly Day[],
): Promise<boolean> {
  const spans = [appeal.period, yearBefore(periodNamed(appeal.period))].map(periodNamed);
  const named = days
    .filter((day) => spans.some((span) => firstDayOf(span) <= day && day <= lastDayOf(span)))
    .toSorted();
  const [first, last] = [named[0], named.at(-1)];
  if (first === undefined || last === undefined) return false;
  const publishedAt = Date.parse(appeal.deadline) - APPEAL_MILLISECONDS;
  for (const station of stations) {
    const entries = await calendarOf(items, station, first, last);
    if (entries.some(({ day, receivedAt }) => named.includes(day) && receivedAt > publishedAt)) {
      return true;
    }
  }
  return false;
}

function periodNamed(id: string): Period {
  const period = parsePeriod(id);
  if (!period) throw new Error('an appeal is of no period');
  return period;
}

/** What the level above says of it; it may say more until it is decided. */
export function comment(
  items: ItemTable,
  id: string,
  text: string,
  by: string,
  now: number,
): Promise<Amended<Appeal> | Decided> {
  const at = shanghaiTime(now);
  return amend<Appeal, Decided>(
    items,
    appealKey(id),
    (item) => item && readAppeal(item),
    (appeal) =>
      isDecided(appeal)
        ? { outcome: 'decided' }
        : {
            set: { state: 'commented', comment: { by, at, text } },
            event: { at, by, action: 'commented', note: text },
          },
  );
}

/** The province's decision; there is one. */
export function decide(
  items: ItemTable,
  id: string,
  decision: DecisionRequest,
  by: string,
  now: number,
): Promise<Amended<Appeal> | Decided> {
  const at = shanghaiTime(now);
  const { outcome, note } = decision;
  return amend<Appeal, Decided>(
    items,
    appealKey(id),
    (item) => item && readAppeal(item),
    (appeal) =>
      isDecided(appeal)
        ? { outcome: 'decided' }
        : {
            set: { state: outcome, decision: { ...decision, by, at } },
            event: { at, by, action: outcome, note },
          },
  );
}
