/** The words of control charts, in both languages. */
import type { Trend } from '../api.ts';
import type { Language } from '../format.ts';
import { useWords } from '../words.ts';

type Rule = NonNullable<Trend['points'][number]['cause']>['rule'];
type RuleWords = Readonly<Record<Rule, (direction: string) => string>>;

const ZH = {
  month: '月份',
  monthly: '各月',
  center: (value: string) => `均值 ${value}`,
  limits: '偶然波动的上下限',
  target: (value: string) => `目标 ${value}`,
  better: '特殊月份，偏好',
  worse: '特殊月份，偏差',
  neutral: '特殊月份',
  lower: '下限',
  upper: '上限',
  special: '特殊信号',
  missing: '没有公布',
  direction: { high: '偏高', low: '偏低' },
  rule: {
    outside_limits: (direction) => `超出上下限(${direction})`,
    trend: (direction) => `连续七个月同向变化(${direction === '偏高' ? '上升' : '下降'})`,
    two_of_three: (direction) => `三个月中两个月接近界限(${direction})`,
    one_side: (direction) => `连续七个月在均值同一侧(${direction})`,
  } satisfies RuleWords as RuleWords,
  specialOf: (rule: string, months: string) => `${rule}：${months}`,
  per10k: '数值为每万人',
  span: (first: string, last: string) => `${first}至${last}，已公布的各月，缺月留空`,
  charts: {
    xmr: 'XmR控制图',
    p_prime: 'p′控制图',
  },
  tooFew: '没有上下限：可比的月份不足十个，或同比类指标不作控制图，升降可能只是偶然。',
};

const EN: typeof ZH = {
  month: 'Month',
  monthly: 'months',
  center: (value) => `mean ${value}`,
  limits: 'limits of chance',
  target: (value) => `target ${value}`,
  better: 'special month, better',
  worse: 'special month, worse',
  neutral: 'special month',
  lower: 'Lower limit',
  upper: 'Upper limit',
  special: 'Special signal',
  missing: 'nothing published',
  direction: { high: 'high', low: 'low' },
  rule: {
    outside_limits: (direction) => `outside the limits (${direction})`,
    trend: (direction) => `seven in a row ${direction === 'high' ? 'rising' : 'falling'}`,
    two_of_three: (direction) => `two of three near a limit (${direction})`,
    one_side: (direction) => `seven in a row on one side of the mean (${direction})`,
  },
  specialOf: (rule, months) => `${rule}: ${months}`,
  per10k: 'values are per 10,000 people',
  span: (first, last) => `published months, ${first} to ${last}; missing ones are gaps`,
  charts: {
    xmr: 'XmR chart',
    p_prime: 'p′ chart',
  },
  tooFew:
    'Without limits: fewer than ten months can be compared, or the KPI is a change, which has no control chart. Ups and downs may be chance.',
};

export type ControlWords = typeof ZH;

/** The words in the page's language. */
export function useControlWords(): { readonly language: Language; readonly say: ControlWords } {
  const { language } = useWords();
  return { language, say: language === 'zh' ? ZH : EN };
}
