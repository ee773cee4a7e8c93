/**
 * How numbers are written, for the page and for words that the API gives. Values come as they are
 * stored and are rounded here, once.
 */

export type Language = 'zh' | 'en';

/** How a KPI's value is printed, as the catalogue says. */
export type Display = 'percent' | 'number' | 'days' | 'change';

/** What of a catalogue entry decides how its values are printed. */
export interface Printed {
  readonly form: 'ratio' | 'per_10k' | 'change';
  readonly display: Display;
}

/** What stands where there is no value; a reason belongs beside it. */
export const NOTHING = '—';

const MINUS = '−';
/** Smaller ones are written with an exponent, and print as zero anyhow. */
const SMALL = 1e-6;

/**
 * Rounded half up by its decimal digits, thousands separated; the same on every machine. `hundreds`
 * moves the point of a share two places: multiplying it would add digits that it does not have.
 */
function digits(value: number, decimals: number, hundreds = 0): string {
  const size = Math.abs(value) < SMALL ? 0 : Math.abs(value);
  const units = Math.round(Number(`${size}e${decimals + hundreds}`));
  const text = String(units).padStart(decimals + 1, '0');
  const whole = text.slice(0, text.length - decimals).replace(/\B(?=(\d{3})+$)/g, ',');
  const printed = decimals > 0 ? `${whole}.${text.slice(-decimals)}` : whole;
  // A value that rounds to zero has no sign.
  return value < 0 && units > 0 ? MINUS + printed : printed;
}

/** A count, thousands separated: `51,700`; one decimal where it is not whole. */
export function count(value: number): string {
  return digits(value, Number.isInteger(value) ? 0 : 1);
}

/** A share: `82.3%`. */
export function percent(share: number): string {
  return `${digits(share, 1, 2)}%`;
}

/** A difference of two shares in percentage points (个百分点): `0.6`. */
export function percentagePoints(difference: number): string {
  return digits(difference, 1, 2);
}

/** `to − from`, without what binary fractions add to a difference of decimal ones. */
export function difference(from: number, to: number): number {
  return Number((to - from).toFixed(12));
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

/** People to an officer: no share, no rate, and nobody is counted in tenths. */
const isWhole = ({ form, display }: Printed) => form === 'ratio' && display === 'number';

/** A correlation, to two decimals; one short of 1 is not printed as 1. */
export function correlation(value: number): string {
  return digits(Math.trunc(value * 100) / 100, 2);
}

/** A KPI's value in the form that its catalogue entry asks for. */
export function kpiValue(value: number | null, kpi: Printed, language: Language): string {
  if (value === null) return NOTHING;
  switch (kpi.display) {
    case 'percent':
      return percent(value);
    case 'change':
      return change(value);
    case 'days':
      return language === 'zh' ? `${digits(value, 1)}天` : `${digits(value, 1)} days`;
    case 'number':
      return digits(value, isWhole(kpi) ? 0 : 1);
  }
}

/** What a rate is to, which its print leaves out: `/万人`; empty where there is nothing to add. */
export function baseOf({ form }: Printed, language: Language): string {
  if (form !== 'per_10k') return '';
  return language === 'zh' ? '/万人' : ' per 10,000';
}

/** A value that stands alone, where no column or axis says what it is to: `16.9/万人`. */
export function valueAlone(value: number | null, kpi: Printed, language: Language): string {
  const text = kpiValue(value, kpi, language);
  return value === null ? text : text + baseOf(kpi, language);
}

/** The same of a heading over values: `本期 (/万人)`. */
export function headed(title: string, kpi: Printed, language: Language): string {
  const base = baseOf(kpi, language).trim();
  return base ? `${title} (${base})` : title;
}

/** The least difference that is printed. */
export function finestOf(kpi: Printed): number {
  switch (kpi.display) {
    case 'percent':
    case 'change':
      return 0.001;
    case 'days':
      return 0.1;
    case 'number':
      return isWhole(kpi) ? 1 : 0.1;
  }
}

/** A mark that a value is held against: as a value, but a round one without decimals (`80%`). */
export function mark(value: number, kpi: Printed, language: Language): string {
  return kpiValue(value, kpi, language).replace(/\.0(?!\d)/, '');
}

/** The two counts behind a value: `49 / 57`; of a change, from the year before to now: `57 → 49`. */
export function counts(numerator: number, denominator: number, display: Display): string {
  return display === 'change'
    ? `${count(denominator)} → ${count(numerator)}`
    : `${count(numerator)} / ${count(denominator)}`;
}
