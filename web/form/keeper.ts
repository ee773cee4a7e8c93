/** Keeps the draft: on this machine at once, on the server as soon as it can be reached. */
import type { Sent } from '../send.ts';
import { type LocalCopies, type Snapshot, sameContent } from './saved.ts';
import type { DayStart, DraftToSave, ImportedRow, SavedDraft } from './shapes.ts';

/** How safe what was typed is. */
export type Keeping =
  /** On the server; `at` is undefined where nothing was ever saved. */
  | { readonly kind: 'saved'; readonly at: string | undefined }
  | { readonly kind: 'saving' }
  /** On this machine only, and why; `isCopied` is false where it could not even be kept there. */
  | {
      readonly kind: 'local';
      readonly why: 'offline' | 'expired' | 'refused';
      readonly isCopied: boolean;
    }
  /** Somebody else has saved since; nothing is written until it was decided whose counts. */
  | { readonly kind: 'contested'; readonly theirs: DayStart };

export interface KeeperPorts {
  readonly put: (draft: DraftToSave) => Promise<Sent<SavedDraft>>;
  /** The day as it stands on the server now; undefined where that cannot be had. */
  readonly read: () => Promise<DayStart | undefined>;
  readonly copies: LocalCopies;
  readonly onKeeping: (keeping: Keeping) => void;
  /** Other rows wait on the server than were known. */
  readonly onImported: (imported: readonly ImportedRow[]) => void;
}

/** The draft on the server that the form follows. */
interface Followed {
  readonly version: number;
  readonly savedAt: string | undefined;
  /** Ids of the imported rows that wait, in the server's order. */
  readonly imported: readonly number[];
}

const followed = ({ draft }: DayStart): Followed => ({
  version: draft?.version ?? 0,
  savedAt: draft?.savedAt,
  imported: (draft?.imported ?? []).map((_, id) => id),
});

/**
 * One form's draft. `note` is called with every change, `flush` when the time has come to save;
 * saves never overlap, and a change that comes while one is under way goes with the next.
 */
export class Keeper {
  readonly #ports: KeeperPorts;
  #followed: Followed;
  #snapshot: Snapshot | undefined;
  #saved: Snapshot | undefined;
  #underWay: Promise<void> | undefined;
  #isContested: boolean;
  #isClosed = false;

  constructor(ports: KeeperPorts, start: DayStart, isContested: boolean) {
    this.#ports = ports;
    this.#followed = followed(start);
    this.#isContested = isContested;
  }

  /** Takes the form as it is now, and writes it down on this machine. */
  note(snapshot: Snapshot): void {
    if (this.#isClosed) return;
    this.#snapshot = snapshot;
    this.#copy();
  }

  /** Saves what was noted last. Never rejects. */
  async flush(): Promise<void> {
    while (this.#underWay) await this.#underWay;
    if (!this.#isBehind || this.#isClosed || this.#isContested) return;
    this.#underWay = this.#save().finally(() => {
      this.#underWay = undefined;
    });
    await this.#underWay;
  }

  /** After somebody else has saved: what is typed here is to count. */
  async insist(theirs: DayStart): Promise<void> {
    this.#isContested = false;
    this.#saved = undefined;
    this.#follow(theirs);
    await this.flush();
  }

  /** What is typed here is given up. */
  abandon(): void {
    this.#isClosed = true;
    this.#ports.copies.remove();
  }

  /** The day was sent: the draft is done with, here and there. Never rejects. */
  async close(): Promise<void> {
    this.abandon();
    while (this.#underWay) await this.#underWay;
    if (this.#followed.version === 0) return;
    await this.#ports.put({
      ...{ version: this.#followed.version, seconds: 0, document: null },
      ...{ confirmed: [], basedOn: 0, imported: this.#waiting(this.#snapshot) },
    });
  }

  get #isBehind(): boolean {
    return this.#snapshot !== undefined && this.#snapshot !== this.#saved;
  }

  /** Whether the form could be written down on this machine. */
  #copy(): boolean {
    if (!this.#snapshot || this.#isClosed) return true;
    const { savedAt, imported } = this.#followed;
    const { waiting } = this.#snapshot;
    const settled = imported.flatMap((id, place) => (waiting.includes(id) ? [] : [place]));
    return this.#ports.copies.write({ ...this.#snapshot, settled, follows: savedAt });
  }

  async #save(): Promise<void> {
    const snapshot = this.#snapshot;
    if (!snapshot) return;
    this.#ports.onKeeping({ kind: 'saving' });
    const { waiting: _, ...draft } = snapshot;
    const { version } = this.#followed;
    const sent = await this.#ports.put({ version, ...draft, imported: this.#waiting(snapshot) });
    if (sent.ok) return this.#accept(snapshot, sent.value);
    const { failure } = sent;
    if (failure.kind !== 'problem') return this.#fallBack(failure.kind);
    if (failure.code === 'draft_conflict') return this.#contest(snapshot);
    this.#fallBack(failure.status >= 500 ? 'offline' : 'refused');
  }

  #accept(snapshot: Snapshot, { version, savedAt }: SavedDraft): void {
    const imported = this.#followed.imported.filter((id) => snapshot.waiting.includes(id));
    this.#followed = { version, savedAt, imported };
    this.#saved = snapshot;
    if (this.#isBehind) this.#copy();
    else this.#ports.copies.remove();
    this.#ports.onKeeping({ kind: 'saved', at: savedAt });
  }

  /**
   * The version is another: somebody else has saved, or has only looked at newly imported rows,
   * or it is one's own save whose answer was lost on the way.
   */
  async #contest(snapshot: Snapshot): Promise<void> {
    const theirs = await this.#ports.read();
    if (!theirs) return this.#fallBack('offline');
    const { document, savedAt, confirmed } = theirs.draft ?? {};
    const isNobodys = !document || savedAt === this.#followed.savedAt;
    const isOwn = document && sameContent(snapshot, { document, confirmed: confirmed ?? [] });
    if (isNobodys || isOwn) {
      this.#follow(theirs);
      this.#fallBack('offline');
    } else {
      this.#isContested = true;
      this.#ports.onKeeping({ kind: 'contested', theirs });
    }
  }

  #follow(start: DayStart): void {
    this.#followed = followed(start);
    // All of them wait until the form says which were settled.
    const waiting = this.#followed.imported;
    if (this.#snapshot) this.#snapshot = { ...this.#snapshot, waiting };
    this.#copy();
    this.#ports.onImported(start.draft?.imported ?? []);
  }

  #fallBack(why: 'offline' | 'expired' | 'refused'): void {
    this.#ports.onKeeping({ kind: 'local', why, isCopied: this.#copy() });
  }

  /** Places of the imported rows that still wait. */
  #waiting(snapshot: Snapshot | undefined): 'keep' | number[] {
    const { imported } = this.#followed;
    const waiting = snapshot?.waiting ?? imported;
    const places = imported.flatMap((id, place) => (waiting.includes(id) ? [place] : []));
    return places.length === imported.length ? 'keep' : places;
  }
}
