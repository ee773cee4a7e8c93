/** Which periods there are to choose from: every month, quarter, half, year and year to date. */
export const PERIOD_KINDS = ['month', 'quarter', 'half', 'year', 'ytd'] as const;
export type PeriodKind = (typeof PERIOD_KINDS)[number];

const two = (number: number) => String(number).padStart(2, '0');
const upTo = (count: number) => Array.from({ length: count }, (_, place) => place + 1);

/** The periods of a kind in a year, the first one first. */
export function periodsIn(kind: PeriodKind, year: number): string[] {
  switch (kind) {
    case 'month':
      return upTo(12).map((month) => `${year}-${two(month)}`);
    case 'quarter':
      return upTo(4).map((quarter) => `${year}-Q${quarter}`);
    case 'half':
      return upTo(2).map((half) => `${year}-H${half}`);
    case 'year':
      return [String(year)];
    case 'ytd':
      return upTo(12).map((month) => `${year}-${two(month)}-ytd`);
  }
}

/** The month before the one that `today` lies in: what is usually computed. */
export function lastMonth(today: string): string {
  const [year = 0, month = 1] = today.split('-').map(Number);
  return month === 1 ? `${year - 1}-12` : `${year}-${two(month - 1)}`;
}
