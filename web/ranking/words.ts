/** The words of the rankings beyond those that all pages share, in both languages. */
import { count, type Language } from '../format.ts';
import { useWords } from '../words.ts';
import { EN_VIEWS, ZH_VIEWS } from './view-words.ts';

const ZH_UNITS: Readonly<Record<string, string>> = {
  city: '个市',
  county: '个县',
  station: '个派出所',
};

const ZH = {
  ...ZH_VIEWS,
  units: (level: string, units: number) => `${count(units)}${ZH_UNITS[level] ?? '个单位'}`,
  views: {
    table: '表格',
    caterpillar: '毛毛虫图',
    funnel: '漏斗图',
    changes: '变化',
    trial: '权重试算',
  },
  viewsLabel: '看法',
  what: '排名内容',
  whole: '总分',
  restricted: '受限指标，未经批准不得用于考核',
  titles: {
    vague: (units: string, within: string) => `${within}${units}的考核得分，多数差别属偶然`,
    kpi: (leader: string, kpi: string, value: string, isLow: boolean) =>
      `${leader}的${kpi}最${isLow ? '低' : '高'}：${value}`,
    shrunken: (leader: string, kpi: string, value: string, isLow: boolean) =>
      `按平滑值，${leader}的${kpi}最${isLow ? '低' : '高'}：${value}`,
    plainKpi: (kpi: string) => `${kpi}排名`,
    noSide: (kpi: string) => `${kpi}没有好坏之分，不作排名`,
  },
  reading: (read: string, of: string) => `先列出前${read}行，其余正在载入(共${of}个单位参加排名)…`,
  readingFailed: '其余各行没有载入。',
  again: '重新载入',
  shownOf: (shown: string, all: string) => `显示${shown} / ${all}个单位`,
  none: '没有符合条件的单位',
  clear: '清除筛选',
  filters: '筛选',
  name: '单位名称',
  any: '全部',
  grade: '等级',
  echelon: '方阵',
  area: '地区',
  areas: { urban: '城区', rural: '农村' } as Record<string, string>,
  peers: '同类组',
  thirds: ['人口较少', '人口中等', '人口较多'],
  peersOf: (group: string) => `在全省“${group}”派出所中排名`,
  certain: '只看方阵有显著差别的',
  reported: '报送',
  gaps: '有缺报',
  few: '不足80%',
  above: '所属市、县',
  below: { city: '各县排名', county: '派出所排名' } as Record<string, string>,
  level: { city: '市', county: '县', station: '派出所' } as Record<string, string>,
  completeness: '完整率',
  score: '得分(95%区间)',
  value: (unit: string) => (unit ? `数值(${unit}，95%区间)` : '数值(95%区间)'),
  per10k: '每万人',
  days: '天',
  shrunken: '平滑值',
  shrunkenMore: '排名按平滑值：小单位的数值受偶然影响大，向同类单位的常见水平靠拢。',
  countOf: { numerator: '分子', denominator: '分母', now: '本期', before: '去年同期' },
  rankOf: (rank: number, of: number) => `第${rank} / ${of}`,
  apartTitle: (units: string) => `${units}不参加排名`,
  reason: '原因',
  noValue: '没有数值，不参加排名',
  noSide: '没有好坏之分，不作排名',
  own: '本单位',
  interval: '95%区间',
  rankInterval: '名次区间',
  tableCaption:
    '“约在第2至第6之间”是名次的95%区间：数据有偶然波动，名次只能说到这里。区间跨过方阵界线的，与相邻方阵无显著差别。粗线为方阵界线。',
  kpiCaption: '区间为95%，按实际数值；数值缺失或报送不足80%的单位不参加排名。',
  /** Between two sentences. */
  gap: '',
  more: '更多',
};

const EN_UNITS: Readonly<Record<string, readonly [one: string, many: string]>> = {
  city: ['city', 'cities'],
  county: ['county', 'counties'],
  station: ['station', 'stations'],
};

const EN: typeof ZH = {
  ...EN_VIEWS,
  units: (level, units) => {
    const [one, many] = EN_UNITS[level] ?? ['unit', 'units'];
    return `${count(units)} ${units === 1 ? one : many}`;
  },
  views: {
    table: 'Table',
    caterpillar: 'Caterpillar plot',
    funnel: 'Funnel plot',
    changes: 'Changes',
    trial: 'Try other weights',
  },
  viewsLabel: 'Views',
  what: 'Ranked by',
  whole: 'Score',
  restricted: 'restricted: not to be scored without an approval',
  titles: {
    vague: (units, within) =>
      `Scores of ${units}${within && ` in ${within}`}: most differences are chance`,
    kpi: (leader, kpi, value, isLow) =>
      `${leader} has the ${isLow ? 'lowest' : 'highest'} ${kpi}: ${value}`,
    shrunken: (leader, kpi, value, isLow) =>
      `${leader} has the ${isLow ? 'lowest' : 'highest'} ${kpi}, shrunken: ${value}`,
    plainKpi: (kpi) => `Ranking by ${kpi}`,
    noSide: (kpi) => `${kpi} has no better side and is not ranked`,
  },
  reading: (read, of) => `The first ${read} rows; the others are loading (${of} units are ranked)…`,
  readingFailed: 'The other rows could not be loaded.',
  again: 'Load them again',
  shownOf: (shown, all) => `${shown} of ${all} units`,
  none: 'No unit matches',
  clear: 'Clear the filters',
  filters: 'Filters',
  name: 'Name of a unit',
  any: 'All',
  grade: 'Grade',
  echelon: 'Echelon',
  area: 'Area',
  areas: { urban: 'Urban', rural: 'Rural' },
  peers: 'Peer group',
  thirds: ['few people', 'medium', 'many people'],
  peersOf: (group) => `ranked among the stations “${group}” of the province`,
  certain: 'Only distinguishable ones',
  reported: 'Submissions',
  gaps: 'days missing',
  few: 'below 80%',
  above: 'City and county',
  below: { city: 'its counties', county: 'its stations' },
  level: { city: 'Cities', county: 'Counties', station: 'Stations' },
  completeness: 'Complete',
  score: 'Score (95% interval)',
  value: (unit) => (unit ? `Value (${unit}, 95% interval)` : 'Value (95% interval)'),
  per10k: 'per 10,000 people',
  days: 'days',
  shrunken: 'Shrunken',
  shrunkenMore:
    'Ranked by the shrunken value: chance moves small units far, so they are drawn towards what is usual among their peers.',
  countOf: {
    numerator: 'Numerator',
    denominator: 'Denominator',
    now: 'This period',
    before: 'A year before',
  },
  rankOf: (rank, of) => `${rank} of ${of}`,
  apartTitle: (units) => `${units} unranked`,
  reason: 'Reason',
  noValue: 'unranked: there is no value',
  noSide: 'unranked: neither more nor less is better',
  own: 'own unit',
  interval: '95% interval',
  rankInterval: 'Rank interval',
  tableCaption:
    '“about 2 to 6” is the 95% interval of the rank: figures vary by chance, and no more can be said. A unit whose interval crosses an echelon’s end is not distinguishable from the next one. Thick lines: ends of echelons.',
  kpiCaption:
    'Intervals are 95%, of the value as counted. Units without a value, or with less than 80% of their days, are unranked.',
  gap: ' ',
  more: 'More',
};

/** The words in the page's language. */
export function useRankingWords(): { readonly language: Language; readonly say: typeof ZH } {
  const { language } = useWords();
  return { language, say: language === 'zh' ? ZH : EN };
}

export type RankingWords = typeof ZH;

/** A peer group of stations by its name: `农村·人口较少` of `station-rural-1`; others have none. */
export function peerGroupName(group: string, say: RankingWords): string | undefined {
  const [, area = '', third = ''] = /^station-(urban|rural)-([123])$/.exec(group) ?? [];
  const people = say.thirds[Number(third) - 1];
  return people && `${say.areas[area]} · ${people}`;
}

export const PEER_GROUPS = ['urban', 'rural'].flatMap((area) =>
  [1, 2, 3].map((third) => `station-${area}-${third}`),
);
