/** How wide a place on the page is, for drawings whose text must not shrink with it. */
import { type RefObject, useEffect, useRef, useState } from 'react';

/** `usual` until it is known, in pixels. */
export function useWidth(usual: number): readonly [RefObject<HTMLDivElement | null>, number] {
  const place = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(usual);
  useEffect(() => {
    const element = place.current;
    if (!element) return;
    const watcher = new ResizeObserver(([entry]) => {
      // On a page that is being left nothing has a width any more.
      if (entry && entry.contentRect.width > 0) setWidth(Math.round(entry.contentRect.width));
    });
    watcher.observe(element);
    return () => watcher.disconnect();
  }, []);
  return [place, width];
}
