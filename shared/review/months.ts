import type { Period } from '../calendar/period.ts';

/** The months of a period, in their order: `2024-01`, … */
export function monthsOf({ year, firstMonth, lastMonth }: Period): string[] {
  return Array.from(
    { length: lastMonth - firstMonth + 1 },
    (_, index) => `${year}-${String(firstMonth + index).padStart(2, '0')}`,
  );
}
