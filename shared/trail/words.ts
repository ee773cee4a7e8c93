/** What acts are called, and how what they were about is said, in both languages. */
import { parsePeriod } from '../calendar/period.ts';
import { periodName } from '../calendar/period-name.ts';
import type { Language } from '../format.ts';
import type { Text } from '../kpis/definition.ts';
import type { ActCode, Outcome } from './acts.ts';
import type { NamedEntry } from './trail.ts';

export const ACT_NAMES: Readonly<Record<ActCode, Text>> = {
  submission_sent: { zh: '报送一天', en: 'Day sent' },
  workbook_sent: { zh: '用表格报送', en: 'Workbook sent' },
  days_imported: { zh: '导入草稿', en: 'Drafts imported' },
  mapping_saved: { zh: '保存列对照', en: 'Column mapping saved' },
  bulk_requested: { zh: '申请批量报送', en: 'Bulk upload asked for' },
  bulk_received: { zh: '接收批量文件', en: 'Bulk file received' },
  reference_loaded: { zh: '上传基础数据', en: 'Reference data loaded' },
  scheme_stored: { zh: '保存考核办法', en: 'Scheme stored' },
  run_started: { zh: '开始计算', en: 'Run started' },
  run_stopped: { zh: '停止计算', en: 'Run stopped' },
  run_ended: { zh: '计算结束', en: 'Run ended' },
  published: { zh: '发布结果', en: 'Results published' },
  flag_reviewed: { zh: '核查异常标记', en: 'Flag reviewed' },
  audit_recorded: { zh: '登记回访结果', en: 'Call-back recorded' },
  ledger_entered: { zh: '登记加减分', en: 'Ledger entry made' },
  ledger_withdrawn: { zh: '撤销加减分', en: 'Ledger entry withdrawn' },
  appeal_filed: { zh: '提出申诉', en: 'Appeal filed' },
  appeal_commented: { zh: '签署申诉意见', en: 'Appeal commented on' },
  appeal_decided: { zh: '裁定申诉', en: 'Appeal decided' },
};

const OUTCOME_NAMES: Readonly<Record<Outcome | 'unknown', Text>> = {
  done: { zh: '成功', en: 'Done' },
  refused: { zh: '未受理', en: 'Refused' },
  failed: { zh: '失败', en: 'Failed' },
  unknown: { zh: '进行中或已中断', en: 'Under way or cut off' },
};

export const outcomeName = (outcome: Outcome | null): Text => OUTCOME_NAMES[outcome ?? 'unknown'];

/** The account of what the system does by itself. */
export const SCHEDULE = 'schedule';
export const SYSTEM: Text = { zh: '系统定时任务', en: 'The timetable' };

const FACT_NAMES: Readonly<Record<string, Text>> = {
  station: { zh: '派出所', en: 'station' },
  unit: { zh: '单位', en: 'unit' },
  date: { zh: '日期', en: 'day' },
  period: { zh: '考核期', en: 'period' },
  revision: { zh: '版本', en: 'revision' },
  knownIn: { zh: '所依据版本', en: 'figures of revision' },
  scheme: { zh: '考核办法', en: 'scheme' },
  kind: { zh: '类别', en: 'kind' },
  version: { zh: '版本号', en: 'version' },
  effective: { zh: '生效日期', en: 'in force from' },
  rows: { zh: '行数', en: 'rows' },
  days: { zh: '天数', en: 'days' },
  filled: { zh: '已导入', en: 'imported' },
  entries: { zh: '条数', en: 'entries' },
  flag: { zh: '标记', en: 'flag' },
  kpi: { zh: '指标', en: 'KPI' },
  state: { zh: '结论', en: 'outcome' },
  lines: { zh: '行数', en: 'lines' },
  accepted: { zh: '接收', en: 'accepted' },
  unchanged: { zh: '未变', en: 'unchanged' },
  refused: { zh: '退回', en: 'refused' },
};

/**
 * `派出所 寺坡街道，日期 2024-04-15`: what an act was about, by names where the reader has them. Its
 * id is left out: it is for looking things up, and made of the same codes.
 */
export function factsText(
  { what, names }: Pick<NamedEntry, 'what' | 'names'>,
  language: Language,
): string {
  const parts = Object.entries(what).flatMap(([fact, value]) => {
    if (fact === 'id') return [];
    const isPeriod = fact === 'period' && parsePeriod(String(value)) !== undefined;
    const said = isPeriod
      ? periodName(String(value), language)
      : (names[fact]?.[language] ?? value);
    return [`${FACT_NAMES[fact]?.[language] ?? fact} ${said}`];
  });
  return parts.join(language === 'zh' ? '，' : ', ');
}

/** The id of what an act was about: of a run, a flag, an upload. */
export const idOf = ({ what }: Pick<NamedEntry, 'what'>): string | null =>
  what.id === undefined ? null : String(what.id);

/** Why it was refused or failed; a reason of another version by its code. */
export const reasonText = (
  { reason, code }: Pick<NamedEntry, 'reason' | 'code'>,
  language: Language,
) => reason?.[language] ?? code;
