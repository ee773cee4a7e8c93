/** The words of the months: periods, runs, publication and revisions, in the page's language. */
import type { Language } from '../format.ts';
import { useWords } from '../words.ts';
import { EN } from './words-en.ts';
import { ZH } from './words-zh.ts';

export type MonthWords = typeof ZH;

export function useMonthWords(): { readonly language: Language; readonly say: MonthWords } {
  const { language } = useWords();
  return { language, say: language === 'zh' ? ZH : EN };
}
