/** Sentences of a bulletin, and what they are put together from. */
import type { Language } from '../format.ts';
import type { Text } from '../kpis/definition.ts';

/** A finding in words, with the KPI that it is about. */
export interface Sentence {
  /** What it says; the same in every report. */
  readonly id: string;
  readonly kpi: string | null;
  readonly words: Text;
}

/** Sentences under a heading; the page numbers the headings. */
export interface Section {
  readonly id: string;
  readonly title: Text;
  readonly sentences: readonly Sentence[];
}

/** The same said in both languages. */
export function both(say: (language: Language) => string): Text {
  return { zh: say('zh'), en: say('en') };
}

/** A sentence, or none where there is nothing to say; it is said in both languages or in neither. */
export function said(
  id: string,
  kpi: string | null,
  say: (language: Language) => string | null,
): Sentence[] {
  const [zh, en] = [say('zh'), say('en')];
  return zh === null || en === null ? [] : [{ id, kpi, words: { zh, en } }];
}

/** A sentence of parts, of which some may have nothing to say. */
export function sentenceOf(parts: readonly (string | null)[], language: Language): string {
  const said = parts.filter((part) => part !== null && part !== '');
  return language === 'zh' ? `${said.join('，')}。` : `${said.join(', ')}.`;
}

/** Names one after the other. */
export function listed(names: readonly string[], language: Language): string {
  return names.join(language === 'zh' ? '、' : ', ');
}
