/** Working time gathered officer by officer. */
import { ACTIVITIES, type Activity } from '../../shared/submissions/contract.ts';
import type { DraftRow } from '../../shared/submissions/differences.ts';

/** Minutes of one officer's day, or of all officers' together. */
export interface Minutes {
  /** All of them, leave included. */
  readonly total: number;
  /** Leave is not working time. */
  readonly working: number;
  readonly community: number;
}

export interface OfficerDay extends Minutes {
  readonly officer: string;
  readonly rows: readonly DraftRow[];
}

/** The rows of `officerTime` by officer, in the order in which officers first appear. */
export function officerDays(rows: readonly DraftRow[]): OfficerDay[] {
  const byOfficer = Map.groupBy(rows, ({ officer }) => String(officer ?? ''));
  return [...byOfficer].map(([officer, own]) => ({ officer, rows: own, ...minutesOf(own) }));
}

export function minutesOf(rows: readonly DraftRow[]): Minutes {
  const sum = { total: 0, working: 0, community: 0 };
  for (const { activity, minutes } of rows) {
    const spent = Number(minutes) || 0;
    const group = ACTIVITIES[activity as Activity]?.group;
    sum.total += spent;
    if (group !== 'leave') sum.working += spent;
    if (group === 'community') sum.community += spent;
  }
  return sum;
}

/** The share of working time spent in the community; undefined where there is no working time. */
export const communityShare = ({ working, community }: Minutes): number | undefined =>
  working > 0 ? community / working : undefined;
