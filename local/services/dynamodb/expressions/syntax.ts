/** Words, placeholders and document paths: what all of DynamoDB's expressions are made of. */
import { isJsonObject, type JsonObject } from '../../json-server.ts';
import { invalid } from '../errors.ts';
import { type AttributeMap, type AttributeValue, readValue } from '../values.ts';
import { RESERVED_WORDS } from './reserved-words.ts';

/** From an attribute's name downwards: names of maps, positions in lists. */
export type Path = readonly [string, ...(string | number)[]];

/** The names and values that a request's expressions stand on, each of which must be used. */
export interface Placeholders {
  name(placeholder: string, expression: string): string;
  value(placeholder: string, expression: string): AttributeValue;
  /** Throws where a placeholder was given that no expression used. */
  requireAllUsed(): void;
}

/** Reads `ExpressionAttributeNames` and `ExpressionAttributeValues`. */
export function readPlaceholders(input: JsonObject): Placeholders {
  const names = readPlaceholderMap(
    input.ExpressionAttributeNames,
    'ExpressionAttributeNames',
    /^#\w+$/,
  );
  const values = readPlaceholderMap(
    input.ExpressionAttributeValues,
    'ExpressionAttributeValues',
    /^:\w+$/,
  );
  const used = new Set<string>();
  const read = new Map([...values].map(([name, value]) => [name, readValue(value)]));
  return {
    name(placeholder, expression) {
      const name = names.get(placeholder);
      if (typeof name !== 'string') {
        throw invalid(
          `Invalid ${expression}: An expression attribute name used in the document path is not defined; attribute name: ${placeholder}`,
        );
      }
      used.add(placeholder);
      return name;
    },
    value(placeholder, expression) {
      const value = read.get(placeholder);
      if (value === undefined) {
        throw invalid(
          `Invalid ${expression}: An expression attribute value used in expression is not defined; attribute value: ${placeholder}`,
        );
      }
      used.add(placeholder);
      return value;
    },
    requireAllUsed() {
      for (const [kind, given] of [
        ['Names', names],
        ['Values', values],
      ] as const) {
        const unused = [...given.keys()].filter((placeholder) => !used.has(placeholder));
        if (unused.length > 0) {
          throw invalid(
            `Value provided in ExpressionAttribute${kind} unused in expressions: keys: {${unused.join(', ')}}`,
          );
        }
      }
    },
  };
}

function readPlaceholderMap(input: unknown, parameter: string, form: RegExp) {
  if (input === undefined) return new Map<string, unknown>();
  if (!isJsonObject(input)) throw invalid(`${parameter} must be a map`);
  const entries = Object.entries(input);
  if (entries.length === 0) throw invalid(`${parameter} must not be empty`);
  for (const [placeholder] of entries) {
    if (!form.test(placeholder)) {
      throw invalid(`${parameter} contains invalid key: Syntax error; key: "${placeholder}"`);
    }
  }
  return new Map(entries);
}

const LONGEST_EXPRESSION = 4096;
const TOKEN = /\s*(?:([#:]\w+|[A-Za-z_]\w*|\d+)|(<>|<=|>=|[-=<>+(),.[\]]))/y;

/** A cursor over an expression's words. */
export interface Reader {
  /** `ConditionExpression` and so on, for error messages. */
  readonly expression: string;
  readonly placeholders: Placeholders;
  /** The word at the cursor, `offset` words further on; undefined past the end. */
  peek(offset?: number): string | undefined;
  /** The word at the cursor in capitals: words of the language are case-insensitive. */
  peekWord(): string | undefined;
  next(): string;
  /** Whether the word was there, in which case it is behind the cursor now. */
  skip(word: string): boolean;
  expect(word: string): void;
  fail(): never;
}

export function createReader(
  text: unknown,
  expression: string,
  placeholders: Placeholders,
): Reader {
  if (typeof text !== 'string' || text.trim() === '') {
    throw invalid(`Invalid ${expression}: The expression can not be empty;`);
  }
  if (Buffer.byteLength(text) > LONGEST_EXPRESSION) {
    throw invalid(`Invalid ${expression}: Expression size has exceeded the maximum allowed size;`);
  }
  const words = split(text, expression);
  let at = 0;
  const reader: Reader = {
    expression,
    placeholders,
    peek: (offset = 0) => words[at + offset],
    peekWord: () => words[at]?.toUpperCase(),
    next: () => words[at++] ?? reader.fail(),
    skip(word) {
      if (reader.peekWord() !== word) return false;
      at += 1;
      return true;
    },
    expect(word) {
      if (!reader.skip(word)) reader.fail();
    },
    fail() {
      const near = words.slice(Math.max(0, at - 1), at + 2).join(' ');
      throw invalid(
        `Invalid ${expression}: Syntax error; token: "${words[at] ?? '<EOF>'}", near: "${near}"`,
      );
    },
  };
  return reader;
}

function split(text: string, expression: string): string[] {
  const words: string[] = [];
  const end = text.trimEnd().length;
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < end) {
    const from = TOKEN.lastIndex;
    const match = TOKEN.exec(text);
    if (!match) {
      throw invalid(
        `Invalid ${expression}: Syntax error; token: "${text.slice(from).trim().charAt(0)}"`,
      );
    }
    words.push(match[1] ?? match[2] ?? '');
  }
  return words;
}

/** `name`, `#name`, `a.#b[3].c` */
export function readPath(reader: Reader): Path {
  const path: [string, ...(string | number)[]] = [readName(reader)];
  for (;;) {
    if (reader.skip('.')) {
      path.push(readName(reader));
    } else if (reader.skip('[')) {
      const position = reader.next();
      if (!/^\d+$/.test(position)) reader.fail();
      path.push(Number(position));
      reader.expect(']');
    } else {
      return path;
    }
  }
}

function readName(reader: Reader): string {
  const word = reader.next();
  if (word.startsWith('#')) return reader.placeholders.name(word, reader.expression);
  if (!/^[A-Za-z_]/.test(word)) reader.fail();
  if (RESERVED_WORDS.has(word.toLowerCase())) {
    throw invalid(
      `Invalid ${reader.expression}: Attribute name is a reserved keyword; reserved keyword: ${word}`,
    );
  }
  return word;
}

/** Paths with commas between, to the end. */
export function readProjection(text: unknown, placeholders: Placeholders): Path[] {
  const reader = createReader(text, 'ProjectionExpression', placeholders);
  const paths = [readPath(reader)];
  while (reader.skip(',')) paths.push(readPath(reader));
  if (reader.peek() !== undefined) reader.fail();
  requireDisjoint(paths, reader.expression);
  return paths;
}

/** Throws where one path is another's beginning, or the same. */
export function requireDisjoint(paths: readonly Path[], expression: string): void {
  for (const [index, path] of paths.entries()) {
    for (const other of paths.slice(index + 1)) {
      const shared = Math.min(path.length, other.length);
      if (path.slice(0, shared).every((step, at) => step === other[at])) {
        throw invalid(
          `Invalid ${expression}: Two document paths overlap with each other; must remove or rewrite one of these paths`,
        );
      }
    }
  }
}

/** The value at a path, undefined where there is none. */
export function valueAt(item: AttributeMap, path: Path): AttributeValue | undefined {
  let value: AttributeValue | undefined = { M: item };
  for (const step of path) {
    if (value === undefined) return undefined;
    if (typeof step === 'string') value = 'M' in value ? ownValue(value.M, step) : undefined;
    else value = 'L' in value ? value.L[step] : undefined;
  }
  return value;
}

export const ownValue = (map: AttributeMap, name: string): AttributeValue | undefined =>
  Object.hasOwn(map, name) ? map[name] : undefined;

/** What the paths lead to, in maps and lists as in the item; elements of lists close up. */
export function project(item: AttributeMap, paths: readonly Path[]): AttributeMap {
  const names = [...new Set(paths.map(([name]) => name))];
  const entries: [string, AttributeValue][] = [];
  for (const name of names) {
    const value = ownValue(item, name);
    const steps = paths.filter((path) => path[0] === name).map((path) => path.slice(1));
    const part = value && projectValue(value, steps);
    if (part) entries.push([name, part]);
  }
  return Object.fromEntries(entries);
}

function projectValue(
  value: AttributeValue,
  paths: readonly (readonly (string | number)[])[],
): AttributeValue | undefined {
  if (paths.some((path) => path.length === 0)) return value;
  if ('M' in value) {
    const inner = paths.filter(([step]) => typeof step === 'string') as unknown as Path[];
    const map = project(value.M, inner);
    return Object.keys(map).length > 0 ? { M: map } : undefined;
  }
  if ('L' in value) {
    const list = value.L.flatMap((element, index) => {
      const inner = paths.filter(([step]) => step === index).map((path) => path.slice(1));
      const part = inner.length > 0 ? projectValue(element, inner) : undefined;
      return part ? [part] : [];
    });
    return list.length > 0 ? { L: list } : undefined;
  }
  return undefined;
}
