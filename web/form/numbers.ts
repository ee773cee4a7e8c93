/** Numbers that the form proposes, so that they need not be typed. */

/** The first number from `proposed` on, counting up its last digits, that is not used yet. */
export function freeNumber(proposed: string, used: Iterable<unknown>): string {
  const taken = new Set(used);
  let number = proposed;
  while (taken.has(number)) {
    const next = counted(number);
    if (next === number) return number;
    number = next;
  }
  return number;
}

/** `D-2024-0415-09` → `D-2024-0415-10`; the same where it does not end in digits. */
const counted = (number: string): string =>
  number.replace(/\d+$/, (digits) => String(Number(digits) + 1).padStart(digits.length, '0'));

/**
 * What the station's case numbers of the year begin with, as `A410481-2024-`; empty where the
 * last one filed is of another year, or where there is none.
 */
export function caseStem(
  cases: readonly { readonly case: string; readonly filed: string }[],
  date: string,
): string {
  const last = cases.toSorted((a, b) => (a.filed < b.filed ? 1 : -1))[0];
  const stem = last?.case.replace(/\d+$/, '') ?? '';
  return stem.includes(date.slice(0, 4)) ? stem : '';
}
