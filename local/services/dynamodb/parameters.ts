/** Reading the members of a request. */
import type { JsonObject } from '../json-server.ts';
import { isJsonObject, ServiceError } from '../json-server.ts';
import { invalid } from './errors.ts';
import type { TableStore } from './table-store.ts';

export type Tables = ReadonlyMap<string, TableStore>;

/**
 * Throws where the request has a member beyond these: better than to act as if it were not there,
 * as the older conditional parameters would have it.
 */
export function allow(input: JsonObject, ...names: readonly string[]): void {
  for (const [name, value] of Object.entries(input)) {
    if (names.includes(name) || value === undefined) continue;
    if (name.startsWith('Return') && value === 'NONE') continue;
    throw invalid(`The parameter ${name} is not supported here`);
  }
}

export function tableOf(tables: Tables, name: unknown): TableStore {
  const table = typeof name === 'string' ? tables.get(name) : undefined;
  if (!table) throw new ServiceError('ResourceNotFoundException', 'Requested resource not found');
  return table;
}

/** As a policy names the table, or an index of it. */
export const resourceOf = (table: TableStore, index?: string) =>
  `table/${table.definition.name}${index === undefined ? '' : `/index/${index}`}`;

export function objectOf(value: unknown, name: string): JsonObject {
  if (!isJsonObject(value)) throw invalid(`${name} must be a map`);
  return value;
}

/** A list with between 1 and `most` objects in it. */
export function objectsOf(value: unknown, name: string, most: number): JsonObject[] {
  if (!Array.isArray(value) || value.length === 0 || value.length > most) {
    throw invalid(
      `1 validation error detected: Value at '${name}' failed to satisfy constraint: Member must have length between 1 and ${most}`,
    );
  }
  return value.map((element) => objectOf(element, name));
}

export function oneOf<T extends string>(
  value: unknown,
  name: string,
  choices: readonly T[],
  otherwise: T,
): T {
  if (value === undefined) return otherwise;
  const found = choices.find((choice) => choice === value);
  if (found === undefined) {
    throw invalid(
      `1 validation error detected: Value at '${name}' failed to satisfy constraint: Member must satisfy enum value set: [${choices.join(', ')}]`,
    );
  }
  return found;
}

export function flag(value: unknown, name: string, otherwise: boolean): boolean {
  if (value === undefined) return otherwise;
  if (typeof value !== 'boolean') throw invalid(`${name} must be true or false`);
  return value;
}
