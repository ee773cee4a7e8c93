/** The scorecard's words beyond those that all pages share, in both languages. */
import type { Level, Trend } from '../api.ts';
import type { Language } from '../format.ts';
import { useWords } from '../words.ts';
import type { Standing } from './heat.ts';
import type { movedOf } from './months.ts';

type OfLevel<T> = Readonly<Record<Level, T>>;
type Counting = OfLevel<(count: string) => string>;
type Signals = Readonly<Record<NonNullable<Trend['signal']> | 'unknown', string>>;
type Assurances = Readonly<Record<NonNullable<Trend['assurance']>, string>>;
type Moved = Readonly<Record<ReturnType<typeof movedOf>, string>>;
type Standings = Readonly<Record<Exclude<Standing, 'unknown'>, string>>;

const ZH = {
  range: (low: string, high: string) =>
    `数据有偶然波动，得分真实水平约在${low}至${high}之间(95%区间)`,
  distinct: '与相邻方阵有显著差别',
  lossesTitle: (total: string, name: string, most: string) =>
    `共失${total}分，${name}失分最多(${most}分)`,
  lossesNone: '没有失分',
  lossesCaption: '按失分从多到少排列；深色为失分，浅色为该项权重，即最多可失的分。点指标名看依据。',
  lost: (points: string) => `失${points}分`,
  furtherLosses: (count: string, points: string) => `其余${count}项共失${points}分`,
  fullMarks: (names: string) => `未失分：${names}`,
  adjusted: (points: string) => `加分、扣分合计${points}分`,
  capped: (grade: string) => `等级最高为${grade}(一票否决)`,
  tableTitle: (all: string, judged: string, missed: string) =>
    missed === '0'
      ? `全部${all}项指标，有目标的${judged}项均达标`
      : `全部${all}项指标，有目标的${judged}项中${missed}项未达标`,
  tableNote:
    '点指标名看走势和控制图，点分子分母看依据。目标图：浅蓝为达标、深蓝为优秀，竖线为各档，横线为95%区间；圆点达标，方块未达标。走势为已公布的各月，特殊月份菱形为好、方块为差、三角为不分好坏。',
  trend: '走势',
  bullet: '对照目标',
  noTarget: '无目标',
  openTrend: (name: string) => `${name}：走势和控制图`,
  evidenceOf: (name: string, counts: string) => `${name}的依据，${counts}`,
  verdicts: { met: '达标', missed: '未达标', none: '' } as Record<string, string>,
  sparkline: (name: string, months: string, special: string) =>
    `${name}${months}个月走势，${special}个特殊月份`,
  trendTitle: (name: string, signal: string, assurance: string | null) =>
    `${name}：${[signal, assurance].filter(Boolean).join('，')}`,
  signal: {
    improving: '近期好转，不是偶然波动',
    deteriorating: '近期变差，不是偶然波动',
    none: '在偶然波动范围内，无特殊变化',
    unknown: '还不能判断升降是否偶然',
  } satisfies Signals as Signals,
  assurance: {
    reliably_met: '能稳定达标',
    reliably_missed: '照此下去不会达标',
    by_chance: '是否达标全看偶然',
  } satisfies Assurances as Assurances,
  noTrend: '还没有已公布的月份，画不出走势。',
  formula: (formula: string) => `计算方法：${formula}`,
  toEvidence: '查看依据(逐日报送)',
  toKpiRanking: '按此指标排名',
  toDefinition: '指标定义',
  monthsTitle: (months: string, low: string, high: string, moved: string) =>
    `${months}个月得分在${low}至${high}分之间，${moved}`,
  moved: {
    up: '最近一月明显高于上月',
    down: '最近一月明显低于上月',
    alike: '最近一月与上月无显著差别',
    unknown: '最近一月没有可比的上月',
  } satisfies Moved as Moved,
  monthsNote: '已公布的各月，竖线为95%区间，缺月留空',
  month: '月份',
  noMonth: '没有公布',
  interval: (low: string, high: string) => `95%区间 ${low} 至 ${high}`,
  interval95: '95%区间',
  revisionHeader: '版本',
  belowOf: {
    province: (count: string) => `${count}个省`,
    city: (count: string) => `${count}个省辖市`,
    county: (count: string) => `${count}个县(市、区)`,
    station: (count: string) => `${count}个派出所`,
  } satisfies Counting as Counting,
  below: (units: string) => `下辖${units}`,
  belowCompared: (units: string, own: string, better: string, worse: string) => {
    const many = (count: string) => (count === '0' ? '没有' : `${count}个`);
    return better === '0' && worse === '0'
      ? `下辖${units}，得分与${own}整体都没有显著差别`
      : `下辖${units}中，${many(better)}得分明显高于${own}整体，${many(worse)}明显低于`;
  },
  noneBelow: '下级没有参加排名的单位。',
  heatNote: (own: string) =>
    `每格与${own}整体的数值比较，95%区间不含该值才算有差别；即使全无差别，约每20格也会有1格偶然被标出`,
  standings: {
    better: '明显更好',
    worse: '明显更差',
    alike: '差别在偶然范围内，或不足以判断',
  } satisfies Standings as Standings,
  columns: '列出的指标',
  headline: '主要指标',
  completeness: '报送完整率',
  itself: (name: string) => `${name}(本级)`,
  daysTitle: (all: string, submitted: string, late: string, missing: string) =>
    `应报${all}天，按时${submitted}天，迟报${late}天，未报${missing}天`,
  daysNote: '每天报送截止次日12:00，更正不影响是否按时；来源：每日报送',
  daysOpen: '点日期看当日报送',
  toCalendar: '打开报送日历',
  dayStates: { submitted: '按时', late: '迟报', missing: '未报', open: '尚未到期' } as Record<
    string,
    string
  >,
  receivedAt: (time: string) => `${time}收到`,
  villagesTitle: (all: string, present: string, cases: string) =>
    `${all}个村(社区)，${present}个期内有民辅警到过，${cases}个零发案`,
  noVillages: '期末没有村(社区)。',
  villagesNote: '一个村的数字很小，升降多属偶然，因此不计分、不排名、不着色',
  village: '村(社区)',
  population: '人口',
  officers: '民辅警',
  daysPresent: '见警 / 应报天数',
  minutes: '在村(社区)分钟',
  opened: '排查纠纷',
  resolved: '化解纠纷',
  criminal: '刑事立案',
  criminalBefore: '去年同期',
  incidents: '上访、事故',
  safety: '安全',
  threeZero: '三零',
  zeroCase: '零发案',
  withCases: '有发案',
  unknownBefore: '去年同期没有报送',
  draft: (revision: string) => `草稿 第${revision}版，未公布`,
  draftNote: '只有审核员和管理员能看到，数字可能还会变。',
  superseded: (revision: string) => `旧版 第${revision}版，已被后来公布的版本替代`,
  toPublished: '看公布的版本',
  hasDraft: (revision: string) => `另有草稿第${revision}版`,
  toReport: '打印月报',
  gap: '，',
  toReview: '去审核',
};

const EN: typeof ZH = {
  range: (low, high) =>
    `figures vary by chance: the score's true level is about ${low} to ${high} (95% interval)`,
  distinct: 'distinguishable from the next echelon',
  lossesTitle: (total, name, most) => `${total} points lost, most of them (${most}) by ${name}`,
  lossesNone: 'No points lost',
  lossesCaption:
    'Most points lost first. Dark: points lost; light: the weight, the most that could be lost. Each name leads to its evidence.',
  lost: (points) => `${points} lost`,
  furtherLosses: (count, points) => `${count} more KPIs lost ${points} points`,
  fullMarks: (names) => `Nothing lost: ${names}`,
  adjusted: (points) => `bonuses and deductions: ${points} points`,
  capped: (grade) => `grade capped at ${grade} by a veto`,
  tableTitle: (all, judged, missed) =>
    missed === '0'
      ? `All ${all} KPIs: each of the ${judged} with a target meets it`
      : `All ${all} KPIs: ${missed} of the ${judged} with a target miss it`,
  tableNote:
    'A name opens the trend and control chart, the counts lead to the evidence. Targets: light blue meets, dark blue excels, upright lines are the marks, the level line the 95% interval; a dot meets, a square misses. Trends are of published months; of special ones a diamond is better, a square worse, a triangle neither.',
  trend: 'Trend',
  bullet: 'Against target',
  noTarget: 'no target',
  openTrend: (name) => `${name}: trend and control chart`,
  evidenceOf: (name, counts) => `Evidence of ${name}, ${counts}`,
  verdicts: { met: 'meets', missed: 'misses', none: '' },
  sparkline: (name, months, special) => `${name} over ${months} months, ${special} of them special`,
  trendTitle: (name, signal, assurance) =>
    `${name}: ${[signal, assurance].filter(Boolean).join('; ')}`,
  signal: {
    improving: 'improving of late, more than chance',
    deteriorating: 'deteriorating of late, more than chance',
    none: 'within chance, no special change',
    unknown: 'too early to tell change from chance',
  },
  assurance: {
    reliably_met: 'meets its target reliably',
    reliably_missed: 'as it stands it will not meet its target',
    by_chance: 'meets its target or not by chance',
  },
  noTrend: 'No month is published yet, so there is no trend.',
  formula: (formula) => `Formula: ${formula}`,
  toEvidence: 'Evidence, day by day',
  toKpiRanking: 'Ranking by this KPI',
  toDefinition: 'Definition',
  monthsTitle: (months, low, high, moved) =>
    `Over ${months} months the score lay between ${low} and ${high}; ${moved}`,
  moved: {
    up: 'the last month is clearly above the one before',
    down: 'the last month is clearly below the one before',
    alike: 'the last month is not distinguishable from the one before',
    unknown: 'the last month has none before it to compare with',
  },
  monthsNote: 'published months; upright lines are 95% intervals, missing months gaps',
  month: 'Month',
  noMonth: 'nothing published',
  interval: (low, high) => `95% interval ${low} to ${high}`,
  interval95: '95% interval',
  revisionHeader: 'Revision',
  belowOf: {
    province: (count) => `${count} provinces`,
    city: (count) => `${count} cities`,
    county: (count) => `${count} counties`,
    station: (count) => `${count} stations`,
  },
  below: (units) => `${units} below`,
  belowCompared: (units, own, better, worse) =>
    better === '0' && worse === '0'
      ? `${units} below, none of them with a score distinguishable from that of ${own}`
      : `${units} below: the score of ${better} is clearly above that of ${own}, of ${worse} below`,
  noneBelow: 'No unit below takes part in the ranking.',
  heatNote: (own) =>
    `each cell is compared with the value of ${own}: different where the 95% interval does not contain it; were there no differences, about one cell in 20 would be marked by chance`,
  standings: {
    better: 'clearly better',
    worse: 'clearly worse',
    alike: 'the difference may be chance, or too little is known',
  },
  columns: 'KPIs listed',
  headline: 'Headlines',
  completeness: 'Reported',
  itself: (name) => `${name} (itself)`,
  daysTitle: (all, submitted, late, missing) =>
    `${all} days to report: ${submitted} on time, ${late} late, ${missing} missing`,
  daysNote:
    'a day is due by 12:00 of the next; corrections do not count as late. Source: daily submissions',
  daysOpen: 'a day opens its submission',
  toCalendar: 'Open the calendar',
  dayStates: { submitted: 'on time', late: 'late', missing: 'missing', open: 'not yet due' },
  receivedAt: (time) => `received ${time}`,
  villagesTitle: (all, present, cases) =>
    `${all} villages and communities: officers came to ${present}, ${cases} had no criminal case`,
  noVillages: 'There was no village at the end of the period.',
  villagesNote:
    'figures of one village are small and move by chance: no score, no rank, no colours',
  village: 'Village',
  population: 'Population',
  officers: 'Officers',
  daysPresent: 'Days present / to report',
  minutes: 'Minutes there',
  opened: 'Disputes found',
  resolved: 'Disputes settled',
  criminal: 'Criminal cases',
  criminalBefore: 'Year ago',
  incidents: 'Petitions, accidents',
  safety: 'Safety',
  threeZero: 'three zeros',
  zeroCase: 'no case',
  withCases: 'with cases',
  unknownBefore: 'nothing was reported a year ago',
  draft: (revision) => `Draft, revision ${revision}, not published`,
  draftNote: 'Only reviewers and administrators see it, and its figures may still change.',
  superseded: (revision) => `Revision ${revision}, replaced by one published later`,
  toPublished: 'Show the published revision',
  hasDraft: (revision) => `There is a draft, revision ${revision}`,
  toReport: 'Printable report',
  gap: ', ',
  toReview: 'review them',
};

export type ScorecardWords = typeof ZH;

/** The words in the page's language. */
export function useScorecardWords(): { readonly language: Language; readonly say: ScorecardWords } {
  const { language } = useWords();
  return { language, say: language === 'zh' ? ZH : EN };
}
