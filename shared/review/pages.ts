/** Lists of one branch: every item's sort key begins with its unit's code. */
import { InvalidCursor, type Item, type ItemQuery, type ItemTable } from '../ports.ts';
import type { UnitTree } from '../units/tree.ts';

export interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

export interface PageQuery {
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** The sort keys of a branch's units, and which of them are really its. */
export interface Branch {
  readonly from: string;
  readonly to: string;
  readonly has: (unit: string) => boolean;
}

const READ_AT_ONCE = 500;

/** A unit and all below it; undefined where there is no such unit. Codes of a branch lie close together. */
export function branchOf(tree: UnitTree, within: string): Branch | undefined {
  if (!tree.unit(within)) return undefined;
  const codes: string[] = [];
  const waiting = [within];
  for (let code = waiting.pop(); code !== undefined; code = waiting.pop()) {
    codes.push(code);
    waiting.push(...tree.childrenOf(code).map((child) => child.code));
  }
  codes.sort();
  const known = new Set(codes);
  return { from: `${codes[0]}#`, to: `${codes.at(-1)}#~`, has: (unit) => known.has(unit) };
}

/**
 * A page of what `read` makes of a query's items; those that it makes undefined are left out,
 * however many lie between. Throws InvalidCursor for a cursor that is none of this list.
 */
export async function pageOf<T>(
  items: ItemTable,
  query: Omit<ItemQuery, 'limit' | 'cursor'>,
  { limit, cursor }: PageQuery,
  read: (item: Item) => T | undefined,
): Promise<Page<T>> {
  const start = cursor === undefined ? {} : startAt(cursor, query);
  const found: T[] = [];
  let next: string | null = null;
  do {
    const page = await items.query({
      ...query,
      ...start,
      limit: READ_AT_ONCE,
      ...(next !== null && { cursor: next }),
    });
    for (const item of page.items) {
      const value = read(item);
      if (value === undefined) continue;
      if (found.length === limit) {
        const place = String(query.index ? item.sk1 : item.sk);
        return { items: found, next: Buffer.from(place).toString('base64url') };
      }
      found.push(value);
    }
    next = page.next;
  } while (next !== null);
  return { items: found, next: null };
}

/**
 * A page of several lists of one branch, one after the other; `lists` has each under a name of
 * its own, which the cursor begins with.
 */
export async function pageOfLists<T>(
  items: ItemTable,
  lists: ReadonlyMap<string, Omit<ItemQuery, 'limit' | 'cursor'>>,
  { limit, cursor }: PageQuery,
  read: (item: Item, list: string) => T | undefined,
): Promise<Page<T>> {
  const names = [...lists.keys()];
  const [name = '', place] = cursor?.split('~') ?? [];
  const first = cursor === undefined ? 0 : names.indexOf(name);
  if (first < 0 || (cursor !== undefined && place === undefined))
    throw new InvalidCursor('the cursor is not one of this list');
  const found: T[] = [];
  for (const [list, query] of [...lists].slice(first)) {
    const from = { limit: limit - found.length, cursor: list === name ? place : undefined };
    const page = await pageOf(items, query, from, (item) => read(item, list));
    found.push(...page.items);
    if (page.next !== null) return { items: found, next: `${list}~${page.next}` };
  }
  return { items: found, next: null };
}

/** Where a page begins: at the first item that the page before had no room for. */
function startAt(
  cursor: string,
  { from, to, descending }: Pick<ItemQuery, 'from' | 'to' | 'descending'>,
) {
  const place = Buffer.from(cursor, 'base64url').toString();
  const isPlace = /^[\w#.:+-]+$/.test(place);
  if (!isPlace || (from !== undefined && place < from) || (to !== undefined && place > to)) {
    throw new InvalidCursor('the cursor is not one of this list');
  }
  return descending ? { to: place } : { from: place };
}
