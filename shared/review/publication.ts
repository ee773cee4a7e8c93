/**
 * Publication: the one pointer that readers follow is flipped, unless flags are still open. Every
 * publication stays on the record, with the flags that it was done over.
 *
 * | item | pk | sk |
 * | --- | --- | --- |
 * | publication | `PUBLICATIONS#2024-04` | `0002` (counted up in each period) |
 */
import { z } from 'zod';
import { shanghaiTime } from '../calendar/day.ts';
import type { ItemTable } from '../ports.ts';
import { type PeriodRecord, periodKey, periodOf, revisionOf } from '../scorecards/periods.ts';
import { type FlagRecord, openFlagsOf } from './flags.ts';
import { partsOf } from './ids.ts';

/** Ids of flags that a publication's item has room for; `openFlagCount` counts all. */
const MOST_FLAGS = 4000;

const publicationSchema = z.object({
  revision: z.int().positive(),
  at: z.string(),
  by: z.string(),
  /** Why it was published although flags were open; null where none was given. */
  reason: z.string().nullable(),
  openFlags: z.array(z.string()),
  openFlagCount: z.int().nonnegative(),
});

export type Publication = Readonly<z.infer<typeof publicationSchema>>;

export interface PublishRequest {
  readonly period: string;
  readonly revision: number;
  /** Needed where flags are open. */
  readonly reason?: string | undefined;
  readonly by: string;
}

export type Published =
  | { readonly outcome: 'published'; readonly record: PeriodRecord }
  /** No finished revision of that number. */
  | { readonly outcome: 'unknown_revision' }
  /** A revision of a period that was not over is provisional for good. */
  | { readonly outcome: 'provisional' }
  /** Nobody has reviewed these flags, and no reason was given to publish over them. */
  | { readonly outcome: 'flags_open'; readonly flags: readonly FlagRecord[] };

/**
 * Makes a finished revision the one that readers see. One that they see already stays as it
 * was published: the time for appeals does not begin again.
 */
export async function publish(
  items: ItemTable,
  { period, revision, reason, by }: PublishRequest,
  now: number,
): Promise<Published> {
  const found = await revisionOf(items, period, revision);
  if (!found) return { outcome: 'unknown_revision' };
  if (found.provisional) return { outcome: 'provisional' };
  const open = await openFlagsOf(items, period, revision);
  for (;;) {
    const record = await periodOf(items, period);
    if (record.publishedRevision === revision) return { outcome: 'published', record };
    if (open.length > 0 && reason === undefined) return { outcome: 'flags_open', flags: open };
    const number = record.publications + 1;
    const publication: Publication = {
      ...{ revision, at: shanghaiTime(now), by, reason: reason ?? null },
      openFlags: open.slice(0, MOST_FLAGS).map(({ id }) => id),
      openFlagCount: open.length,
    };
    const done = await items.transact([
      {
        update: periodKey(period),
        set: {
          publishedRevision: revision,
          publishedAt: now,
          publishedBy: by,
          publications: number,
        },
        condition: { attribute: 'publications', lessThan: number },
      },
      {
        put: {
          pk: publicationsPk(period),
          sk: String(number).padStart(4, '0'),
          ...publication,
        },
        condition: { absent: true },
      },
    ]);
    if (done) return { outcome: 'published', record: await periodOf(items, period) };
  }
}

const publicationsPk = (period: string) => `PUBLICATIONS#${period}`;

/**
 * A publication as a branch sees it: of the open flags its own, as `has` says of a unit in a
 * month, and not the reason, which may speak of others.
 */
export function ofBranch(
  publication: Publication,
  has: (unit: string, month: string) => boolean,
): Publication {
  const openFlags = publication.openFlags.filter((id) => {
    const [month, unit] = partsOf(id, 4) ?? [];
    return month !== undefined && unit !== undefined && has(unit, month);
  });
  return { ...publication, reason: null, openFlags, openFlagCount: openFlags.length };
}

/** Every publication of a period, the latest first. */
export async function publicationsOf(items: ItemTable, period: string): Promise<Publication[]> {
  const { items: found } = await items.query({ pk: publicationsPk(period), descending: true });
  return found.map((item) => publicationSchema.parse(item));
}
