/** What stands behind the front: lanes, each of which runs one query at a time. */
import type { Literal } from './literals.ts';
import type { ResultColumn } from './text.ts';

/** The statement is at fault; the message is the engine's and says where. */
export class StatementFault extends Error {
  override readonly name = 'StatementFault';
}

export interface Query {
  readonly statement: string;
  readonly parameters: readonly Literal[];
  readonly database: string;
  /** The instant (ms) that partition projection takes for NOW. */
  readonly now: number;
  readonly cancelled: AbortSignal;
}

export interface Outcome {
  readonly columns: readonly ResultColumn[];
  readonly rows: readonly (readonly (string | null)[])[];
  readonly bytesScanned: number;
}

export interface Lane {
  /**
   * Runs one SELECT. Throws StatementFault where the statement, its parameters or a table's files
   * are at fault, and the signal's reason where it was cancelled.
   */
  run(query: Query): Promise<Outcome>;
  close(): void;
}

/** Throws StatementFault where the statement does not begin as a query does. */
export function requireSelect(statement: string): void {
  if (!/^(?:\s|\(|--.*\n|\/\*[\s\S]*?\*\/)*(?:select|with)\b/i.test(statement)) {
    throw new StatementFault('NOT_SUPPORTED: only SELECT statements are allowed here');
  }
}

/** Whether the statement may name the table; one too many does no harm. */
export function mentions(statement: string, name: string): boolean {
  return new RegExp(`(?<!\\w)${name}(?!\\w)`, 'i').test(statement);
}
