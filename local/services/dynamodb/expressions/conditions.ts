/** Condition, filter and key condition expressions: parsing, and whether they hold. */
import { invalid } from '../errors.ts';
import {
  ATTRIBUTE_TYPES,
  type AttributeMap,
  type AttributeValue,
  compareValues,
  equalValues,
  setElements,
  sizeOfValue,
  typeOf,
} from '../values.ts';
import {
  createReader,
  type Path,
  type Placeholders,
  type Reader,
  readPath,
  valueAt,
} from './syntax.ts';

export type Comparator = '=' | '<>' | '<' | '<=' | '>' | '>=';

export type Operand =
  | { readonly kind: 'path'; readonly path: Path }
  | { readonly kind: 'size'; readonly path: Path }
  | { readonly kind: 'value'; readonly value: AttributeValue };

export type Condition =
  | { readonly kind: 'and' | 'or'; readonly left: Condition; readonly right: Condition }
  | { readonly kind: 'not'; readonly condition: Condition }
  | {
      readonly kind: 'compare';
      readonly comparator: Comparator;
      readonly left: Operand;
      readonly right: Operand;
    }
  | {
      readonly kind: 'between';
      readonly of: Operand;
      readonly low: Operand;
      readonly high: Operand;
    }
  | { readonly kind: 'in'; readonly of: Operand; readonly among: readonly Operand[] }
  | { readonly kind: 'exists'; readonly path: Path }
  | {
      readonly kind: 'attribute_type' | 'begins_with' | 'contains';
      readonly of: Operand;
      readonly argument: Operand;
    };

const COMPARATORS: readonly string[] = ['=', '<>', '<', '<=', '>', '>='];
const FUNCTIONS = [
  'attribute_exists',
  'attribute_not_exists',
  'attribute_type',
  'begins_with',
  'contains',
];

/** Parses a whole expression; `expression` is the parameter's name. */
export function parseCondition(
  text: unknown,
  expression: string,
  placeholders: Placeholders,
): Condition {
  const reader = createReader(text, expression, placeholders);
  const condition = readOr(reader);
  if (reader.peek() !== undefined) reader.fail();
  return condition;
}

function readOr(reader: Reader): Condition {
  let left = readAnd(reader);
  while (reader.skip('OR')) left = { kind: 'or', left, right: readAnd(reader) };
  return left;
}

function readAnd(reader: Reader): Condition {
  let left = readNot(reader);
  while (reader.skip('AND')) left = { kind: 'and', left, right: readNot(reader) };
  return left;
}

function readNot(reader: Reader): Condition {
  if (reader.skip('NOT')) return { kind: 'not', condition: readNot(reader) };
  if (reader.skip('(')) {
    const condition = readOr(reader);
    reader.expect(')');
    return condition;
  }
  // Names of functions are in lower case, and `size` is an operand.
  if (reader.peek(1) === '(' && FUNCTIONS.includes(reader.peek() ?? ''))
    return readFunction(reader);
  return readComparison(reader);
}

function readFunction(reader: Reader): Condition {
  const name = reader.next();
  reader.expect('(');
  const of = readOperand(reader);
  if (name === 'attribute_exists' || name === 'attribute_not_exists') {
    reader.expect(')');
    if (of.kind !== 'path') {
      throw invalid(
        `Invalid ${reader.expression}: Operator or function requires a document path; operator or function: ${name}`,
      );
    }
    const exists: Condition = { kind: 'exists', path: of.path };
    return name === 'attribute_exists' ? exists : { kind: 'not', condition: exists };
  }
  reader.expect(',');
  const argument = readOperand(reader);
  reader.expect(')');
  checkArgument(name, argument, reader.expression);
  return { kind: name as 'attribute_type' | 'begins_with' | 'contains', of, argument };
}

function checkArgument(name: string, argument: Operand, expression: string): void {
  if (argument.kind !== 'value') return;
  const { value } = argument;
  const wrong =
    (name === 'attribute_type' && !('S' in value && ATTRIBUTE_TYPES.includes(value.S))) ||
    (name === 'begins_with' && !('S' in value || 'B' in value));
  if (wrong) {
    throw invalid(
      `Invalid ${expression}: Incorrect operand type for operator or function; operator or function: ${name}, operand type: ${typeOf(value)}`,
    );
  }
}

function readComparison(reader: Reader): Condition {
  const of = readOperand(reader);
  if (reader.skip('BETWEEN')) {
    const low = readOperand(reader);
    reader.expect('AND');
    const high = readOperand(reader);
    checkBounds(low, high, reader.expression);
    return { kind: 'between', of, low, high };
  }
  if (reader.skip('IN')) {
    reader.expect('(');
    const among = [readOperand(reader)];
    while (reader.skip(',')) among.push(readOperand(reader));
    reader.expect(')');
    return { kind: 'in', of, among };
  }
  const comparator = reader.next();
  if (!COMPARATORS.includes(comparator)) reader.fail();
  return {
    kind: 'compare',
    comparator: comparator as Comparator,
    left: of,
    right: readOperand(reader),
  };
}

function checkBounds(low: Operand, high: Operand, expression: string): void {
  if (low.kind !== 'value' || high.kind !== 'value') return;
  const order = compareValues(low.value, high.value);
  if (order === undefined || order > 0) {
    throw invalid(
      `Invalid ${expression}: The BETWEEN operator requires upper bound to be greater than or equal to lower bound`,
    );
  }
}

function readOperand(reader: Reader): Operand {
  const word = reader.peek() ?? reader.fail();
  if (word.startsWith(':')) {
    return { kind: 'value', value: reader.placeholders.value(reader.next(), reader.expression) };
  }
  if (word === 'size' && reader.peek(1) === '(') {
    reader.next();
    reader.expect('(');
    const path = readPath(reader);
    reader.expect(')');
    return { kind: 'size', path };
  }
  return { kind: 'path', path: readPath(reader) };
}

/** Whether the condition holds of an item; no item is one without attributes. */
export function holds(condition: Condition, item: AttributeMap): boolean {
  switch (condition.kind) {
    case 'and':
      return holds(condition.left, item) && holds(condition.right, item);
    case 'or':
      return holds(condition.left, item) || holds(condition.right, item);
    case 'not':
      return !holds(condition.condition, item);
    case 'exists':
      return valueAt(item, condition.path) !== undefined;
    case 'compare':
      return compares(
        condition.comparator,
        evaluate(condition.left, item),
        evaluate(condition.right, item),
      );
    case 'between': {
      const value = evaluate(condition.of, item);
      return (
        compares('>=', value, evaluate(condition.low, item)) &&
        compares('<=', value, evaluate(condition.high, item))
      );
    }
    case 'in': {
      const value = evaluate(condition.of, item);
      return condition.among.some((one) => compares('=', value, evaluate(one, item)));
    }
    default:
      return functionHolds(
        condition.kind,
        evaluate(condition.of, item),
        evaluate(condition.argument, item),
      );
  }
}

function evaluate(operand: Operand, item: AttributeMap): AttributeValue | undefined {
  if (operand.kind === 'value') return operand.value;
  const value = valueAt(item, operand.path);
  if (operand.kind === 'path' || value === undefined) return value;
  const size = countOf(value);
  return size === undefined ? undefined : { N: String(size) };
}

/** What `size` gives: bytes of a text or binary, elements of a set, list or map. */
function countOf(value: AttributeValue): number | undefined {
  if ('S' in value || 'B' in value) return sizeOfValue(value);
  if ('L' in value) return value.L.length;
  if ('M' in value) return Object.keys(value.M).length;
  return setElements(value)?.length;
}

/** A missing attribute compares with nothing, and so is unlike everything. */
function compares(
  comparator: Comparator,
  left: AttributeValue | undefined,
  right: AttributeValue | undefined,
): boolean {
  if (left === undefined || right === undefined) return comparator === '<>';
  if (comparator === '=') return equalValues(left, right);
  if (comparator === '<>') return !equalValues(left, right);
  const order = compareValues(left, right);
  if (order === undefined) return false;
  if (comparator === '<') return order < 0;
  if (comparator === '<=') return order <= 0;
  return comparator === '>' ? order > 0 : order >= 0;
}

function functionHolds(
  name: 'attribute_type' | 'begins_with' | 'contains',
  value: AttributeValue | undefined,
  argument: AttributeValue | undefined,
): boolean {
  if (value === undefined || argument === undefined) return false;
  if (name === 'attribute_type') return 'S' in argument && typeOf(value) === argument.S;
  if (name === 'begins_with') {
    if ('S' in value && 'S' in argument) return value.S.startsWith(argument.S);
    return (
      'B' in value &&
      'B' in argument &&
      bytes(value.B).subarray(0, bytes(argument.B).length).equals(bytes(argument.B))
    );
  }
  if ('S' in value) return 'S' in argument && value.S.includes(argument.S);
  if ('B' in value) return 'B' in argument && bytes(value.B).includes(bytes(argument.B));
  if ('L' in value) return value.L.some((element) => equalValues(element, argument));
  if ('SS' in value) return 'S' in argument && value.SS.includes(argument.S);
  if ('NS' in value) return 'N' in argument && value.NS.includes(argument.N);
  return 'BS' in value && 'B' in argument && value.BS.includes(argument.B);
}

const bytes = (base64: string) => Buffer.from(base64, 'base64');

/** Every path that the condition looks at. */
export function pathsOf(condition: Condition): Path[] {
  const ofOperands = (...operands: Operand[]) =>
    operands.flatMap((operand) => (operand.kind === 'value' ? [] : [operand.path]));
  switch (condition.kind) {
    case 'and':
    case 'or':
      return [...pathsOf(condition.left), ...pathsOf(condition.right)];
    case 'not':
      return pathsOf(condition.condition);
    case 'exists':
      return [condition.path];
    case 'compare':
      return ofOperands(condition.left, condition.right);
    case 'between':
      return ofOperands(condition.of, condition.low, condition.high);
    case 'in':
      return ofOperands(condition.of, ...condition.among);
    default:
      return ofOperands(condition.of, condition.argument);
  }
}
