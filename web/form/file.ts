/** A document from a file, as the station's own software writes it: into the form, or why not. */
import { LIST_NAMES } from '../../shared/submissions/contract.ts';
import type { RefusalError } from '../../shared/submissions/errors.ts';
import { parseSubmission } from '../../shared/submissions/parse.ts';
import { validateSubmission } from '../../shared/submissions/validate.ts';
import type { CheckContext } from './check.ts';
import { isRecord, type Values } from './rows.ts';

export interface OpenedFile {
  /** What is wrong with the document as a whole and its heading; the rows tell their own errors. */
  readonly errors: readonly RefusalError[];
  /** The file is of another day than the page. */
  readonly otherDate: string | undefined;
  /** The lists to be put into the form; undefined where the file is not for this form. */
  readonly document: Values | undefined;
}

/** Reads one submission. Its version, station and date must be the page's for it to be taken. */
export function openFile(bytes: Uint8Array, context: CheckContext): OpenedFile {
  const parsed = parseSubmission(bytes);
  if (!parsed.ok) return { errors: parsed.errors, otherDate: undefined, document: undefined };
  const { document } = parsed;
  const result = validateSubmission(document, context);
  const errors = result.ok ? [] : result.errors.filter(isOfTheWhole);
  if (!isRecord(document)) return { errors, otherDate: undefined, document: undefined };
  const isWellHeaded = !errors.some(({ pointer }) => HEADING.has(pointer));
  const otherDate =
    isWellHeaded && document.date !== context.date ? String(document.date) : undefined;
  return { errors, otherDate, document: isWellHeaded && !otherDate ? document : undefined };
}

const HEADING: ReadonlySet<string> = new Set(['/schemaVersion', '/station', '/date']);

/** Whether an error is of no row. */
const isOfTheWhole = ({ pointer }: RefusalError): boolean =>
  !LIST_NAMES.some((list) => pointer.startsWith(`/${list}/`));
