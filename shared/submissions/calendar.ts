import { type Day, deadlineOf, eachDay, shanghaiTime } from '../calendar/day.ts';
import type { LedgerEntry } from './ledger.ts';

/** How a station's day stands. */
export type DayState =
  /** Its first revision came by the deadline, */
  | 'submitted'
  /** or after it. */
  | 'late'
  /** Nothing came, and the deadline has passed, */
  | 'missing'
  /** or has not yet. */
  | 'open';

export interface CalendarDay {
  readonly date: Day;
  readonly state: DayState;
  /** The revision that counts. */
  readonly revision: number | null;
  /** When that revision was received, with Shanghai's offset. */
  readonly receivedAt: string | null;
  /** Whether the first revision came by the deadline. */
  readonly onTime: boolean | null;
}

/**
 * Every day from `from` to `to` on which something is expected of the station, or was received.
 * `now` is in milliseconds since 1970.
 */
export function calendarDays(
  entries: readonly LedgerEntry[],
  from: Day,
  to: Day,
  now: number,
  isExpected: (day: Day) => boolean,
): CalendarDay[] {
  const byDay = new Map(entries.map((entry) => [entry.day, entry]));
  return eachDay(from, to).flatMap((date): CalendarDay[] => {
    const entry = byDay.get(date);
    if (entry) {
      const { revision, onTime } = entry;
      const receivedAt = shanghaiTime(entry.receivedAt);
      return [{ date, state: onTime ? 'submitted' : 'late', revision, receivedAt, onTime }];
    }
    if (!isExpected(date)) return [];
    const state = now > deadlineOf(date) ? 'missing' : 'open';
    return [{ date, state, revision: null, receivedAt: null, onTime: null }];
  });
}
