/** Days and moments as people read them. Every day is Shanghai's. */
import type { Language } from '../format.ts';

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** `2024-04-15` → 2024年4月15日 or 15 Apr 2024. */
export function dayName(day: string, language: Language): string {
  const [year = '', month = '', date = ''] = day.split('-');
  return language === 'zh'
    ? `${year}年${Number(month)}月${Number(date)}日`
    : `${Number(date)} ${MONTHS[Number(month) - 1]} ${year}`;
}

/** `2024-04-16T12:00:00+08:00` → 4月16日 12:00 or 16 Apr 12:00. */
export function momentName(moment: string, language: Language): string {
  const [, month, date] = moment.slice(0, 10).split('-');
  const time = moment.slice(11, 16);
  return language === 'zh'
    ? `${Number(month)}月${Number(date)}日 ${time}`
    : `${Number(date)} ${MONTHS[Number(month) - 1]} ${time}`;
}
