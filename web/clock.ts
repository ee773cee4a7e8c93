/**
 * What time it is, by the server. A station's computer may be a day off, and then its own clock
 * would close today's form or call yesterday today.
 */
import { useSyncExternalStore } from 'react';
import { type Day, dayAt } from '../shared/calendar/day.ts';

/** Closer than this the two clocks agree: an answer's date has whole seconds and took its way. */
const TOLERANCE_MS = 60_000;

const KEPT = 'fengqiao.clock';
const kept = typeof sessionStorage === 'undefined' ? null : sessionStorage.getItem(KEPT);

/** As the tab's last answer had it: a page that is loaded anew asks about the right day at once. */
let ahead = Number(kept ?? 0);
const listeners = new Set<() => void>();

/** Compares this machine's clock with the `Date` of an answer that has just come. */
export function noteServerTime(header: string | null): void {
  const difference = header === null ? Number.NaN : Date.parse(header) - Date.now();
  if (Number.isNaN(difference)) return;
  const found = Math.abs(difference) < TOLERANCE_MS ? 0 : difference;
  if (Math.abs(found - ahead) < TOLERANCE_MS) return;
  ahead = found;
  if (typeof sessionStorage !== 'undefined') sessionStorage.setItem(KEPT, String(ahead));
  for (const listener of listeners) listener();
}

/** Milliseconds since 1970. */
export const now = (): number => Date.now() + ahead;

/** The day that it is in Shanghai. */
export const today = (): Day => dayAt(now());

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The same for a component, which is drawn again where an answer shows that it was wrong. */
export const useToday = (): Day => useSyncExternalStore(subscribe, today);
