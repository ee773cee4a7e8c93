/** Update expressions: parsing, and the item that one makes of another. */
import { addDecimals, formatDecimal, negated } from '../decimal.ts';
import { invalid } from '../errors.ts';
import {
  type AttributeMap,
  type AttributeValue,
  decimalOf,
  mapOf,
  setElements,
  typeOf,
} from '../values.ts';
import {
  createReader,
  ownValue,
  type Path,
  type Placeholders,
  type Reader,
  readPath,
  requireDisjoint,
  valueAt,
} from './syntax.ts';

type Term =
  | { readonly kind: 'path'; readonly path: Path }
  | { readonly kind: 'value'; readonly value: AttributeValue }
  | { readonly kind: 'if_not_exists'; readonly path: Path; readonly otherwise: Term }
  | { readonly kind: 'list_append' | '+' | '-'; readonly left: Term; readonly right: Term };

type Action =
  | { readonly kind: 'set'; readonly path: Path; readonly term: Term }
  | { readonly kind: 'remove'; readonly path: Path }
  | { readonly kind: 'add' | 'delete'; readonly path: Path; readonly value: AttributeValue };

export interface Update {
  readonly actions: readonly Action[];
  /** The paths that it touches, none within another. */
  readonly paths: readonly Path[];
}

const EXPRESSION = 'UpdateExpression';

export function parseUpdate(text: unknown, placeholders: Placeholders): Update {
  const reader = createReader(text, EXPRESSION, placeholders);
  const sections = new Set<string>();
  const actions: Action[] = [];
  while (reader.peek() !== undefined) {
    const section = reader.next().toUpperCase();
    if (sections.has(section)) {
      throw invalid(
        `Invalid ${EXPRESSION}: The "${section}" section can only be used once in an update expression;`,
      );
    }
    sections.add(section);
    do actions.push(readAction(reader, section));
    while (reader.skip(','));
  }
  const paths = actions.map(({ path }) => path);
  requireDisjoint(paths, EXPRESSION);
  return { actions, paths };
}

function readAction(reader: Reader, section: string): Action {
  if (section === 'SET') {
    const path = readPath(reader);
    reader.expect('=');
    return { kind: 'set', path, term: readSum(reader) };
  }
  if (section === 'REMOVE') return { kind: 'remove', path: readPath(reader) };
  if (section !== 'ADD' && section !== 'DELETE') return reader.fail();
  const path = readPath(reader);
  const value = reader.placeholders.value(reader.next(), EXPRESSION);
  const fits = setElements(value) !== undefined || (section === 'ADD' && 'N' in value);
  if (!fits) throw wrongOperand(section, value);
  return { kind: section === 'ADD' ? 'add' : 'delete', path, value };
}

function wrongOperand(operator: string, value: AttributeValue) {
  return invalid(
    `Invalid ${EXPRESSION}: Incorrect operand type for operator or function; operator: ${operator}, operand type: ${typeOf(value)}`,
  );
}

function readSum(reader: Reader): Term {
  const left = readTerm(reader);
  const operator = reader.peek();
  if (operator !== '+' && operator !== '-') return left;
  reader.next();
  const right = readTerm(reader);
  for (const term of [left, right]) {
    if (term.kind === 'value' && !('N' in term.value)) throw wrongOperand(operator, term.value);
  }
  return { kind: operator, left, right };
}

function readTerm(reader: Reader): Term {
  const word = reader.peek() ?? reader.fail();
  if (word.startsWith(':')) {
    return { kind: 'value', value: reader.placeholders.value(reader.next(), EXPRESSION) };
  }
  const isFunction = reader.peek(1) === '(';
  if (!isFunction) return { kind: 'path', path: readPath(reader) };
  if (word !== 'if_not_exists' && word !== 'list_append') {
    throw invalid(`Invalid ${EXPRESSION}: Invalid function name; function: ${word}`);
  }
  reader.next();
  reader.expect('(');
  if (word === 'if_not_exists') {
    const path = readPath(reader);
    reader.expect(',');
    const otherwise = readTerm(reader);
    reader.expect(')');
    return { kind: word, path, otherwise };
  }
  const left = readTerm(reader);
  reader.expect(',');
  const right = readTerm(reader);
  reader.expect(')');
  return { kind: word, left, right };
}

/** The item after the update; every operand is read from the item as it was before. */
export function applyUpdate({ actions }: Update, before: AttributeMap): AttributeMap {
  let item = before;
  const writes: { path: Path; value: AttributeValue }[] = [];
  const removals: Path[] = [];
  for (const action of actions) {
    if (action.kind === 'remove') {
      removals.push(action.path);
      continue;
    }
    const value = action.kind === 'set' ? evaluate(action.term, before) : combined(action, before);
    if (value === undefined) removals.push(action.path);
    else writes.push({ path: action.path, value });
  }
  for (const { path, value } of writes) item = withValue(item, path, value);
  // From the back of a list on, so that the positions still to come stay right.
  for (const path of removals.sort(laterPositionsFirst)) item = withoutValue(item, path);
  return item;
}

function laterPositionsFirst(left: Path, right: Path): number {
  for (let at = 0; at < Math.min(left.length, right.length); at += 1) {
    const [mine, theirs] = [left[at], right[at]];
    if (mine === theirs) continue;
    return typeof mine === 'number' && typeof theirs === 'number' ? theirs - mine : 0;
  }
  return 0;
}

function evaluate(term: Term, item: AttributeMap): AttributeValue {
  switch (term.kind) {
    case 'value':
      return term.value;
    case 'path': {
      const value = valueAt(item, term.path);
      if (value) return value;
      throw invalid(
        'The provided expression refers to an attribute that does not exist in the item',
      );
    }
    case 'if_not_exists':
      return valueAt(item, term.path) ?? evaluate(term.otherwise, item);
    case 'list_append': {
      const [left, right] = [evaluate(term.left, item), evaluate(term.right, item)];
      if (!('L' in left && 'L' in right)) throw wrongType();
      return { L: [...left.L, ...right.L] };
    }
    default: {
      const [left, right] = [evaluate(term.left, item), evaluate(term.right, item)];
      if (!('N' in left && 'N' in right)) throw wrongType();
      const addend = decimalOf(right.N);
      return { N: sum(left.N, term.kind === '+' ? addend : negated(addend)) };
    }
  }
}

const wrongType = () => invalid('An operand in the update expression has an incorrect data type');

function sum(left: string, right: ReturnType<typeof decimalOf>): string {
  const total = addDecimals(decimalOf(left), right);
  if (typeof total === 'string') throw invalid(total);
  return formatDecimal(total);
}

/** What ADD or DELETE makes of an attribute: undefined where nothing is left of it. */
function combined(
  { kind, path, value }: Extract<Action, { kind: 'add' | 'delete' }>,
  item: AttributeMap,
): AttributeValue | undefined {
  const present = valueAt(item, path);
  if (present === undefined) return kind === 'add' ? value : undefined;
  if (typeOf(present) !== typeOf(value)) throw wrongType();
  if ('N' in present && 'N' in value) return { N: sum(present.N, decimalOf(value.N)) };
  const [have, given] = [setElements(present) ?? [], setElements(value) ?? []];
  const elements =
    kind === 'add'
      ? [...new Set([...have, ...given])]
      : have.filter((element) => !given.includes(element));
  if (elements.length === 0) return undefined;
  return { [typeOf(present)]: elements } as unknown as AttributeValue;
}

const invalidPath = () =>
  invalid('The document path provided in the update expression is invalid for update');

function withValue(item: AttributeMap, path: Path, value: AttributeValue): AttributeMap {
  const changed = edit({ M: item }, path, () => value);
  if (changed && 'M' in changed) return changed.M;
  throw invalidPath();
}

/** As it was where there is nothing at the path, though what holds it must be there. */
function withoutValue(item: AttributeMap, path: Path): AttributeMap {
  const changed = edit({ M: item }, path, () => undefined);
  if (changed && 'M' in changed) return changed.M;
  throw invalidPath();
}

/** A copy of the container in which the value at the path is what `change` gives. */
function edit(
  container: AttributeValue | undefined,
  path: readonly (string | number)[],
  change: () => AttributeValue | undefined,
): AttributeValue | undefined {
  const [step, ...rest] = path;
  if (step === undefined) return change();
  if (typeof step === 'string' && container && 'M' in container) {
    const inner = edit(ownValue(container.M, step), rest, change);
    const others = Object.entries(container.M).filter(([name]) => name !== step);
    return { M: mapOf(inner ? [...others, [step, inner]] : others) };
  }
  if (typeof step === 'number' && container && 'L' in container) {
    // Past the end means the end.
    const at = Math.min(step, container.L.length);
    const inner = edit(container.L[at], rest, change);
    return {
      L: [...container.L.slice(0, at), ...(inner ? [inner] : []), ...container.L.slice(at + 1)],
    };
  }
  throw invalidPath();
}
