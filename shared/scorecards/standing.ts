/** Where a unit stands beside the unit above it, as its interval tells. */

type Interval = readonly [number, number];

/** What chance leaves of a difference; `unknown` where there is no interval, or nothing to compare with. */
export type Standing = 'higher' | 'lower' | 'same' | 'unknown' | 'none';

/** Where a unit stands beside the value of the unit above it. */
export function standingOf(
  figure: { readonly value: number | null; readonly interval: Interval | null } | undefined,
  overall: number | null | undefined,
): Standing {
  if (figure?.value == null) return 'none';
  if (figure.interval === null || overall == null) return 'unknown';
  const [low, high] = figure.interval;
  if (low > overall) return 'higher';
  return high < overall ? 'lower' : 'same';
}
