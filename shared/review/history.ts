/** What a person's decision leaves behind: nothing is overwritten, everything has a name and a time. */
import { z } from 'zod';
import type { Item, ItemKey, ItemTable, ItemWrite } from '../ports.ts';

export const eventSchema = z.object({
  /** In Shanghai's time: `2024-05-09T10:20:00+08:00`. */
  at: z.string(),
  /** The account (`sub`). */
  by: z.string(),
  action: z.string(),
  note: z.string().nullable(),
});

/** One thing that somebody did. */
export type ReviewEvent = Readonly<z.infer<typeof eventSchema>>;

/** What every record that people decide on has: how often it was written, and all that was done. */
export const keptSchema = z.object({
  version: z.int().nonnegative(),
  history: z.array(eventSchema),
});
type Kept = Readonly<z.infer<typeof keptSchema>>;

/** So many events of the longest notes fit an item of 400 KB with room to spare. */
export const MOST_EVENTS = 40;

/** A decision on a record: what it sets, what goes on the record, and what else it writes. */
export interface Amendment<T extends Kept> {
  readonly set: Partial<Omit<T, keyof Kept>>;
  readonly event: ReviewEvent;
  readonly others?: readonly ItemWrite[];
}

export type Amended<T> =
  | { readonly outcome: 'amended'; readonly record: T }
  | { readonly outcome: 'unknown' }
  /** It was decided more often than is kept; the next one would displace nothing but is refused. */
  | { readonly outcome: 'history_full' };

/**
 * Reads a record, lets `decide` judge it, and writes the change with its event in one
 * transaction; where somebody else wrote in between, all of that again. `read` gives undefined
 * for what is no record, and a record of version 0 for one that is only made by this.
 */
export async function amend<T extends Kept, Refusal extends { readonly outcome: string }>(
  items: ItemTable,
  key: ItemKey,
  read: (item: Item | undefined) => T | undefined,
  decide: (record: T) => Amendment<T> | Refusal,
): Promise<Amended<T> | Refusal> {
  for (;;) {
    const record = read(await items.get(key));
    if (!record) return { outcome: 'unknown' };
    const decided = decide(record);
    if ('outcome' in decided) return decided;
    const { version, history } = record;
    if (history.length >= MOST_EVENTS) return { outcome: 'history_full' };
    const set = { ...decided.set, version: version + 1, history: [...history, decided.event] };
    const written = await items.transact([
      {
        update: key,
        set: set as Record<string, Item[string]>,
        // Only a record that is not there yet may be missing.
        condition:
          version === 0
            ? { attribute: 'version', lessThan: 1 }
            : { attribute: 'version', equals: version },
      },
      ...(decided.others ?? []),
    ]);
    if (written) return { outcome: 'amended', record: { ...record, ...set } };
  }
}
