/**
 * The ledger of vetoes (一票否决), deductions (扣分) and bonuses (加分): each a person's decision,
 * with reason and evidence. An entry that was wrong is withdrawn, not removed.
 *
 * | item | pk | sk |
 * | --- | --- | --- |
 * | entry | `LEDGER#2024-04` | `410481002000#L0001` (counted up for each unit and period) |
 * | merit, once a unit | `MERITS#<merit>` | `410481002000` |
 */
import { z } from 'zod';
import { shanghaiTime } from '../calendar/day.ts';
import type { Item, ItemKey, ItemTable, ItemWrite } from '../ports.ts';
import { type Amended, amend, keptSchema } from './history.ts';
import { partsOf } from './ids.ts';

export const LEDGER_KINDS = ['veto', 'deduction', 'bonus'] as const;
export type LedgerKind = (typeof LEDGER_KINDS)[number];

export const ledgerEntrySchema = keptSchema.extend({
  id: z.string(),
  period: z.string(),
  unit: z.string(),
  kind: z.enum(LEDGER_KINDS),
  /** As entered, above 0; null for a veto. */
  points: z.number().nullable(),
  /** The best grade that a veto leaves; null for the scheme's. */
  gradeCap: z.string().nullable(),
  reason: z.string(),
  /** The document, flag or audit that it rests on. */
  evidence: z.string(),
  /** What a bonus is for (同功同奖): the same for every unit that shares it. */
  merit: z.string().nullable(),
  /** The other units that the same decision gave a share. */
  sharedWith: z.array(z.string()),
  decidedBy: z.string(),
  decidedAt: z.string(),
  state: z.enum(['active', 'withdrawn']),
});

export type LedgerEntry = Readonly<z.infer<typeof ledgerEntrySchema>>;

export interface LedgerRequest {
  readonly period: string;
  /** The unit that it is about, and those that share it: one entry for each. */
  readonly units: readonly string[];
  readonly kind: LedgerKind;
  readonly points: number | null;
  readonly gradeCap: string | null;
  readonly reason: string;
  readonly evidence: string;
  /** A bonus without one gets the id of its first entry. */
  readonly merit?: string | undefined;
}

export type Entered =
  | { readonly outcome: 'entered'; readonly entries: readonly LedgerEntry[] }
  /** This unit has been credited with the merit before. */
  | { readonly outcome: 'merit_entered'; readonly unit: string };

export const ledgerPk = (period: string) => `LEDGER#${period}`;
const meritKey = (merit: string, unit: string): ItemKey => ({ pk: `MERITS#${merit}`, sk: unit });

function entryKey(id: string): ItemKey {
  const [period = '', unit = '', number = ''] = partsOf(id, 3) ?? [];
  return { pk: ledgerPk(period), sk: `${unit}#${number}` };
}

/** An entry as it is stored. */
export function readEntry(item: Item): LedgerEntry {
  return ledgerEntrySchema.parse(item);
}

/** The entry of that id. */
export async function entryOf(items: ItemTable, id: string): Promise<LedgerEntry | undefined> {
  const item = await items.get(entryKey(id));
  return item && readEntry(item);
}

/** The id of a unit's next entry of a period. */
async function nextId(items: ItemTable, period: string, unit: string): Promise<string> {
  const { items: last } = await items.query({
    pk: ledgerPk(period),
    prefix: `${unit}#`,
    descending: true,
    limit: 1,
  });
  const number = Number(last[0]?.sk.slice(-4) ?? 0) + 1;
  return `${period}.${unit}.L${String(number).padStart(4, '0')}`;
}

/**
 * Enters a decision: one entry for each unit, all or none. A merit counts once for each unit that
 * it is shared with, and never twice for one, in whichever period; what was withdrawn may be
 * entered again. At most 40 units.
 */
export async function enter(
  items: ItemTable,
  request: LedgerRequest,
  by: string,
  now: number,
): Promise<Entered> {
  const { period, units, kind, points, gradeCap, reason, evidence } = request;
  const at = shanghaiTime(now);
  for (;;) {
    const ids = await Promise.all(units.map((unit) => nextId(items, period, unit)));
    const merit = kind === 'bonus' ? (request.merit ?? ids[0] ?? null) : null;
    const entries = units.map(
      (unit, index): LedgerEntry => ({
        ...{ id: ids[index] ?? '', period, unit, kind, points, gradeCap, reason, evidence, merit },
        sharedWith: units.filter((other) => other !== unit),
        ...{ decidedBy: by, decidedAt: at, state: 'active', version: 1 },
        history: [{ at, by, action: 'entered', note: reason }],
      }),
    );
    const absent = { absent: true } as const;
    const written = await items.transact(
      entries.flatMap((entry): ItemWrite[] => [
        { put: { ...entryKey(entry.id), ...entry }, condition: absent },
        ...(merit === null
          ? []
          : [{ put: { ...meritKey(merit, entry.unit), entry: entry.id }, condition: absent }]),
      ]),
    );
    if (written) return { outcome: 'entered', entries };
    // Where the number is free it was the merit; else somebody entered something just then.
    for (const { id, unit } of merit === null ? [] : entries) {
      if (
        merit !== null &&
        !(await entryOf(items, id)) &&
        (await items.get(meritKey(merit, unit)))
      ) {
        return { outcome: 'merit_entered', unit };
      }
    }
  }
}

/** Takes an entry back, with a reason; from the next revision on it does not count. */
export function withdraw(
  items: ItemTable,
  id: string,
  reason: string,
  by: string,
  now: number,
): Promise<Amended<LedgerEntry> | { readonly outcome: 'withdrawn_before' }> {
  const at = shanghaiTime(now);
  return amend<LedgerEntry, { readonly outcome: 'withdrawn_before' }>(
    items,
    entryKey(id),
    (item) => item && readEntry(item),
    ({ state, merit, unit }) =>
      state === 'withdrawn'
        ? { outcome: 'withdrawn_before' }
        : {
            set: { state: 'withdrawn' },
            event: { at, by, action: 'withdrawn', note: reason },
            others: merit === null ? [] : [{ remove: meritKey(merit, unit) }],
          },
  );
}

/** The entries of a period that count, by unit, each unit's in the order of their ids: for a run. */
export async function ledgerOf(
  items: ItemTable,
  period: string,
): Promise<ReadonlyMap<string, readonly LedgerEntry[]>> {
  const { items: found } = await items.query({ pk: ledgerPk(period) });
  return Map.groupBy(
    found.map(readEntry).filter(({ state }) => state === 'active'),
    ({ unit }) => unit,
  );
}
