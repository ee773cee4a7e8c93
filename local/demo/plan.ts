/** What happens in the demo and when: the deliveries, and the month that closes on the 9th. */
import { addDays, type Day, dayAt, monthOf, startOfDay } from '../../shared/calendar/day.ts';
import { parsePeriod, periodBefore } from '../../shared/calendar/period.ts';
import { readHenanDivisions } from '../../shared/units/divisions.ts';
import { generateDemo, type SubmissionFile } from './generator/generate.ts';
import type { ReferenceFile } from './generator/reference.ts';

const HOUR = 3_600_000;

/** Thirteen whole months, so that the last one can be compared with the year before. */
const WHOLE_MONTHS = 13;

/** The other cities' counties take part in the last of them, so that a change has two months. */
const MONTHS_OF_ALL = 2;

const SEED = 'wugang';

/** One thing that happens at an instant (milliseconds since 1970). */
export type Step = { readonly at: number } & (
  | { readonly kind: 'reference'; readonly files: readonly ReferenceFile[] }
  | { readonly kind: 'submissions'; readonly files: readonly SubmissionFile[] }
  /** The month's run, and its publication. */
  | { readonly kind: 'month'; readonly month: string }
);

/** The demo's first day, when it is set up on `today`: the first of a month. */
export function firstDayOf(today: Day): Day {
  let month = monthOf(today);
  for (let back = 0; back < WHOLE_MONTHS; back += 1) month = monthBefore(month);
  return `${month}-01`;
}

/** The first day of the other cities' counties, in a demo that begins on `firstDay`. */
export function rolloutOf(firstDay: Day): Day {
  let month = monthOf(firstDay);
  for (let on = MONTHS_OF_ALL; on < WHOLE_MONTHS; on += 1) month = monthAfter(month);
  return `${month}-01`;
}

/**
 * Everything that happens from `firstDay` up to and with `today`, in time order; the other cities'
 * counties join on `rollout`, or never. A later today only adds steps at the end, so that a load
 * can go on where an earlier one stopped.
 */
export function* planDemo(
  firstDay: Day,
  today: Day,
  rollout: Day | null,
): Generator<Step, void, undefined> {
  const deliveries = generateDemo({
    seed: SEED,
    divisions: readHenanDivisions(),
    firstDay,
    lastDay: addDays(today, -1),
    rollout,
  });
  let closed = monthBefore(monthOf(firstDay));
  for (const { at, reference, files } of deliveries) {
    // The run of a month comes in the night before the ninth's own deliveries.
    const day = dayAt(at);
    const month = monthBefore(monthOf(day));
    if (day.slice(8) >= '09' && month > closed && month >= monthOf(firstDay)) {
      closed = month;
      yield { at: closingTimeOf(month), kind: 'month', month };
    }
    if (reference.length > 0) yield { at, kind: 'reference', files: reference };
    if (files.length > 0) yield { at, kind: 'submissions', files };
  }
}

/** When a month is closed: 02:00 on the ninth of the next. */
function closingTimeOf(month: string): number {
  return startOfDay(`${monthAfter(month)}-09`) + 2 * HOUR;
}

const monthAfter = (month: string): string => monthOf(addDays(`${month}-28`, 4));

function monthBefore(month: string): string {
  const period = parsePeriod(month);
  if (!period) throw new Error(`${month} is no month`);
  return periodBefore(period);
}
