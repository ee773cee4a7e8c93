/** How a file's columns are matched to a list's fields, while somebody is at it. */
import { IMPORT_LISTS, type ImportList } from '../../shared/drafts/received.ts';
import { type FieldSource, type Mapping, mappedFields } from '../../shared/imports/mapping.ts';
import type { Table } from '../../shared/imports/table.ts';
import type { Names } from '../../shared/submissions/contract.ts';
import { containsPersonalData } from '../../shared/submissions/personal-data.ts';

export { IMPORT_LISTS, type ImportList };

/** An item of `GET /v1/imports/mappings` */
export interface SavedMapping extends Mapping {
  readonly name: string;
  /** Whose it is. */
  readonly unit: string;
}

/** `POST /v1/imports` */
export interface ImportAnswer {
  readonly rows: number;
  readonly filled: number;
  readonly repeated: number;
  readonly stations: readonly {
    readonly station: { readonly code: string; readonly name: string | null };
    readonly days: number;
    readonly rows: number;
  }[];
  readonly errors: readonly {
    readonly row: number;
    readonly column: string | null;
    readonly code: string;
    readonly messages: Names;
  }[];
  readonly more: number;
}

/** Where a field comes from, as far as that is said. */
export type Choice =
  | { readonly from: 'nowhere' }
  | { readonly from: 'column'; readonly column: string; readonly values: Values }
  | { readonly from: 'constant'; readonly constant: string };

/** Their words, and ours for them; an empty one is not matched. */
export type Values = Readonly<Record<string, string>>;

export interface Matching {
  readonly list: ImportList;
  readonly choices: Readonly<Record<string, Choice>>;
}

export type Kind = ReturnType<typeof mappedFields>[string];

const NOWHERE: Choice = { from: 'nowhere' };

/** The fields of a list that can be matched, by name. */
export const kindsOf = (list: ImportList): Readonly<Record<string, Kind>> => mappedFields(list);

/** A first matching: each field with the column that is called what the field is called. */
export function suggested(list: ImportList, headings: readonly string[]): Matching {
  const choices = Object.entries(kindsOf(list)).map(([name, { names }]): [string, Choice] => {
    const column = headings.find((heading) => [name, names.zh, names.en].includes(heading));
    return [name, column === undefined ? NOWHERE : { from: 'column', column, values: {} }];
  });
  return { list, choices: Object.fromEntries(choices) };
}

/** A saved mapping, to look at and change. */
export function matchingOf({ list, fields }: Mapping): Matching {
  const choices = Object.keys(kindsOf(list)).map((name) => [name, choiceOf(fields[name])]);
  return { list, choices: Object.fromEntries(choices) };
}

function choiceOf(source: FieldSource | undefined): Choice {
  if (!source) return NOWHERE;
  if ('constant' in source) return { from: 'constant', constant: String(source.constant) };
  return { from: 'column', column: source.column, values: source.values ?? {} };
}

/** The mapping as it is saved: without what is not imported, words not matched, personal data. */
export function mappingOf({ list, choices }: Matching): Mapping {
  const kinds = kindsOf(list);
  const fields = Object.entries(choices).flatMap(([name, choice]): [string, FieldSource][] => {
    const source = sourceOf(choice, kinds[name]);
    return source ? [[name, source]] : [];
  });
  return { list, fields: Object.fromEntries(fields) };
}

function sourceOf(choice: Choice, kind: Kind | undefined): FieldSource | undefined {
  if (choice.from === 'nowhere') return undefined;
  if (choice.from === 'constant') return { constant: constantOf(kind, choice.constant) };
  const matched = Object.entries(choice.values).filter(
    ([theirs, ours]) => ours !== '' && !containsPersonalData(theirs),
  );
  const { column } = choice;
  return matched.length > 0 ? { column, values: Object.fromEntries(matched) } : { column };
}

function constantOf(kind: Kind | undefined, text: string): string | number {
  return kind?.kind === 'integer' && /^\d{1,9}$/.test(text) ? Number(text) : text;
}

/** What a column holds. */
export interface Distinct {
  /** The most frequent first. */
  readonly values: readonly { readonly text: string; readonly rows: number }[];
  /** How many are personal data, which is not shown, */
  readonly hidden: number;
  /** and how many there are beyond those listed. */
  readonly more: number;
}

/** So many values of a column are listed. */
const LISTED = 100;

/** The distinct values of a column; empty cells are none. */
export function distinctOf({ headings, rows }: Table, column: string): Distinct {
  const place = headings.indexOf(column);
  const counts = new Map<string, number>();
  for (const { cells } of rows) {
    const text = cells[place] ?? '';
    if (text !== '') counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  const open = [...counts].filter(([text]) => !containsPersonalData(text));
  const values = open
    .map(([text, count]) => ({ text, rows: count }))
    .sort((a, b) => b.rows - a.rows || (a.text < b.text ? -1 : 1));
  return {
    values: values.slice(0, LISTED),
    hidden: counts.size - open.length,
    more: Math.max(0, values.length - LISTED),
  };
}

/** One of ours that a value can be matched to. */
export interface Ours {
  readonly code: string;
  readonly name: string;
  /** Every word that the server takes for it without being told. */
  readonly words: readonly string[];
}

/** The codes of a coded field in their order. */
export function codesOf(kind: Kind, language: 'zh' | 'en'): readonly Ours[] {
  if (kind.kind !== 'choice') return [];
  return Object.entries(kind.values).map(([code, names]) => ({
    ...{ code, name: names[language], words: [code, names.zh, names.en] },
  }));
}

/** The values that have to be matched: those that say none of ours by itself. */
export function unknownOf(distinct: Distinct, ours: readonly Ours[]): Distinct['values'] {
  const words = new Set(ours.flatMap((one) => one.words));
  return distinct.values.filter(({ text }) => !words.has(text));
}

/** What such a value probably means: the one of ours whose name it holds, or that holds it. */
export function guess(text: string, ours: readonly Ours[]): string {
  const alike = ours.filter(({ name }) => name.includes(text) || text.includes(name));
  return alike.length === 1 ? (alike[0]?.code ?? '') : '';
}

/** The choice of a column, with a guess for each of its values that has to be matched. */
export function columnChoice(table: Table, column: string, ours: readonly Ours[]): Choice {
  const unknown = ours.length > 0 ? unknownOf(distinctOf(table, column), ours) : [];
  const values = unknown.map(({ text }) => [text, guess(text, ours)]);
  return { from: 'column', column, values: Object.fromEntries(values) };
}

/** A value of a column to show what is in it; undefined where none can be shown. */
export function sampleOf(table: Table, column: string): string | undefined {
  return distinctOf(table, column).values[0]?.text;
}

const MOST_NAME = 64;

/** Whether a mapping can be saved under the name. */
export function isName(name: string): boolean {
  const text = name.trim();
  return (
    text !== '' && text.length <= MOST_NAME && !/\p{Cc}/u.test(text) && !containsPersonalData(text)
  );
}
