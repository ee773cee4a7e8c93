/** What is said of a file's rows and cells, and how a cell is named to people. */
import { cellRef } from 'hucre/xlsx';
import type { Day } from '../calendar/day.ts';
import type { Names } from '../submissions/contract.ts';
import type { Spot } from './days.ts';

/** Something wrong in a file, before or besides the validation of its documents. */
export interface Problem {
  readonly code: string;
  readonly text: Names;
  readonly spot: Spot;
  /** The day that it concerns; null: the whole file. */
  readonly date: Day | null;
}

export const WORDS = {
  unknownSheet: {
    zh: '模板里没有这个工作表，请删除，或改回模板的名称',
    en: 'the template has no such sheet; delete it or give it its name back',
  },
  unknownHeading: {
    zh: '模板里没有这个列名，请改回模板的列名，或删除这一列',
    en: "the template has no such heading; use the template's, or delete the column",
  },
  headingTwice: {
    zh: '这个列名出现了两次，请只保留一列',
    en: 'this heading stands twice; keep one of the columns',
  },
  noHeading: {
    zh: '这一列有内容，但没有列名，请补上列名，或清空这一列',
    en: 'this column has content and no heading; give it one, or clear the column',
  },
  unknownList: {
    zh: '请填六个表之一：工作时间、矛盾纠纷、案件、群众事项、工作数量、上访和事故；当天没有内容填「零报告」',
    en: 'name one of the six lists, or 零报告 for a day on which nothing happened',
  },
  noDate: {
    zh: '请填写日期；只报一天时，也可以只在「日期」表写这一天',
    en: 'fill in the date; for one day alone it is enough to have it in the sheet 日期',
  },
  noDateInRow: {
    zh: '请填写日期，每一行都要写',
    en: 'fill in the date, on every row',
  },
  notYes: { zh: '只能填「是」，或留空', en: 'write 是 (yes), or leave it empty' },
  nilWithRows: {
    zh: '这一天有填写的内容，请清空「零报告」，或删除这一天的内容',
    en: 'there are rows of this day; clear 零报告, or delete them',
  },
  formulaWithoutValue: {
    zh: '公式没有计算结果，请在 Excel 或 WPS 中打开并保存，或直接填写内容',
    en: 'the formula has no value; open and save the file in Excel, or write the value itself',
  },
} as const satisfies Record<string, Names>;

/** `E12`; null where no single cell is meant. */
export function cellName({ row, column }: Spot): string | null {
  return row === null || column === null ? null : cellRef(row, column);
}

/** `「案件」表 E12「类别」` */
export function spotNames(sheet: string, spot: Spot, heading: Names | undefined): Names {
  const cell = cellName(spot);
  const zhPlace = cell ?? (spot.row === null ? '' : `第 ${spot.row + 1} 行`);
  const enPlace = cell ?? (spot.row === null ? '' : `row ${spot.row + 1}`);
  return {
    zh: `「${sheet}」表${zhPlace && ` ${zhPlace}`}${heading ? `「${heading.zh}」` : ''}`,
    en: `sheet ${sheet}${enPlace && `, ${enPlace}`}${heading ? ` (${heading.en})` : ''}`,
  };
}
