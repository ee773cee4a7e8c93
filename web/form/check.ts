/** What is wrong in the form, found with the server's own validation, and where it stands. */
import { LIST_NAMES, type ListName, type Names } from '../../shared/submissions/contract.ts';
import { pointerToken, type RefusalError } from '../../shared/submissions/errors.ts';
import { TEXT } from '../../shared/submissions/messages.ts';
import {
  type ReferenceLookup,
  type SubmitterRole,
  validateSubmission,
} from '../../shared/submissions/validate.ts';
import { ReferenceBook } from '../../shared/units/book.ts';
import type { FormError, FormState } from './form.ts';
import { documentListsOf, eachList, type FormLists, valuesOf } from './rows.ts';
import type { Known } from './shapes.ts';

/** Whose day it is, and what the page knows for checking it. */
export interface CheckContext {
  readonly station: string;
  readonly date: string;
  /** The day it is in Shanghai. */
  readonly today: string;
  readonly role: SubmitterRole;
  readonly reference: ReferenceLookup;
}

/**
 * The reference data of one station as the validation wants them. There is no roster in them: an
 * officer of another station may help out, which only the server can tell.
 */
export function referenceOf(station: string, { grids }: Pick<Known, 'grids'>): ReferenceLookup {
  const version = { version: 1, effective: '1970-01-01' };
  const unit = {
    code: station,
    name: station,
    level: 'station',
    parent: null,
    area: 'rural',
  } as const;
  const size = { households: 0, population: 0 };
  return new ReferenceBook([
    { kind: 'units', ...version, rows: [unit] },
    { kind: 'grids', ...version, rows: grids.map((grid) => ({ ...grid, station, ...size })) },
  ]);
}

/** A document with its heading, as it is validated and sent. */
export const withHeading = <Lists>(
  { station, date }: { readonly station: string; readonly date: string },
  lists: Lists,
) => ({ schemaVersion: 1, station, date, ...lists });

/** Errors found on the page, in the document's order. */
export function pageErrors(lists: FormLists, context: CheckContext): FormError[] {
  const document = withHeading(context, documentListsOf(lists));
  const result = validateSubmission(document, context);
  if (result.ok) return [];
  const keys = eachList((list) => lists[list].map(({ key }) => key));
  return result.errors.map((error) => {
    const found = placed(error, lists, keys);
    // The page knows the station's own grids only; whether the code exists at all, it cannot tell.
    if (error.code !== 'unknown_grid') return found;
    return { ...found, code: 'grid_not_of_station', text: TEXT.gridNotOfStation };
  });
}

/** An error of a document whose rows have these keys, at its place in the form. */
export function placed(
  { code, pointer, messages }: RefusalError,
  lists: FormLists,
  keys: Readonly<Record<ListName, readonly number[]>>,
): FormError {
  const text = withoutPlace(messages);
  const [, name = '', index = '', token] = pointer.split('/');
  const list = LIST_NAMES.find((one) => one === name);
  const key = list && keys[list][Number(index)];
  if (!list || key === undefined || index === '') return { code, text };
  if (token === undefined) return { code, text, list, key };
  const row = lists[list].find((one) => one.key === key);
  const field = Object.keys(row ? valuesOf(row) : {}).find((one) => pointerToken(one) === token);
  return { code, text, list, key, field: field ?? token };
}

/** `工作时间第 3 行「分钟」：应为整数` → `应为整数`: the place is where it is shown. */
export const withoutPlace = ({ zh, en }: Names): Names => ({
  zh: zh.slice(zh.indexOf('：') + 1),
  en: upperFirst(en.slice(en.indexOf(': ') + 1).trim()),
});

const upperFirst = (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1);

/** Whether it is only the server that can be sure of the error. */
export const isDoubt = ({ code }: FormError): boolean => code === 'grid_not_of_station';

/**
 * Everything wrong in the form: what the page found and what the server refused and has not been
 * changed since. Where both speak of a field, the server knows better in what only it can know,
 * else they say the same.
 */
export function errorsOf(state: FormState, context: CheckContext): FormError[] {
  const found = pageErrors(state.lists, context);
  const at = (error: FormError) => `${error.list} ${error.key} ${error.field}`;
  const same = (error: FormError) => `${at(error)} ${error.code}`;
  const refused = new Set(state.refused.map(at));
  const kept = found.filter((error) => !(isDoubt(error) && refused.has(at(error))));
  const known = new Set(kept.map(same));
  const rank = new Map(
    LIST_NAMES.flatMap((list) => state.lists[list].map(({ key }) => key)).map((key, place) => [
      key,
      place,
    ]),
  );
  const placeOf = ({ key }: FormError) => (key === undefined ? -1 : (rank.get(key) ?? -1));
  return [...kept, ...state.refused.filter((error) => !known.has(same(error)))].toSorted(
    (a, b) => placeOf(a) - placeOf(b),
  );
}
