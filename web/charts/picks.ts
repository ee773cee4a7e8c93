/**
 * Clicks on the marks of a drawing, which is one image to who cannot point at it: what a click
 * opens must be reachable by a link of the table beside the drawing too.
 */
import { type RefObject, useEffect, useRef } from 'react';

/** Calls with the `data-code` of the mark that was clicked in a place of the page. */
export function usePicks(
  place: RefObject<HTMLElement | null>,
  onPick: (code: string) => void,
): void {
  const pick = useRef(onPick);
  pick.current = onPick;
  useEffect(() => {
    const element = place.current;
    const clicked = ({ target }: MouseEvent) => {
      const mark = target instanceof Element ? target.closest('[data-code]') : null;
      const code = mark?.getAttribute('data-code');
      if (code) pick.current(code);
    };
    element?.addEventListener('click', clicked);
    return () => element?.removeEventListener('click', clicked);
  }, [place]);
}
