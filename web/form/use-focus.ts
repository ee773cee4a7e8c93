/** Moving the focus to what is only there once the page shows the last change. */
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { rowId } from './context.ts';

type Find = () => HTMLElement | null | undefined;

/** Gives a function that focuses what is found after the next render, which it causes. */
export function useFocusLater(): (find: Find, isFar?: boolean) => void {
  const waiting = useRef<{ find: Find; isFar: boolean }>(undefined);
  const [, setTurn] = useState(0);
  useLayoutEffect(() => {
    if (!waiting.current) return;
    const { find, isFar } = waiting.current;
    waiting.current = undefined;
    const found = find();
    found?.focus({ preventScroll: true });
    found?.scrollIntoView({ block: isFar ? 'center' : 'nearest' });
  });
  return useCallback((find: Find, isFar = false) => {
    waiting.current = { find, isFar };
    setTurn((turn) => turn + 1);
  }, []);
}

/** Gives the focus back to where it was before the form was `inert`, unless it has moved on. */
export function useFocusKept(isInert: boolean): void {
  const before = useRef<Element | null>(null);
  useLayoutEffect(() => {
    if (isInert) {
      // An element that has just become inert still has the focus, for a moment.
      before.current = document.activeElement;
    } else if (document.activeElement === document.body && before.current instanceof HTMLElement) {
      before.current.focus({ preventScroll: true });
    }
  }, [isInert]);
}

/** The row that has just been added, for as long as the focus stays in it. */
export function useFreshRow(): readonly [number | undefined, (key: number) => void] {
  const [fresh, setFresh] = useState<number>();
  useEffect(() => {
    if (fresh === undefined) return;
    const onFocus = ({ target }: FocusEvent) => {
      const isInIt = target instanceof Element && target.closest(`#${rowId(fresh)}`) !== null;
      if (!isInIt) setFresh(undefined);
    };
    document.addEventListener('focusin', onFocus);
    return () => document.removeEventListener('focusin', onFocus);
  }, [fresh]);
  return [fresh, setFresh];
}
