/** What the system says of a file: day by day, and error by error. */
import type { DayAnswer, WorkbookAnswer } from '../../shared/workbook/receive.ts';

/** One thing that is wrong; the message names sheet, row and column. */
export type FileError = Omit<WorkbookAnswer['errors'][number], 'spot'>;

export interface FileAnswer extends Pick<WorkbookAnswer, 'days' | 'more'> {
  readonly errors: readonly FileError[];
}

/** How many errors there are in all. */
export const errorCount = ({ errors, more }: FileAnswer) => errors.length + more;

/** How many days came out so. */
export const daysWith = ({ days }: FileAnswer, ...outcomes: readonly DayAnswer['outcome'][]) =>
  days.filter(({ outcome }) => outcomes.includes(outcome)).length;

/** Whether the day's content was received, and another revision has come to count since. */
export const isSuperseded = <D extends Pick<DayAnswer, 'revision' | 'latestRevision'>>(
  day: D,
): day is D & { readonly revision: number } =>
  day.revision !== undefined && day.revision < day.latestRevision;
