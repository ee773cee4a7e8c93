/** Parameters that say what is allowed where they get something else. */
import { z } from '@hono/zod-openapi';
import type { Names } from '../../shared/submissions/contract.ts';

const saying = (messages: Names) => ({ params: { messages } });

/** Revisions are padded to four digits in keys. */
export const MAX_REVISION = 9999;
/** Items that a page may be asked for; a list may give fewer. */
export const MAX_LIMIT = 1000;

/** One of these words. */
export function oneOf<const T extends readonly [string, ...string[]]>(values: T) {
  const words = {
    zh: `应为以下之一：${values.join('、')}`,
    en: `It is one of ${values.join(', ')}`,
  };
  return z
    .unknown()
    .refine((value) => values.some((one) => one === value), saying(words))
    .pipe(z.enum(values))
    .openapi({ type: 'string', enum: [...values] });
}

/** A whole number of a query string, within bounds. */
export function wholeNumber(minimum: number, maximum: number) {
  const words = {
    zh: `应为 ${minimum} 至 ${maximum} 的整数`,
    en: `It is a whole number from ${minimum} to ${maximum}`,
  };
  return z
    .unknown()
    .transform((text) =>
      typeof text === 'string' && /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN,
    )
    .refine((value) => value >= minimum && value <= maximum, saying(words))
    .openapi({ type: 'integer', minimum, maximum });
}

/**
 * What a schema takes, with words for whatever does not fit it. The API's description does not
 * look into it: say its type with `openapi`.
 */
export function allowed<T extends z.ZodType>(schema: T, messages: Names) {
  return z
    .unknown()
    .refine((value) => schema.safeParse(value).success, saying(messages))
    .pipe(schema);
}
