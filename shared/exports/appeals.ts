/** Appeals as a workbook. Accounts are persons: who filed, commented and decided is not exported. */
import { periodName } from '../calendar/period-name.ts';
import type { Language } from '../format.ts';
import { kpiOf } from '../kpis/catalogue.ts';
import type { Appeal } from '../review/appeals.ts';
import { type Labels, labelOf } from '../scorecards/labels.ts';
import { asOfFact, periodFact, unitFacts } from './facts.ts';
import { type Column, type ExportBook, tableOf } from './table.ts';

const ZH = {
  title: (within: string, period: string) => `${within}${period}申诉`,
  sheet: '申诉',
  unit: '单位',
  code: '代码',
  period: '考核期',
  revision: '版本',
  revisionMeans: '申诉所针对的公布版本',
  subject: '事项',
  ledger: (id: string) => `加减分记录 ${id}`,
  reason: '申诉理由',
  state: '状态',
  filedAt: '提出时间',
  deadline: '受理截止',
  comment: '上级意见',
  commentAt: '意见时间',
  outcome: '裁定',
  note: '裁定说明',
  remedy: '处理方式',
  reference: '裁定依据',
  decidedAt: '裁定时间',
  id: '编号',
  source: '申诉记录；裁定由省级审核员作出',
};

const EN: typeof ZH = {
  title: (within, period) => `Appeals of ${within}${period && `, ${period}`}`,
  sheet: 'Appeals',
  unit: 'Unit',
  code: 'Code',
  period: 'Period',
  revision: 'Revision',
  revisionMeans: 'The published revision that the appeal is about',
  subject: 'About',
  ledger: (id) => `ledger entry ${id}`,
  reason: 'Reason',
  state: 'State',
  filedAt: 'Filed at',
  deadline: 'Deadline',
  comment: 'Comment of the level above',
  commentAt: 'Commented at',
  outcome: 'Decision',
  note: 'Note of the decision',
  remedy: 'Remedy',
  reference: 'Basis of the decision',
  decidedAt: 'Decided at',
  id: 'Id',
  source: 'The record of appeals; reviewers of the province decide',
};

export const APPEAL_STATES: Labels = {
  open: { zh: '待处理', en: 'open' },
  commented: { zh: '上级已签署意见', en: 'commented on' },
  accepted: { zh: '已采纳', en: 'accepted' },
  rejected: { zh: '已驳回', en: 'rejected' },
};

const REMEDY_NAMES: Labels = {
  correction: { zh: '补正数据', en: 'correction' },
  scheme_fault: { zh: '考核办法有误', en: 'fault of the scheme' },
};

/** An appeal with its unit's name. */
export type AppealLine = Pick<
  Appeal,
  | 'id'
  | 'period'
  | 'revision'
  | 'kpi'
  | 'ledger'
  | 'reason'
  | 'state'
  | 'filedAt'
  | 'deadline'
  | 'comment'
  | 'decision'
> & { readonly unit: { readonly code: string; readonly name: string | null } };

const time = (text: string | undefined) => text?.slice(0, 19).replace('T', ' ') ?? null;

function columnsOf(language: Language): Column<AppealLine>[] {
  const words = language === 'zh' ? ZH : EN;
  return [
    { name: words.unit, kind: 'text', of: ({ unit }) => unit.name ?? unit.code },
    { name: words.code, kind: 'text', of: ({ unit }) => unit.code },
    { name: words.period, kind: 'text', of: ({ period }) => periodName(period, language) },
    {
      ...{ name: words.revision, kind: 'count', means: words.revisionMeans },
      of: ({ revision }) => revision,
    },
    {
      ...{ name: words.subject, kind: 'text' },
      of: ({ kpi, ledger }) =>
        kpi === null ? words.ledger(ledger ?? '') : (kpiOf(kpi)?.name[language] ?? kpi),
    },
    { name: words.reason, kind: 'text', of: ({ reason }) => reason },
    {
      ...{ name: words.state, kind: 'text' },
      of: ({ state }) => labelOf(APPEAL_STATES, state, language),
    },
    { name: words.filedAt, kind: 'text', of: ({ filedAt }) => time(filedAt) },
    { name: words.deadline, kind: 'text', of: ({ deadline }) => time(deadline) },
    { name: words.comment, kind: 'text', of: ({ comment }) => comment?.text ?? null },
    { name: words.commentAt, kind: 'text', of: ({ comment }) => time(comment?.at) },
    {
      ...{ name: words.outcome, kind: 'text' },
      of: ({ decision }) => decision && labelOf(APPEAL_STATES, decision.outcome, language),
    },
    { name: words.note, kind: 'text', of: ({ decision }) => decision?.note ?? null },
    {
      ...{ name: words.remedy, kind: 'text' },
      of: ({ decision }) =>
        decision?.remedy ? labelOf(REMEDY_NAMES, decision.remedy, language) : null,
    },
    { name: words.reference, kind: 'text', of: ({ decision }) => decision?.reference ?? null },
    { name: words.decidedAt, kind: 'text', of: ({ decision }) => time(decision?.at) },
    { name: words.id, kind: 'text', of: ({ id }) => id },
  ];
}

/** The workbook of a branch's appeals, of one period or (null) of all. */
export function appealsBook(
  of: {
    readonly within: { readonly code: string; readonly name: string };
    readonly period: string | null;
    readonly appeals: readonly AppealLine[];
    readonly now: string;
  },
  language: Language,
): ExportBook {
  const words = language === 'zh' ? ZH : EN;
  const { within, period } = of;
  return {
    title: words.title(within.name, period === null ? '' : periodName(period, language)),
    tables: [tableOf(words.sheet, columnsOf(language), of.appeals)],
    facts: [
      ...unitFacts(within, language),
      ...(period === null ? [] : [periodFact(period, language)]),
      asOfFact(of.now, language),
    ],
    sections: [],
    source: words.source,
  };
}
