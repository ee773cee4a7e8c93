/** What is said of a run: who asked for it, how long it took, what went wrong. */
import { count } from '../format.ts';
import type { Run } from './months.ts';
import type { MonthWords } from './words.ts';

const SCHEDULE = 'schedule';
const MINUTE = 60;
const HOUR = 60 * MINUTE;

export const requesterOf = (by: string | null, say: Pick<MonthWords, 'schedule' | 'none'>) =>
  by === null ? say.none : by === SCHEDULE ? say.schedule : by;

/** Undefined while it is not over. */
export function tookOf(
  startedAt: string | null,
  endedAt: string | null,
  say: Pick<MonthWords, 'seconds' | 'minutes' | 'hours'>,
): string | undefined {
  if (startedAt === null || endedAt === null) return undefined;
  const seconds = Math.round((Date.parse(endedAt) - Date.parse(startedAt)) / 1000);
  if (seconds < MINUTE) return say.seconds(count(seconds));
  const minutes = Math.floor(seconds / MINUTE);
  if (seconds < HOUR) return say.minutes(count(minutes), count(seconds % MINUTE));
  return say.hours(count(Math.floor(seconds / HOUR)), count(minutes % 60));
}

export const errorOf = (
  { code, message }: NonNullable<Run['error']>,
  say: Pick<MonthWords, 'errors'>,
) => say.errors[code] ?? message;
