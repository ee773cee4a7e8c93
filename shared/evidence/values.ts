/** Values as sentences name them: with the base of a rate, and whole where they count people. */
import { count, kpiValue, type Language, mark } from '../format.ts';
import type { Kpi } from '../kpis/definition.ts';

function withBase(text: string, { form }: Kpi, language: Language): string {
  if (form !== 'per_10k') return text;
  return language === 'zh' ? `每万人 ${text}` : `${text} per 10,000`;
}

/** People to an officer: no share, no rate, and nobody is counted in tenths. */
function isWhole({ form, display }: Kpi): boolean {
  return form === 'ratio' && display === 'number';
}

/** A value of a KPI; a dash where there is none. */
export function valueWords(value: number | null, kpi: Kpi, language: Language): string {
  if (value !== null && isWhole(kpi)) return count(Math.round(value));
  const text = kpiValue(value, kpi.display, language);
  return value === null ? text : withBase(text, kpi, language);
}

/** A mark that its values are held against: a round one without decimals. */
export function markWords(value: number, kpi: Kpi, language: Language): string {
  if (isWhole(kpi)) return count(Math.round(value));
  return withBase(mark(value, kpi.display, language), kpi, language);
}
