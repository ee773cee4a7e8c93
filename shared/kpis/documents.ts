/** The five founding documents: what each of them is, so that a source is no bare number. */
import type { Language } from '../format.ts';
import type { Text } from './definition.ts';
import { sourcesOf } from './target-words.ts';

/** A document as it is named beside a KPI, and what it is, for those who want to know. */
export interface FoundingDocument {
  readonly number: string;
  readonly name: Text;
  readonly about: Text;
}

/** Their titles are not with the system: each is called by whose it is and what of. */
export const DOCUMENTS: readonly FoundingDocument[] = [
  {
    number: '000',
    name: { zh: '河南全省社区警务', en: 'Henan on its community policing' },
    about: {
      zh: '河南全省“村村有警、格格见警”的做法和数字，2023年以来',
      en: 'what Henan does so that every village and grid has an officer, with figures, since 2023',
    },
  },
  {
    number: '001',
    name: { zh: '舞钢“一村一警”', en: 'Wugang on its village police' },
    about: {
      zh: '舞钢市公安局推行“一村一警”的做法和数字，2014年',
      en: 'how the city of Wugang gave every village an officer, with figures, 2014',
    },
  },
  {
    number: '002',
    name: { zh: '吴忠社区警务', en: 'Wuzhong on its community policing' },
    about: {
      zh: '宁夏吴忠市社区警务改革的做法和数字',
      en: 'how the city of Wuzhong in Ningxia reformed its community policing, with figures',
    },
  },
  {
    number: '003',
    name: { zh: '河南全省公安工作', en: 'Henan on its police' },
    about: {
      zh: '河南全省公安机关2019年以来的工作和数字',
      en: 'what the police of Henan did since 2019, with figures',
    },
  },
  {
    number: '004',
    name: { zh: '2024年市推进会讲话', en: 'A deputy mayor’s speech of 2024' },
    about: {
      zh: '一位副市长在2024年全市“一村(格)一警”建设推进会上的讲话(市名未公开)',
      en: 'a deputy mayor’s speech on the programme at a conference of his city, which is not named, in 2024',
    },
  },
];

/** A document of which nothing more is known keeps its number. */
export function documentName(number: string, language: Language): string {
  const found = DOCUMENTS.find((one) => one.number === number);
  return found?.name[language] ?? (language === 'zh' ? `文件${number}` : `document ${number}`);
}

/** `2024年市推进会讲话：85%`: the documents that a KPI comes from, with what they published of it. */
export function sourceLines(source: string, language: Language): string[] {
  const colon = language === 'zh' ? '：' : ': ';
  return sourcesOf(source).map(({ document, published }) =>
    [documentName(document, language), published].filter(Boolean).join(colon),
  );
}

/** What the documents that a KPI comes from are, a line each. */
export function documentsOf(source: string): readonly FoundingDocument[] {
  const named = new Set(sourcesOf(source).map(({ document }) => document));
  return DOCUMENTS.filter(({ number }) => named.has(number));
}
