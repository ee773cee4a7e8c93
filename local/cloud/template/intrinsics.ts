/**
 * CloudFormation's intrinsic functions, as far as the template uses them. One that is not known
 * here fails by its name and place instead of being skipped.
 */

export type Json =
  | string
  | number
  | boolean
  | null
  | readonly Json[]
  | { readonly [name: string]: Json };

/** The template asks for something that the embedded cloud does not have. */
export class TemplateError extends Error {
  override readonly name = 'TemplateError';
}

/** What a template's names stand for; `at` is the place that asks, for the error's text. */
export interface Names {
  /** A parameter, a pseudo parameter or a resource; undefined for AWS::NoValue. */
  ref(name: string, at: string): Json | undefined;
  attribute(logicalId: string, attribute: string, at: string): string;
  condition(name: string, at: string): boolean;
  imported(exportName: string, at: string): Json;
}

type Intrinsic = (argument: Json, names: Names, at: string) => Json | undefined;

const INTRINSICS: Readonly<Record<string, Intrinsic>> = {
  Ref: (argument, names, at) => names.ref(text(argument, at), at),
  'Fn::GetAtt': (argument, names, at) => {
    const [logicalId, ...path] =
      typeof argument === 'string' ? argument.split('.') : list(argument, names, at);
    return names.attribute(text(logicalId, at), path.map((part) => text(part, at)).join('.'), at);
  },
  'Fn::Sub': substitute,
  'Fn::Join': (argument, names, at) => {
    const [separator, parts] = list(argument, names, at);
    return array(parts, at)
      .map((part) => text(part, at))
      .join(text(separator, at));
  },
  'Fn::Select': (argument, names, at) => {
    const [index, from] = list(argument, names, at);
    const chosen = array(from, at)[Number(index)];
    if (chosen === undefined) throw new TemplateError(`${at}: nothing at index ${String(index)}`);
    return chosen;
  },
  'Fn::Split': (argument, names, at) => {
    const [separator, whole] = list(argument, names, at);
    return text(whole, at).split(text(separator, at));
  },
  'Fn::If': (argument, names, at) => {
    const [condition, whenTrue, whenFalse] = array(argument, at);
    const chosen = names.condition(text(condition, at), at) ? whenTrue : whenFalse;
    if (chosen === undefined) throw new TemplateError(`${at}: takes a condition and two values`);
    return resolve(chosen, names, at);
  },
  'Fn::ImportValue': (argument, names, at) =>
    names.imported(text(resolve(argument, names, at), at), at),
};

/**
 * The value with every intrinsic in it replaced; undefined where it is AWS::NoValue, which also
 * takes a property out of its object and an entry out of its list. Throws TemplateError.
 */
export function resolve(value: Json, names: Names, at: string): Json | undefined {
  if (typeof value !== 'object' || value === null) return value;
  if (isArray(value)) {
    return value
      .map((entry, index) => resolve(entry, names, `${at}[${index}]`))
      .filter((entry) => entry !== undefined);
  }
  const entries = Object.entries(value);
  const call = entries.find(([name]) => name === 'Ref' || name.startsWith('Fn::'));
  if (call) {
    const [name, argument] = call;
    const intrinsic = INTRINSICS[name];
    if (!intrinsic) throw new TemplateError(`${at}: the intrinsic ${name} is not known here`);
    if (entries.length > 1) throw new TemplateError(`${at}: ${name} stands beside other keys`);
    return intrinsic(argument, names, at);
  }
  const resolved: Record<string, Json> = {};
  for (const [name, entry] of entries) {
    const result = resolve(entry, names, `${at}.${name}`);
    if (result !== undefined) resolved[name] = result;
  }
  return resolved;
}

/** Whether a template's condition holds. Throws TemplateError on a function not known here. */
export function evaluate(condition: Json, names: Names, at: string): boolean {
  if (typeof condition !== 'object' || condition === null || isArray(condition)) {
    throw new TemplateError(`${at}: not a condition`);
  }
  const [name = '', argument = null] = Object.entries(condition)[0] ?? [];
  const parts = () => array(argument, at).map((part) => evaluate(part, names, at));
  switch (name) {
    case 'Fn::Equals': {
      const [left, right] = list(argument, names, at);
      return JSON.stringify(left) === JSON.stringify(right);
    }
    case 'Fn::Not':
      return !parts()[0];
    case 'Fn::And':
      return parts().every(Boolean);
    case 'Fn::Or':
      return parts().some(Boolean);
    case 'Condition':
      return names.condition(text(argument, at), at);
    default:
      throw new TemplateError(`${at}: the condition function ${name} is not known here`);
  }
}

/** `${Name}`, `${Resource.Attribute}`, `${!literal}`, and variables of its own in the long form. */
function substitute(argument: Json, names: Names, at: string): string {
  const [pattern, variables = {}] = isArray(argument) ? argument : [argument];
  const own = resolve(variables, names, at) as Readonly<Record<string, Json>>;
  return text(pattern, at).replaceAll(/\$\{(!?)([^}]*)\}/g, (_, literal: string, name: string) => {
    if (literal) return `\${${name}}`;
    if (Object.hasOwn(own, name)) return text(own[name], at);
    const dot = name.indexOf('.');
    return dot < 0
      ? text(names.ref(name, at), at)
      : names.attribute(name.slice(0, dot), name.slice(dot + 1), at);
  });
}

function isArray(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function array(value: Json | undefined, at: string): readonly Json[] {
  if (value === undefined || !isArray(value)) throw new TemplateError(`${at}: not a list`);
  return value;
}

function list(value: Json, names: Names, at: string): readonly Json[] {
  return array(resolve(array(value, at), names, at), at);
}

function text(value: Json | undefined, at: string): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new TemplateError(`${at}: not a text`);
}
