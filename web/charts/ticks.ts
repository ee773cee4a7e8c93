/** Round marks for an axis. */

const ROUND = [1, 2, 2.5, 5, 10] as const;
const ALMOST = 1e-9;

/** Whether it is a whole number, as far as binary fractions can be. */
const isWhole = (value: number) => Math.abs(value - Math.round(value)) < ALMOST;

/**
 * From the first round value at or above `low` to the last at or below `high`; at most so many.
 * Steps are multiples of `finest`, the least that is printed: others would be equal on the axis and
 * unequal in their labels.
 */
export function ticksOf(
  low: number,
  high: number,
  most: number,
  finest?: number,
): readonly number[] {
  if (!(high > low)) return [];
  const rough = Math.max((high - low) / Math.max(1, most), finest ?? 0);
  const power = 10 ** Math.floor(Math.log10(rough) + ALMOST);
  const step =
    power *
    (ROUND.find(
      (one) =>
        one * power >= rough - ALMOST * power &&
        (finest === undefined || isWhole((one * power) / finest)),
    ) ?? 10);
  const first = Math.ceil(low / step - ALMOST);
  const last = Math.floor(high / step + ALMOST);
  return Array.from({ length: last - first + 1 }, (_, place) => (first + place) * step);
}
