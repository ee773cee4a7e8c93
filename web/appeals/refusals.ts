/** Why something could not be sent, in words for the field or the form. */
import type { Language } from '../format.ts';
import type { SendFailure } from '../send.ts';
import type { AppealWords } from './words.ts';

/** What is said of a form that was not accepted: of one of its fields by name, or of all of it. */
export interface Refused {
  readonly fields: Readonly<Record<string, string>>;
  readonly whole: string | undefined;
}

/** Sorts a failure's messages to the `fields` of the form that they point to. */
export function refusedOf(
  failure: SendFailure,
  fields: readonly string[],
  language: Language,
  say: Pick<AppealWords, 'offline' | 'expired'>,
): Refused {
  if (failure.kind === 'offline') return { fields: {}, whole: say.offline };
  if (failure.kind === 'expired') return { fields: {}, whole: say.expired };
  const said: Record<string, string> = {};
  const others: string[] = [];
  for (const { pointer, messages } of failure.errors) {
    const field = fields.find((name) => pointer === `/${name}`);
    if (field && said[field] === undefined) said[field] = messages[language];
    else others.push(messages[language]);
  }
  const isSaid = Object.keys(said).length > 0 && others.length === 0;
  return { fields: said, whole: isSaid ? undefined : [failure.detail, ...others].join(' ') };
}
