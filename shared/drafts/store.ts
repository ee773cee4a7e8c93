/**
 * Drafts: what a clerk has typed of a day, `drafts/<station>/<day>.json` in the lake bucket, and
 * the rows of other systems that wait for it. Both expire some weeks after their last change, and
 * every write is conditional on what was read.
 *
 * A draft's version is the sum of two counters that only grow: how often the document was saved,
 * and how often the waiting rows of its day were shown otherwise than before. An import moves
 * neither, so that it never stands in the way of a clerk who is typing; what it brought is new
 * until the draft is opened, and outlives every save until then.
 */
import { z } from 'zod';
import type { Day } from '../calendar/day.ts';
import type { DraftDocument } from './document.ts';
import { type DraftPorts, racing, readObject } from './objects.ts';
import type { Received } from './received.ts';
import { keepWaiting, NO_ROWS, readRows, shownNow, type WaitingRow } from './waiting.ts';

const typedSchema = z.object({
  saves: z.int().nonnegative(),
  /** Milliseconds since 1970. */
  savedAt: z.number(),
  /** The form was open and visible for so long. */
  seconds: z.number(),
  document: z.custom<DraftDocument | null>((value) => typeof value === 'object'),
  /** Officers whose time was confirmed. */
  confirmed: z.array(z.string()).readonly(),
  /** The revision that the document corrects; 0 where none. */
  basedOn: z.int().nonnegative(),
});
type Typed = Readonly<z.infer<typeof typedSchema>>;

/** A draft as it is shown. */
export interface Draft extends Omit<Typed, 'saves'> {
  readonly version: number;
  readonly imported: readonly WaitingRow[];
}

const NOTHING_TYPED: Typed = {
  ...{ saves: 0, savedAt: 0, seconds: 0, document: null, confirmed: [], basedOn: 0 },
};
const typedKey = (station: string, day: Day) => `drafts/${station}/${day}.json`;

const readTyped = ({ objects }: DraftPorts, station: string, day: Day) =>
  readObject(objects, typedKey(station, day), typedSchema);
/**
 * The draft of a day, with the waiting rows that its document does not have; those that were
 * received since, in whatever way, are forgotten. Null where there never was one.
 */
export async function openDraft(
  ports: DraftPorts,
  station: string,
  day: Day,
  received: Received,
): Promise<Draft | null> {
  return racing(async () => {
    const [typed, rows] = await Promise.all([
      readTyped(ports, station, day),
      readRows(ports, station),
    ]);
    const held = rows.held?.[day];
    if (!typed.held && !held) return null;
    const { saves, ...draft } = typed.held ?? NOTHING_TYPED;
    const before = held ?? NO_ROWS;
    const now = shownNow(before, draft.document, received, day);
    if (now !== before && !(await rows.put({ ...rows.held, [day]: now }))) return undefined;
    const savedAt = Math.max(draft.savedAt, ...before.rows.map(({ importedAt }) => importedAt));
    const imported = now.rows.filter(({ state }) => state === 'shown');
    return { ...draft, savedAt, version: saves + now.openings, imported };
  });
}

/** What a clerk saves. */
export interface Save {
  /** The version that it follows; 0 where there was none. */
  readonly version: number;
  readonly seconds: number;
  readonly document: DraftDocument | null;
  readonly confirmed: readonly string[];
  readonly basedOn: number;
  /** Which of the imported rows that were shown go on waiting: all, none, or those in these places. */
  readonly imported: 'keep' | 'clear' | readonly number[];
}

export type Saved =
  | { readonly outcome: 'saved'; readonly version: number; readonly savedAt: number }
  /** Another has saved since, or the rows were shown to another otherwise. */
  | { readonly outcome: 'conflict' };

/**
 * Saves a draft. Of the rows that no longer wait, those that the document has come back if it is
 * discarded, the others are forgotten. The document is written first: where that is all that is,
 * its rows still do not wait twice.
 */
export async function saveDraft(
  ports: DraftPorts,
  station: string,
  day: Day,
  { version, imported, ...save }: Save,
): Promise<Saved> {
  const savedAt = ports.clock();
  return racing<Saved>(async () => {
    const [typed, rows] = await Promise.all([
      readTyped(ports, station, day),
      readRows(ports, station),
    ]);
    const saves = typed.held?.saves ?? 0;
    const openings = rows.held?.[day]?.openings ?? 0;
    if (saves + openings !== version) return { outcome: 'conflict' };
    if (!(await typed.put({ ...save, saves: saves + 1, savedAt }))) return undefined;
    if (imported !== 'keep') {
      const kept = new Set(imported === 'clear' ? [] : imported);
      await keepWaiting(ports, station, day, { openings, kept, document: save.document });
    }
    return { outcome: 'saved', version: version + 1, savedAt };
  });
}
