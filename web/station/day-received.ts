/** What the API knows of a day that was received, and the names for reading it. */
import type { DraftLists, RowNames } from '../../shared/submissions/differences.ts';
import type { Receipt } from '../../shared/submissions/receipt.ts';

/** `GET /v1/submissions/{station}/{date}`: the lists of a document, and who sent which revision. */
export interface ReceivedDay {
  readonly document: DraftLists;
  readonly revision: number;
  /** Oldest first. */
  readonly receipts: readonly SentReceipt[];
  /** The station's grids on the day. */
  readonly grids: readonly { readonly code: string; readonly name: string }[];
}

export interface SentReceipt extends Receipt {
  /** The account that sent it. */
  readonly sender: string;
}

/** The names of the day's grids; a code that is none of them stays a code. */
export function rowNamesOf({ grids }: ReceivedDay): RowNames {
  const names = new Map(grids.map(({ code, name }) => [code, name]));
  return { grid: (code) => names.get(code) ?? code };
}
