/** Answers of lists and cards as Excel workbooks: `?format=xlsx`. */
import type { z } from '@hono/zod-openapi';
import { periodName } from '../../shared/calendar/period-name.ts';
import { writeBook } from '../../shared/exports/book.ts';
import { contentDisposition, fileName } from '../../shared/exports/names.ts';
import type { ExportBook } from '../../shared/exports/table.ts';
import type { Language } from '../../shared/format.ts';
import type { Text } from '../../shared/kpis/definition.ts';
import type { ItemTable } from '../../shared/ports.ts';
import { schemeBook } from '../../shared/scoring/schemes.ts';
import type { UnitTree } from '../../shared/units/tree.ts';
import { oneOf } from './allowed.ts';
import type { ApiContext } from './environment.ts';
import { binary, fileAnswer, MAX_ANSWER_BYTES, XLSX } from './files.ts';
import { languageOf, problem } from './problems.ts';

/** The query parameter of a route that also answers with a workbook. */
export const format = oneOf(['json', 'xlsx']).optional().openapi({
  description:
    'With `xlsx` an Excel workbook of every row (`limit` and `cursor` do not count), in the language of Accept-Language',
});

/** What such a route answers. */
export function jsonOrWorkbook<T extends z.ZodType>(schema: T, description: string) {
  return {
    description,
    content: { 'application/json': { schema }, [XLSX]: { schema: binary } },
  };
}

/** So many rows of a list are exported at once; a workbook of more fits no answer. */
export const MOST_EXPORTED = 20_000;

/** What a workbook is called as a file. */
export interface ExportName {
  readonly what: Text;
  /** The same in a name of ASCII letters. */
  readonly ascii: string;
  /** Whose it is: a unit, or a scheme; null where it is nobody's own. */
  readonly unit: { readonly code: string; readonly name: string } | null;
  /** A period or a day, or the first and the last of several; none where it is of all. */
  readonly periods: readonly string[];
  readonly revision: number | null;
}

const REVISION: Readonly<Record<Language, (revision: number) => string>> = {
  zh: (revision) => `第${revision}版`,
  en: (revision) => `revision ${revision}`,
};

/** A day or a time keeps its digits. */
const periodPart = (period: string, language: Language) =>
  /^\d{4}-\d{2}-\d{2}/.test(period) ? period : periodName(period, language);

function disposition(
  { what, ascii, unit, periods, revision }: ExportName,
  language: Language,
): string {
  const parts = [
    what[language],
    ...(unit ? [unit.name] : []),
    periods.map((period) => periodPart(period, language)).join(language === 'zh' ? '至' : ' to '),
    ...(revision === null ? [] : [REVISION[language](revision)]),
  ];
  const version = revision === null ? [] : [`r${revision}`];
  const plain = ['fengqiao', ascii, ...(unit ? [unit.code] : []), ...periods, ...version];
  return contentDisposition(fileName(parts, 'xlsx'), fileName([plain.join('-')], 'xlsx'));
}

/** Answers with a workbook in the caller's language. */
export async function workbookAnswer(
  c: ApiContext,
  name: ExportName,
  make: (language: Language) => ExportBook,
) {
  const language = languageOf(c.req.header('accept-language'));
  const bytes = await writeBook(make(language), language);
  if (bytes.byteLength > MAX_ANSWER_BYTES) return problem(c, 'export_too_large');
  c.header('content-language', language);
  return fileAnswer(c, bytes, XLSX, disposition(name, language));
}

/** What a scheme is called; null where it is no longer stored. */
export async function schemeName(items: ItemTable, scheme: string): Promise<Text | null> {
  return (await schemeBook(items)).named(scheme)?.name ?? null;
}

/** A unit with its name on a day; its code where it had none. */
export function namedOn(tree: UnitTree, code: string) {
  return { code, name: tree.unit(code)?.name ?? code };
}

/** Names units of a day. */
export const namesOn = (tree: UnitTree) => (code: string) => tree.unit(code)?.name ?? null;
