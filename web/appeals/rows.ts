/** Rows of submissions and of the reference data, in the words of their fields. */

import { type Field, LISTS } from '../../shared/submissions/contract.ts';
import { REFERENCE_COLUMNS, type ReferenceKind } from '../../shared/units/kinds.ts';
import { count, type Language } from '../format.ts';

/** A field of a row: what it is called and what stands in it. */
export interface Part {
  readonly label: string;
  readonly text: string;
}

export type ListName = keyof typeof LISTS;

/** What the codes of the reference data are called. */
const CODES: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  village: { zh: '村', en: 'village' },
  community: { zh: '社区', en: 'community' },
  urban: { zh: '城区', en: 'urban' },
  rural: { zh: '农村', en: 'rural' },
  community_officer: { zh: '社区民警', en: 'community officer' },
  auxiliary: { zh: '辅警', en: 'auxiliary' },
  other: { zh: '其他', en: 'other' },
  awareness: { zh: '知晓率', en: 'awareness' },
  satisfaction: { zh: '满意度', en: 'satisfaction' },
  safety: { zh: '安全感', en: 'safety' },
};

/** A submission's row, its fields in the contract's order. */
export function rowParts(
  list: ListName,
  row: Readonly<Record<string, unknown>>,
  language: Language,
): Part[] {
  const fields: Readonly<Record<string, Field>> = LISTS[list].fields;
  return Object.entries(fields).flatMap(([name, field]) => {
    const value = row[name];
    if (value === undefined) return [];
    const choice = field.kind === 'choice' ? field.values[String(value)]?.[language] : undefined;
    const text = typeof value === 'number' ? count(value) : (choice ?? String(value));
    return [{ label: field.names[language], text }];
  });
}

/** A row of the reference data, its columns in the file's order; empty ones are left out. */
export function referenceParts(
  kind: ReferenceKind,
  row: Readonly<Record<string, unknown>>,
  language: Language,
): Part[] {
  return Object.entries(REFERENCE_COLUMNS[kind]).flatMap(([name, column]) => {
    const value = row[name];
    const text = Array.isArray(value)
      ? value.join(language === 'zh' ? '、' : ', ')
      : typeof value === 'number'
        ? count(value)
        : column.kind === 'choice'
          ? (CODES[String(value)]?.[language] ?? String(value))
          : String(value ?? '');
    return text === '' ? [] : [{ label: column.names[language], text }];
  });
}
