/**
 * The cloud's clock. It runs with the machine's; tests and the demo turn it, and the functions'
 * threads see it turned, since they read its offset from shared memory.
 */

export interface TurnableClock {
  /** Milliseconds since 1970, as Date.now. */
  now(): number;
  /** From now on it is `instant`; time goes on from there. */
  turnTo(instant: number): void;
  /** Back to the machine's own time. */
  reset(): void;
  /** Calls back after every turn; gives the way to stop that. */
  onTurn(listener: () => void): () => void;
  /** Resolves when the clock has come to `instant` by itself or by a turn, or on abort. */
  waitUntil(instant: number, signal: AbortSignal): Promise<void>;
  /** One 64-bit integer: milliseconds to add to the machine's time. */
  readonly offset: SharedArrayBuffer;
}

/** A timer longer than this overflows; the wait goes on in pieces. */
const LONGEST_TIMER = 2_000_000_000;

export function createClock(): TurnableClock {
  const offset = new SharedArrayBuffer(8);
  const shared = new BigInt64Array(offset);
  const listeners = new Set<() => void>();
  const now = () => Date.now() + Number(Atomics.load(shared, 0));
  const setOffset = (milliseconds: number) => {
    Atomics.store(shared, 0, BigInt(Math.round(milliseconds)));
    for (const listener of [...listeners]) listener();
  };
  return {
    now,
    turnTo: (instant) => setOffset(instant - Date.now()),
    reset: () => setOffset(0),
    onTurn(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    waitUntil: (instant, signal) =>
      new Promise((resolve) => {
        let timer: NodeJS.Timeout | undefined;
        const finish = () => {
          clearTimeout(timer);
          listeners.delete(look);
          signal.removeEventListener('abort', finish);
          resolve();
        };
        const look = () => {
          clearTimeout(timer);
          const left = instant - now();
          if (left <= 0 || signal.aborted) return finish();
          timer = setTimeout(look, Math.min(left, LONGEST_TIMER));
        };
        listeners.add(look);
        signal.addEventListener('abort', finish);
        look();
      }),
    offset,
  };
}
