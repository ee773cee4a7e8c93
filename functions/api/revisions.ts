import type { Day } from '../../shared/calendar/day.ts';
import { lastDayOf, parsePeriod } from '../../shared/calendar/period.ts';
import type { ItemTable } from '../../shared/ports.ts';
import {
  type PeriodRecord,
  type PeriodState,
  periodOf,
  type RevisionRecord,
  revisionOf,
  stateOf,
} from '../../shared/scorecards/periods.ts';
import { atLeast, type Caller } from './access.ts';
import type { ProblemCode } from './problem-kinds.ts';

/** The day whose units a period's figures are of: its last, or today where that is to come. */
export function dayOfPeriod(period: string, today: Day): Day {
  const parsed = parsePeriod(period);
  const last = parsed ? lastDayOf(parsed) : today;
  return last < today ? last : today;
}

export type ChosenRevision =
  | {
      readonly ok: true;
      readonly record: PeriodRecord;
      readonly revision: RevisionRecord;
      readonly state: PeriodState;
    }
  | { readonly ok: false; readonly code: Extract<ProblemCode, 'not_found' | 'forbidden'> };

/**
 * The revision that the caller asked for, or the one that `usual` names (0: none). Drafts and
 * what was published before are for reviewers and administrators.
 */
export async function chooseRevision(
  items: ItemTable,
  caller: Caller,
  period: string,
  asked: number | undefined,
  usual: (record: PeriodRecord) => number,
): Promise<ChosenRevision> {
  const record = await periodOf(items, period);
  const number = asked ?? usual(record);
  const revision = number > 0 ? await revisionOf(items, period, number) : undefined;
  if (!revision) return { ok: false, code: 'not_found' };
  const state = stateOf(record, revision);
  const isOpen = state === 'published' || state === 'provisional';
  if (!isOpen && !atLeast(caller, 'reviewer')) return { ok: false, code: 'forbidden' };
  return { ok: true, record, revision, state };
}
