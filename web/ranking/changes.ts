/** Who rose and who fell since the period before, and what of it is beyond chance. */
import { overlap } from '../../shared/statistics/overlap.ts';
import type { KpiDefinition } from '../api.ts';
import type { Entry } from './entry.ts';

export type Judged = 'rose' | 'fell' | 'chance' | 'unknown';

export interface Change {
  readonly entry: Entry;
  /** The same unit in the period before. */
  readonly before: Entry;
  /** Ranks gained (+) or lost (−); null where either is missing or withheld. */
  readonly moved: number | null;
  /** Whether the value changed beyond chance, and whether to the better. */
  readonly judged: Judged;
}

/** Beyond chance are two intervals that do not overlap. */
function judgedOf(entry: Entry, before: Entry, better: KpiDefinition['better']): Judged {
  const [now, then] = [entry.interval, before.interval];
  if (!now || !then) return 'unknown';
  if (overlap(now, then)) return 'chance';
  return now[0] > then[1] === (better === 'higher') ? 'rose' : 'fell';
}

export const isBeyondChance = ({ judged }: Pick<Change, 'judged'>): boolean =>
  judged === 'rose' || judged === 'fell';

/** What has changed of the units that stand in both, the greatest moves first. */
export function changesOf(
  entries: readonly Entry[],
  earlier: readonly Entry[],
  better: KpiDefinition['better'],
): Change[] {
  const past = byCode(earlier);
  const changes = entries.flatMap((entry): Change[] => {
    const before = past.get(entry.unit.code);
    if (!before || whyNotOf(entry, before) !== undefined) return [];
    // The API's own where it says: it knows which table the earlier rank is of.
    const counted = entry.rank === null || before.rank === null ? null : before.rank - entry.rank;
    const moved = entry.place ? entry.place.change : counted;
    return [{ entry, before, moved, judged: judgedOf(entry, before, better) }];
  });
  const size = ({ moved }: Change) => Math.abs(moved ?? 0);
  return changes.sort(
    (a, b) => size(b) - size(a) || (a.entry.unit.code < b.entry.unit.code ? -1 : 1),
  );
}

/** Why a unit is not compared: of this period or of the one before. */
export type WhyNot = 'new' | 'valueNow' | 'valueBefore' | 'apartNow' | 'apartBefore';

function whyNotOf(entry: Entry, before: Entry | undefined): WhyNot | undefined {
  if (entry.value === null) return 'valueNow';
  if (entry.isApart) return 'apartNow';
  if (!before) return 'new';
  if (before.value === null) return 'valueBefore';
  return before.isApart ? 'apartBefore' : undefined;
}

const byCode = (entries: readonly Entry[]) =>
  new Map(entries.map((entry) => [entry.unit.code, entry]));

/** The units that `changesOf` leaves out, by the reason: together they are all of `entries`. */
export function notCompared(
  entries: readonly Entry[],
  earlier: readonly Entry[],
): ReadonlyMap<WhyNot, readonly Entry[]> {
  const past = byCode(earlier);
  const found = new Map<WhyNot, Entry[]>();
  for (const entry of entries) {
    const why = whyNotOf(entry, past.get(entry.unit.code));
    if (why) found.set(why, [...(found.get(why) ?? []), entry]);
  }
  return found;
}
