/** What the numbers of every page mean, in plain words; charts link to a topic. */
import type { Text } from '../api.ts';

/** A topic's id is its anchor on the catalogue: `readingAddress`. */
export interface Topic {
  readonly id: 'intervals' | 'changes' | 'ranks' | 'echelons' | 'control-charts' | 'shrinkage';
  readonly title: Text;
  readonly text: Text;
}

export const TOPICS: readonly Topic[] = [
  {
    id: 'intervals',
    title: { zh: '95%区间', en: 'The 95% interval' },
    text: {
      zh: '同样的工作，每个月的数也会有偶然的高低；区间是把这种偶然算进去之后，真实水平大致所在的范围。区间越宽，越不要把一个月的数当真；区间包含平均数的，与平均水平无显著差别。',
      en: 'The same work gives somewhat different numbers each month, by chance; the interval is where the true level lies once that is allowed for. The wider it is, the less one month tells; where it holds the average, the unit is not distinguishable from it.',
    },
  },
  {
    id: 'changes',
    title: { zh: '同比与百分点', en: 'Changes against the year before' },
    text: {
      zh: '同比是与去年同一期间相比的百分数变化，旁边总列出两期件数，如57 → 49，−14.0%；两个百分数之差称“个百分点”。件数很少时，变化几起就是很大的百分数，要看件数和区间。',
      en: 'A change is in per cent of the same period a year before and always shows both counts, as in 57 → 49, −14.0%; the difference of two shares is in percentage points. With few cases a handful more or fewer is a large percentage: look at the counts and the interval.',
    },
  },
  {
    id: 'ranks',
    title: { zh: '名次及其范围', en: 'Ranks and their range' },
    text: {
      zh: '名次按当期得分排；“约在第2至第6之间”是把偶然波动去掉后可能所在的名次。同级得分的差异大半出于偶然时，不列名次，只列方阵。',
      en: 'A rank is that of the printed score; “about 2 to 6” is where the unit may stand once chance is allowed for. Where most of the differences between units are chance, echelons stand in place of positions.',
    },
  },
  {
    id: 'echelons',
    title: { zh: '方阵', en: 'Echelons' },
    text: {
      zh: '同级单位按名次分为三等份：第一、第二、第三方阵。名次范围跨过方阵界线的，注明“与相邻方阵无显著差别”，不宜据此表扬或批评。',
      en: 'The units of a level are divided into thirds by rank: first, second and third echelon. Where the range of ranks crosses the line it says “not distinguishable from the next echelon”: no ground for praise or blame.',
    },
  },
  {
    id: 'control-charts',
    title: { zh: '走势图的上下限', en: 'Limits of a control chart' },
    text: {
      zh: '上下限是本单位历来正常波动的范围，由公布的各月算出，满10个月才有。落在范围之内的升降不算变化；超出范围或连续多月偏在一侧的才标为好转或变差。',
      en: 'The limits are the range in which the unit has always varied, computed from its published months (ten at least). A rise or fall within them is no news; a month outside, or a long run on one side, is marked as improving or deteriorating.',
    },
  },
  {
    id: 'shrinkage',
    title: { zh: '收缩后的数值', en: 'Shrunken values' },
    text: {
      zh: '案件少的单位，发案率和同比偶然性很大，排名和计分时按同类单位的常态往中间收；案件越少，收得越多。原数照列，排名以收缩后的数值为准。',
      en: 'Where cases are few, rates and changes swing by chance, so for ranking and scoring they are drawn towards what is usual among the peers: the fewer the cases, the more. The raw value is printed as it is.',
    },
  },
];
