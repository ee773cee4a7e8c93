/** The trail as a workbook. Here accounts are named: who did it is what it tells. */
import type { Day } from '../calendar/day.ts';
import type { Language } from '../format.ts';
import type { NamedEntry } from '../trail/trail.ts';
import {
  ACT_NAMES,
  factsText,
  idOf,
  outcomeName,
  reasonText,
  SCHEDULE,
  SYSTEM,
} from '../trail/words.ts';
import { asOfFact, timeText, unitFacts } from './facts.ts';
import { type Column, type ExportBook, tableOf } from './table.ts';

const ZH = {
  title: (within: string, from: string, to: string) => `${within}${from}至${to}操作记录`,
  sheet: '操作记录',
  at: '时间',
  account: '账号',
  unit: '账号所属单位',
  code: '单位代码',
  act: '操作',
  outcome: '结果',
  outcomeMeans: '“进行中或已中断”：操作已经开始，但没有结束记录',
  reason: '原因',
  problem: '原因代码',
  what: '内容',
  id: '编号',
  request: '请求编号',
  days: '日期',
  source: '操作记录：一经写入，任何账号不能修改或删除',
};

const EN: typeof ZH = {
  title: (within, from, to) => `Trail of ${within}, ${from} to ${to}`,
  sheet: 'Trail',
  at: 'Time',
  account: 'Account',
  unit: "The account's unit",
  code: 'Code of the unit',
  act: 'Act',
  outcome: 'Outcome',
  outcomeMeans: '“Under way or cut off”: it was begun, and no end of it was noted',
  reason: 'Reason',
  problem: 'Reason code',
  what: 'About',
  id: 'Id',
  request: 'Request id',
  days: 'Days',
  source: 'The trail: once written, no account can change or delete it',
};

export interface TrailExport {
  readonly within: { readonly code: string; readonly name: string };
  readonly from: Day;
  readonly to: Day;
  readonly entries: readonly NamedEntry[];
  readonly now: string;
}

/** The workbook of some days, the latest act first. */
export function trailBook(of: TrailExport, language: Language): ExportBook {
  const words = language === 'zh' ? ZH : EN;
  const columns: Column<NamedEntry>[] = [
    { name: words.at, kind: 'text', of: ({ at }) => timeText(at, language) },
    {
      name: words.account,
      kind: 'text',
      of: ({ account }) => (account === SCHEDULE ? SYSTEM[language] : account),
    },
    { name: words.unit, kind: 'text', of: ({ unit }) => unit && (unit.name ?? unit.code) },
    { name: words.code, kind: 'text', of: ({ unit }) => unit?.code ?? null },
    { name: words.act, kind: 'text', of: ({ act }) => ACT_NAMES[act][language] },
    {
      name: words.outcome,
      kind: 'text',
      means: words.outcomeMeans,
      of: ({ outcome }) => outcomeName(outcome)[language],
    },
    { name: words.what, kind: 'text', of: (entry) => factsText(entry, language) },
    { name: words.reason, kind: 'text', of: (entry) => reasonText(entry, language) },
    { name: words.id, kind: 'text', of: idOf },
    { name: words.problem, kind: 'text', of: ({ code }) => code },
    { name: words.request, kind: 'text', of: ({ requestId }) => requestId },
  ];
  return {
    title: words.title(of.within.name, of.from, of.to),
    tables: [tableOf(words.sheet, columns, of.entries)],
    facts: [
      ...unitFacts(of.within, language),
      [words.days, `${of.from} – ${of.to}`],
      asOfFact(of.now, language),
    ],
    sections: [],
    source: words.source,
  };
}
