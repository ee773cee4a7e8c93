/** A scheme while it is edited: any JSON, since what is half typed is no scheme yet. */
import { pointerOf } from '../../shared/scoring/field-words.ts';
import type { Scheme } from '../../shared/scoring/scheme.ts';
import type { RefusalError } from '../../shared/submissions/errors.ts';

export type Path = readonly (string | number)[];
export type Draft = Readonly<Record<string, unknown>>;

export const isDraft = (value: unknown): value is Draft =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What stands at a place; undefined where nothing does. */
export function valueAt(draft: unknown, path: Path): unknown {
  let value = draft;
  for (const step of path) {
    if (Array.isArray(value)) value = value[Number(step)];
    else if (isDraft(value) && Object.hasOwn(value, step)) value = value[step];
    else return undefined;
  }
  return value;
}

/** The draft with another value at a place; undefined takes out what stands there. */
export function withValue(draft: Draft, path: Path, value: unknown): Draft {
  const changed = changedAt(draft, path, value);
  return isDraft(changed) ? changed : draft;
}

function changedAt(held: unknown, [step, ...rest]: Path, value: unknown): unknown {
  if (step === undefined) return value;
  if (Array.isArray(held)) {
    const place = Number(step);
    if (rest.length === 0 && value === undefined) return held.filter((_, at) => at !== place);
    const next = [...held];
    next[place] = changedAt(held[place], rest, value);
    return next;
  }
  const members = isDraft(held) ? held : {};
  const next = changedAt(members[step], rest, value);
  if (next !== undefined) return { ...members, [step]: next };
  const { [step]: _gone, ...others } = members;
  return others;
}

/** What was typed into a field for a number: nothing, a number, or what the API will object to. */
export function numberOf(text: string): number | string | undefined {
  const typed = text.trim().replace('，', ',');
  if (typed === '') return undefined;
  const number = Number(typed);
  return Number.isFinite(number) ? number : typed;
}

/** The sum of a level's weights, as far as they are numbers. */
export function sumOf(draft: Draft, level: string): number {
  const weights = valueAt(draft, ['weights', level]);
  if (!isDraft(weights)) return 0;
  const sum = Object.values(weights).reduce<number>(
    (total, weight) => total + (typeof weight === 'number' ? weight : 0),
    0,
  );
  return Number(sum.toFixed(6));
}

/** The version after the last of the scheme's. */
export const nextVersion = (
  id: string,
  entries: readonly { readonly id: string; readonly version: number }[],
): number =>
  Math.max(0, ...entries.filter((one) => one.id === id).map(({ version }) => version)) + 1;

/** A scheme as the draft of its next version. */
export const draftOf = (
  base: Scheme,
  entries: readonly { readonly id: string; readonly version: number }[],
): Draft => ({ ...base, version: nextVersion(base.id, entries) });

/** The element of a place on the page. */
export const elementId = (path: Path) => `at:${pointerOf(path)}`;

/** The nearest place to a fault's that `has` an element: itself, or what it stands in. */
export function nearest(pointer: string, has: (id: string) => boolean): string | undefined {
  for (let at = pointer; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) {
    if (has(`at:${at}`)) return `at:${at}`;
  }
  return undefined;
}

/** What is said of one place. */
export const saidAt = (faults: readonly RefusalError[], path: Path, language: 'zh' | 'en') => {
  const pointer = pointerOf(path);
  const said = faults.filter((fault) => fault.pointer === pointer);
  return said.length === 0 ? undefined : said.map(({ messages }) => messages[language]).join(' ');
};

/** Begins as every draft's does: they go when the account signs out. */
const KEY = 'fengqiao.draft.scheme.';
type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** What was typed and not stored; kept in the tab and gone with it. */
export function keptDraft(store: Store, base: string): Draft | undefined {
  try {
    const held: unknown = JSON.parse(store.getItem(KEY + base) ?? 'null');
    return isDraft(held) ? held : undefined;
  } catch {
    return undefined;
  }
}

export function keepDraft(store: Store, base: string, draft: Draft): void {
  try {
    store.setItem(KEY + base, JSON.stringify(draft));
  } catch {
    // A store that is full or closed keeps nothing; the page goes on.
  }
}

/** What was typed as JSON and not taken into the draft yet; it may be no JSON at all. */
const TEXT_KEY = 'fengqiao.draft.scheme-text.';

export function keptText(store: Store, base: string): string | undefined {
  try {
    return store.getItem(TEXT_KEY + base) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Undefined once it is taken: then the draft holds it. */
export function keepText(store: Store, base: string, text: string | undefined): void {
  try {
    if (text === undefined) store.removeItem(TEXT_KEY + base);
    else store.setItem(TEXT_KEY + base, text);
  } catch {
    // As with the draft.
  }
}

/** Both the draft and what was typed beside it. */
export function dropDraft(store: Store, base: string): void {
  store.removeItem(KEY + base);
  keepText(store, base, undefined);
}
