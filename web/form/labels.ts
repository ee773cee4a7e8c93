/** What a row is called in a list of errors. */
import { ID_PATTERN, LISTS, type List, type ListName } from '../../shared/submissions/contract.ts';
import { containsPersonalData } from '../../shared/submissions/personal-data.ts';
import type { Language } from '../format.ts';
import type { FormError } from './form.ts';
import { type FormLists, fieldOf, type Values, valuesOf } from './rows.ts';
import type { FormWords } from './words.ts';

const NAMED_BY: Readonly<Record<ListName, readonly string[]>> = {
  officerTime: ['officer', 'activity'],
  disputes: ['dispute'],
  cases: ['case'],
  followUps: ['item'],
  counts: ['grid', 'kind'],
  incidents: ['grid', 'kind'],
};

/** `工作时间 · 410481-0217 · 入户走访 · 分钟`; a value that may not be repeated is left out. */
export function errorPlace(
  { list, key, field }: FormError,
  lists: FormLists,
  words: FormWords,
  language: Language,
  gridName: (code: string) => string,
): string {
  if (!list) return words.whole;
  const at = lists[list].findIndex((row) => row.key === key);
  const row = lists[list][at];
  const names = row ? namesOf(list, valuesOf(row), language, gridName) : [];
  const { fields }: List = LISTS[list];
  const isPrivate = field !== undefined && containsPersonalData(field);
  return [
    words.sections[list],
    ...(names.length > 0 ? names : [words.row(at + 1)]),
    ...(field === undefined || isPrivate
      ? []
      : [Object.hasOwn(fields, field) ? (fields[field]?.names[language] ?? field) : field]),
  ].join(' · ');
}

function namesOf(
  list: ListName,
  values: Values,
  language: Language,
  gridName: (code: string) => string,
): string[] {
  return NAMED_BY[list].flatMap((name) => {
    const value = values[name];
    if (typeof value !== 'string' || containsPersonalData(value)) return [];
    const field = fieldOf(list, name);
    if (field?.kind === 'grid') return [gridName(value)];
    if (field?.kind === 'choice') {
      return Object.hasOwn(field.values, value) ? [field.values[value]?.[language] ?? value] : [];
    }
    // What is no number may be a name.
    return ID_PATTERN.test(value) ? [value] : [];
  });
}
