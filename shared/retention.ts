/** How long what expires is kept. Raw documents never do. */
import type { Day } from './calendar/day.ts';

/** Provisional cards, their figures and flags are forgotten after so long. */
export const PROVISIONAL_SECONDS = 62 * 86_400;

/** Officers' rows can be looked up and computed with for so long. */
export const OFFICER_MONTHS = 36;

/** The first day whose officers' rows may still be looked up or computed with. */
export function oldestOfficerDay(today: Day): Day {
  const [year = 0, month = 1, day = 1] = today.split('-').map(Number);
  // 29 February becomes 1 March where there is none.
  return new Date(Date.UTC(year, month - 1 - OFFICER_MONTHS, day)).toISOString().slice(0, 10);
}
