import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BIN_SECONDS, binOf, LONGEST_SECONDS, medianSeconds, merged } from './histogram.ts';

const histogramOf = (all: readonly number[]) =>
  new Map([...Map.groupBy(all, binOf)].map(([bin, forms]) => [bin, forms.length]));

function trueMedian(all: readonly number[]): number {
  const sorted = [...all].sort((a, b) => a - b);
  const at = (rank: number) => sorted[rank] ?? Number.NaN;
  return (at(Math.floor((sorted.length - 1) / 2)) + at(Math.floor(sorted.length / 2))) / 2;
}

const seconds = fc.integer({ min: 1, max: LONGEST_SECONDS - 1 });

describe('the median of a histogram', () => {
  it('is less than half a minute from that of the forms themselves', () => {
    fc.assert(
      fc.property(fc.array(seconds, { minLength: 1, maxLength: 200 }), (all) => {
        const error = Math.abs((medianSeconds(histogramOf(all)) ?? Number.NaN) - trueMedian(all));
        expect(error).toBeLessThan(BIN_SECONDS);
      }),
    );
  });

  it('is the same whether the forms were counted together or apart', () => {
    fc.assert(
      fc.property(fc.array(fc.array(seconds)), (parts) => {
        const apart = medianSeconds(merged(parts.map(histogramOf)));
        expect(apart).toBe(medianSeconds(histogramOf(parts.flat())));
      }),
    );
  });

  it.each([
    [[], null],
    [[212], 225],
    [[212, 212], 225],
    // In the middle of two that lie far apart.
    [[15, 1005], 510],
    [[1, 40, 10_000], 45],
    [[86_400], LONGEST_SECONDS - BIN_SECONDS / 2],
  ])('of %j seconds is %s', (all, expected) => {
    expect(medianSeconds(histogramOf(all))).toBe(expected);
  });
});
