import type { Names } from './contract.ts';
import { type ErrorList, pointerToken } from './errors.ts';
import { message, type SubmissionErrorCode, TEXT } from './messages.ts';
import { containsPersonalData, holdsPersonalData } from './personal-data.ts';

export type SubmissionErrors = ErrorList<SubmissionErrorCode>;
/** Where errors go; a list of more codes than a submission's takes them, too. */
export type ErrorSink = Pick<SubmissionErrors, 'add'>;

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Something that can be pointed at: the document, one of its fields, or a row. */
export interface Place {
  readonly pointer: string;
  readonly names: Names;
}

export function report(
  errors: ErrorSink,
  code: SubmissionErrorCode,
  place: Place,
  text: Names,
): void {
  errors.add(code, () => ({ pointer: place.pointer, messages: message(place.names, text) }));
}

/** Refuses personal data anywhere in a value; whether there was any. */
export function refusePersonalData(errors: ErrorSink, place: Place, value: unknown): boolean {
  const found = holdsPersonalData(value);
  if (found) report(errors, 'personal_data', place, TEXT.personalData);
  return found;
}

/**
 * Refuses a field that the contract does not have. A name that holds personal data is not
 * repeated: the pointer then ends at the parent.
 */
export function refuseUnknown(
  errors: ErrorSink,
  parent: Place,
  name: string,
  value: unknown,
): void {
  if (containsPersonalData(name)) {
    report(errors, 'personal_data', parent, TEXT.personalData);
    return;
  }
  const place = { pointer: `${parent.pointer}/${pointerToken(name)}`, names: parent.names };
  report(errors, 'unknown_field', place, TEXT.unknownField);
  refusePersonalData(errors, place, value);
}
