/** A flag's figures and its rows, in words. */
import { LISTS } from '../../shared/submissions/contract.ts';
import { fullDayName, fullTimeName } from '../dates.ts';
import { count, type Language, percent, periodName } from '../format.ts';
import type { Flag } from './months.ts';

type Say = (value: (name: string) => number) => { readonly zh: string; readonly en: string };

/** A share that stands out from the peers'. */
const compared: Say = (v) => ({
  zh: `${count(v('count'))} / ${count(v('of'))}，占${percent(v('share'))}；${count(v('peers'))}个同类单位通常为${percent(v('usual'))}`,
  en: `${count(v('count'))} of ${count(v('of'))}, ${percent(v('share'))}; usual among ${count(v('peers'))} peers: ${percent(v('usual'))}`,
});

const STATISTICS: Readonly<Record<string, Say>> = {
  above_95: (v) => ({
    zh: `在社区${count(v('communityMinutes'))} / ${count(v('workingMinutes'))}分钟，占${percent(v('share'))}`,
    en: `${count(v('communityMinutes'))} of ${count(v('workingMinutes'))} minutes in the community, ${percent(v('share'))}`,
  }),
  copied_days: (v) => ({
    zh: `${count(v('days'))}天逐条相同(每天${count(v('rowsADay'))}行)，按各人习惯约为${count(v('expectedDays'))}天`,
    en: `${count(v('days'))} days are the same row for row (${count(v('rowsADay'))} rows each); habit explains about ${count(v('expectedDays'))}`,
  }),
  heaped_minutes: compared,
  same_day_resolution: compared,
  month_end: compared,
  back_filled: compared,
  equal_totals: (v) => ({
    zh: `${count(v('days'))}天两项总数相等，偶然约为${count(v('expectedDays'))}天`,
    en: `two totals are equal on ${count(v('days'))} days; chance explains about ${count(v('expectedDays'))}`,
  }),
  implausible_hours: (v) => ({
    zh: `${count(v('officers'))}人共${count(v('officerDays'))}个工作日过长，最多一人${count(v('mostDays'))}天，最长${count(v('longestMinutes'))}分钟`,
    en: `${count(v('officerDays'))} days of ${count(v('officers'))} officers are too long, at most ${count(v('mostDays'))} of one; the longest has ${count(v('longestMinutes'))} minutes`,
  }),
  two_stations: (v) => ({
    zh: `${count(v('officers'))}人共${count(v('officerDays'))}天同日在两所，最多一人${count(v('mostDays'))}天`,
    en: `${count(v('officers'))} officers at two stations on ${count(v('officerDays'))} days, at most ${count(v('mostDays'))} of one`,
  }),
  target_hugging: (v) => ({
    zh: `连续${count(v('months'))}个月在目标${percent(v('target'))}附近：${percent(v('lowest'))}至${percent(v('highest'))}`,
    en: `${count(v('months'))} months close to the target of ${percent(v('target'))}: ${percent(v('lowest'))} to ${percent(v('highest'))}`,
  }),
  exact_target: (v) => ({
    zh: `${count(v('of'))}个月里有${count(v('months'))}个月恰为${percent(v('target'))}`,
    en: `exactly ${percent(v('target'))} in ${count(v('months'))} of ${count(v('of'))} months`,
  }),
  jump: (v) => ({
    zh: `在社区时间由${percent(v('before'))}升至${percent(v('now'))}，工作量为上月的${count(v('workGrowth'))}倍`,
    en: `time in the community rose from ${percent(v('before'))} to ${percent(v('now'))}; work was ${count(v('workGrowth'))} times the month before`,
  }),
};

/** What a flag was raised for; of a flag of another version of the product, its figures by name. */
export function statisticOf(
  { flag, statistic }: Pick<Flag, 'flag' | 'statistic'>,
  language: Language,
): string {
  const say = STATISTICS[flag];
  let isWhole = true;
  const words = say?.((name) => {
    const value = statistic[name];
    if (value === undefined) isWhole = false;
    return value ?? 0;
  })[language];
  if (words !== undefined && isWhole) return words;
  return Object.entries(statistic)
    .map(([name, value]) => `${name} ${count(value)}`)
    .join(language === 'zh' ? '，' : ', ');
}

/** The order in which the columns of rows stand. */
const COLUMNS = [
  ...['period', 'kpi', 'date', 'list', 'position', 'officer', 'dispute', 'minutes'],
  ...['otherStation', 'received', 'kinds', 'total', 'numerator', 'denominator'],
];

/** The columns that any of the rows has. */
export const columnsOf = (rows: readonly Readonly<Record<string, unknown>>[]): string[] =>
  COLUMNS.filter((name) => rows.some((row) => row[name] !== undefined));

export const NUMBERS: readonly string[] = [
  ...['position', 'minutes', 'total', 'numerator', 'denominator'],
];

/** A cell of a flag's row in words. */
export function cellOf(
  name: string,
  value: unknown,
  language: Language,
  kpiName: (id: string) => string | undefined,
  wholeDay: string,
): string {
  if (value === undefined || value === null) return '';
  if (name === 'position') return count(Number(value) + 1);
  if (typeof value === 'number') return count(value);
  const text = String(value);
  switch (name) {
    case 'date':
      return fullDayName(text, language);
    case 'received':
      return fullTimeName(text, language);
    case 'period':
      return periodName(text, language);
    case 'kpi':
      return kpiName(text) ?? text;
    case 'list':
      return isList(text) ? LISTS[text].names[language] : wholeDay;
    case 'kinds':
      return Array.isArray(value)
        ? value
            .map((kind) => kindName(String(kind), language))
            .join(language === 'zh' ? '、' : ', ')
        : text;
    default:
      return text;
  }
}

const isList = (name: string): name is keyof typeof LISTS => Object.hasOwn(LISTS, name);

const KINDS: Readonly<Record<string, { readonly zh: string; readonly en: string }>> =
  LISTS.counts.fields.kind.values;

const kindName = (kind: string, language: Language) => KINDS[kind]?.[language] ?? kind;
