/** Patterns of policies: `*` stands for any text, `?` for any character. */
import { TemplateError } from '../template/intrinsics.ts';

export type Matcher = (text: string) => boolean;

/** Throws TemplateError where the pattern has a policy variable, which is not known here. */
export function globMatcher(pattern: string, flags = ''): Matcher {
  if (pattern === '*') return () => true;
  if (!/[*?$]/.test(pattern) && flags === '') return (text) => text === pattern;
  const compiled = new RegExp(`^${expressionOf(pattern, '.')}$`, `s${flags}`);
  return (text) => compiled.test(text);
}

/** As a policy compares ARNs: no `*` before the sixth part of one reaches over a colon. */
export function arnMatcher(pattern: string): Matcher {
  if (pattern === '*' || !/[*?]/.test(pattern)) return globMatcher(pattern);
  const parts = pattern.split(':');
  const head = parts.slice(0, 5).map((part) => expressionOf(part, '[^:]'));
  const tail = expressionOf(parts.slice(5).join(':'), '.');
  const compiled = new RegExp(`^${[...head, tail].join(':')}$`, 's');
  return (arn) => compiled.test(arn);
}

function expressionOf(pattern: string, any: string): string {
  if (pattern.includes('${')) throw new TemplateError(`${pattern}: a variable is not known here`);
  return pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`)
    .replaceAll('*', `${any}*`)
    .replaceAll('?', any);
}
