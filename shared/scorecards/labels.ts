/** What the codes on cards, rankings and figures are called, where the API puts them into words. */
import type { Language } from '../format.ts';
import type { Text } from '../kpis/definition.ts';

export type Labels = Readonly<Record<string, Text>>;

/** What a code is called; the code itself where a later version of the system wrote it. */
export function labelOf(labels: Labels, code: string, language: Language): string {
  return labels[code]?.[language] ?? code;
}

export const STATES: Labels = {
  published: { zh: '已公布', en: 'published' },
  provisional: { zh: '进行中(暂计)', en: 'in progress (provisional)' },
  draft: { zh: '草稿(未公布)', en: 'draft (not published)' },
  superseded: { zh: '已被后来的版本取代', en: 'superseded by a later revision' },
};

export const LEVEL_NAMES: Labels = {
  province: { zh: '省', en: 'province' },
  city: { zh: '市', en: 'city' },
  county: { zh: '县(市、区)', en: 'county' },
  station: { zh: '派出所', en: 'station' },
};

/** The grades of the schemes that come with the system; others have their own words. */
export const GRADES: Labels = {
  优秀: { zh: '优秀', en: 'Excellent' },
  良好: { zh: '良好', en: 'Good' },
  达标: { zh: '达标', en: 'Meets' },
  未达标: { zh: '未达标', en: 'Below' },
};

export const ECHELONS: Labels = {
  first: { zh: '第一方阵', en: 'first echelon' },
  second: { zh: '第二方阵', en: 'second echelon' },
  third: { zh: '第三方阵', en: 'third echelon' },
};

export const SCOPES: Labels = {
  parent: { zh: '上级辖区内', en: 'in its parent unit' },
  province: { zh: '全省', en: 'in the province' },
  peers: { zh: '同类单位', en: 'among its peers' },
};

export const UNRANKED: Labels = {
  incomplete: {
    zh: '报送完整率低于考核办法的最低要求，不参加排名',
    en: 'unranked: fewer days were submitted than the scheme asks for',
  },
  no_score: { zh: '没有可计分的指标，不参加排名', en: 'unranked: no KPI could be scored' },
  other_scheme: {
    zh: '适用另一考核办法，不在此排名',
    en: 'unranked here: another scheme applies',
  },
};

/** Why a KPI has no value, or one to be read with care. */
export const NOTES: Labels = {
  no_change: { zh: '本期和去年同期均为零，不计算同比', en: 'none in either year' },
  new: { zh: '去年同期为零，没有可比基数', en: 'none a year before to compare with' },
  not_applicable: { zh: '分母为零，不适用', en: 'denominator zero: not applicable' },
  incomplete: { zh: '报送不足80%，数值不完整', en: 'less than 80% of its days were submitted' },
  base_incomplete: {
    zh: '去年同期报送不足80%，不能公平比较',
    en: 'less than 80% of the year before was submitted: no fair comparison',
  },
};

/** Why a KPI with a weight was not scored. */
export const DROPPED: Labels = {
  no_value: { zh: '没有数值，不计分', en: 'no value: not scored' },
  too_few: { zh: '基数过小，不计分', en: 'too few to score' },
  base_incomplete: {
    zh: '去年同期报送不足80%，不计分',
    en: 'year before incomplete: not scored',
  },
};

export const SIGNALS: Labels = {
  improving: { zh: '好转', en: 'improving' },
  deteriorating: { zh: '变差', en: 'deteriorating' },
  none: { zh: '无特殊变化', en: 'no special signal' },
};

export const ASSURANCES: Labels = {
  reliably_met: { zh: '稳定达到', en: 'reliably met' },
  reliably_missed: { zh: '稳定达不到', en: 'reliably missed' },
  by_chance: { zh: '时达时不达', en: 'met or missed by chance' },
};

export const POSITIONS: Labels = {
  withheld: {
    zh: '各单位得分的差异大多是偶然造成的，只列方阵，不列名次',
    en: 'positions withheld: the differences between the scores are mostly chance',
  },
};

const THIRDS: readonly Text[] = [
  { zh: '人口较少', en: 'least populous third' },
  { zh: '人口居中', en: 'middle third by population' },
  { zh: '人口较多', en: 'most populous third' },
];

/** A peer group: `station-rural-2` → 农村派出所(人口居中). */
export function peerGroupName(group: string, language: Language): string {
  const [, area, third] = /^station-(urban|rural)-([123])$/.exec(group) ?? [];
  const size = THIRDS[Number(third) - 1];
  if (!size) return labelOf(LEVEL_NAMES, group, language);
  if (language === 'zh') return `${area === 'urban' ? '城镇' : '农村'}派出所(${size.zh})`;
  return `${area} stations, ${size.en}`;
}
