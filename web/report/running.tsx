/** What stands on every printed page: its number, and what the document must not be taken for. */
import type { Scorecard } from '../api.ts';
import { isMadeUp } from '../made-up.ts';
import type { ReportWords } from './words.ts';

const quoted = (text: string) => `"${text.replace(/["\\]/g, '\\$&')}"`;

/** Warnings that go with every page; none for a published report of real data. */
export function warningsOf({ unit, state }: Scorecard, { running }: ReportWords): string[] {
  return [
    ...(isMadeUp(unit.name) ? [running.madeUp] : []),
    ...(state === 'draft' || state === 'provisional' ? [running[state]] : []),
  ];
}

/** Odd pages are numbered at the right, even ones at the left, as in official documents. */
export function pageRules(warnings: readonly string[], separator: string): string {
  const number = (side: string) =>
    `@bottom-${side}{content:"— " counter(page) " —";font:14pt SimSun,"Noto Serif CJK SC",serif;vertical-align:top;padding:7mm 4mm 0}`;
  const warning = `@top-center{content:${quoted(warnings.join(separator))};font:10.5pt SimHei,"Noto Sans CJK SC",sans-serif;vertical-align:bottom;padding-bottom:8mm}`;
  return [
    `@page report{size:A4;margin:37mm 26mm 35mm 28mm;${warnings.length > 0 ? warning : ''}}`,
    `@page report:right{${number('right')}}`,
    `@page report:left{${number('left')}}`,
  ].join('');
}

export function Running({ card, say }: { readonly card: Scorecard; readonly say: ReportWords }) {
  return <style>{pageRules(warningsOf(card, say), say.stop)}</style>;
}
