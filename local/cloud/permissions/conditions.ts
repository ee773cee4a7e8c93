/** Conditions of a statement against what is known of a request. */
import type { Statement } from '../template/description.ts';
import { TemplateError } from '../template/intrinsics.ts';
import { arnMatcher, globMatcher, type Matcher } from './patterns.ts';

/** Values by condition key; a list where a key may have several. */
export type Context = Readonly<Record<string, string | readonly string[]>>;

export type ContextMatcher = (context: Context) => boolean;

/**
 * The keys that calls here come with, in lower case. A condition on any other key would hold or
 * fail for want of a value that AWS has: it is refused instead.
 */
const KNOWN_KEYS = new Set([
  'aws:calledvia',
  'aws:principalaccount',
  'aws:principalarn',
  'aws:principalisawsservice',
  'aws:resourceaccount',
  'aws:securetransport',
  'aws:sourceaccount',
  'aws:sourcearn',
  'aws:viaawsservice',
  'dynamodb:enclosingoperation',
  'dynamodb:leadingkeys',
  'kms:calleraccount',
  'kms:encryptioncontextkeys',
  'kms:grantisforawsresource',
  'kms:viaservice',
  's3:authtype',
  's3:delimiter',
  's3:if-match',
  's3:if-none-match',
  's3:max-keys',
  's3:prefix',
  's3:resourceaccount',
  's3:signatureversion',
  's3:x-amz-server-side-encryption',
  's3:x-amz-server-side-encryption-aws-kms-key-id',
]);

const isKnown = (key: string) => KNOWN_KEYS.has(key) || key.startsWith('kms:encryptioncontext:');

interface Operator {
  readonly matcher: (value: string) => Matcher;
  readonly negated?: true;
}

const exactly: Operator['matcher'] = (value) => {
  if (value.includes('${')) throw new TemplateError(`${value}: a variable is not known here`);
  return (text) => text === value;
};
const likeText: Operator['matcher'] = (value) => globMatcher(value);
const truth: Operator['matcher'] = (value) => (text) => text.toLowerCase() === value.toLowerCase();

const OPERATORS: Readonly<Record<string, Operator>> = {
  StringEquals: { matcher: exactly },
  StringNotEquals: { matcher: exactly, negated: true },
  StringLike: { matcher: likeText },
  StringNotLike: { matcher: likeText, negated: true },
  ArnEquals: { matcher: arnMatcher },
  ArnNotEquals: { matcher: arnMatcher, negated: true },
  ArnLike: { matcher: arnMatcher },
  ArnNotLike: { matcher: arnMatcher, negated: true },
  Bool: { matcher: truth },
};

/** Undefined where there is no condition. Throws TemplateError on what is not known here. */
export function compileConditions(conditions: Statement['conditions']): ContextMatcher | undefined {
  const all = Object.entries(conditions).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]) => compileOne(operator, key, values)),
  );
  return all.length === 0 ? undefined : (context) => all.every((holds) => holds(context));
}

function compileOne(written: string, key: string, values: readonly string[]): ContextMatcher {
  const name = key.toLowerCase();
  if (!isKnown(name)) throw new TemplateError(`the condition key ${key} is not known here`);
  if (written === 'Null') {
    const wanted = values.some((value) => value.toLowerCase() === 'true');
    return (context) => (lookUp(context, name) === undefined) === wanted;
  }
  const [, set, base = '', ifExists] =
    /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/.exec(written) ?? [];
  const operator = Object.hasOwn(OPERATORS, base) ? OPERATORS[base] : undefined;
  if (!operator) throw new TemplateError(`the condition operator ${written} is not known here`);
  const matchers = values.map(operator.matcher);
  const negated = operator.negated === true;
  const passes = (text: string) => matchers.some((matches) => matches(text)) !== negated;
  return (context) => {
    const value = lookUp(context, name);
    if (value === undefined) {
      return ifExists !== undefined || set === 'ForAllValues' || (negated && set === undefined);
    }
    const given = typeof value === 'string' ? [value] : value;
    return set === 'ForAllValues' ? given.every(passes) : given.some(passes);
  };
}

/** Names of keys are compared without regard to case. */
function lookUp(context: Context, name: string): Context[string] | undefined {
  const direct = context[name];
  if (direct !== undefined) return direct;
  for (const [key, value] of Object.entries(context)) {
    if (key.toLowerCase() === name) return value;
  }
  return undefined;
}
