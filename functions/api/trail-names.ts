/** What entries of the trail hold by code, and what those are called: places, KPIs, flags, reasons. */
import { APPEAL_STATES } from '../../shared/exports/appeals.ts';
import { FLAG_STATE_NAMES } from '../../shared/exports/flags.ts';
import { AUDIT_NAMES, LEDGER_NAMES } from '../../shared/exports/review.ts';
import { flagNamed } from '../../shared/flags/catalogue.ts';
import { kpiOf } from '../../shared/kpis/catalogue.ts';
import type { Text } from '../../shared/kpis/definition.ts';
import type { Labels } from '../../shared/scorecards/labels.ts';
import type { TrailEntry } from '../../shared/trail/trail.ts';
import { REFERENCE_NAMES } from '../../shared/units/reference-names.ts';
import { PROBLEMS } from './problem-kinds.ts';

/** Why a run or a file failed; what the API refuses has the title of its problem. */
const FAULTS: Labels = {
  stopped: { zh: '按要求停止', en: 'Stopped on request' },
  superseded: { zh: '另一次计算已接手', en: 'Another run took over' },
  not_queued: { zh: '没有能够开始', en: 'It could not begin' },
  query_failed: { zh: '查询出错', en: 'A query failed' },
  rows_expired: { zh: '民警时间明细已过保存期', en: "The officers' rows have expired" },
  fault: { zh: '系统出错', en: 'The system failed' },
  gzip_broken: { zh: '压缩文件已损坏或不完整', en: 'The gzip file is damaged or cut off' },
  file_too_large: { zh: '文件过大', en: 'The file is too large' },
  results_too_large: { zh: '结果过多', en: 'There are too many results' },
  interrupted: { zh: '处理中断', en: 'The work was interrupted' },
};

const REASONS: Labels = {
  ...FAULTS,
  ...Object.fromEntries(Object.entries(PROBLEMS).map(([code, { title }]) => [code, title])),
};

/** Kinds and outcomes, whose codes mean what the act says. */
const OF_ACT: Readonly<Partial<Record<TrailEntry['act'], Labels>>> = {
  reference_loaded: REFERENCE_NAMES,
  flag_reviewed: FLAG_STATE_NAMES,
  audit_recorded: AUDIT_NAMES,
  ledger_entered: LEDGER_NAMES,
  ledger_withdrawn: LEDGER_NAMES,
  appeal_decided: APPEAL_STATES,
};

function nameOfFact(
  { act }: TrailEntry,
  fact: string,
  code: string,
  placeName: (unit: string) => string | null,
): Text | undefined {
  switch (fact) {
    case 'unit':
    case 'station': {
      const name = placeName(code);
      return name === null ? undefined : { zh: name, en: name };
    }
    case 'kpi':
      return kpiOf(code)?.name;
    case 'flag':
      return flagNamed(code)?.name;
    case 'kind':
    case 'state':
      return OF_ACT[act]?.[code];
    default:
      return undefined;
  }
}

/** What an entry is about, by the names of its facts; `placeName` names what the reader may see. */
export function namesOfFacts(
  entry: TrailEntry,
  placeName: (unit: string) => string | null,
): Record<string, Text> {
  return Object.fromEntries(
    Object.entries(entry.what).flatMap(([fact, value]) => {
      const name = nameOfFact(entry, fact, String(value), placeName);
      return name ? [[fact, name] as const] : [];
    }),
  );
}

/** Why it was refused or failed; null where it was neither, or for a reason of another version. */
export const reasonOf = ({ code }: TrailEntry): Text | null =>
  code === null ? null : (REASONS[code] ?? null);
