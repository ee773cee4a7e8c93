/** Where numbers begin to mislead: the same limits for runs, the API and pages. */

/** Below this share of its station-days a value is called incomplete. */
export const COMPLETE = 0.8;

/** Below this rankability the differences between units are mostly chance, and exact positions mislead. */
export const RANKABLE = 0.7;

interface Valued {
  readonly value: number | null;
  readonly note: string | null;
}

/** Whether a figure has a value that no missing days have bent: only such are counted and compared. */
export function hasWhole<F extends Valued>(
  figure: F | null | undefined,
): figure is F & { readonly value: number } {
  return figure != null && figure.value !== null && figure.note === null;
}

/** Whether a value lies under a target, and not by chance. */
export function isUnder(
  interval: readonly [number, number] | null | undefined,
  target: number,
): boolean {
  return interval != null && interval[1] < target;
}
