/** The words of the trail. */
import type { Language } from '../format.ts';
import { useWords } from '../words.ts';

const ZH = {
  title: (entries: string, more: boolean) => `${more ? '最近' : '共'}${entries}项操作`,
  none: '这几天没有操作记录',
  caption: '谁在什么时间做了什么。每项操作执行前先写入记录，一经写入，任何账号都不能修改或删除。',
  branch: '您可以查看本辖区账号的操作。',
  from: '起始日期',
  to: '截止日期',
  kind: '操作',
  all: '全部操作',
  table: '操作记录',
  at: '时间',
  account: '账号',
  unit: '所属单位',
  what: '内容',
  outcome: '结果',
  id: (id: string) => `编号 ${id}`,
  more: '更早的操作',
};

const EN: typeof ZH = {
  title: (entries, more) => (more ? `The latest ${entries} acts` : `${entries} acts`),
  none: 'Nothing was done on these days',
  caption:
    'Who did what, and when. An act is written here before it is begun; once written, no account can change or delete it.',
  branch: 'You see what accounts of your branch did.',
  from: 'From',
  to: 'To',
  kind: 'Act',
  all: 'All acts',
  table: 'Trail',
  at: 'Time',
  account: 'Account',
  unit: 'Unit',
  what: 'About',
  outcome: 'Outcome',
  id: (id) => `Id ${id}`,
  more: 'Earlier acts',
};

export function useTrailWords(): { readonly language: Language; readonly say: typeof ZH } {
  const { language } = useWords();
  return { language, say: language === 'zh' ? ZH : EN };
}
