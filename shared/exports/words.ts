/** What workbooks say beyond their numbers, in both languages. */
import type { Language } from '../format.ts';

const ZH = {
  notes: '说明',
  about: '表格',
  columnsOf: (table: string) => `「${table}」各列的含义`,
  absent: '“—”的含义',
  source: '来源',
  madeUp: '演示数据',
  madeUpMore: '人口、案件、纠纷和所有数字均为虚构，地名仅作示意。',
  rows: (table: string, count: string) => `「${table}」共${count}行`,
};

const EN: typeof ZH = {
  notes: 'Notes',
  about: 'Workbook',
  columnsOf: (table) => `What the columns of “${table}” mean`,
  absent: 'What “—” stands for',
  source: 'Source',
  madeUp: 'Demo data',
  madeUpMore:
    'Every person, case, dispute and figure is made up; only the names of places are real.',
  rows: (table, count) => `“${table}” has ${count} rows`,
};

export type ExportWords = typeof ZH;

export const wordsOf = (language: Language): ExportWords => (language === 'zh' ? ZH : EN);
