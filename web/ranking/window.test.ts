import fc from 'fast-check';
import { expect, it } from 'vitest';
import { windowOf } from './window.ts';

it('draws what is seen, and few rows more, wherever it is scrolled to', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 5000 }),
      fc.integer({ min: -50, max: 300_000 }),
      fc.integer({ min: 100, max: 1200 }),
      (count, asked, seen) => {
        const height = 44;
        const scrolled = Math.min(asked, Math.max(0, count * height - seen));
        const { from, to } = windowOf(count, height, scrolled, seen);
        expect(from).toBeGreaterThanOrEqual(0);
        expect(to).toBeLessThanOrEqual(count);
        expect(from * height).toBeLessThanOrEqual(Math.max(0, scrolled));
        expect(Math.min(count * height, scrolled + seen)).toBeLessThanOrEqual(to * height);
        expect(to - from).toBeLessThanOrEqual(Math.ceil(seen / height) + 70);
      },
    ),
  );
});

it('stays within rows that were filtered away below what is scrolled', () => {
  const { from, to } = windowOf(5, 44, 100_000, 600);
  expect([from, to]).toEqual([0, 5]);
});
