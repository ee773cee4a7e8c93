/** What of the form may leave it: never a citizen's personal data, to the server no free text. */
import { isDraftValue } from '../../shared/drafts/document.ts';
import { containsPersonalData } from '../../shared/submissions/personal-data.ts';
import { copyKey, removeCopies, type TextStore } from './local-store.ts';
import { eachList, type FormLists, fieldOf, isRecord } from './rows.ts';
import type { DraftDocument, DraftRow } from './shapes.ts';

/** A form as it is saved: on the server, and on this machine while the server does not have it. */
export interface Snapshot {
  readonly document: DraftDocument;
  readonly confirmed: readonly string[];
  readonly basedOn: number;
  /** Numbers of the imported rows that were taken over, and of those that were turned down. */
  readonly taken: readonly number[];
  readonly declined: readonly number[];
  readonly seconds: number;
}

/** Longer than any value of the contract: pasted by mistake, and kept nowhere. */
const LONGEST = 200;

/** The rows without personal data, as they may stand on this machine. */
export function draftDocumentOf(lists: FormLists): DraftDocument {
  return eachList((list) =>
    lists[list].flatMap(({ value }): DraftRow[] => {
      if (!isRecord(value)) return [];
      return [
        Object.fromEntries(
          Object.entries(value).filter(
            (entry): entry is [string, string | number] =>
              fieldOf(list, entry[0]) !== undefined && isPlain(entry[1]),
          ),
        ),
      ];
    }),
  );
}

const isPlain = (value: unknown): boolean =>
  ((typeof value === 'string' && value.length <= LONGEST) ||
    (typeof value === 'number' && Number.isFinite(value))) &&
  // A number may be a mobile's as well as a text.
  !containsPersonalData(String(value));

/** The confirmed officers whose numbers may be written down. */
export const savedOfficers = (confirmed: readonly string[]): string[] =>
  confirmed.filter((officer) => officer.length <= LONGEST && !containsPersonalData(officer));

/** What of a snapshot the server takes: a half-typed number may not be one that a draft can hold. */
export function storable({ document, confirmed }: Pick<Snapshot, 'document' | 'confirmed'>) {
  return {
    document: eachList((list) =>
      document[list].map(
        (row): DraftRow =>
          Object.fromEntries(Object.entries(row).filter(([, value]) => isDraftValue(value))),
      ),
    ),
    confirmed: confirmed.filter(isDraftValue),
  };
}

/** Whether two snapshots say the same, whatever the order of a row's fields. */
export function sameContent(
  a: Pick<Snapshot, 'document' | 'confirmed'>,
  b: Pick<Snapshot, 'document' | 'confirmed'>,
): boolean {
  return contentOf(a) === contentOf(b);
}

const contentOf = ({ document, confirmed }: Pick<Snapshot, 'document' | 'confirmed'>): string =>
  JSON.stringify([
    [...confirmed].sort(),
    eachList((list) =>
      document[list].map((row) => Object.entries(row).sort(([one], [two]) => (one < two ? -1 : 1))),
    ),
  ]);

/** What stands on this machine. */
export interface LocalCopy extends Snapshot {
  /** When the draft on the server that it follows was saved; undefined where there was none. */
  readonly follows: string | undefined;
}

/** Whose copy it is, and when it was made, in milliseconds since 1970. */
interface Label {
  readonly account: string;
  readonly savedAt: number;
}

/** Milliseconds for which a copy is kept: somewhat longer than the day stays open to clerks. */
const KEPT = 70 * 86_400_000;

/** The copy of one station's day on this machine. A store that is full or closed keeps nothing. */
export class LocalCopies {
  readonly #store: TextStore;
  readonly #key: string;
  readonly #account: string;
  readonly #now: () => number;

  /** Removes what others have left on this machine, and what has become too old. */
  constructor(
    store: TextStore,
    { station, date, account }: Readonly<Record<'station' | 'date' | 'account', string>>,
    now: () => number = Date.now,
  ) {
    this.#store = store;
    this.#key = copyKey(station, date);
    this.#account = account;
    this.#now = now;
    removeCopies(store, (text) => this.#parsed(text) === undefined);
  }

  /** Whether it could be written down. */
  write(copy: LocalCopy): boolean {
    const label: Label = { account: this.#account, savedAt: this.#now() };
    try {
      this.#store.setItem(this.#key, JSON.stringify({ ...copy, ...label }));
      return true;
    } catch {
      return false;
    }
  }

  read(): LocalCopy | undefined {
    try {
      return this.#parsed(this.#store.getItem(this.#key) ?? '');
    } catch {
      return undefined;
    }
  }

  remove(): void {
    try {
      this.#store.removeItem(this.#key);
    } catch {
      // A store that is closed holds no copy either.
    }
  }

  /** The copy, where it is one of this account's that is not too old. */
  #parsed(text: string): LocalCopy | undefined {
    try {
      const copy: unknown = JSON.parse(text);
      const isOwn =
        isCopy(copy) && copy.account === this.#account && this.#now() - copy.savedAt <= KEPT;
      return isOwn ? copy : undefined;
    } catch {
      return undefined;
    }
  }
}

function isCopy(value: unknown): value is LocalCopy & Label {
  return (
    isRecord(value) &&
    isRecord(value.document) &&
    Object.values(eachList((list) => isRecord(value.document) && value.document[list])).every(
      Array.isArray,
    ) &&
    Array.isArray(value.confirmed) &&
    [value.taken, value.declined].every(Array.isArray) &&
    [value.basedOn, value.seconds, value.savedAt].every((one) => typeof one === 'number')
  );
}
