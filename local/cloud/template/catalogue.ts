/** Resources by type, read through a schema so that a missing property is named. */
import { z } from 'zod';
import { TemplateError } from './intrinsics.ts';
import type { Resource } from './resources.ts';

export interface Catalogue {
  /** Every resource of a type with what the schema makes of its properties. */
  each<T>(type: string, schema: z.ZodType<T>): (readonly [Resource, T])[];
  /** The one resource of a type that `Ref` or `Arn` names so. Throws TemplateError. */
  find(type: string, reference: string, asker: Resource): Resource;
}

export function catalogue(resources: readonly Resource[]): Catalogue {
  return {
    each<T>(type: string, schema: z.ZodType<T>) {
      return resources
        .filter((resource) => resource.type === type)
        .map((resource): readonly [Resource, T] => {
          const parsed = schema.safeParse(resource.properties);
          if (parsed.success) return [resource, parsed.data];
          throw new TemplateError(
            `${resource.logicalId} (${type}): ${z.prettifyError(parsed.error)}`,
          );
        });
    },
    find(type, reference, asker) {
      const found = resources.find(
        (resource) =>
          resource.type === type && [resource.ref, resource.arn, resource.name].includes(reference),
      );
      if (found) return found;
      throw new TemplateError(`${asker.logicalId} (${asker.type}): no ${type} is ${reference}`);
    },
  };
}

/** A property that would change what happens and is not known here: refused where it is set. */
export const unknownProperty = z.never('not known here').optional();

/** CloudFormation takes numbers and booleans as text, too. */
export const integer = z.coerce.number().int();
export const flag = z.union([z.boolean(), z.stringbool()]);
/** `"a"` or `["a", "b"]`. */
export const oneOrMore = z
  .union([z.string(), z.array(z.string())])
  .transform((value) => (typeof value === 'string' ? [value] : value));
