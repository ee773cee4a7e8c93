import { addDays, type Day, isDay } from '../calendar/day.ts';
import type { ReferenceBook } from '../units/book.ts';
import {
  HEADER,
  LIST_NAMES,
  LISTS,
  type Names,
  SCHEMA_VERSION,
  type Submission,
} from './contract.ts';
import { ErrorList, type Refused } from './errors.ts';
import { DOCUMENT, dateClosed, headerPlace, type SubmissionErrorCode, TEXT } from './messages.ts';
import { containsPersonalData } from './personal-data.ts';
import {
  isRecord,
  type Place,
  refusePersonalData,
  refuseUnknown,
  report,
  type SubmissionErrors,
} from './report.ts';
import { checkRows, type ReferenceOnDay } from './rows.ts';

export type SubmitterRole = 'clerk' | 'reviewer' | 'administrator';

/** Days back from today that are open to a role, the last one included. */
export const OPEN_DAYS: Readonly<Record<SubmitterRole, number>> = {
  clerk: 62,
  reviewer: 400,
  administrator: Number.POSITIVE_INFINITY,
};

/** The part of the reference data that a submission is checked against. */
export type ReferenceLookup = Pick<ReferenceBook, 'unitsOn' | 'gridsOn' | 'rosterOn'>;

export interface SubmissionContext {
  /** The day it is in Shanghai. */
  readonly today: Day;
  readonly role: SubmitterRole;
  /**
   * Undefined where the station is none of the sender's: nothing is looked up then, and the
   * station is an unknown one, so that the errors tell nothing of other branches.
   */
  readonly reference: ReferenceLookup | undefined;
}

export type Validated =
  | { readonly ok: true; readonly submission: Submission }
  | Refused<SubmissionErrorCode>;

/**
 * Checks a parsed document against the contract and against the units, grids and officers in
 * force on its day. Gives the document itself, typed, or every error in it. Whether the sender
 * may write for the station is the caller's question. Linear in the document's size, safe
 * against any depth.
 *
 * A value that holds personal data has that one error. A value that the reference data does not
 * know still counts for `duplicate_row` and `minutes_over_day`; the latter is told once an
 * officer, at the row that goes over.
 */
export function validateSubmission(document: unknown, context: SubmissionContext): Validated {
  const errors: SubmissionErrors = new ErrorList();
  const whole: Place = { pointer: '', names: DOCUMENT };
  if (!isRecord(document)) {
    refusePersonalData(errors, whole, document);
    report(errors, 'wrong_type', whole, TEXT.notObject);
    return errors.refused();
  }
  checkVersion(document, errors);
  const reference = checkStationAndDate(document, context, errors);
  for (const name of Object.keys(document)) {
    if (Object.hasOwn(HEADER, name) || Object.hasOwn(LISTS, name)) continue;
    refuseUnknown(errors, whole, name, document[name]);
  }
  for (const name of LIST_NAMES) {
    const place: Place = { pointer: `/${name}`, names: headerPlace(LISTS[name].names) };
    const rows = document[name];
    if (Array.isArray(rows)) {
      checkRows(name, rows, reference, errors);
    } else if (!Object.hasOwn(document, name)) {
      report(errors, 'missing_field', place, TEXT.missing);
    } else {
      refusePersonalData(errors, place, rows);
      report(errors, 'wrong_type', place, TEXT.notList);
    }
  }
  if (!errors.empty) return errors.refused();
  // No error: the document has the contract's fields, well formed, and no others.
  return { ok: true, submission: document as unknown as Submission };
}

type Header = Readonly<Record<string, unknown>>;

const headerField = (name: keyof typeof HEADER): Place => ({
  pointer: `/${name}`,
  names: headerPlace(HEADER[name]),
});

function checkVersion(document: Header, errors: SubmissionErrors): void {
  const place = headerField('schemaVersion');
  const version = document.schemaVersion;
  if (!Object.hasOwn(document, 'schemaVersion')) {
    report(errors, 'missing_field', place, TEXT.missing);
  } else if (typeof version !== 'number' || !Number.isInteger(version)) {
    if (!refusePersonalData(errors, place, version)) {
      report(errors, 'wrong_type', place, TEXT.notInteger);
    }
  } else if (version !== SCHEMA_VERSION) {
    report(errors, 'unsupported_version', place, TEXT.unsupportedVersion);
  }
}

/** A text field of the document; undefined, and reported, where there is none. */
function headerText(
  document: Header,
  name: 'station' | 'date',
  errors: SubmissionErrors,
): string | undefined {
  const place = headerField(name);
  const value = document[name];
  if (!Object.hasOwn(document, name)) {
    report(errors, 'missing_field', place, TEXT.missing);
  } else if (typeof value !== 'string') {
    refusePersonalData(errors, place, value);
    report(errors, 'wrong_type', place, TEXT.notText);
  } else if (containsPersonalData(value)) {
    report(errors, 'personal_data', place, TEXT.personalData);
  } else {
    return value;
  }
  return undefined;
}

/** Why nothing can be sent for a day: it has not come, or is closed to the role. */
export function closedDay(
  day: Day,
  { today, role }: Pick<SubmissionContext, 'today' | 'role'>,
): readonly [code: 'future_date' | 'date_closed', text: Names] | undefined {
  if (day > today) return ['future_date', TEXT.futureDate];
  const days = OPEN_DAYS[role];
  if (Number.isFinite(days) && day < addDays(today, -days))
    return ['date_closed', dateClosed(days)];
  return undefined;
}

/** The document's day where it is one that is open to the role, else undefined, and reported. */
function checkDate(
  text: string | undefined,
  { today, role }: SubmissionContext,
  errors: SubmissionErrors,
): { readonly day: Day | undefined; readonly refused: boolean } {
  const place = headerField('date');
  if (text === undefined) return { day: undefined, refused: true };
  if (!isDay(text)) {
    report(errors, 'invalid_date', place, TEXT.invalidDate);
    return { day: undefined, refused: true };
  }
  const closed = closedDay(text, { today, role });
  if (closed) {
    report(errors, closed[0], place, closed[1]);
    return { day: text, refused: true };
  }
  return { day: text, refused: false };
}

/** Nothing is known, so nothing is held against anyone. */
const NO_REFERENCE: ReferenceOnDay = { grid: () => undefined, knowsOfficer: () => true };

/**
 * Checks station and date, and gives the reference data for the rows. Where the date is refused
 * and no units were in force on it, today's are used, so that the document's other errors are
 * still found; where there are none either, the rows are checked by themselves.
 */
function checkStationAndDate(
  document: Header,
  context: SubmissionContext,
  errors: SubmissionErrors,
): ReferenceOnDay {
  const { reference, today } = context;
  const code = headerText(document, 'station', errors);
  if (!reference) {
    if (code !== undefined) {
      report(errors, 'unknown_station', headerField('station'), TEXT.unknownStation);
    }
    checkDate(headerText(document, 'date', errors), context, errors);
    return NO_REFERENCE;
  }
  const date = checkDate(headerText(document, 'date', errors), context, errors);
  const noneOn = (day: Day) => reference.unitsOn(day).size === 0;
  const { refused } = date;
  const day = date.day === undefined || (refused && noneOn(date.day)) ? today : date.day;
  const known = code !== undefined && reference.unitsOn(day).unit(code)?.level === 'station';
  if (code !== undefined && !known && !(refused && noneOn(day))) {
    report(errors, 'unknown_station', headerField('station'), TEXT.unknownStation);
  }
  if (noneOn(day)) return NO_REFERENCE;
  return referenceOn(reference, day, known ? code : undefined);
}

/** What the reference data says about a day; undefined in place of a station that is none. */
export function referenceOn(
  reference: ReferenceLookup,
  day: Day,
  station: string | undefined,
): ReferenceOnDay {
  const grids = reference.gridsOn(day);
  const roster = reference.rosterOn(day);
  return {
    grid(code) {
      const grid = grids.get(code);
      if (!grid) return 'unknown_grid';
      return station !== undefined && grid.station !== station ? 'grid_not_of_station' : undefined;
    },
    knowsOfficer: (officer) => !roster || roster.has(officer),
  };
}
