/** Months under a chart: short, the year where it begins. */
import type { Language } from '../format.ts';

const MONTHS = [
  ...['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun'],
  ...['Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'],
];

/** `10月` or `Oct` of `2024-10`, with the year below the first one and every January. */
export function monthTick(month: string, isFirst: boolean, language: Language): string {
  const [year = month, part = ''] = month.split('-');
  const number = Number(part);
  const name = language === 'zh' ? `${number}月` : (MONTHS[number - 1] ?? part);
  if (!isFirst && number !== 1) return name;
  return `${name}\n${year}${language === 'zh' ? '年' : ''}`;
}
