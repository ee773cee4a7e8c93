/** The catalogue's short texts of targets and sources, told in either language. */
import type { Language } from '../format.ts';

/** What the English target is made of, in Chinese. */
const TARGET_WORDS: Readonly<Record<string, string>> = {
  floor: '起分',
  meets: '达标',
  excels: '优秀',
  urban: '城区',
  rural: '农村',
  days: '天',
};

/** A KPI's target: `meets 80 %, excels 85 %` → 达标 80%，优秀 85%. */
export function targetText(target: string, language: Language): string {
  const text = target.replaceAll(' %', '%');
  if (language === 'en') return text;
  return text
    .replace(/[a-z]+/g, (word) => TARGET_WORDS[word] ?? word)
    .replaceAll(' 天', '天')
    .replaceAll(', ', '，')
    .replaceAll(/(\d)，(\d{3})(?!\d)/g, '$1,$2');
}

/** A founding document by its number, and what it published of the KPI. */
export interface Source {
  readonly document: string;
  readonly published: string;
}

/** `004 −12.59 %, 002 −23.51 %` → two sources; a figure without a number is of the one before. */
export function sourcesOf(source: string): readonly Source[] {
  const sources: Source[] = [];
  for (const part of source.replaceAll(' %', '%').split(', ')) {
    const [, document, published = ''] = /^(\d{3})(?: (.+))?$/.exec(part) ?? [];
    const last = sources.at(-1);
    if (document !== undefined) sources.push({ document, published });
    else if (last)
      sources[sources.length - 1] = { ...last, published: `${last.published}, ${part}` };
  }
  return sources;
}
