/** Attribute values in their wire form, checked and brought into one shape. */
import { isJsonObject } from '../json-server.ts';
import { compareDecimals, type Decimal, formatDecimal, parseDecimal } from './decimal.ts';
import { invalid, invalidValue } from './errors.ts';

/** As on the wire; numbers are written in full, binaries in base64. */
export type AttributeValue =
  | { readonly S: string }
  | { readonly N: string }
  | { readonly B: string }
  | { readonly BOOL: boolean }
  | { readonly NULL: true }
  | { readonly L: readonly AttributeValue[] }
  | { readonly M: AttributeMap }
  | { readonly SS: readonly string[] }
  | { readonly NS: readonly string[] }
  | { readonly BS: readonly string[] };

export type AttributeMap = { readonly [name: string]: AttributeValue };
export type AttributeType = 'S' | 'N' | 'B' | 'BOOL' | 'NULL' | 'L' | 'M' | 'SS' | 'NS' | 'BS';
export const ATTRIBUTE_TYPES: readonly string[] = [
  'S',
  'N',
  'B',
  'BOOL',
  'NULL',
  'L',
  'M',
  'SS',
  'NS',
  'BS',
];

const DEEPEST = 32;

export const typeOf = (value: AttributeValue): AttributeType =>
  Object.keys(value)[0] as AttributeType;

/** The elements of a set, undefined for what is none. */
export function setElements(value: AttributeValue): readonly string[] | undefined {
  if ('SS' in value) return value.SS;
  if ('NS' in value) return value.NS;
  return 'BS' in value ? value.BS : undefined;
}

/** A map without inherited names, so that an attribute may have any. */
export function mapOf(entries: Iterable<readonly [string, AttributeValue]>): AttributeMap {
  const map: Record<string, AttributeValue> = Object.create(null);
  for (const [name, value] of entries) map[name] = value;
  return map;
}

/** Checks a map of attributes as it came in. */
export function readMap(input: unknown, depth = 0): AttributeMap {
  if (!isJsonObject(input)) throw invalid('A map of attribute values is wanted');
  return mapOf(Object.entries(input).map(([name, value]) => [name, readValue(value, depth + 1)]));
}

/** Checks one value as it came in and brings its numbers into form. */
export function readValue(input: unknown, depth = 0): AttributeValue {
  if (depth > DEEPEST) throw invalid('Nesting Levels have exceeded supported limits');
  if (!isJsonObject(input)) throw invalid('An attribute value is wanted');
  const [entry, ...more] = Object.entries(input);
  if (!entry)
    throw invalid(
      'Supplied AttributeValue is empty, must contain exactly one of the supported datatypes',
    );
  if (more.length > 0) {
    throw invalid(
      'Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes',
    );
  }
  const [type, content] = entry;
  switch (type) {
    case 'S':
      return { S: text(content) };
    case 'N':
      return { N: number(content) };
    case 'B':
      return { B: binary(content) };
    case 'BOOL':
      if (typeof content !== 'boolean') throw invalid('A boolean is wanted');
      return { BOOL: content };
    case 'NULL':
      if (content !== true)
        throw invalidValue('Null attribute value types must have the value of true');
      return { NULL: true };
    case 'L':
      if (!Array.isArray(content)) throw invalid('A list is wanted');
      return { L: content.map((element) => readValue(element, depth + 1)) };
    case 'M':
      return { M: readMap(content, depth) };
    case 'SS':
      return { SS: elements(content, text) };
    case 'NS':
      return { NS: elements(content, number) };
    case 'BS':
      return { BS: elements(content, binary) };
    default:
      throw invalid(
        'Supplied AttributeValue is empty, must contain exactly one of the supported datatypes',
      );
  }
}

function text(content: unknown): string {
  if (typeof content !== 'string') throw invalid('A text is wanted');
  return content;
}

function number(content: unknown): string {
  const value = parseDecimal(text(content));
  if (typeof value === 'string') throw invalid(value);
  return formatDecimal(value);
}

function binary(content: unknown): string {
  return Buffer.from(text(content), 'base64').toString('base64');
}

function elements(content: unknown, read: (element: unknown) => string): string[] {
  if (!Array.isArray(content)) throw invalid('A set is wanted');
  if (content.length === 0) throw invalidValue('An attribute value may not contain an empty set');
  const all = content.map(read);
  if (new Set(all).size < all.length) throw invalidValue('Input collection contains duplicates');
  return all;
}

/** A number that `readValue` let in. */
export function decimalOf(text: string): Decimal {
  const value = parseDecimal(text);
  if (typeof value === 'string') throw new Error('a number was stored unchecked');
  return value;
}

/** Whether two values are the same: sets whatever their order, lists and maps element by element. */
export function equalValues(left: AttributeValue, right: AttributeValue): boolean {
  if (typeOf(left) !== typeOf(right)) return false;
  if ('M' in left && 'M' in right) {
    const names = Object.keys(left.M);
    return (
      names.length === Object.keys(right.M).length &&
      names.every((name) => {
        const [mine, theirs] = [left.M[name], right.M[name]];
        return mine !== undefined && theirs !== undefined && equalValues(mine, theirs);
      })
    );
  }
  if ('L' in left && 'L' in right) {
    return (
      left.L.length === right.L.length &&
      left.L.every((mine, index) => {
        const theirs = right.L[index];
        return theirs !== undefined && equalValues(mine, theirs);
      })
    );
  }
  const [mine, theirs] = [setElements(left), setElements(right)];
  if (mine && theirs) {
    const found = new Set(theirs);
    return mine.length === theirs.length && mine.every((element) => found.has(element));
  }
  return Object.values(left)[0] === Object.values(right)[0];
}

/** Negative, 0 or positive for two texts, numbers or binaries; undefined for what has no order. */
export function compareValues(left: AttributeValue, right: AttributeValue): number | undefined {
  if ('S' in left && 'S' in right) return Buffer.compare(Buffer.from(left.S), Buffer.from(right.S));
  if ('N' in left && 'N' in right) return compareDecimals(decimalOf(left.N), decimalOf(right.N));
  if ('B' in left && 'B' in right) {
    return Buffer.compare(Buffer.from(left.B, 'base64'), Buffer.from(right.B, 'base64'));
  }
  return undefined;
}

const binaryLength = (base64: string) => Buffer.from(base64, 'base64').length;
/** About one byte for two digits, and one more; a minus takes another. */
const numberLength = (text: string) => {
  const { digits, negative } = decimalOf(text);
  return Math.ceil(digits.length / 2) + 1 + (negative ? 1 : 0);
};
const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);

/** Bytes that a value counts for, by the service's rules. */
export function sizeOfValue(value: AttributeValue): number {
  if ('S' in value) return Buffer.byteLength(value.S);
  if ('N' in value) return numberLength(value.N);
  if ('B' in value) return binaryLength(value.B);
  if ('SS' in value) return sum(value.SS.map((one) => Buffer.byteLength(one)));
  if ('NS' in value) return sum(value.NS.map(numberLength));
  if ('BS' in value) return sum(value.BS.map(binaryLength));
  if ('L' in value) return 3 + sum(value.L.map((one) => 1 + sizeOfValue(one)));
  if ('M' in value) return 3 + Object.keys(value.M).length + sizeOfItem(value.M);
  return 1;
}

/** Bytes that an item counts for: names and values. */
export function sizeOfItem(item: AttributeMap): number {
  return sum(
    Object.entries(item).map(([name, value]) => Buffer.byteLength(name) + sizeOfValue(value)),
  );
}
