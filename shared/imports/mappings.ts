/**
 * Saved mappings: `MAPPINGS#<unit>` | name. A unit sees its own and those of the units above it;
 * of two with one name the nearer.
 */
import { z } from 'zod';
import { IMPORT_LISTS } from '../drafts/received.ts';
import type { ItemTable } from '../ports.ts';
import type { Mapping } from './mapping.ts';

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

const mappingsPk = (unit: string) => `MAPPINGS#${unit}`;

/** Saves a mapping as the unit's own, in place of one of the same name. */
export async function saveMapping(
  items: ItemTable,
  { name, unit, list, fields }: SavedMapping,
  by: { readonly account: string; readonly at: number },
): Promise<void> {
  const key = { pk: mappingsPk(unit), sk: name };
  await items.putAll([
    { ...key, name, unit, list, fields: { ...fields }, by: by.account, at: by.at },
  ]);
}

/** The mappings that a unit may use; `chain` is the unit and those above it, the nearest first. */
export async function mappingsFor(
  items: ItemTable,
  chain: readonly string[],
): Promise<SavedMapping[]> {
  const pages = await Promise.all(chain.map((unit) => items.query({ pk: mappingsPk(unit) })));
  const byName = new Map<string, SavedMapping>();
  for (const item of pages.flatMap((page) => page.items)) {
    const mapping = itemSchema.parse(item);
    if (!byName.has(mapping.name)) byName.set(mapping.name, mapping);
  }
  return [...byName.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}
