/** The partition keys that a call touches, which a policy's conditions may ask for. */
import type { CallContext } from '../access.ts';
import { isJsonObject, type JsonObject } from '../json-server.ts';
import { readPlaceholders } from './expressions/syntax.ts';
import { readKeyCondition } from './key-condition.ts';
import type { KeySchema } from './schema.ts';

/** Of keys or items as requests have them; one without the attribute is refused later. */
export function leadingKeys({ hashKey }: KeySchema, ...items: readonly unknown[]): CallContext {
  const values = items.flatMap((item) => {
    const value = isJsonObject(item) ? item[hashKey.name] : undefined;
    return isJsonObject(value)
      ? Object.values(value).filter((text) => typeof text === 'string')
      : [];
  });
  return { 'dynamodb:LeadingKeys': values };
}

/** Of a query. */
export function queriedKey(schema: KeySchema, input: JsonObject): CallContext {
  const { hash } = readKeyCondition(schema, input.KeyConditionExpression, readPlaceholders(input));
  const value = hash.toString(schema.hashKey.type === 'S' ? 'utf8' : 'base64');
  return { 'dynamodb:LeadingKeys': [value] };
}
