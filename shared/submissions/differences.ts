/** What one document of a day says otherwise than another, row by row, and in words. */
import { type Field, LIST_NAMES, LISTS, type List, type ListName } from './contract.ts';

/** A row as it is being typed: fields of the contract, some still missing, empty or wrong. */
export type DraftRow = Readonly<Record<string, string | number | undefined>>;

/** The six lists of a submission or of a draft; a list that is left out is empty. */
export type DraftLists = Readonly<Partial<Record<ListName, readonly DraftRow[]>>>;

/** One row that differs. */
export type Difference =
  | { readonly list: ListName; readonly kind: 'added' | 'removed'; readonly row: DraftRow }
  | {
      readonly list: ListName;
      readonly kind: 'changed';
      readonly row: DraftRow;
      readonly before: DraftRow;
      /** The fields whose values differ, in the contract's order. */
      readonly fields: readonly string[];
    };

/** What the words of rows need to know besides the contract. */
export interface RowNames {
  /** The name of a village or community. */
  readonly grid: (code: string) => string;
}

type Language = 'zh' | 'en';

const MISSING = { zh: '(未填)', en: '(blank)' };
const EMPTY_ROW = { zh: '(空行)', en: '(empty row)' };

/**
 * The rows in which `after` differs from `before`: by list in the contract's order, first those
 * changed or added in the order of `after`, then those removed. A row is the same row where the
 * contract's key is; the order of rows does not matter, an empty field is one that is missing,
 * and a number may be written as text.
 */
export function differencesOf(before: DraftLists, after: DraftLists): Difference[] {
  return LIST_NAMES.flatMap((list) =>
    differencesOfList(list, before[list] ?? [], after[list] ?? []),
  );
}

function differencesOfList(
  list: ListName,
  before: readonly DraftRow[],
  after: readonly DraftRow[],
): Difference[] {
  const held = matched(before, (row) => contentOf(list, row));
  // Rows that stand in both documents are set aside first, so that of two rows with the same key
  // the one that was left alone is not taken for the one that was changed.
  const others = after.filter((row) => !held.take(contentOf(list, row)));
  const changeable = matched(held.left(), (row) => keyOf(list, row));
  const found = others.map((row): Difference => {
    const old = changeable.take(keyOf(list, row));
    if (!old) return { list, kind: 'added', row };
    const fields = Object.keys(LISTS[list].fields).filter(
      (field) => textOf(row, field) !== textOf(old, field),
    );
    return { list, kind: 'changed', row, before: old, fields };
  });
  const removed = changeable.left().map((row): Difference => ({ list, kind: 'removed', row }));
  return [...found, ...removed];
}

/** Rows to be taken out one by one by a text that names them. */
function matched(rows: readonly DraftRow[], nameOf: (row: DraftRow) => string) {
  const byName = Map.groupBy(rows, nameOf);
  const left = new Set(rows);
  return {
    take(name: string): DraftRow | undefined {
      const row = byName.get(name)?.shift();
      if (row) left.delete(row);
      return row;
    },
    left: (): DraftRow[] => [...left],
  };
}

const contentOf = (list: ListName, row: DraftRow) =>
  JSON.stringify(Object.keys(LISTS[list].fields).map((field) => textOf(row, field)));

/** What makes it this row and no other; where the contract has no key, all but the numbers. */
function keyOf(list: ListName, row: DraftRow): string {
  const { fields, key }: List = LISTS[list];
  const names = key ?? Object.keys(fields).filter((name) => fields[name]?.kind !== 'integer');
  return JSON.stringify(names.map((name) => textOf(row, name)));
}

const textOf = (row: DraftRow, field: string) => String(row[field] ?? '').trim();

/** A row in words, as `410481-0217 · 入户走访 · 奋飞社区 · 150分钟`; fields left empty are left out. */
export function rowWords(
  list: ListName,
  row: DraftRow,
  names: RowNames,
  language: Language,
): string {
  const { fields }: List = LISTS[list];
  const words = Object.keys(fields)
    .filter((field) => textOf(row, field) !== '')
    .map((field) => valueWords(list, field, row[field], names, language));
  return words.join(' · ') || EMPTY_ROW[language];
}

/** A field's value in words: a grid and a code by their names, minutes with their unit. */
export function valueWords(
  list: ListName,
  name: string,
  value: string | number | undefined,
  names: RowNames,
  language: Language,
): string {
  const text = String(value ?? '').trim();
  if (text === '') return MISSING[language];
  const { fields }: List = LISTS[list];
  const field: Field | undefined = fields[name];
  switch (field?.kind) {
    case 'grid':
      return names.grid(text);
    case 'choice':
      return Object.hasOwn(field.values, text) ? (field.values[text]?.[language] ?? text) : text;
    case 'integer':
      if (name === 'minutes') return language === 'zh' ? `${text}分钟` : `${text} min`;
      return text;
    default:
      return text;
  }
}

/**
 * A difference in words without its kind: the row, and of a changed one what was and what is, as
 * `410481-0217 · 值班备勤 · 60分钟（分钟：90分钟 → 60分钟）`.
 */
export function differenceWords(
  difference: Difference,
  names: RowNames,
  language: Language,
): string {
  const { list, row } = difference;
  const words = rowWords(list, row, names, language);
  if (difference.kind !== 'changed') return words;
  const { fields }: List = LISTS[list];
  const changes = difference.fields.map((name) => {
    const value = (of: DraftRow) => valueWords(list, name, of[name], names, language);
    const label = fields[name]?.names[language] ?? name;
    const change = `${value(difference.before)} → ${value(row)}`;
    return language === 'zh' ? `${label}：${change}` : `${label}: ${change}`;
  });
  return language === 'zh'
    ? `${words}（${changes.join('；')}）`
    : `${words} (${changes.join('; ')})`;
}
