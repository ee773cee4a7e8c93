/** The headline KPIs of a bulletin, each in a sentence of the official kind. */
import { valueWords } from '../evidence/values.ts';
import { change, count, counts, type Language } from '../format.ts';
import { kpiOf } from '../kpis/catalogue.ts';
import type { Kpi, Text } from '../kpis/definition.ts';
import type { KpiFigure } from '../scorecards/card.ts';
import { isComparable } from '../scorecards/comparable.ts';
import { labelOf, NOTES } from '../scorecards/labels.ts';
import type { Level } from '../units/tree.ts';
import { type Baseline, movementWords, signalPhrase, targetPhrase } from './movement.ts';
import { type Place, scopeName } from './places.ts';
import { both, listed, type Sentence, said, sentenceOf } from './sentence.ts';

/**
 * Are officers in their communities, is trouble found early and settled, is crime falling, are
 * people content, and can the numbers be trusted: in this order.
 */
export const HEADLINE: readonly string[] = [
  'time_in_community',
  'diverted_time',
  'grid_presence',
  'disputes_opened',
  'dispute_resolution_rate',
  'settled_in_village',
  'criminal_case_change',
  'theft_change',
  'telecom_fraud_change',
  'follow_up_rate',
  'satisfaction_rate',
  'completeness',
];

/** What the KPIs are called within a sentence, where their own names are headings. */
const SUBJECTS: Readonly<Record<string, Text>> = {
  time_in_community: {
    zh: '派出所社区民辅警在社区工作时间占比',
    en: 'community officers’ and auxiliaries’ working time in the community',
  },
  diverted_time: { zh: '被抽调从事其他工作的时间占比', en: 'working time diverted to other work' },
  grid_presence: {
    zh: '村(社区)“天天见警”率',
    en: 'grid-days on which an officer was present',
  },
  disputes_opened: { zh: '排查矛盾纠纷', en: 'disputes found' },
  settled_in_village: { zh: '“小事不出村”率', en: 'disputes settled in the village' },
  follow_up_rate: { zh: '群众反映事项办结率', en: 'items raised that were closed' },
  completeness: { zh: '每日报送完整率', en: 'completeness of the daily submissions' },
};

/** What is counted in a change, with its measure word. */
const COUNTED: Readonly<Record<string, { readonly zh: [string, string]; readonly en: string }>> = {
  criminal_case_change: { zh: ['刑事立案', '起'], en: 'criminal cases filed' },
  eight_major_change: { zh: ['八类案件立案', '起'], en: 'cases of the eight major crimes filed' },
  theft_change: { zh: ['盗窃立案', '起'], en: 'thefts filed' },
  theft_robbery_fraud_change: {
    zh: ['传统盗抢骗立案', '起'],
    en: 'thefts, robberies and frauds filed',
  },
  telecom_fraud_change: { zh: ['电信诈骗立案', '起'], en: 'telecom frauds filed' },
  homicide_change: { zh: ['命案立案', '起'], en: 'homicides filed' },
  clearance_change: { zh: ['破案', '起'], en: 'cases solved' },
  records_change: { zh: ['采集信息', '条'], en: 'records registered' },
};

/** The two counts behind a share, in words. */
const BOTH_COUNTS: Readonly<Record<string, (n: string, d: string) => Text>> = {
  grid_presence: (n, d) => ({ zh: `${n} / ${d} 个村日`, en: `${n} of ${d} grid-days` }),
  dispute_resolution_rate: (n, d) => ({
    zh: `排查${d}起，化解${n}起`,
    en: `${d} found, ${n} resolved`,
  }),
  settled_in_village: (n, d) => ({
    zh: `化解${d}起，其中在村(社区)或警务室化解${n}起`,
    en: `${d} resolved, ${n} of them in the village or its office`,
  }),
  follow_up_rate: (n, d) => ({ zh: `提出${d}件，办结${n}件`, en: `${d} raised, ${n} closed` }),
  satisfaction_rate: (n, d) => ({
    zh: `访问${d}人，满意${n}人`,
    en: `${d} asked, ${n} satisfied`,
  }),
  completeness: (n, d) => ({
    zh: `应报${d}站日，已报${n}站日`,
    en: `${d} station-days expected, ${n} submitted`,
  }),
};

/** What a KPI is compared with. */
export interface Baselines {
  readonly before: Baseline | null;
  readonly yearAgo: Baseline | null;
}

export interface KpiContext extends Baselines {
  readonly unit: Place;
  /** The level that set the scheme's targets. */
  readonly setBy: Level;
}

/** 每万人20.9, without the blank that keeps it apart in tables. */
const tight = (text: string) => text.replace(/^每万人 /, '每万人');

/** A change against the year before, with both counts: 57 → 49,下降14.0%. */
function changeParts(figure: KpiFigure, kpi: Kpi, language: Language): (string | null)[] {
  const zh = language === 'zh';
  const { numerator, denominator, value, interval } = figure;
  const counted = COUNTED[kpi.id];
  const name = counted ? (zh ? counted.zh[0] : counted.en) : kpi.name[language];
  const unit = counted?.zh[1] ?? '';
  const now = zh ? `${name}${count(numerator)}${unit}` : `${name}: ${count(numerator)}`;
  const isFair = isComparable(figure);
  if (value === null || !isFair) {
    const why = isFair ? '' : zh ? '，但报送不足80%' : ', when less than 80% was submitted';
    const base = zh
      ? `去年同期${count(denominator)}${unit}${why}，不计算同比`
      : `${count(denominator)} a year before${why}, so no change is computed`;
    return [now, base];
  }
  const moved = counts(numerator, denominator, 'change');
  const size = change(value).replace(/^[+−]/, '');
  const isFlat = !/[1-9]/.test(size);
  const way = zh ? (value > 0 ? '上升' : '下降') : value > 0 ? 'up' : 'down';
  const rate = isFlat
    ? zh
      ? '同比持平'
      : 'unchanged'
    : zh
      ? `同比${way}${size}`
      : `${way} ${size}`;
  const isUnsure = interval !== null && interval[0] <= 0 && 0 <= interval[1];
  return [
    zh ? `${now}，${rate}（${moved}）` : `${now}, ${rate} on a year before (${moved})`,
    isUnsure && !isFlat
      ? zh
        ? '与去年同期无显著差别'
        : 'not distinguishable from a year before'
      : null,
  ];
}

/** What is wrong with the value, where something is. */
function noteOf({ note }: KpiFigure, language: Language): string | null {
  return note === 'incomplete' ? labelOf(NOTES, note, language) : null;
}

const ROLES: Readonly<Record<string, Text>> = {
  community_officer: { zh: '社区民警', en: 'community officers' },
  auxiliary: { zh: '辅警', en: 'auxiliaries' },
};

/** The share of each role, where the KPI is told by role. */
function roleWords({ byRole = {} }: KpiFigure, kpi: Kpi, language: Language): string | undefined {
  const parts = Object.entries(byRole).flatMap(([role, { value }]) =>
    value === null
      ? []
      : [[labelOf(ROLES, role, language), valueWords(value, kpi, language)] as const],
  );
  if (parts.length === 0) return undefined;
  return language === 'zh'
    ? `其中${parts.map(([role, value]) => role + value).join('、')}`
    : parts.map(([role, value]) => `${role} ${value}`).join(', ');
}

function valuePart(figure: KpiFigure, kpi: Kpi, name: string, language: Language): string {
  const zh = language === 'zh';
  const [n, d] = [count(figure.numerator), count(figure.denominator)];
  const value = tight(valueWords(figure.value, kpi, language));
  if (kpi.id === 'disputes_opened') {
    return zh ? `${name}${n}起，${value}起` : `${name}: ${n}, ${value} people`;
  }
  const told = roleWords(figure, kpi, language) ?? BOTH_COUNTS[kpi.id]?.(n, d)[language];
  const behind = told === undefined ? '' : zh ? `（${told}）` : ` (${told})`;
  return zh ? `${name}${value}${behind}` : `${name}: ${value}${behind}`;
}

function partsOf(
  figure: KpiFigure,
  kpi: Kpi,
  context: KpiContext,
  language: Language,
): (string | null)[] {
  const zh = language === 'zh';
  const scope = scopeName(context.unit, language);
  const named = (text: string) => (zh ? `${scope}${text}` : `${scope}: ${text}`);
  const signal = signalPhrase(kpi, figure, language);
  if (kpi.form === 'change') {
    const [first = '', ...rest] = changeParts(figure, kpi, language);
    return [named(first ?? ''), ...rest, noteOf(figure, language), signal];
  }
  const station = context.unit.level === 'station';
  const subject = SUBJECTS[kpi.id]?.[language] ?? kpi.name[language];
  const name = station ? subject.replace(/^派出所/, '') : subject;
  if (figure.value === null) {
    const why = labelOf(NOTES, figure.note ?? 'not_applicable', language);
    return [named(zh ? `${name}没有数值：${why}` : `${name}: no value (${why})`)];
  }
  const { previous, yearAgo, value } = figure;
  return [
    named(valuePart(figure, kpi, name, language)),
    movementWords(kpi, previous, value, context.before, language),
    movementWords(kpi, yearAgo, value, context.yearAgo, language),
    targetPhrase(kpi, figure, context.setBy, language),
    signal,
    noteOf(figure, language),
  ];
}

/** What a KPI of a unit has come to, in a sentence; undefined for what is no KPI. */
export function kpiSentence(figure: KpiFigure, context: KpiContext): Sentence | undefined {
  const kpi = kpiOf(figure.id);
  if (!kpi) return undefined;
  const words = both((language) => sentenceOf(partsOf(figure, kpi, context, language), language));
  return { id: `kpi.${kpi.id}`, kpi: kpi.id, words };
}

/** The headline KPIs that the unit has, in their order. */
export function headlineOf<F extends KpiFigure>(kpis: readonly F[]): F[] {
  return HEADLINE.flatMap((id) => kpis.find((figure) => figure.id === id) ?? []);
}

/**
 * Which of the KPIs have moved beyond the usual variation of their months, and that the others have
 * not; nothing where no chart says anything yet.
 */
export function signalSentence(kpis: readonly KpiFigure[]): Sentence[] {
  const told = kpis.flatMap(({ id, signal }) => {
    const kpi = kpiOf(id);
    return kpi && kpi.better !== null && signal !== null ? [{ kpi, signal }] : [];
  });
  if (told.length === 0) return [];
  return said('kpi.signals', null, (language) => {
    const zh = language === 'zh';
    const names = (wanted: 'improving' | 'deteriorating') =>
      listed(
        told.filter(({ signal }) => signal === wanted).map(({ kpi }) => kpi.name[language]),
        language,
      );
    const [better, worse] = [names('improving'), names('deteriorating')];
    if (better === '' && worse === '') {
      return zh
        ? '以上有控制图的指标，本期升降均属正常波动。'
        : 'Of the KPIs with a control chart none has moved beyond the usual variation.';
    }
    const isAll = told.every(({ signal }) => signal !== 'none');
    return sentenceOf(
      [
        better && (zh ? `${better}近期好转` : `Improving beyond the usual variation: ${better}`),
        worse && (zh ? `${worse}近期变差` : `deteriorating beyond the usual variation: ${worse}`),
        zh ? '超出正常波动' : null,
        isAll
          ? null
          : zh
            ? '其余有控制图的指标升降均属正常波动'
            : 'the others with a control chart within it',
      ],
      language,
    );
  });
}
