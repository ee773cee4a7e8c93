import { shanghaiTime } from '../calendar/day.ts';
import type { Revision } from './ledger.ts';

/** What a sender gets once everything that it says is stored. */
export interface Receipt {
  readonly station: string;
  readonly date: string;
  readonly revision: number;
  /** The revision that counts. */
  readonly latestRevision: number;
  /** With Shanghai's offset, to the second. */
  readonly receivedAt: string;
  /** SHA-256 of the content, hexadecimal. */
  readonly contentHash: string;
  /** Whether the day's first revision came by its deadline. */
  readonly onTime: boolean;
  /** Rows in each list. */
  readonly counts: Readonly<Record<string, number>>;
}

/** The receipt of a revision; `latestRevision` tells which one counts now. */
export function receiptOf(revision: Revision, latestRevision: number): Receipt {
  return {
    station: revision.station,
    date: revision.day,
    revision: revision.revision,
    latestRevision,
    receivedAt: shanghaiTime(revision.receivedAt),
    contentHash: revision.hash,
    onTime: revision.onTime,
    counts: revision.counts,
  };
}
