/** What can be wrong with a file as a whole. */
import type { Names } from '../submissions/contract.ts';

export type WorkbookFaultCode =
  | 'workbook_damaged'
  | 'workbook_protected'
  | 'workbook_macros'
  | 'workbook_empty'
  | 'workbook_not_template'
  | 'workbook_too_large';

/** Why nothing of a file was read, and what to do about it. */
export interface WorkbookFault {
  readonly code: WorkbookFaultCode;
  readonly messages: Names;
}

/** A file may unpack to so many bytes: ten times a full month of a large station. */
export const MAX_UNPACKED_BYTES = 16 * 1024 * 1024;
/** A sheet may have so many rows and columns, empty ones within it counted, */
export const MAX_ROWS = 20_000;
export const MAX_COLUMNS = 100;
/** a CSV file so many cells, of which a month's has a tenth, */
export const MAX_CSV_CELLS = 500_000;
/** a file so many sheets, */
export const MAX_SHEETS = 40;
/** and so many days. */
export const MAX_DAYS = 100;

export const FAULT_WORDS = {
  workbook_damaged: {
    zh: '文件不完整或已损坏，请在 Excel 或 WPS 中打开、另存为 .xlsx 后再上传',
    en: 'The file is incomplete or damaged; open it in Excel, save it as .xlsx and send that',
  },
  workbook_protected: {
    zh: '文件设有打开密码，请取消密码、保存后再上传',
    en: 'The file is protected by a password; take that off, save it and send it again',
  },
  workbook_macros: {
    zh: '文件带有宏，请另存为不带宏的 .xlsx 后再上传',
    en: 'The file carries macros; save it as .xlsx without them and send that',
  },
  workbook_empty: {
    zh: '文件里没有填写任何内容；当天确实没有内容的，请在「日期」表的「零报告」列填「是」',
    en: 'Nothing is filled in; for a day on which nothing happened write 是 under 零报告 in the sheet 日期',
  },
  workbook_not_template: {
    zh: '文件里没有系统模板的工作表，请下载模板，填写后上传',
    en: 'The file has none of the sheets of the template; download that, fill it in and send it',
  },
  workbook_too_large: {
    zh: `内容过大：每个表最多 ${MAX_ROWS} 行、${MAX_COLUMNS} 列，一个文件最多 ${MAX_DAYS} 天；请删除表格以外的空白行列，或按月分开上传`,
    en: `Too large: a sheet has at most ${MAX_ROWS} rows and ${MAX_COLUMNS} columns, a file ${MAX_DAYS} days; delete blank rows and columns outside of the table, or send a file a month`,
  },
} as const satisfies Record<WorkbookFaultCode, Names>;

const NOT_XLSX: Names = {
  zh: '只能上传 .xlsx 或 CSV 文件，请在 Excel 或 WPS 中把文件另存为 .xlsx 后再上传',
  en: 'Only .xlsx and CSV can be read; save the file as .xlsx in Excel or WPS and send that',
};
const NO_BYTES: Names = {
  zh: '文件是空的，请重新保存后再上传',
  en: 'The file has no content at all; save it again and send that',
};
const CSV_EMPTY: Names = {
  zh: '文件里没有填写任何内容；当天确实没有内容的，请写一行：「表」填「零报告」，并填写「日期」',
  en: 'Nothing is filled in; for a day on which nothing happened write a row with 零报告 under 表 and the date under 日期',
};
const CSV_WITHOUT_LISTS: Names = {
  zh: 'CSV 文件没有「表」列：一天的六个表应写在同一个文件里，每行用「表」列注明；请下载 CSV 模板后填写',
  en: 'The CSV has no column 表: the six lists of a day stand in one file, and 表 says of each row which; download the CSV template',
};
const CSV_QUOTES: Names = {
  zh: 'CSV 文件的引号不成对，请检查后再上传',
  en: 'The quotes in the CSV do not match; correct them and send it again',
};

export type Faulty = { readonly ok: false; readonly fault: WorkbookFault };

export function faulty(code: WorkbookFaultCode, messages: Names = FAULT_WORDS[code]): Faulty {
  return { ok: false, fault: { code, messages } };
}

/** Another file format than those that can be read. */
export const notXlsx = () => faulty('workbook_not_template', NOT_XLSX);
export const noBytes = () => faulty('workbook_empty', NO_BYTES);
export const csvEmpty = () => faulty('workbook_empty', CSV_EMPTY);
export const csvWithoutLists = () => faulty('workbook_not_template', CSV_WITHOUT_LISTS);
export const csvQuotes = () => faulty('workbook_damaged', CSV_QUOTES);
