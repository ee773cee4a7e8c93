/**
 * Drafts: what a clerk has typed of a day, `drafts/<station>/<day>.json` in the lake bucket, and
 * the rows of other systems that wait for it. Both expire some weeks after their last change, and
 * every write is conditional on what was read.
 *
 * A draft's version counts its saves and nothing else: neither an import nor an opening moves it,
 * so that neither stands in the way of a clerk who is typing. Opening writes nothing.
 */
import { z } from 'zod';
import type { Day } from '../calendar/day.ts';
import type { DraftDocument } from './document.ts';
import { type DraftPorts, readObject } from './objects.ts';
import { IMPORT_LISTS, Received } from './received.ts';
import { declineRows, type WaitingRow, waitingRows } from './waiting.ts';

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
 * The draft of a day, with the rows of other systems that still wait: those that nobody turned
 * down, that its document does not have, and that were not received in whatever way. Null where
 * nothing was saved and nothing waits.
 */
export async function openDraft(
  ports: DraftPorts,
  station: string,
  day: Day,
  received: Received,
): Promise<Draft | null> {
  const [{ held }, rows] = await Promise.all([
    readTyped(ports, station, day),
    waitingRows(ports, station, day),
  ]);
  const typed = typedIn(held?.document ?? null, day).among(rows);
  const known = received.among(rows);
  const imported = rows.filter((one) => !typed.has(one) && !known.has(one));
  if (!held && imported.length === 0) return null;
  const latest = imported.reduce((at, { importedAt }) => Math.max(at, importedAt), 0);
  const { saves, ...draft } = held ?? { ...NOTHING_TYPED, savedAt: latest };
  return { ...draft, version: saves, imported };
}

function typedIn(document: DraftDocument | null, day: Day): Received {
  const rows = IMPORT_LISTS.map((list) =>
    (document?.[list] ?? []).map((row) => ({ list, row, day })),
  );
  return new Received(rows.flat());
}

/** What a clerk saves. */
export interface Save {
  /** The version that it follows; 0 where there was none. */
  readonly version: number;
  readonly seconds: number;
  readonly document: DraftDocument | null;
  readonly confirmed: readonly string[];
  readonly basedOn: number;
  /** Numbers of imported rows that were turned down; it does not matter how often they are told. */
  readonly declined: readonly number[];
}

export type Saved =
  | { readonly outcome: 'saved'; readonly version: number; readonly savedAt: number }
  /** Another has saved since. */
  | { readonly outcome: 'conflict' };

/** Saves a draft, then turns rows down: where that fails, they wait again and nothing is lost. */
export async function saveDraft(
  ports: DraftPorts,
  station: string,
  day: Day,
  { version, declined, ...save }: Save,
): Promise<Saved> {
  const savedAt = ports.clock();
  const { held, put } = await readTyped(ports, station, day);
  const saves = version + 1;
  const isNext = version === (held?.saves ?? 0);
  if (!isNext || !(await put({ ...save, saves, savedAt }))) return { outcome: 'conflict' };
  await declineRows(ports, station, day, declined);
  return { outcome: 'saved', version: saves, savedAt };
}
