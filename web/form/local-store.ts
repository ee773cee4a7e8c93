/** Where drafts stand in this browser, and how they end. Imports nothing: every page signs out. */

/** A place for texts, such as the browser's `localStorage`. */
export type TextStore = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

const PREFIX = 'fengqiao.draft.';

export const copyKey = (station: string, date: string) => `${PREFIX}${station}.${date}`;

export const SIGN_OUT = 'fengqiao:sign-out';

/** Told to the window when the account signs out: an open form saves what it can and is done. */
export class SignOut extends Event {
  /** What the sign-out waits for. */
  readonly saves: Promise<void>[] = [];

  constructor() {
    super(SIGN_OUT);
  }
}

/** So long a sign-out waits for a slow network, in milliseconds. */
const LONGEST = 10_000;

/** Removes the drafts whose text says so; none where the store is closed. */
export function removeCopies(store: TextStore, isGone: (text: string) => boolean): void {
  try {
    const keys = Array.from({ length: store.length }, (_, place) => store.key(place) ?? '');
    for (const key of keys.filter((one) => one.startsWith(PREFIX))) {
      if (isGone(store.getItem(key) ?? '')) store.removeItem(key);
    }
  } catch {
    // A store that is closed holds no copy.
  }
}

/**
 * Before the account signs out, while its token still holds: what is typed goes to the server
 * where that can be reached, and no draft stays in this browser, which others may share.
 */
export async function leaveNoCopies(): Promise<void> {
  const signOut = new SignOut();
  window.dispatchEvent(signOut);
  removeCopies(localStorage, () => true);
  removeCopies(sessionStorage, () => true);
  // To leave the page would break off a save that is on its way.
  const late = new Promise((resolve) => setTimeout(resolve, LONGEST));
  await Promise.race([Promise.all(signOut.saves), late]);
}
