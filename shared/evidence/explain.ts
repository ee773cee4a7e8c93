import { count, counts, type Language, points } from '../format.ts';
import { kpiOf } from '../kpis/catalogue.ts';
import type { Kpi, Text } from '../kpis/definition.ts';
import type { Card, KpiFigure } from '../scorecards/card.ts';
import { comparable, isComparable } from '../scorecards/comparable.ts';
import { markWords, valueWords } from './values.ts';

/** The marks of a scoring function, in the order in which they are told. */
const MARKS: Readonly<Record<string, Text>> = {
  floor: { zh: '零分线', en: 'no credit at' },
  zero: { zh: '零分值', en: 'no credit at' },
  meets: { zh: '达标线', en: 'meets' },
  target: { zh: '目标', en: 'target' },
  excels: { zh: '优秀线', en: 'excels' },
  hundred: { zh: '满分值', en: 'full credit at' },
};

const NO_VALUE: Readonly<Record<string, Text>> = {
  no_change: { zh: '本期和去年同期均为零', en: 'there was none in either year' },
  new: { zh: '去年同期为零，没有可比基数', en: 'there was none a year before to compare with' },
  not_applicable: { zh: '分母为零', en: 'its denominator is zero' },
};

const DROPPED: Readonly<Record<NonNullable<KpiFigure['dropped']>, Text>> = {
  no_value: { zh: '没有数值', en: 'it has no value' },
  too_few: { zh: '数量低于考核办法规定的最少数', en: 'it counts fewer than the scheme asks for' },
  base_incomplete: {
    zh: '去年同期报送完整率低于80%，不能比较',
    en: 'less than 80% of the year before was reported, so there is no fair comparison',
  },
};

function nameOf(id: string, language: Language): string {
  return kpiOf(id)?.name[language] ?? id;
}

/** Name, value and the two counts; a change also with its interval. */
function figureWords(figure: KpiFigure, kpi: Kpi, language: Language): string {
  const { numerator, denominator, value, interval } = comparable(figure);
  const zh = language === 'zh';
  const both = counts(numerator, denominator, kpi.display);
  const [low, high] = (kpi.form === 'change' && interval) || [];
  const range =
    low !== undefined && high !== undefined && Number.isFinite(high)
      ? [low, high].map((bound) => valueWords(bound, kpi, language))
      : undefined;
  const value95 = range
    ? zh
      ? `，95%区间 ${range.join(' 至 ')}`
      : `, 95% interval ${range.join(' to ')}`
    : '';
  const text = valueWords(value, kpi, language);
  const name = kpi.name[language];
  return zh ? `${name} ${text}（${both}${value95}）` : `${name} ${text} (${both}${value95})`;
}

/** What a figure is held against: `达标线 80%、优秀线 85%`; empty where nothing is asked. */
export function targetWords(figure: KpiFigure, kpi: Kpi, language: Language): string {
  const marks = Object.entries(figure.target ?? {})
    // Where credit ends or is due says more than where there is none.
    .filter(([name]) => name !== 'floor' || figure.target?.meets === undefined)
    .map(
      ([name, value]) => `${MARKS[name]?.[language] ?? name} ${markWords(value, kpi, language)}`,
    );
  return marks.join(language === 'zh' ? '、' : ', ');
}

/** How the score came about where it is not the plain value that was scored. */
function basisWords(figure: KpiFigure, card: Card, kpi: Kpi, language: Language): string {
  const zh = language === 'zh';
  const words: string[] = [];
  if (figure.shrunken !== null && figure.scored === figure.shrunken) {
    const scored = valueWords(figure.scored, kpi, language);
    words.push(
      zh
        ? `数量少、偶然性大，按向同类组常态收缩后的 ${scored} 计分`
        : `scored as ${scored}, drawn towards what is usual among its peers, since small counts vary by chance`,
    );
  }
  const approval = card.approvals.find((one) => one.kpi === figure.id);
  if (approval) {
    const { by, on, legalBasis } = approval;
    words.push(
      zh
        ? `受限指标，经${by}于${on}批准计分（${legalBasis}）`
        : `a restricted KPI, scored with the approval of ${by} of ${on} (${legalBasis})`,
    );
  }
  if (figure.note === 'incomplete') {
    words.push(zh ? '报送完整率低于80%，数值不完整' : 'less than 80% of its days were reported');
  }
  return words.map((part) => (zh ? `；${part}` : `; ${part}`)).join('');
}

function scoredWords(figure: KpiFigure, card: Card, kpi: Kpi, language: Language): string {
  const { score, weight, lost } = figure;
  const head = figureWords(figure, kpi, language);
  const target = targetWords(figure, kpi, language);
  const basis = basisWords(figure, card, kpi, language);
  const isFull = (lost ?? 0) === 0;
  const nominal = weight === figure.schemeWeight ? undefined : count(figure.schemeWeight);
  if (language === 'zh') {
    const share = nominal ? `（办法规定 ${nominal}）` : '';
    const loss = isFull ? '未失分' : `失 ${points(lost ?? 0)} 分`;
    return `${head}，${target}；得 ${points(score ?? 0)} 分，占权重 ${count(weight)}${share}，${loss}${basis}。`;
  }
  const share = nominal ? ` (${nominal} in the scheme)` : '';
  const loss = isFull ? 'nothing lost' : `${points(lost ?? 0)} points lost`;
  return `${head}; ${target}; scores ${points(score ?? 0)} at weight ${count(weight)}${share}, ${loss}${basis}.`;
}

/** Who carries the weight of a KPI that dropped out: the rest of its family, or all others. */
function heirWords(figure: KpiFigure, card: Card, language: Language): string {
  const zh = language === 'zh';
  const scored = card.kpis.filter(({ score }) => score !== null);
  if (scored.length === 0) return zh ? '没有可计分的指标' : 'nothing else could be scored';
  const family = scored.filter((other) => other.family === figure.family);
  const weight = count(figure.schemeWeight);
  if (family.length === 0) {
    return zh
      ? `其权重 ${weight} 由其余各类指标按比例分担`
      : `its weight of ${weight} went to the other families in proportion`;
  }
  const names = family.map(({ id }) => nameOf(id, language)).join(zh ? '、' : ', ');
  return zh
    ? `其权重 ${weight} 由同类指标（${names}）按比例分担`
    : `its weight of ${weight} went to the others of its family in proportion (${names})`;
}

function droppedWords(figure: KpiFigure, card: Card, kpi: Kpi, language: Language): string {
  const { dropped, note } = figure;
  const head = figureWords(figure, kpi, language);
  const why =
    (dropped === 'no_value' && NO_VALUE[note ?? ''] ? NO_VALUE[note ?? ''] : undefined) ??
    DROPPED[dropped ?? 'no_value'];
  const heir = heirWords(figure, card, language);
  return language === 'zh'
    ? `${head}：${why[language]}，不计分；${heir}。`
    : `${head}: ${why[language]}, so it is not scored; ${heir}.`;
}

function unweighedWords(figure: KpiFigure, kpi: Kpi, language: Language): string {
  const zh = language === 'zh';
  const unfair = isComparable(figure) ? '' : DROPPED.base_incomplete[language];
  const head = [figureWords(figure, kpi, language), unfair].filter(Boolean).join(zh ? '，' : ', ');
  if (kpi.better === null)
    return zh ? `${head}：背景数据，不计分。` : `${head}: context, not scored.`;
  if (kpi.restricted) {
    return zh
      ? `${head}：受限指标，只监测、不计分，以免少立案、不如实立案。`
      : `${head}: restricted; monitored and not scored, so that nobody gains by not recording.`;
  }
  return zh
    ? `${head}：考核办法未给权重，不计分。`
    : `${head}: without weight in the scheme, not scored.`;
}

/**
 * What a KPI of a card cost and why, in a sentence: its value with the two counts, what was asked,
 * score, weight and points lost; where it was not scored, why, and who carries its weight.
 */
export function explain(figure: KpiFigure, card: Card): Text {
  const kpi = kpiOf(figure.id);
  if (!kpi) throw new Error(`no KPI ${figure.id}`);
  const say = (language: Language): string => {
    if (figure.dropped) return droppedWords(figure, card, kpi, language);
    if (figure.score === null) return unweighedWords(figure, kpi, language);
    return scoredWords(figure, card, kpi, language);
  };
  return { zh: say('zh'), en: say('en') };
}
