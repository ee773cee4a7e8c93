/** What stands on every printed page: its number, and what the document must not be taken for. */
import type { Language } from '../format.ts';
import type { Report } from './data.ts';
import { type ReportWords, useReportWords } from './words.ts';

const quoted = (text: string) => `"${text.replace(/["\\]/g, '\\$&')}"`;

/** Warnings that go with every page; none for a published report of real data. */
export function warningsOf(
  { madeUp, state }: Pick<Report, 'madeUp' | 'state'>,
  { running }: ReportWords,
): readonly string[] {
  return [...(madeUp ? [running.madeUp] : []), ...(state === 'published' ? [] : [running[state]])];
}

/** Odd pages are numbered at the right, even ones at the left, as in official documents. */
export function pageRules(warning: string, language: Language): string {
  const number = (side: string) =>
    `@bottom-${side}{content:"— " counter(page) " —";font:14pt SimSun,"Noto Serif CJK SC",serif;vertical-align:top;padding:7mm 4mm 0}`;
  const font = language === 'zh' ? 'SimHei,"Noto Sans CJK SC"' : 'Arial,"Liberation Sans"';
  const header = `@top-center{content:${quoted(warning)};font:10.5pt ${font},sans-serif;vertical-align:bottom;padding-bottom:8mm}`;
  return [
    `@page report{size:A4;margin:37mm 26mm 35mm 28mm;${warning && header}}`,
    `@page report:right{${number('right')}}`,
    `@page report:left{${number('left')}}`,
  ].join('');
}

export function Running({ report }: { readonly report: Report }) {
  const { language, say } = useReportWords();
  return <style>{pageRules(warningsOf(report, say).join(say.separator), language)}</style>;
}
