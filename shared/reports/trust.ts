/** Whether the numbers can be trusted, and what persons decided: flags, call-backs, the ledger. */
import { count, type Language, percent, points } from '../format.ts';
import type { Text } from '../kpis/definition.ts';
import type { Scorecard } from '../scorecards/card.ts';
import { GRADES, labelOf } from '../scorecards/labels.ts';
import { type Place, unitName, unitsOf } from './places.ts';
import { listed, type Section, said } from './sentence.ts';

/** The integrity flags of a branch, counted: reviewers alone see them. */
export interface FlagCounts {
  readonly flags: number;
  readonly open: number;
  readonly confirmed: number;
  readonly dismissed: number;
  /** Stations that have any. */
  readonly stations: number;
  readonly kinds: readonly {
    readonly flag: string;
    readonly name: Text | null;
    readonly flags: number;
  }[];
}

/** Counts flags by what was said of them. */
export function flagCounts(
  flags: readonly {
    readonly unit: string;
    readonly flag: string;
    readonly state: string;
    readonly name: Text | null;
  }[],
): FlagCounts {
  const inState = (wanted: string) => flags.filter(({ state }) => state === wanted).length;
  const kinds = [...Map.groupBy(flags, ({ flag }) => flag)].map(([flag, all]) => ({
    ...{ flag, name: all[0]?.name ?? null, flags: all.length },
  }));
  return {
    flags: flags.length,
    ...{ open: inState('open'), confirmed: inState('confirmed'), dismissed: inState('dismissed') },
    stations: new Set(flags.map(({ unit }) => unit)).size,
    kinds: kinds.sort((a, b) => b.flags - a.flags || (a.flag < b.flag ? -1 : 1)),
  };
}

function flagWords(flags: FlagCounts, language: Language): string {
  const zh = language === 'zh';
  if (flags.flags === 0) return zh ? '未发现数据异常标记。' : 'No integrity flag was raised.';
  const kinds = flags.kinds.map(({ flag, name, flags: found }) =>
    zh ? `“${name?.zh ?? flag}”${count(found)}项` : `“${name?.en ?? flag}” ${count(found)}`,
  );
  const all = count(flags.flags);
  const stations = unitsOf('station', flags.stations, language);
  const [open, confirmed, dismissed] = [flags.open, flags.confirmed, flags.dismissed].map(count);
  return zh
    ? `发现数据异常标记${all}项，涉及${stations}（${listed(kinds, language)}）：待核查${open}项，属实${confirmed}项，不属实${dismissed}项。`
    : `${all} integrity flags at ${stations} (${listed(kinds, language)}): ${open} open, ${confirmed} confirmed, ${dismissed} dismissed.`;
}

function auditWords(audit: NonNullable<Scorecard['audit']>, language: Language): string {
  const zh = language === 'zh';
  const { sampled, confirmed, wrong, notReachable, share, interval } = audit;
  const reached = confirmed + wrong;
  const [low, high] = interval?.map(percent) ?? [];
  if (share === null || low === undefined || high === undefined) {
    return zh
      ? `回访核查抽样${count(sampled)}件，尚未核实。`
      : `${count(sampled)} rows were sampled for a call back; none has been reached yet.`;
  }
  const missed =
    notReachable === 0
      ? ''
      : zh
        ? `，联系不上${count(notReachable)}件`
        : `, ${count(notReachable)} not reached`;
  return zh
    ? `回访核查抽样${count(sampled)}件，联系上${count(reached)}件，核实${count(confirmed)}件，核实率${percent(share)}（95%区间${low}至${high}）${missed}。`
    : `Of ${count(sampled)} rows sampled ${count(reached)} were reached and ${count(confirmed)} confirmed: ${percent(share)} (95% interval ${low} to ${high})${missed}.`;
}

/** The section 数据质量. `flags` is null for those who may not see them. */
export function trustSection(audit: Scorecard['audit'], flags: FlagCounts | null): Section {
  const sentences = [
    ...(flags ? said('trust.flags', null, (language) => flagWords(flags, language)) : []),
    ...(audit ? said('trust.audit', null, (language) => auditWords(audit, language)) : []),
  ];
  return { id: 'trust', title: { zh: '数据质量', en: 'Quality of the data' }, sentences };
}

/** A person's decision that counted in the revision. */
export interface LedgerLine {
  readonly unit: Place & { readonly code: string };
  readonly kind: 'veto' | 'deduction' | 'bonus';
  /** As entered, before the caps of the scheme; null for a veto. */
  readonly points: number | null;
  readonly gradeCap: string | null;
  readonly reason: string;
  readonly evidence: string;
  readonly decidedAt: string;
}

/** Ends a reason that somebody wrote, once. */
const closed = (reason: string, language: Language) =>
  reason.replace(/[。.；;，,\s]+$/u, '') + (language === 'zh' ? '。' : '.');

function ledgerWords(line: LedgerLine, language: Language): string {
  const zh = language === 'zh';
  const name = unitName(line.unit, language);
  const size = points(line.points ?? 0);
  const grade = line.gradeCap === null ? null : labelOf(GRADES, line.gradeCap, language);
  const what = {
    veto: zh
      ? `一票否决${grade === null ? '' : `（等级最高为${grade}）`}`
      : `veto${grade === null ? '' : ` (grade capped at ${grade})`}`,
    deduction: zh ? `扣${size}分` : `${size} points deducted`,
    bonus: zh ? `加${size}分` : `${size} points added`,
  }[line.kind];
  return `${name}${zh ? '：' : ': '}${what}${zh ? '，' : ', '}${closed(line.reason, language)}`;
}

/** The section on the ledger, a sentence an entry. */
export function ledgerSection(lines: readonly LedgerLine[]): Section {
  const none = {
    zh: '本期没有一票否决、扣分和加分。',
    en: 'There was no veto, deduction or bonus.',
  };
  return {
    id: 'ledger',
    title: { zh: '否决、扣分和加分', en: 'Vetoes, deductions and bonuses' },
    sentences:
      lines.length === 0
        ? [{ id: 'ledger.none', kpi: null, words: none }]
        : lines.flatMap((line) =>
            said(`ledger.${line.kind}`, null, (language) => ledgerWords(line, language)),
          ),
  };
}

/** How the numbers of a bulletin are to be read. */
export const METHOD: readonly Text[] = [
  {
    zh: '指标按分子、分母相加后相除计算，由派出所逐级汇总到县、市、省，不对比率求平均；数值只在显示时四舍五入一次，因此差值可能与所列数值之差相差0.1。',
    en: 'KPIs are ratios of sums, added up from stations to county, city and province, and never averages of rates. Values are rounded once, where they are shown, so a difference may be 0.1 off that of the printed values.',
  },
  {
    zh: '数字有偶然波动。95%区间表示真实水平多半所在的范围；两个区间大部分重叠时，不宜说谁好谁差。',
    en: 'Figures vary by chance. The 95% interval is where the true level most likely lies; where two overlap for the most part, neither unit can be called better.',
  },
  {
    zh: '名次按得分排列，名次区间表示考虑偶然波动后名次多半所在的范围。按名次分为三个方阵，名次区间跨过方阵界线的，与相邻方阵无显著差别。全省同级单位得分的差异大多是偶然造成时，只列方阵，不列名次。',
    en: 'Ranks follow the scores; the rank interval is where the rank most likely lies, given chance. Thirds of the ranking are echelons; a unit whose rank interval crosses a line cannot be told from the next one. Where most of the differences are chance, echelons are shown and positions are not.',
  },
  {
    zh: '同比是本期件数与去年同期件数之比的变化，同时列出两个件数；两个百分比之差称个百分点。件数少时升降多为偶然。',
    en: 'A change over the year is that of a count against the same period a year before, with both counts; the difference of two percentages is in percentage points. Small counts change mostly by chance.',
  },
  {
    zh: '“好转”“变差”按最多24个月的控制图判断，满10个月才作判断；单月升降在正常波动以内的，不作为变化。',
    en: 'Improving and deteriorating are read from a control chart over up to 24 months, from 10 months on; the rise or fall of one month within the usual variation is no news.',
  },
  {
    zh: '案件类指标只监测、不计分(经批准的除外)；完整率不足考核办法规定的单位不参加排名。缺报的日子不补数，没有数值的不当作零。',
    en: 'Case figures are monitored and not scored, unless approved. Units with too few of their days are not ranked. Missing days are never filled in, and no missing value is taken for zero.',
  },
];
