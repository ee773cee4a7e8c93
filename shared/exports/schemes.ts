/** The list of schemes as a workbook. Who stored one is an account, a person, and not exported. */
import { shanghaiTime } from '../calendar/day.ts';
import type { Language } from '../format.ts';
import { nameOf } from '../scoring/scheme.ts';
import type { SchemeEntry } from '../scoring/schemes.ts';
import { asOfFact, timeText } from './facts.ts';
import { type Column, type ExportBook, tableOf } from './table.ts';

const ZH = {
  title: '考核办法目录',
  scheme: '考核办法',
  name: '名称',
  description: '说明',
  jurisdiction: '适用单位代码',
  effective: '施行日期',
  adopted: '是否施行',
  yes: '施行',
  no: '未施行',
  approvals: '受限指标批准',
  approvalsMeans: '几项受限指标经批准可以计分',
  approvedBy: '批准机关',
  none: '没有',
  storedAt: '保存时间',
  builtIn: '随系统提供',
  source: '考核办法；版本一经保存不再改变',
  personsTerm: '未导出的内容',
  persons: '谁保存的，是个人账号，不导出。',
};

const EN: typeof ZH = {
  title: 'Schemes',
  scheme: 'Scheme',
  name: 'Name',
  description: 'Description',
  jurisdiction: 'Code of the jurisdiction',
  effective: 'In effect from',
  adopted: 'Adopted',
  yes: 'yes',
  no: 'no',
  approvals: 'Approvals',
  approvalsMeans: 'How many restricted KPIs have been approved for scoring',
  approvedBy: 'Approved by',
  none: 'none',
  storedAt: 'Stored at',
  builtIn: 'comes with the system',
  source: 'The schemes; a version never changes once stored',
  personsTerm: 'Left out',
  persons: 'Who stored one is an account of a person, and not exported.',
};

/** The workbook of the schemes, a row a version. */
export function schemesBook(
  of: { readonly now: string; readonly schemes: readonly SchemeEntry[] },
  language: Language,
): ExportBook {
  const words = language === 'zh' ? ZH : EN;
  const columns: readonly Column<SchemeEntry>[] = [
    { name: words.scheme, kind: 'text', of: ({ scheme }) => nameOf(scheme) },
    { name: words.name, kind: 'text', of: ({ scheme }) => scheme.name[language] },
    { name: words.description, kind: 'text', of: ({ scheme }) => scheme.description[language] },
    { name: words.jurisdiction, kind: 'text', of: ({ scheme }) => scheme.jurisdiction },
    { name: words.effective, kind: 'date', of: ({ scheme }) => scheme.effective },
    {
      ...{ name: words.adopted, kind: 'text' },
      of: ({ scheme }) => (scheme.adopted ? words.yes : words.no),
    },
    {
      ...{ name: words.approvals, kind: 'count', means: words.approvalsMeans },
      of: ({ scheme }) => scheme.approvals.length,
    },
    {
      ...{ name: words.approvedBy, kind: 'text' },
      of: ({ scheme: { approvals } }) =>
        approvals.length === 0
          ? { absent: words.none }
          : [...new Set(approvals.map(({ by }) => by))].join('; '),
    },
    {
      ...{ name: words.storedAt, kind: 'text' },
      of: ({ stored }) =>
        stored ? timeText(shanghaiTime(stored.at), language) : { absent: words.builtIn },
    },
  ];
  return {
    title: words.title,
    tables: [tableOf(words.title, columns, of.schemes)],
    facts: [asOfFact(of.now, language), [words.personsTerm, words.persons]],
    sections: [],
    source: words.source,
  };
}
