/** The integrity flags of a period as a workbook: which stations, by which numbers. */
import { periodName } from '../calendar/period-name.ts';
import { count, type Language, percent, percentagePoints, points } from '../format.ts';
import type { Text } from '../kpis/definition.ts';
import { type Labels, labelOf } from '../scorecards/labels.ts';
import {
  aboveText,
  type PlacedUnit,
  type RevisionFacts,
  revisionFacts,
  sourceOf,
  unitFacts,
} from './facts.ts';
import { type Column, type ExportBook, type NoteLine, tableOf } from './table.ts';

const ZH = {
  title: (within: string, period: string) => `${within}${period}异常标记`,
  sheet: '异常标记',
  unit: '单位',
  above: '所属',
  code: '代码',
  month: '月份',
  flag: '标记',
  statistic: '依据',
  rows: '涉及行数',
  rowsMeans: '标记所依据的报送行数；逐行内容在系统中查看，不导出',
  state: '核查状态',
  note: '核查说明',
  at: '核查时间',
  id: '编号',
  flags: '标记的含义',
  caution: '提示',
  cautionText: '标记只表示数字可疑，须经核查；不直接计分',
};

const EN: typeof ZH = {
  title: (within, period) => `Integrity flags of ${within}, ${period}`,
  sheet: 'Flags',
  unit: 'Unit',
  above: 'In',
  code: 'Code',
  month: 'Month',
  flag: 'Flag',
  statistic: 'Numbers',
  rows: 'Rows',
  rowsMeans: 'How many rows it rests on; they are looked at in the system and not exported',
  state: 'Review',
  note: 'Said of it',
  at: 'Reviewed at',
  id: 'Id',
  flags: 'What the flags mean',
  caution: 'Note',
  cautionText: 'A flag says that numbers look made up and must be checked; it is never scored',
};

export const FLAG_STATE_NAMES: Labels = {
  open: { zh: '待核查', en: 'open' },
  confirmed: { zh: '属实', en: 'confirmed' },
  dismissed: { zh: '不属实', en: 'dismissed' },
};

type Printer = (value: number) => string;

/** The numbers of a flag's statistic, by name. */
const STATISTICS: Readonly<Record<string, readonly [label: Text, print: Printer]>> = {
  share: [{ zh: '占比', en: 'share' }, percent],
  usual: [{ zh: '同类通常', en: 'usual among peers' }, percent],
  count: [{ zh: '件数', en: 'count' }, count],
  of: [{ zh: '总数', en: 'of' }, count],
  peers: [{ zh: '同类单位', en: 'peers' }, count],
  z: [{ zh: '偏离(z)', en: 'z' }, points],
  communityMinutes: [{ zh: '在社区分钟', en: 'minutes in the community' }, count],
  workingMinutes: [{ zh: '工作分钟', en: 'working minutes' }, count],
  days: [{ zh: '天数', en: 'days' }, count],
  expectedDays: [{ zh: '偶然应有天数', en: 'days expected by chance' }, points],
  rowsADay: [{ zh: '每天行数', en: 'rows a day' }, count],
  pairs: [{ zh: '项目对数', en: 'pairs' }, count],
  officers: [{ zh: '涉及人数', en: 'officers' }, count],
  officerDays: [{ zh: '人日', en: 'officer-days' }, count],
  mostDays: [{ zh: '一人最多天数', en: 'most days of one officer' }, count],
  longestMinutes: [{ zh: '最长一天分钟', en: 'longest day in minutes' }, count],
  before: [{ zh: '上月', en: 'month before' }, percent],
  now: [{ zh: '本月', en: 'this month' }, percent],
  rise: [{ zh: '上升百分点', en: 'rise in points' }, percentagePoints],
  hoursGrowth: [{ zh: '总工时为上月的', en: 'hours against the month before' }, percent],
  minutesGrowth: [
    { zh: '在社区时间为上月的', en: 'community time against the month before' },
    percent,
  ],
  workGrowth: [{ zh: '工作量为上月的', en: 'work against the month before' }, percent],
  target: [{ zh: '目标', en: 'target' }, percent],
  months: [{ zh: '月数', en: 'months' }, count],
  lowest: [{ zh: '最低', en: 'lowest' }, percent],
  highest: [{ zh: '最高', en: 'highest' }, percent],
};

/** The numbers that a flag rests on, in words; those without a name are left to the system. */
export function statisticText(
  statistic: Readonly<Record<string, number>>,
  language: Language,
): string {
  const parts = Object.entries(statistic).flatMap(([name, value]) => {
    const [label, print] = STATISTICS[name] ?? [];
    return label && print ? [`${label[language]} ${print(value)}`] : [];
  });
  return parts.join(language === 'zh' ? '，' : ', ');
}

/** A flag as it is listed; whose account reviewed it is not exported. */
export interface FlagLine {
  readonly id: string;
  readonly period: string;
  readonly unit: PlacedUnit;
  readonly name: Text | null;
  readonly flag: string;
  readonly explanation: Text | null;
  readonly statistic: Readonly<Record<string, number>>;
  readonly rows: number;
  readonly state: string;
  readonly note: string | null;
  readonly at: string | null;
}

function columnsOf(language: Language): Column<FlagLine>[] {
  const words = language === 'zh' ? ZH : EN;
  return [
    { name: words.unit, kind: 'text', of: ({ unit }) => unit.name ?? unit.code },
    { name: words.above, kind: 'text', of: ({ unit }) => aboveText(unit) },
    { name: words.code, kind: 'text', of: ({ unit }) => unit.code },
    { name: words.month, kind: 'text', of: ({ period }) => periodName(period, language) },
    { name: words.flag, kind: 'text', of: ({ name, flag }) => name?.[language] ?? flag },
    {
      ...{ name: words.statistic, kind: 'text' },
      of: ({ statistic }) => statisticText(statistic, language),
    },
    { name: words.rows, kind: 'count', means: words.rowsMeans, of: ({ rows }) => rows },
    {
      ...{ name: words.state, kind: 'text' },
      of: ({ state }) => labelOf(FLAG_STATE_NAMES, state, language),
    },
    { name: words.note, kind: 'text', of: ({ note }) => note },
    { name: words.at, kind: 'text', of: ({ at }) => at?.slice(0, 19).replace('T', ' ') ?? null },
    { name: words.id, kind: 'text', of: ({ id }) => id },
  ];
}

/** The workbook of a period's flags. */
export function flagsBook(
  of: RevisionFacts & {
    readonly within: { readonly code: string; readonly name: string };
    readonly flags: readonly FlagLine[];
  },
  language: Language,
): ExportBook {
  const words = language === 'zh' ? ZH : EN;
  const kinds = new Map(of.flags.map((flag) => [flag.flag, flag]));
  const meanings = [...kinds.values()].flatMap(({ name, flag, explanation }): NoteLine[] =>
    explanation ? [[name?.[language] ?? flag, explanation[language]]] : [],
  );
  return {
    title: words.title(of.within.name, periodName(of.period, language)),
    tables: [tableOf(words.sheet, columnsOf(language), of.flags)],
    facts: [
      ...unitFacts(of.within, language),
      ...revisionFacts(of, language),
      [words.caution, words.cautionText],
    ],
    sections: [{ title: words.flags, lines: meanings }],
    source: sourceOf(language),
  };
}
