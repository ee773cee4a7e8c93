/** What happens in the demo and when: the county's deliveries, and the month that closes on the 9th. */
import { addDays, type Day, dayAt, monthOf, startOfDay } from '../../shared/calendar/day.ts';
import { parsePeriod, periodBefore } from '../../shared/calendar/period.ts';
import type { Submission } from '../../shared/submissions/contract.ts';
import { readHenanDivisions } from '../../shared/units/divisions.ts';
import { generateDemo } from './generator/generate.ts';
import type { ReferenceFile } from './generator/reference.ts';

const HOUR = 3_600_000;

/** Thirteen whole months, so that the last one can be compared with the year before. */
const WHOLE_MONTHS = 13;

const SEED = 'wugang';

/** One thing that happens at an instant (milliseconds since 1970). */
export type Step = { readonly at: number } & (
  | { readonly kind: 'reference'; readonly files: readonly ReferenceFile[] }
  | { readonly kind: 'submissions'; readonly submissions: readonly Submission[] }
  /** The month's run, and its publication. */
  | { readonly kind: 'month'; readonly month: string }
);

/** The demo's first day, when it is set up on `today`: the first of a month. */
export function firstDayOf(today: Day): Day {
  let month = monthOf(today);
  for (let back = 0; back < WHOLE_MONTHS; back += 1) month = monthBefore(month);
  return `${month}-01`;
}

/**
 * Everything that happens from `firstDay` up to and with `today`, in time order. A later today
 * only adds steps at the end, so that a load can go on where an earlier one stopped.
 */
export function* planDemo(firstDay: Day, today: Day): Generator<Step, void, undefined> {
  const deliveries = generateDemo({
    seed: SEED,
    divisions: readHenanDivisions(),
    firstDay,
    lastDay: addDays(today, -1),
  });
  let closed = monthBefore(monthOf(firstDay));
  for (const { at, reference, submissions } of deliveries) {
    // The run of a month comes in the night before the ninth's own deliveries.
    const day = dayAt(at);
    const month = monthBefore(monthOf(day));
    if (day.slice(8) >= '09' && month > closed && month >= monthOf(firstDay)) {
      closed = month;
      yield { at: closingTimeOf(month), kind: 'month', month };
    }
    if (reference.length > 0) yield { at, kind: 'reference', files: reference };
    if (submissions.length > 0) yield { at, kind: 'submissions', submissions };
  }
}

/** When a month is closed: 02:00 on the ninth of the next. */
export function closingTimeOf(month: string): number {
  const next = monthOf(addDays(`${month}-28`, 4));
  return startOfDay(`${next}-09`) + 2 * HOUR;
}

function monthBefore(month: string): string {
  const period = parsePeriod(month);
  if (!period) throw new Error(`${month} is no month`);
  return periodBefore(period);
}
