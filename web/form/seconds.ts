/** How long the form was open and visible: nothing else about the person is measured. */
import { useCallback, useEffect, useRef } from 'react';

/** Gives a function that tells the whole seconds so far, `before` included. */
export function useVisibleSeconds(before: number): () => number {
  const counted = useRef<{ milliseconds: number; since: number | undefined }>({
    milliseconds: before * 1000,
    since: undefined,
  });
  useEffect(() => {
    const clock = counted.current;
    const turn = () => {
      const now = performance.now();
      if (clock.since !== undefined) clock.milliseconds += now - clock.since;
      clock.since = document.visibilityState === 'visible' ? now : undefined;
    };
    turn();
    document.addEventListener('visibilitychange', turn);
    return () => {
      document.removeEventListener('visibilitychange', turn);
      turn();
      clock.since = undefined;
    };
  }, []);
  return useCallback(() => {
    const { milliseconds, since } = counted.current;
    const running = since === undefined ? 0 : performance.now() - since;
    return Math.round((milliseconds + running) / 1000);
  }, []);
}

/** The longest time that is reported. */
export const MAX_SECONDS = 86_400;
