/** The scorecard's words beyond those that all pages share, in both languages. */
import type { Language } from '../format.ts';
import { useWords } from '../words.ts';

const ZH = {
  range: (low: string, high: string) =>
    `数据有偶然波动，得分真实水平约在${low}至${high}之间(95%区间)`,
  distinct: '与相邻方阵有显著差别',
  lossesTitle: (total: string, name: string, most: string) =>
    `共失${total}分，${name}失分最多(${most}分)`,
  lossesNone: '没有失分',
  lossesCaption: '按失分从多到少排列；深色为失分，浅色为该项权重，即最多可失的分。点指标名看依据。',
  lost: (points: string) => `失${points}分`,
  fullMarks: (names: string) => `未失分：${names}`,
  adjusted: (points: string) => `加分、扣分合计${points}分`,
  capped: (grade: string) => `等级最高为${grade}(一票否决)`,
  tableTitle: '全部指标',
  emptyTitle: '还没有公布的成绩单',
  emptyText: '每月9日计算上月成绩，经审核公布后在此显示。',
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
  fullMarks: (names) => `Nothing lost: ${names}`,
  adjusted: (points) => `bonuses and deductions: ${points} points`,
  capped: (grade) => `grade capped at ${grade} by a veto`,
  tableTitle: 'All KPIs',
  emptyTitle: 'No scorecard is published yet',
  emptyText: 'Each month is scored on the 9th of the next; it appears here once it is published.',
};

/** The words in the page's language. */
export function useScorecardWords(): { readonly language: Language; readonly say: typeof ZH } {
  const { language } = useWords();
  return { language, say: language === 'zh' ? ZH : EN };
}
