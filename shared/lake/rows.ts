import { shanghaiTime } from '../calendar/day.ts';
import type { Submission } from '../submissions/contract.ts';
import type { LedgerEntry } from '../submissions/ledger.ts';
import type { Cell, Row, SubmissionTableName } from './tables.ts';

/** The rows that the revision that counts of one station's day gives each table. */
export function rowsOf(
  entry: LedgerEntry,
  submission: Submission,
): Readonly<Record<SubmissionTableName, Row[]>> {
  const { station, day } = entry;
  const listed = <R extends object>(
    list: readonly R[],
    cells: (row: R) => Readonly<Record<string, Cell | undefined>>,
  ): Row[] => list.map((row, position) => ({ day, station, position, ...(cells(row) as Row) }));
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
    officer_time: listed(submission.officerTime, (row) => ({ ...row })),
    disputes: listed(submission.disputes, (row) => ({ ...row })),
    cases: listed(submission.cases, ({ case: case_id, ...row }) => ({ case_id, ...row })),
    follow_ups: listed(submission.followUps, (row) => ({ ...row })),
    counts: listed(submission.counts, ({ count: quantity, ...row }) => ({ quantity, ...row })),
    incidents: listed(submission.incidents, ({ count: quantity, ...row }) => ({
      quantity,
      ...row,
    })),
  };
}
