/** How every number and period is written. Values come as the API gives them and are rounded here, once. */

export type Language = 'zh' | 'en';

/** How a KPI's value is printed, as the catalogue says. */
export type Display = 'percent' | 'number' | 'days' | 'change';

/** What stands where there is no value; a reason belongs beside it. */
export const NOTHING = '—';

const MINUS = '−';

function digits(value: number, decimals: number): string {
  const text = Math.abs(value).toLocaleString('en-US', {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });
  // A value that rounds to zero has no sign.
  return value < 0 && /[1-9]/.test(text) ? MINUS + text : text;
}

/** A count, thousands separated: `51,700`; one decimal where it is not whole. */
export function count(value: number): string {
  return digits(value, Number.isInteger(value) ? 0 : 1);
}

/** A share: `82.3%`. */
export function percent(share: number): string {
  return `${digits(share * 100, 1)}%`;
}

/** A change, always with its sign: `−12.6%`, `+4.0%`. */
export function change(ratio: number): string {
  const text = percent(ratio);
  return ratio > 0 && /[1-9]/.test(text) ? `+${text}` : text;
}

/** Points and scores: one decimal. */
export function points(value: number): string {
  return digits(value, 1);
}

/** A KPI's value in the form that its catalogue entry asks for. */
export function kpiValue(value: number | null, display: Display, language: Language): string {
  if (value === null) return NOTHING;
  switch (display) {
    case 'percent':
      return percent(value);
    case 'change':
      return change(value);
    case 'days':
      return language === 'zh' ? `${digits(value, 1)}天` : `${digits(value, 1)} days`;
    case 'number':
      return digits(value, 1);
  }
}

/** The two counts behind a value: `49 / 57`; of a change, from the year before to now: `57 → 49`. */
export function counts(numerator: number, denominator: number, display: Display): string {
  return display === 'change'
    ? `${count(denominator)} → ${count(numerator)}`
    : `${count(numerator)} / ${count(denominator)}`;
}

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** `2024-04` → 2024年4月 or April 2024, and likewise quarters, halves, years and years to date. */
export function periodName(period: string, language: Language): string {
  const [year = period, part = ''] = period.split('-');
  const zh = language === 'zh';
  const month = Number(part);
  const monthName = MONTHS[month - 1];
  if (period.endsWith('-ytd')) {
    return zh ? `${year}年1至${month}月` : `January to ${monthName} ${year}`;
  }
  if (part.startsWith('Q')) return zh ? `${year}年第${part[1]}季度` : `${part} ${year}`;
  if (part.startsWith('H')) {
    return zh ? `${year}年${part === 'H1' ? '上' : '下'}半年` : `${part} ${year}`;
  }
  if (monthName) return zh ? `${year}年${month}月` : `${monthName} ${year}`;
  return zh ? `${year}年` : year;
}
