import { addDays, monthOf } from '../calendar/day.ts';
import { monthsIn, type Period, type Span } from '../calendar/period.ts';
import type { ParameterValue } from './statement.ts';

/** Disputes an officer is to find and settle a month (002). */
const QUOTA_A_MONTH = 5;

/** Lists of values that the SQL files name. */
export interface Lists {
  readonly community: readonly string[];
  readonly diverted: readonly string[];
  readonly desk: readonly string[];
  /** The eight major crimes of the scheme. */
  readonly eight_major: readonly string[];
}

/** What fills the named parameters of every SQL file in a run of `period`. */
export function queryParameters(
  period: Period,
  span: Span,
  lists: Lists,
): Readonly<Record<string, ParameterValue>> {
  return {
    first: span.first,
    last: span.last,
    after_last: addDays(span.last, 1),
    as_of: span.asOf,
    previous_first: span.previousFirst,
    previous_last: span.previousLast,
    after_previous_last: addDays(span.previousLast, 1),
    year_first: span.yearFirst,
    base_first: span.baseFirst,
    base_last: span.baseLast,
    read_from: span.readFrom,
    first_month: monthOf(span.first),
    last_month: monthOf(span.last),
    as_of_month: monthOf(span.asOf),
    previous_first_month: monthOf(span.previousFirst),
    previous_last_month: monthOf(span.previousLast),
    year_first_month: monthOf(span.yearFirst),
    read_from_month: monthOf(span.readFrom),
    quota: QUOTA_A_MONTH * monthsIn(period),
    ...lists,
  };
}
