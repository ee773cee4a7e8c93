/** The words of the review list: flags, incomplete units, differences, call-backs and the ledger, in the page's language. */
import type { Language } from '../format.ts';
import { useWords } from '../words.ts';
import { EN } from './review-words-en.ts';
import { ZH } from './review-words-zh.ts';

export type ReviewWords = typeof ZH;

export function useReviewWords(): { readonly language: Language; readonly say: ReviewWords } {
  const { language } = useWords();
  return { language, say: language === 'zh' ? ZH : EN };
}
