/** Keeps the draft: on this machine at once, on the server as soon as it can be reached. */
import type { Sent } from '../send.ts';
import { type LocalCopies, type Snapshot, sameContent, storable } from './saved.ts';
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
}

/** The longest time that a draft tells. */
const MAX_SECONDS = 7 * 86_400;

const followed = ({ draft }: DayStart): Followed => ({
  version: draft?.version ?? 0,
  savedAt: draft?.savedAt,
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

  /**
   * The account signs out: saved once more with what it still may, after a save that is under way,
   * and kept here no longer. Resolves when the server has answered; never rejects.
   */
  async leave(): Promise<void> {
    this.abandon();
    while (this.#underWay) await this.#underWay;
    if (this.#isBehind && !this.#isContested) await this.#save();
  }

  /** The day was sent: the draft is done with, here and there. Never rejects. */
  async close(): Promise<void> {
    this.abandon();
    while (this.#underWay) await this.#underWay;
    const { version } = this.#followed;
    const { declined = [] } = this.#snapshot ?? {};
    if (version === 0 && declined.length === 0) return;
    const nothing = { seconds: 0, document: null, confirmed: [], basedOn: 0 };
    await this.#ports.put({ version, ...nothing, declined });
  }

  get #isBehind(): boolean {
    return this.#snapshot !== undefined && this.#snapshot !== this.#saved;
  }

  /** Whether the form could be written down on this machine. */
  #copy(): boolean {
    if (!this.#snapshot || this.#isClosed) return true;
    return this.#ports.copies.write({ ...this.#snapshot, follows: this.#followed.savedAt });
  }

  async #save(): Promise<void> {
    const snapshot = this.#snapshot;
    if (!snapshot) return;
    this.#ports.onKeeping({ kind: 'saving' });
    const { basedOn, declined } = snapshot;
    const { version } = this.#followed;
    const seconds = Math.min(MAX_SECONDS, snapshot.seconds);
    const draft = { version, seconds, basedOn, declined, ...storable(snapshot) };
    const sent = await this.#ports.put(draft);
    if (sent.ok) return this.#accept(snapshot, sent.value);
    const { failure } = sent;
    if (failure.kind !== 'problem') return this.#fallBack(failure.kind);
    if (failure.code === 'draft_conflict') return this.#contest(snapshot);
    this.#fallBack(failure.status >= 500 ? 'offline' : 'refused');
  }

  #accept(snapshot: Snapshot, { version, savedAt }: SavedDraft): void {
    this.#followed = { version, savedAt };
    this.#saved = snapshot;
    // What the server does not take stays here.
    if (this.#isBehind || !sameContent(snapshot, storable(snapshot))) this.#copy();
    else this.#ports.copies.remove();
    this.#ports.onKeeping({ kind: 'saved', at: savedAt });
  }

  /**
   * The version is another: somebody else has saved, or it is one's own save whose answer was
   * lost on the way.
   */
  async #contest(snapshot: Snapshot): Promise<void> {
    const theirs = await this.#ports.read();
    if (!theirs) return this.#fallBack('offline');
    const { document, savedAt, confirmed } = theirs.draft ?? {};
    const isNobodys = !document || savedAt === this.#followed.savedAt;
    const isOwn =
      document && sameContent(storable(snapshot), { document, confirmed: confirmed ?? [] });
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
    this.#copy();
    this.#ports.onImported(start.draft?.imported ?? []);
  }

  #fallBack(why: 'offline' | 'expired' | 'refused'): void {
    this.#ports.onKeeping({ kind: 'local', why, isCopied: this.#copy() });
  }
}
