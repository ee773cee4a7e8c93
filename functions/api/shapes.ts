/** Parameters and shapes that several routes share. */
import { z } from '@hono/zod-openapi';
import { isDay } from '../../shared/calendar/day.ts';
import { parsePeriod } from '../../shared/calendar/period.ts';
import { kpiOf } from '../../shared/kpis/catalogue.ts';
import type { Names } from '../../shared/submissions/contract.ts';
import { containsPersonalData } from '../../shared/submissions/personal-data.ts';
import type { UnitTree } from '../../shared/units/tree.ts';

/** A code that is no unit's answers 404 like one of another branch, so its form is not checked. */
export const unitCode = z.string().openapi({ example: '410481002000' });

/** What a problem's errors say of a value, in place of the usual words and code. */
const saying = (messages: Names, code?: string) => ({ params: { messages, code } });

const DAY_WORDS = {
  zh: '日期应写成 2024-04-15 这样，并且真实存在',
  en: 'Write a day that exists, such as 2024-04-15',
};
export const PERIOD_WORDS = {
  zh: '考核期应写成 2024-04、2024-Q2、2024-H1、2024 或 2024-04-ytd 这样',
  en: 'Write a period such as 2024-04, 2024-Q2, 2024-H1, 2024 or 2024-04-ytd',
};

/** The id of a run or an upload in a path. */
export const itemId = z.string().regex(/^[\w.-]{1,64}$/);

export const day = z
  .string()
  .refine(isDay, saying(DAY_WORDS))
  .openapi({ format: 'date', example: '2024-04-15', description: 'A day in Asia/Shanghai' });

const MONTH_WORDS = {
  zh: '月份应写成 2024-04 这样',
  en: 'Write a month such as 2024-04',
};

export const month = z
  .string()
  .refine((text) => isDay(`${text}-01`), saying(MONTH_WORDS))
  .openapi({ example: '2024-04' });

export const periodId = z
  .string()
  .refine((id) => parsePeriod(id) !== undefined, saying(PERIOD_WORDS))
  .openapi({
    example: '2024-04',
    description: '`2024-04`, `2024-Q2`, `2024-H1`, `2024`, `2024-04-ytd`',
  });

const PEERS_WORDS = {
  zh: '同类组应写成 station-urban-1 至 station-rural-3、county 或 city',
  en: 'Write a peer group: station-urban-1 to station-rural-3, county or city',
};

/** A peer group. */
export const peerGroup = z
  .string()
  .refine((name) => /^(station-(urban|rural)-[123]|county|city)$/.test(name), saying(PEERS_WORDS));

const KPIS_WORDS = {
  zh: '应为指标目录中的指标，用逗号分隔',
  en: 'These are ids of the catalogue of KPIs, separated by commas',
};

/** KPIs in a query string: `time_in_community,case_rate`. */
export const kpiNames = z
  .string()
  .max(2048)
  .transform((text) => text.split(','))
  .refine((ids) => ids.every((id) => kpiOf(id) !== undefined), saying(KPIS_WORDS))
  .openapi({
    type: 'string',
    example: 'time_in_community,case_rate',
    description: 'Only these KPIs',
  });

/** A revision in a query string. */
export const revision = z
  .string()
  .regex(/^[1-9]\d{0,5}$/)
  .transform(Number)
  .openapi({ type: 'integer', minimum: 1 });

const PERSONAL_DATA_WORDS = {
  zh: '含有身份证号、手机号、银行卡号或车牌号，请删除',
  en: 'This holds an ID, mobile, bank card or plate number; remove it',
};

/** What a person writes, 1 to `maximum` characters, without citizens' personal data. */
export function writtenText(maximum: number) {
  const words = {
    zh: `必须填写，最多 ${maximum} 个字`,
    en: `Write something, at most ${maximum} characters`,
  };
  return z
    .string()
    .trim()
    .refine((text) => text.length >= 1 && text.length <= maximum, saying(words))
    .refine((text) => !containsPersonalData(text), saying(PERSONAL_DATA_WORDS, 'personal_data'))
    .openapi({ minLength: 1, maxLength: maximum });
}

const CONTROL_WORDS = {
  zh: '不能有换行或其他控制字符',
  en: 'This cannot hold line breaks or other control characters',
};

/** What a person writes on one line: a name. */
export function writtenLine(maximum: number) {
  return writtenText(maximum).refine((text) => !/\p{Cc}/u.test(text), saying(CONTROL_WORDS));
}

/** A reason, a note, a comment. */
export const note = writtenText(2000);

/** A unit as lists name it; null where it is no longer one. */
export const namedUnit = z.object({ code: z.string(), name: z.string().nullable() });

export function nameUnit(tree: UnitTree, code: string): z.infer<typeof namedUnit> {
  return { code, name: tree.unit(code)?.name ?? null };
}

/** The same with where it lies: names of stations recur across a province. */
export const placedUnit = namedUnit.extend({
  above: z
    .array(namedUnit)
    .openapi({ description: 'The units between the own one and it, the highest first' }),
});

export function placeUnit(tree: UnitTree, code: string, own: string): z.infer<typeof placedUnit> {
  const above = tree.chainOf(code).filter((one) => one.code !== code && one.code !== own);
  return {
    ...nameUnit(tree, code),
    above: above
      .filter((one) => tree.isWithin(own, one.code))
      .reverse()
      .map(({ code, name }) => ({ code, name })),
  };
}

/** What was done to a record, the first thing first. */
export const historyShape = z
  .array(
    z.object({ at: z.string(), by: z.string(), action: z.string(), note: z.string().nullable() }),
  )
  .readonly();

/** How many items a page may have. */
export const limit = z
  .string()
  .regex(/^[1-9]\d{0,3}$/)
  .transform(Number)
  .refine((count) => count <= 1000)
  .openapi({ type: 'integer', minimum: 1, maximum: 1000 });

/** `{ items, next }`, as every list. */
export function listOf<T extends z.ZodType>(item: T) {
  return z.object({
    items: z.array(item).readonly(),
    next: z.string().nullable().openapi({ description: 'The cursor of the next page' }),
  });
}

/** A JSON answer of a route. */
export function json<T extends z.ZodType>(schema: T, description: string) {
  return { description, content: { 'application/json': { schema } } };
}
