/** The words that all charts share, in both languages. */
import type { Language } from '../format.ts';
import { useWords } from '../words.ts';

const ZH = {
  showData: '查看数据',
  hideData: '收起数据',
  dataOf: (title: string) => `数据：${title}`,
  lost: '图表没有载入，请检查网络后刷新本页；数据见下表。',
};

const EN: typeof ZH = {
  showData: 'Show the data',
  hideData: 'Hide the data',
  dataOf: (title) => `Data: ${title}`,
  lost: 'The chart could not be loaded: check the network and reload. The data stand below.',
};

/** The words in the page's language. */
export function useChartWords(): { readonly language: Language; readonly say: typeof ZH } {
  const { language } = useWords();
  return { language, say: language === 'zh' ? ZH : EN };
}
