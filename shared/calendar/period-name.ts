/** How a period is called. */
import type { Language } from '../format.ts';

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** `2024-04` → 2024年4月 or April 2024, and likewise quarters, halves, years and years to date. */
export function periodName(period: string, language: Language): string {
  const [year = period, part = ''] = period.split('-');
  const zh = language === 'zh';
  const month = Number(part);
  const monthName = MONTHS[month - 1];
  if (period.endsWith('-ytd')) {
    return zh ? `${year}年1至${month}月` : `January to ${monthName} ${year}`;
  }
  if (part.startsWith('Q')) return zh ? `${year}年第${part[1]}季度` : `${part} ${year}`;
  if (part.startsWith('H')) {
    return zh ? `${year}年${part === 'H1' ? '上' : '下'}半年` : `${part} ${year}`;
  }
  if (monthName) return zh ? `${year}年${month}月` : `${monthName} ${year}`;
  return zh ? `${year}年` : year;
}
