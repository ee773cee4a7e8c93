/**
 * Holds a chart's place until it comes near the window, so that what is seen first comes first. The
 * rest follows once the page has been quiet, so that whoever prints finds every chart drawn.
 */
import { type ReactNode, useEffect, useRef, useState } from 'react';

/** Begun this far before it comes into view. */
const MARGIN = '400px';
const QUIET_MS = 4000;

export function Near({
  height,
  children,
}: {
  /** Of what is to come, in pixels. */
  readonly height: number;
  readonly children: ReactNode;
}) {
  const place = useRef<HTMLDivElement>(null);
  const [isNear, setNear] = useState(false);
  useEffect(() => {
    const element = place.current;
    if (isNear || !element) return;
    const begin = () => setNear(true);
    const watcher = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) begin();
      },
      { rootMargin: MARGIN },
    );
    watcher.observe(element);
    const timer = setTimeout(begin, QUIET_MS);
    window.addEventListener('beforeprint', begin);
    return () => {
      watcher.disconnect();
      clearTimeout(timer);
      window.removeEventListener('beforeprint', begin);
    };
  }, [isNear]);
  return isNear ? (
    children
  ) : (
    <div ref={place} className="chart-awaited" style={{ height }} aria-busy="true" />
  );
}
