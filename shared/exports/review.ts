/**
 * What persons decided of a period, as workbooks: the ledger of vetoes, deductions and bonuses, and
 * the audit sample with what came of it. Who decided is an account, a person, and not exported.
 */
import { periodName } from '../calendar/period-name.ts';
import type { Language } from '../format.ts';
import { type Labels, labelOf } from '../scorecards/labels.ts';
import { aboveText, asOfFact, type PlacedUnit, periodFact, unitFacts } from './facts.ts';
import { type Column, type ExportBook, type ExportTable, orAbsent, tableOf } from './table.ts';

const ZH = {
  ledger: '加减分与一票否决',
  audits: '回访核查',
  title: (within: string, period: string, what: string) => `${within}${period}${what}`,
  unit: '单位',
  above: '所属',
  code: '代码',
  kind: '类别',
  points: '分值',
  pointsMeans: '考核办法封顶之前的分值',
  noPoints: '一票否决不计分，只限等次',
  gradeCap: '等次上限',
  reason: '理由',
  evidence: '依据',
  merit: '事由',
  sharedWith: '同功同奖单位',
  decidedAt: '登记时间',
  state: '状态',
  id: '编号',
  date: '日期',
  ref: '本所编号或村(社区)代码',
  note: '回访说明',
  at: '回访时间',
  ledgerSource: '加减分登记；每项由管理员作出并说明理由',
  auditsSource: '随机抽样，由上级电话回访',
};

const EN: typeof ZH = {
  ledger: 'Ledger',
  audits: 'Call-backs',
  title: (within, period, what) => `${what} of ${within}, ${period}`,
  unit: 'Unit',
  above: 'In',
  code: 'Code',
  kind: 'Kind',
  points: 'Points',
  pointsMeans: 'Before the caps of the scheme',
  noPoints: 'a veto takes no points, it caps the grade',
  gradeCap: 'Best grade left',
  reason: 'Reason',
  evidence: 'Evidence',
  merit: 'Merit',
  sharedWith: 'Shared with',
  decidedAt: 'Entered at',
  state: 'State',
  id: 'Id',
  date: 'Day',
  ref: "The station's own number, or the village",
  note: 'Note',
  at: 'Called back at',
  ledgerSource: 'The ledger: each a decision of an administrator, with its reason',
  auditsSource: 'A random sample, called back by the level above',
};

export const LEDGER_NAMES: Labels = {
  veto: { zh: '一票否决', en: 'veto' },
  deduction: { zh: '扣分', en: 'deduction' },
  bonus: { zh: '加分', en: 'bonus' },
  active: { zh: '有效', en: 'counts' },
  withdrawn: { zh: '已撤销', en: 'withdrawn' },
};

export const AUDIT_NAMES: Labels = {
  dispute: { zh: '纠纷', en: 'dispute' },
  visit: { zh: '走访', en: 'visit' },
  follow_up: { zh: '群众事项', en: 'follow-up' },
  open: { zh: '待回访', en: 'to be called back' },
  confirmed: { zh: '属实', en: 'confirmed' },
  wrong: { zh: '不属实', en: 'wrong' },
  not_reachable: { zh: '联系不上', en: 'not reachable' },
};

interface NamedUnit {
  readonly code: string;
  readonly name: string | null;
}

interface LedgerLine {
  readonly id: string;
  readonly unit: NamedUnit;
  readonly kind: string;
  readonly points: number | null;
  readonly gradeCap: string | null;
  readonly reason: string;
  readonly evidence: string;
  readonly merit: string | null;
  readonly sharedWith: readonly NamedUnit[];
  readonly decidedAt: string;
  readonly state: string;
}

interface AuditLine {
  readonly id: string;
  readonly station: PlacedUnit;
  readonly kind: string;
  readonly date: string;
  readonly ref: string;
  readonly state: string;
  readonly note: string | null;
  readonly at: string | null;
}

interface Branch {
  readonly within: { readonly code: string; readonly name: string };
  readonly period: string;
  readonly now: string;
}

const nameOf = ({ code, name }: NamedUnit) => name ?? code;
const time = (text: string | null) => text?.slice(0, 19).replace('T', ' ') ?? null;

function bookOf(
  { within, period, now }: Branch,
  table: ExportTable,
  source: string,
  language: Language,
): ExportBook {
  const words = language === 'zh' ? ZH : EN;
  return {
    title: words.title(within.name, periodName(period, language), table.name),
    tables: [table],
    facts: [...unitFacts(within, language), periodFact(period, language), asOfFact(now, language)],
    sections: [],
    source,
  };
}

/** The workbook of a branch's ledger of a period. */
export function ledgerBook(
  of: Branch & { readonly entries: readonly LedgerLine[] },
  language: Language,
): ExportBook {
  const words = language === 'zh' ? ZH : EN;
  const columns: readonly Column<LedgerLine>[] = [
    { name: words.unit, kind: 'text', of: ({ unit }) => nameOf(unit) },
    { name: words.code, kind: 'text', of: ({ unit }) => unit.code },
    { name: words.kind, kind: 'text', of: ({ kind }) => labelOf(LEDGER_NAMES, kind, language) },
    {
      ...{ name: words.points, kind: 'points', means: words.pointsMeans },
      of: ({ points }) => orAbsent(points, words.noPoints),
    },
    { name: words.gradeCap, kind: 'text', of: ({ gradeCap }) => gradeCap },
    { name: words.reason, kind: 'text', of: ({ reason }) => reason },
    { name: words.evidence, kind: 'text', of: ({ evidence }) => evidence },
    { name: words.merit, kind: 'text', of: ({ merit }) => merit },
    {
      ...{ name: words.sharedWith, kind: 'text' },
      of: ({ sharedWith }) => sharedWith.map(nameOf).join(language === 'zh' ? '、' : ', ') || null,
    },
    { name: words.decidedAt, kind: 'text', of: ({ decidedAt }) => time(decidedAt) },
    { name: words.state, kind: 'text', of: ({ state }) => labelOf(LEDGER_NAMES, state, language) },
    { name: words.id, kind: 'text', of: ({ id }) => id },
  ];
  return bookOf(of, tableOf(words.ledger, columns, of.entries), words.ledgerSource, language);
}

/** The workbook of a branch's audit sample of a month. */
export function auditsBook(
  of: Branch & { readonly audits: readonly AuditLine[] },
  language: Language,
): ExportBook {
  const words = language === 'zh' ? ZH : EN;
  const columns: readonly Column<AuditLine>[] = [
    { name: words.unit, kind: 'text', of: ({ station }) => nameOf(station) },
    { name: words.above, kind: 'text', of: ({ station }) => aboveText(station) },
    { name: words.code, kind: 'text', of: ({ station }) => station.code },
    { name: words.kind, kind: 'text', of: ({ kind }) => labelOf(AUDIT_NAMES, kind, language) },
    { name: words.date, kind: 'date', of: ({ date }) => date },
    { name: words.ref, kind: 'text', of: ({ ref }) => ref },
    { name: words.state, kind: 'text', of: ({ state }) => labelOf(AUDIT_NAMES, state, language) },
    { name: words.note, kind: 'text', of: ({ note }) => note },
    { name: words.at, kind: 'text', of: ({ at }) => time(at) },
    { name: words.id, kind: 'text', of: ({ id }) => id },
  ];
  return bookOf(of, tableOf(words.audits, columns, of.audits), words.auditsSource, language);
}
