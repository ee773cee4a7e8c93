/**
 * What the template's sheets and columns are called, and how what stands in them is recognised:
 * by the Chinese name, the English name or the contract's own, in any case and width.
 */
import {
  type Field,
  HEADER,
  LIST_NAMES,
  LISTS,
  type List,
  type ListName,
  type Names,
} from '../submissions/contract.ts';

/** The sheets beside the six lists. */
export const GUIDE_SHEET: Names = { zh: '说明', en: 'instructions' };
export const CODES_SHEET: Names = { zh: '代码', en: 'codes' };
/** Says which days are reported though nothing happened. */
export const DAYS_SHEET: Names = { zh: '日期', en: 'days' };
/** All six lists in one table, as a CSV file has them. */
export const COMBINED_SHEET: Names = { zh: 'CSV', en: 'CSV' };

export const DATE_COLUMN: Names = HEADER.date;
/** On the sheet of days: nothing happened. In a CSV file a row of this list says the same. */
export const NIL: Names = { zh: '零报告', en: 'nil report' };
/** In a CSV file: the list that the row belongs to. */
export const LIST_COLUMN: Names = { zh: '表', en: 'list' };
export const YES: Names = { zh: '是', en: 'yes' };
export const NO: Names = { zh: '否', en: 'no' };

/** Text without what cannot be seen and without differences of width. */
export function plain(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .trim();
}

/** Text as names are compared. */
const folded = (text: string) => plain(text).toLowerCase();

/** Whether the text is one of the names. */
export function isNamed(text: string, ...names: readonly (Names | string)[]): boolean {
  const sought = folded(text);
  return names.some((name) =>
    typeof name === 'string'
      ? folded(name) === sought
      : folded(name.zh) === sought || folded(name.en) === sought,
  );
}

/** The key of a table of names by any of the key's names. */
function index(table: Readonly<Record<string, Names>>): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(table).flatMap(([key, { zh, en }]) =>
      [key, zh, en].map((name) => [folded(name), key] as const),
    ),
  );
}

const LIST_INDEX = index(Object.fromEntries(LIST_NAMES.map((list) => [list, LISTS[list].names])));

/** The list that has this name. */
export function listNamed(text: string): ListName | undefined {
  return LIST_INDEX.get(folded(text)) as ListName | undefined;
}

/** The fields of a list by their contract names, in the contract's order. */
export function fieldsOf(list: ListName): readonly (readonly [string, Field])[] {
  return Object.entries<Field>((LISTS[list] as List).fields);
}

/** A field of a list; undefined where the list has no such field. */
export function fieldOf(list: ListName, name: string): Field | undefined {
  const { fields }: List = LISTS[list];
  return Object.hasOwn(fields, name) ? fields[name] : undefined;
}

/** Every field of the six lists once: those of one name have one heading. */
export const ALL_FIELDS: ReadonlyMap<string, Field> = new Map(LIST_NAMES.flatMap(fieldsOf));

const FIELD_INDEX = index(
  Object.fromEntries([...ALL_FIELDS].map(([name, { names }]) => [name, names])),
);

/** The field, of any list, that has this heading. */
export function fieldNamed(text: string): string | undefined {
  return FIELD_INDEX.get(folded(text));
}

const CHOICES = new Map<Field, ReadonlyMap<string, string>>();

/** The code of a choice by its Chinese or English name, or by itself. */
export function choiceNamed(
  field: Extract<Field, { kind: 'choice' }>,
  text: string,
): string | undefined {
  const known = CHOICES.get(field) ?? index(field.values);
  CHOICES.set(field, known);
  return known.get(folded(text));
}
