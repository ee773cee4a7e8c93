/** What is said of a run: who asked for it, how long it took, what went wrong. */
import { count } from '../format.ts';
import type { Run } from './months.ts';
import type { MonthWords } from './words.ts';

const SCHEDULE = 'schedule';
const MINUTE = 60;

export const requesterOf = (by: string | null, say: Pick<MonthWords, 'schedule' | 'none'>) =>
  by === null ? say.none : by === SCHEDULE ? say.schedule : by;

/** Undefined while it is not over. */
export function tookOf(
  startedAt: string | null,
  endedAt: string | null,
  say: Pick<MonthWords, 'seconds' | 'minutes'>,
): string | undefined {
  if (startedAt === null || endedAt === null) return undefined;
  const seconds = Math.round((Date.parse(endedAt) - Date.parse(startedAt)) / 1000);
  return seconds < MINUTE
    ? say.seconds(count(seconds))
    : say.minutes(count(Math.floor(seconds / MINUTE)), count(seconds % MINUTE));
}

export const errorOf = (
  { code, message }: NonNullable<Run['error']>,
  say: Pick<MonthWords, 'errors'>,
) => say.errors[code] ?? message;
