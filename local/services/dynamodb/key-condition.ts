/** Key conditions: one partition, and perhaps a stretch of its sort keys. */
import { invalid, invalidValue } from './errors.ts';
import { type Condition, type Operand, parseCondition } from './expressions/conditions.ts';
import type { Placeholders } from './expressions/syntax.ts';
import { bytesOf, type KeyAttribute, type KeySchema } from './schema.ts';
import type { Bound } from './table-store.ts';
import { type AttributeValue, typeOf } from './values.ts';

export interface KeyRange {
  readonly hash: Buffer;
  readonly low?: Bound;
  readonly high?: Bound;
}

/** Reads a `KeyConditionExpression` for a table or index. */
export function readKeyCondition(
  schema: KeySchema,
  text: unknown,
  placeholders: Placeholders,
): KeyRange {
  const name = 'KeyConditionExpression';
  if (text === undefined)
    throw invalid(
      `Either the KeyConditions or ${name} parameter must be specified in the request.`,
    );
  const parts = conjuncts(parseCondition(text, name, placeholders));
  const on = (attribute: KeyAttribute | undefined) =>
    parts.filter((part) => attribute && attributeOf(part) === attribute.name);
  const [hash, ...moreHash] = on(schema.hashKey);
  const [range, ...moreRange] = on(schema.rangeKey);
  if (hash?.kind !== 'compare') {
    throw invalid(`Query condition missed key schema element: ${schema.hashKey.name}`);
  }
  if (hash.comparator !== '=') throw invalid('Query key condition not supported');
  if (parts.length > (range ? 2 : 1) || moreHash.length > 0 || moreRange.length > 0) {
    throw invalid('Query key condition not supported');
  }
  return {
    hash: keyValue(schema.hashKey, hash.right),
    ...(range && schema.rangeKey && stretch(range, schema.rangeKey)),
  };
}

function conjuncts(condition: Condition): Condition[] {
  return condition.kind === 'and'
    ? [...conjuncts(condition.left), ...conjuncts(condition.right)]
    : [condition];
}

function attributeOf(condition: Condition): string | undefined {
  let operand: Operand | undefined;
  if (condition.kind === 'compare') operand = condition.left;
  if (condition.kind === 'between' || condition.kind === 'begins_with') operand = condition.of;
  return operand?.kind === 'path' && operand.path.length === 1 ? operand.path[0] : undefined;
}

function stretch(condition: Condition, attribute: KeyAttribute): Omit<KeyRange, 'hash'> {
  if (condition.kind === 'between') {
    return {
      low: { bytes: keyValue(attribute, condition.low), inclusive: true },
      high: { bytes: keyValue(attribute, condition.high), inclusive: true },
    };
  }
  if (condition.kind === 'begins_with' && attribute.type !== 'N') {
    const prefix = keyValue(attribute, condition.argument);
    const end = successor(prefix);
    return {
      low: { bytes: prefix, inclusive: true },
      ...(end && { high: { bytes: end, inclusive: false } }),
    };
  }
  if (condition.kind !== 'compare' || condition.comparator === '<>') {
    throw invalid('Query key condition not supported');
  }
  const bytes = keyValue(attribute, condition.right);
  const inclusive = condition.comparator.endsWith('=');
  if (condition.comparator === '=')
    return { low: { bytes, inclusive }, high: { bytes, inclusive } };
  return condition.comparator.startsWith('<')
    ? { high: { bytes, inclusive } }
    : { low: { bytes, inclusive } };
}

function keyValue({ type }: KeyAttribute, operand: Operand): Buffer {
  if (operand.kind !== 'value') throw invalid('Query key condition not supported');
  const value: AttributeValue = operand.value;
  if (typeOf(value) !== type) {
    throw invalidValue('Condition parameter type does not match schema type');
  }
  const bytes = bytesOf(value);
  if (bytes.length === 0) {
    throw invalid(
      'One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value.',
    );
  }
  return bytes;
}

/** The first bytes in order that do not begin with these; undefined where all that follow do. */
function successor(prefix: Buffer): Buffer | undefined {
  const last = prefix.findLastIndex((byte) => byte < 255);
  if (last < 0) return undefined;
  const next = Buffer.from(prefix.subarray(0, last + 1));
  next[last] = (next[last] ?? 0) + 1;
  return next;
}
