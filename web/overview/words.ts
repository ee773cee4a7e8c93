/** The overview's words, in the page's language. */
import type { Language } from '../format.ts';
import { useWords } from '../words.ts';
import { EN } from './words-en.ts';
import { ZH } from './words-zh.ts';

export type OverviewWords = typeof ZH;

/** The words in the page's language. */
export function useOverviewWords(): { readonly language: Language; readonly say: OverviewWords } {
  const { language } = useWords();
  return { language, say: language === 'zh' ? ZH : EN };
}

/** The words of a language, for what is told outside a component. */
export const overviewWordsOf = (language: Language): OverviewWords => (language === 'zh' ? ZH : EN);
