/**
 * Saved mappings: `MAPPINGS#<unit>` | name. A unit sees its own and those of the units above it;
 * of two with one name the nearer.
 */
import { z } from 'zod';
import { IMPORT_LISTS } from '../drafts/received.ts';
import type { ItemTable } from '../ports.ts';
import { type FieldSource, type Mapping, mappedFields } from './mapping.ts';

export interface SavedMapping extends Mapping {
  readonly name: string;
  /** Whose it is. */
  readonly unit: string;
}

const sourceSchema = z.union([
  z
    .object({ column: z.string(), values: z.record(z.string(), z.string()).optional() })
    .transform(({ column, values }) => ({ column, ...(values && { values }) })),
  z.object({ constant: z.union([z.string(), z.number()]) }),
]);

const itemSchema = z.object({
  name: z.string(),
  unit: z.string(),
  list: z.enum(IMPORT_LISTS),
  fields: z.record(z.string(), sourceSchema),
});

/** Mappings of one unit; two that are saved at once may be one more. */
export const MAX_MAPPINGS = 50;

const mappingsPk = (unit: string) => `MAPPINGS#${unit}`;

/** Saves a mapping as the unit's own, in place of one of the same name; false where it has too many. */
export async function saveMapping(
  items: ItemTable,
  { name, unit, list, fields }: SavedMapping,
  by: { readonly account: string; readonly at: number },
): Promise<boolean> {
  const key = { pk: mappingsPk(unit), sk: name };
  const others = await items.query({ pk: key.pk, limit: MAX_MAPPINGS + 1 });
  const isNew = others.items.every(({ sk }) => sk !== name);
  if (isNew && others.items.length >= MAX_MAPPINGS) return false;
  await items.putAll([
    { ...key, name, unit, list, fields: { ...fields }, by: by.account, at: by.at },
  ]);
  return true;
}

/**
 * The mapping of that name that a unit uses, with all of its words; `chain` is the unit and those
 * above it, the nearest first.
 */
export async function mappingNamed(
  items: ItemTable,
  chain: readonly string[],
  name: string,
): Promise<SavedMapping | undefined> {
  for (const unit of chain) {
    const item = await items.get({ pk: mappingsPk(unit), sk: name });
    if (item) return itemSchema.parse(item);
  }
  return undefined;
}

/**
 * The mappings that a unit may use, as it may see them: those of units above only with their words
 * for codes. Those for stations and grids are other stations' business.
 */
export async function mappingsFor(
  items: ItemTable,
  chain: readonly string[],
): Promise<SavedMapping[]> {
  const pages = await Promise.all(chain.map((unit) => items.query({ pk: mappingsPk(unit) })));
  const byName = new Map<string, SavedMapping>();
  for (const item of pages.flatMap((page) => page.items)) {
    const mapping = itemSchema.parse(item);
    if (byName.has(mapping.name)) continue;
    byName.set(mapping.name, mapping.unit === chain[0] ? mapping : withoutPlaces(mapping));
  }
  return [...byName.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function withoutPlaces(mapping: SavedMapping): SavedMapping {
  const kinds = mappedFields(mapping.list);
  const fields = Object.entries(mapping.fields).flatMap(
    ([name, source]): [string, FieldSource][] => {
      const kind = kinds[name]?.kind;
      if (kind === 'choice' || kind === 'integer') return [[name, source]];
      // A constant would be another station's code or one of its officers.
      return 'constant' in source ? [] : [[name, { column: source.column }]];
    },
  );
  return { ...mapping, fields: Object.fromEntries(fields) };
}
