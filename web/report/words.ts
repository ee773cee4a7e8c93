/** The report's words beyond those that all pages share, in both languages. */
import type { Language } from '../format.ts';
import { useWords } from '../words.ts';
import { EN } from './words-en.ts';
import { ZH } from './words-zh.ts';

export type ReportWords = typeof ZH;

/** The language's words. */
export const reportWordsOf = (language: Language): ReportWords => (language === 'zh' ? ZH : EN);

/** The words in the page's language. */
export function useReportWords(): { readonly language: Language; readonly say: ReportWords } {
  const { language } = useWords();
  return { language, say: reportWordsOf(language) };
}
