/**
 * The schemes that there are: those that come with the system and those that administrators have
 * stored. A version never changes.
 *
 * | item | pk | sk |
 * | --- | --- | --- |
 * | version | `SCHEMES` | `henan-baseline@0002` (id, version) |
 */
import { z } from 'zod';
import type { Day } from '../calendar/day.ts';
import type { Clock, ItemTable } from '../ports.ts';
import { canonicalJson } from '../submissions/content.ts';
import type { UnitTree } from '../units/tree.ts';
import { BUILT_IN, DEFAULT_SCHEME, nameOf, type Scheme, schemeSchema } from './scheme.ts';

/** A version, and who stored it when; null for those that come with the system. */
export interface SchemeEntry {
  readonly scheme: Scheme;
  readonly stored: {
    readonly by: string /** Milliseconds since 1970. */;
    readonly at: number;
  } | null;
}

/** Every scheme, with the rules by which they are found. */
export interface SchemeBook {
  /** By id and version. */
  readonly all: readonly SchemeEntry[];
  /** The scheme of that name: `henan-baseline@1`, or `henan-baseline` for its latest version. */
  named(name: string): Scheme | undefined;
  /**
   * The scheme that judges a unit in a period that ends on `day`: that of the nearest unit, from
   * itself upwards, whose jurisdiction has one that is adopted and in effect. `named`, which a run
   * was asked to take, stands in for its own jurisdiction's, adopted or not. Of several the one
   * that took effect last counts, of one day's the last in the order of ids and versions. Without
   * any it is the baseline.
   */
  judging(unit: string, tree: UnitTree, day: Day, named?: Scheme): Scheme;
}

const PK = 'SCHEMES';
const storedSchema = z.object({ json: z.string(), storedBy: z.string(), storedAt: z.number() });

/** Sorts versions by number; ids hold no `@`. */
function keyOf({ id, version }: Pick<Scheme, 'id' | 'version'>) {
  return { pk: PK, sk: `${id}@${String(version).padStart(4, '0')}` };
}

/** The book of some schemes, those that come with the system among them. */
export function bookOf(entries: readonly SchemeEntry[]): SchemeBook {
  const all = entries
    .map((entry) => ({ entry, key: keyOf(entry.scheme).sk }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ entry }) => entry);
  const schemes = all.map(({ scheme }) => scheme);
  const named: SchemeBook['named'] = (name) =>
    schemes.findLast((scheme) => nameOf(scheme) === name || scheme.id === name);
  const usual = named(DEFAULT_SCHEME);
  if (!usual) throw new Error(`${DEFAULT_SCHEME} does not come with the system`);

  function adoptedBy(unit: string, day: Day): Scheme | undefined {
    let found: Scheme | undefined;
    for (const scheme of schemes) {
      const { jurisdiction, adopted, effective } = scheme;
      if (jurisdiction !== unit || !adopted || effective > day) continue;
      if (!found || effective >= found.effective) found = scheme;
    }
    return found;
  }

  return {
    all,
    named,
    judging(unit, tree, day, asked) {
      for (const { code } of tree.chainOf(unit)) {
        const scheme = asked?.jurisdiction === code ? asked : adoptedBy(code, day);
        if (scheme) return scheme;
      }
      return usual;
    },
  };
}

/** The schemes as they are now; with `knownAt` as they were then (milliseconds since 1970). */
export async function schemeBook(items: ItemTable, knownAt = Infinity): Promise<SchemeBook> {
  const { items: found } = await items.query({ pk: PK });
  const stored = found.map((item): SchemeEntry => {
    const { json, storedBy: by, storedAt: at } = storedSchema.parse(item);
    return { scheme: schemeSchema.parse(JSON.parse(json)), stored: { by, at } };
  });
  return bookOf([
    ...BUILT_IN.map((scheme) => ({ scheme, stored: null })),
    ...stored.filter((entry) => (entry.stored?.at ?? 0) <= knownAt),
  ]);
}

export type SchemeStored =
  | { readonly outcome: 'stored' | 'unchanged'; readonly entry: SchemeEntry }
  /** The version has other content; `next` is the first one that is free. */
  | { readonly outcome: 'scheme_exists'; readonly next: number };

/** Stores a version that `readScheme` found without fault, once and for all. */
export async function storeScheme(
  { items, clock }: { readonly items: ItemTable; readonly clock: Clock },
  scheme: Scheme,
  by: string,
): Promise<SchemeStored> {
  const held = (await schemeBook(items)).all.filter((entry) => entry.scheme.id === scheme.id);
  const same = held.find((entry) => entry.scheme.version === scheme.version);
  if (!same) {
    const at = clock();
    const put = { ...keyOf(scheme), json: JSON.stringify(scheme), storedBy: by, storedAt: at };
    const stored = await items.transact([{ put, condition: { absent: true } }]);
    // Somebody else has just stored this version: it is there to be compared with now.
    if (!stored) return storeScheme({ items, clock }, scheme, by);
    return { outcome: 'stored', entry: { scheme, stored: { by, at } } };
  }
  if (canonicalJson(same.scheme) === canonicalJson(scheme)) {
    return { outcome: 'unchanged', entry: same };
  }
  return {
    outcome: 'scheme_exists',
    next: Math.max(...held.map((entry) => entry.scheme.version)) + 1,
  };
}
