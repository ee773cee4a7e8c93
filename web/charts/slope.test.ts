import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { slopeLayout, spread } from './slope.tsx';

describe('a slope chart', () => {
  it('moves names apart, none further than it takes', () => {
    expect(spread([0, 50], 10)).toEqual([0, 50]);
    expect(spread([20, 20, 20], 10)).toEqual([10, 20, 30]);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 200 }), { minLength: 1 }), (places) => {
        const wanted = places.toSorted((a, b) => a - b);
        const found = spread(wanted, 12);
        expect(found).toHaveLength(wanted.length);
        for (const [index, place] of found.entries()) {
          const before = found[index - 1];
          if (before !== undefined) expect(place - before).toBeGreaterThanOrEqual(12 - 1e-6);
        }
      }),
    );
  });

  it('has the best rank on top, both sides on one scale, every name within the drawing', () => {
    const rows = [
      { key: 'a', name: '甲', before: 1, after: 3 },
      { key: 'b', name: '乙', before: 3, after: 1 },
      { key: 'c', name: '丙', before: 2, after: 4 },
    ];
    const { height, lines } = slopeLayout(rows);
    const [a, b, c] = lines;
    expect(a?.y1).toBeLessThan(a?.y2 ?? 0);
    expect(a?.y1).toBe(b?.y2);
    expect(a?.y2).toBe(b?.y1);
    expect(c?.y2).toBeGreaterThan(a?.y2 ?? 0);
    for (const { label1, label2 } of lines) {
      for (const label of [label1, label2]) {
        expect(label).toBeGreaterThanOrEqual(34 - 1e-6);
        expect(label).toBeLessThan(height);
      }
    }
  });
});
