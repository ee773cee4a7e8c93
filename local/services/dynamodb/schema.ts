/** Tables' keys: which attributes they are, and the bytes that order them. */
import { sortableBytes } from './decimal.ts';
import { invalid, invalidValue } from './errors.ts';
import { ownValue } from './expressions/syntax.ts';
import { type AttributeMap, type AttributeValue, decimalOf, typeOf } from './values.ts';

export interface KeyAttribute {
  readonly name: string;
  readonly type: 'S' | 'N' | 'B';
}

export interface KeySchema {
  readonly hashKey: KeyAttribute;
  readonly rangeKey?: KeyAttribute;
}

/** A global secondary index with every attribute in it. */
export interface IndexDefinition extends KeySchema {
  readonly name: string;
}

export interface TableDefinition extends KeySchema {
  readonly name: string;
  readonly indexes: readonly IndexDefinition[];
  /** Seconds since 1970 after which an item may be removed. */
  readonly ttlAttribute?: string;
}

/** A key as bytes that sort as the service sorts; no range key is empty bytes. */
export interface KeyBytes {
  readonly hash: Buffer;
  readonly range: Buffer;
}

const LONGEST_HASH_KEY = 2048;
const LONGEST_RANGE_KEY = 1024;

export function keyAttributes({ hashKey, rangeKey }: KeySchema): readonly KeyAttribute[] {
  return rangeKey ? [hashKey, rangeKey] : [hashKey];
}

/** The bytes of a key attribute's value; the value must be of the attribute's type. */
export function bytesOf(value: AttributeValue): Buffer {
  if ('S' in value) return Buffer.from(value.S);
  if ('N' in value) return sortableBytes(decimalOf(value.N));
  if ('B' in value) return Buffer.from(value.B, 'base64');
  throw new Error('not a value that a key may have');
}

/** The key of an item that is checked already; undefined where a part is missing. */
export function keyBytes(schema: KeySchema, item: AttributeMap): KeyBytes | undefined {
  const hash = ownValue(item, schema.hashKey.name);
  const range = schema.rangeKey && ownValue(item, schema.rangeKey.name);
  if (!hash || (schema.rangeKey && !range)) return undefined;
  return { hash: bytesOf(hash), range: range ? bytesOf(range) : Buffer.alloc(0) };
}

/** The key that a request names: its attributes and no others. */
export function readKey(schema: KeySchema, key: AttributeMap): KeyBytes {
  const attributes = keyAttributes(schema);
  const fits =
    Object.keys(key).length === attributes.length &&
    attributes.every(({ name, type }) => {
      const value = ownValue(key, name);
      return value !== undefined && typeOf(value) === type;
    });
  if (!fits) throw invalid('The provided key element does not match the schema');
  for (const attribute of attributes) checkLength(schema, attribute, key);
  return keyBytes(schema, key) as KeyBytes;
}

/** Checks the key attributes of a whole item, the table's and those of the indexes it falls into. */
export function keyOfItem(table: TableDefinition, item: AttributeMap): KeyBytes {
  for (const attribute of keyAttributes(table)) {
    const value = ownValue(item, attribute.name);
    if (!value) throw invalidValue(`Missing the key ${attribute.name} in the item`);
    if (typeOf(value) !== attribute.type) {
      throw invalidValue(
        `Type mismatch for key ${attribute.name} expected: ${attribute.type} actual: ${typeOf(value)}`,
      );
    }
    checkLength(table, attribute, item);
  }
  checkIndexKeys(table, item);
  return keyBytes(table, item) as KeyBytes;
}

/** An item need not be in an index, but an index's key attribute must be one where it is there. */
export function checkIndexKeys(table: TableDefinition, item: AttributeMap): void {
  for (const index of table.indexes) {
    for (const { name, type } of keyAttributes(index)) {
      const value = ownValue(item, name);
      if (!value) continue;
      if (typeOf(value) !== type) {
        throw invalidValue(
          `Type mismatch for Index Key ${name} Expected: ${type} Actual: ${typeOf(value)} IndexName: ${index.name}`,
        );
      }
      if (bytesOf(value).length === 0) {
        throw invalid(
          `One or more parameter values are not valid. A value specified for a secondary index key is not supported. The AttributeValue for a key attribute cannot contain an empty string value. IndexName: ${index.name}, IndexKey: ${name}`,
        );
      }
    }
  }
}

function checkLength(schema: KeySchema, { name }: KeyAttribute, item: AttributeMap): void {
  const value = ownValue(item, name);
  const { length } = value ? bytesOf(value) : Buffer.alloc(0);
  if (length === 0) {
    throw invalid(
      `One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: ${name}`,
    );
  }
  const isHash = name === schema.hashKey.name;
  if (length > (isHash ? LONGEST_HASH_KEY : LONGEST_RANGE_KEY)) {
    throw invalidValue(
      isHash
        ? 'Size of hashkey has exceeded the maximum size limit of2048 bytes'
        : 'Aggregated size of all range keys has exceeded the size limit of 1024 bytes',
    );
  }
}
