/**
 * What a draft may hold: the six lists with the contract's fields, whose values may be missing or
 * wrong, since a clerk is still typing. But no free text, in which a person could be named: only
 * whole numbers and texts such as codes and ids are made of, without citizens' personal data.
 */
import {
  type Field,
  LIST_NAMES,
  LISTS,
  type List,
  type ListName,
  type Names,
} from '../submissions/contract.ts';
import { ErrorList, pointerToken, type RefusalError } from '../submissions/errors.ts';
import {
  DOCUMENT,
  headerPlace,
  onlyThese,
  rowPlace,
  type SubmissionErrorCode,
  TEXT,
} from '../submissions/messages.ts';
import { containsPersonalData } from '../submissions/personal-data.ts';
import {
  isRecord,
  type Place,
  refusePersonalData,
  refuseUnknown,
  report,
} from '../submissions/report.ts';

export type DraftRow = Readonly<Record<string, string | number>>;
/** What was typed so far. */
export type DraftDocument = Readonly<Record<ListName, readonly DraftRow[]>>;

export type DraftErrorCode = SubmissionErrorCode | 'too_large';

/** A station of 50 officers fills some 400 rows a day. */
const MAX_DRAFT_ROWS = 5000;
/** What codes and ids are made of; also the beginning of one, or none. */
const CODE_TEXT = /^[A-Za-z0-9_./-]{0,64}$/;
const MAX_CONFIRMED = 1000;

const TOO_MANY = {
  zh: `最多 ${MAX_DRAFT_ROWS} 行，请减少内容`,
  en: `at most ${MAX_DRAFT_ROWS} rows; remove some`,
};
const CONFIRMED = { zh: '已确认的民辅警', en: 'confirmed officers' };

/** Whether a draft may hold the value: the rule that the page keeps to, too. */
export function isDraftValue(value: unknown): value is string | number {
  // A number may be a mobile's as well as a text; one that is no safe integer has lost digits.
  if (typeof value === 'number') {
    return Number.isSafeInteger(value) && !containsPersonalData(String(value));
  }
  return typeof value === 'string' && CODE_TEXT.test(value) && !containsPersonalData(value);
}

/** Everything that keeps a document from being stored as a draft; nothing where it can be. */
export function draftErrors(
  document: unknown,
  confirmed: readonly string[],
): { readonly errors: readonly RefusalError<DraftErrorCode>[]; readonly more: number } {
  const errors = new ErrorList<DraftErrorCode>();
  if (document !== null) checkDocument(document, errors);
  checkConfirmed(confirmed, errors);
  return errors.refused();
}

function checkDocument(document: unknown, errors: ErrorList<DraftErrorCode>): void {
  const whole: Place = { pointer: '', names: DOCUMENT };
  if (!isRecord(document)) {
    refusePersonalData(errors, whole, document);
    report(errors, 'wrong_type', whole, TEXT.notObject);
    return;
  }
  for (const name of Object.keys(document)) {
    if (!Object.hasOwn(LISTS, name)) refuseUnknown(errors, whole, name, document[name]);
  }
  let rows = 0;
  for (const name of LIST_NAMES) {
    const list = document[name];
    const place: Place = { pointer: `/${name}`, names: headerPlace(LISTS[name].names) };
    if (!Array.isArray(list)) {
      refusePersonalData(errors, place, list);
      report(errors, 'wrong_type', place, TEXT.notList);
      continue;
    }
    if (rows <= MAX_DRAFT_ROWS && rows + list.length > MAX_DRAFT_ROWS) {
      errors.add('too_large', () => ({ pointer: place.pointer, messages: TOO_MANY }));
    }
    rows += list.length;
    list.slice(0, MAX_DRAFT_ROWS).forEach((row: unknown, index) => {
      checkRow(name, row, index, errors);
    });
  }
}

function checkRow(
  name: ListName,
  row: unknown,
  index: number,
  errors: ErrorList<DraftErrorCode>,
): void {
  const list: List = LISTS[name];
  const pointer = `/${name}/${index}`;
  const place: Place = { pointer, names: rowPlace(list.names, index) };
  if (!isRecord(row)) {
    refusePersonalData(errors, place, row);
    report(errors, 'wrong_type', place, TEXT.notObject);
    return;
  }
  for (const [field, value] of Object.entries(row)) {
    const known = list.fields[field];
    if (!known) {
      refuseUnknown(errors, place, field, value);
      continue;
    }
    const at: Place = {
      pointer: `${pointer}/${pointerToken(field)}`,
      names: rowPlace(list.names, index, known.names),
    };
    if (isDraftValue(value)) continue;
    const plain = typeof value === 'number' ? String(value) : value;
    if (!refusePersonalData(errors, at, plain)) report(errors, ...misfit(known, value, at));
  }
}

/** What is wrong with a value that is no personal data. */
function misfit(field: Field, value: unknown, at: Place): [SubmissionErrorCode, Place, Names] {
  if (typeof value !== 'string') return ['wrong_type', at, TEXT.notText];
  if (field.kind === 'integer') return ['wrong_type', at, TEXT.notInteger];
  if (field.kind === 'choice') return ['not_allowed', at, onlyThese(field.values)];
  return ['invalid_id', at, TEXT.invalidId];
}

function checkConfirmed(confirmed: readonly string[], errors: ErrorList<DraftErrorCode>): void {
  if (confirmed.length > MAX_CONFIRMED) {
    errors.add('too_large', () => ({ pointer: '/confirmed', messages: TOO_MANY }));
    return;
  }
  confirmed.forEach((officer, index) => {
    const place: Place = { pointer: `/confirmed/${index}`, names: headerPlace(CONFIRMED) };
    if (containsPersonalData(officer)) {
      report(errors, 'personal_data', place, TEXT.personalData);
    } else if (!isDraftValue(officer)) {
      report(errors, 'invalid_id', place, TEXT.invalidId);
    }
  });
}
