/** Round marks for an axis. */

const ROUND = [1, 2, 2.5, 5, 10] as const;
const ALMOST = 1e-9;

/** From the first round value at or above `low` to the last at or below `high`; at most so many. */
export function ticksOf(low: number, high: number, most: number): readonly number[] {
  if (!(high > low)) return [];
  const rough = (high - low) / Math.max(1, most);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * (ROUND.find((one) => one * power >= rough - ALMOST * power) ?? 10);
  const first = Math.ceil(low / step - ALMOST);
  const last = Math.floor(high / step + ALMOST);
  return Array.from({ length: last - first + 1 }, (_, place) => (first + place) * step);
}
