/** The catalogue's words beyond those that all pages share, in both languages. */
import type { Language } from '../format.ts';
import { useWords } from '../words.ts';

const ZH = {
  title: (kpis: number, restricted: number) =>
    `考核指标${kpis}项，其中${restricted}项只监测、不计分`,
  intro:
    '定义、公式、数据来源和 SQL 都由计算成绩的程序直接生成，与成绩单所用的完全一致。目标为依据文件所提，是否采用由考核办法决定。',
  sources: '依据为本系统立项所依的五份文件，名称后的数字为该文件公布的数：',
  search: '按名称、编号或公式查找',
  found: (count: number) => `找到${count}项`,
  nothing: '没有这样的指标。请换一个词，或清除查找条件。',
  clear: '清除查找条件',
  families: '指标分类',
  reading: '怎样读这些数字',
  kpi: '指标',
  formula: '公式(分子 ÷ 分母)',
  better: '方向',
  directions: { higher: '越高越好', lower: '越低越好', context: '只作背景' },
  target: '目标',
  noTarget: '与同类单位比较，无固定目标',
  peers: '与同类比较',
  source: '依据',
  document: (name: string, about: string) => `${name}：${about}`,
  restricted: '受限',
  restrictedMore: '“受限”：只监测、不计分，经批准的办法才给权重；原因见该指标的说明。',
  all: '全部指标',
  definition: '定义',
  id: '编号',
  family: '分类',
  levels: '适用级别',
  levelNames: { province: '省', city: '市', county: '县', station: '派出所' },
  interval: '95%区间',
  notes: '说明',
  made: '怎样算出来',
  sums: {
    numerator: '分子',
    denominator: '分母',
    times: ' × ',
    rule: '由规定推算',
    role: (role: string) => `其中${role}`,
  },
  roles: { community_officer: '社区民警', auxiliary: '辅警' } as Readonly<Record<string, string>>,
  queriesNone: '这项指标不查询报送数据，由规定推算。',
  rollUp: '逐级汇总',
  parameters: '冒号开头的是计算时代入的参数，如 :first、:last 为期间的首日和末日。',
  copy: '复制 SQL',
  copied: '已复制',
  selected: '已选中，请按 Ctrl+C 复制',
  ranking: '按本指标排名',
  map: '在地图上看',
  sqlLabel: (file: string) => `${file} 的 SQL`,
};

const EN: typeof ZH = {
  title: (kpis, restricted) => `${kpis} KPIs, ${restricted} of them monitored and not scored`,
  intro:
    'Definitions, formulas, sources and SQL come from the program that computes the scorecards: they are what it runs. Targets are those of the founding documents; the scheme decides which one counts.',
  sources:
    'Sources are the five documents that this system was founded on; a figure after the name is what the document published:',
  search: 'Find by name, id or formula',
  found: (count) => `${count} found`,
  nothing: 'There is no such KPI. Try another word, or clear the search.',
  clear: 'Clear the search',
  families: 'Families of KPIs',
  reading: 'How to read these numbers',
  kpi: 'KPI',
  formula: 'Formula (numerator / denominator)',
  better: 'Better',
  directions: { higher: 'higher', lower: 'lower', context: 'context only' },
  target: 'Target',
  noTarget: 'compared with its peers; no fixed target',
  peers: 'peers',
  source: 'Source',
  document: (name, about) => `${name}: ${about}`,
  restricted: 'restricted',
  restrictedMore:
    '“Restricted”: monitored, and weighed only by a scheme with an approval; why stands with the KPI.',
  all: 'All KPIs',
  definition: 'Definition',
  id: 'Id',
  family: 'Family',
  levels: 'Levels',
  levelNames: { province: 'province', city: 'city', county: 'county', station: 'station' },
  interval: '95% interval',
  notes: 'Notes',
  made: 'How it is computed',
  sums: {
    numerator: 'Numerator',
    denominator: 'Denominator',
    times: ' × ',
    rule: 'from a rule',
    role: (role) => `of it ${role}`,
  },
  roles: { community_officer: 'community officers', auxiliary: 'auxiliaries' },
  queriesNone: 'No submission is read for this KPI: it comes from a rule.',
  rollUp: 'Up the tree',
  parameters:
    'What begins with a colon is bound when it runs: :first and :last are the first and last day of the period.',
  copy: 'Copy the SQL',
  copied: 'Copied',
  selected: 'Selected: press Ctrl+C to copy',
  ranking: 'Ranking by this KPI',
  map: 'On the map',
  sqlLabel: (file) => `SQL of ${file}`,
};

/** The words in the page's language. */
export function useCatalogueWords(): { readonly language: Language; readonly say: typeof ZH } {
  const { language } = useWords();
  return { language, say: language === 'zh' ? ZH : EN };
}
