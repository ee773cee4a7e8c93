import { shanghaiTime } from '../calendar/day.ts';
import type { Submission } from '../submissions/contract.ts';
import type { LedgerEntry } from '../submissions/ledger.ts';
import type { Row, SubmissionTableName } from './tables.ts';

/** The rows that the revision that counts of one station's day gives each table. */
export function rowsOf(
  entry: LedgerEntry,
  submission: Submission,
): Readonly<Record<SubmissionTableName, readonly Row[]>> {
  const { station, day } = entry;
  return {
    station_days: [
      {
        day,
        station,
        revision: entry.revision,
        on_time: entry.onTime,
        first_received: shanghaiTime(entry.firstReceivedAt),
        received: shanghaiTime(entry.receivedAt),
      },
    ],
    officer_time: submission.officerTime.map((row, position) => ({
      day,
      station,
      position,
      ...row,
    })),
    disputes: submission.disputes.map((row, position) => ({ day, station, position, ...row })),
    cases: submission.cases.map(({ case: case_id, ...row }, position) => ({
      ...{ day, station, position, case_id },
      ...row,
    })),
    follow_ups: submission.followUps.map((row, position) => ({ day, station, position, ...row })),
    counts: submission.counts.map(({ count: quantity, ...row }, position) => ({
      ...{ day, station, position, quantity },
      ...row,
    })),
    incidents: submission.incidents.map(({ count: quantity, ...row }, position) => ({
      ...{ day, station, position, quantity },
      ...row,
    })),
  };
}
