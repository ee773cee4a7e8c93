/** Values as sentences name them: with the base of a rate. */
import { kpiValue, type Language, mark } from '../format.ts';
import type { Kpi } from '../kpis/definition.ts';

function withBase(text: string, { form }: Kpi, language: Language): string {
  if (form !== 'per_10k') return text;
  return language === 'zh' ? `每万人 ${text}` : `${text} per 10,000`;
}

/** A value of a KPI; a dash where there is none. */
export function valueWords(value: number | null, kpi: Kpi, language: Language): string {
  const text = kpiValue(value, kpi, language);
  return value === null ? text : withBase(text, kpi, language);
}

/** A mark that its values are held against: a round one without decimals. */
export function markWords(value: number, kpi: Kpi, language: Language): string {
  return withBase(mark(value, kpi, language), kpi, language);
}
