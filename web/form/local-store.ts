/** Where drafts stand in this browser, and how they end. Imports nothing: every page signs out. */

/** A place for texts, such as the browser's `localStorage`. */
export type TextStore = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

const PREFIX = 'fengqiao.draft.';

export const copyKey = (station: string, date: string) => `${PREFIX}${station}.${date}`;

/** Told to the window when the account signs out: an open form saves what it can and is done. */
export const SIGN_OUT = 'fengqiao:sign-out';

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
export function leaveNoCopies(): void {
  window.dispatchEvent(new Event(SIGN_OUT));
  removeCopies(localStorage, () => true);
  removeCopies(sessionStorage, () => true);
}
