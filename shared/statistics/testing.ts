import { expect } from 'vitest';

/** Expects a number within a relative tolerance of the published one (absolute where that is 0). */
export function expectClose(
  actual: number | null | undefined,
  published: number,
  tolerance: number,
): void {
  if (actual === null || actual === undefined) throw new Error('a number was expected');
  const distance = Math.abs(actual - published);
  expect(distance, `${actual} is not ${published}`).toBeLessThanOrEqual(
    tolerance * (Math.abs(published) || 1),
  );
}

/** The same for a list, one by one. */
export function expectAllClose(
  actual: readonly (number | null | undefined)[],
  published: readonly number[],
  tolerance: number,
): void {
  expect(actual).toHaveLength(published.length);
  published.forEach((value, place) => {
    expectClose(actual[place], value, tolerance);
  });
}
