import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { competitionRanks, echelonEnds, echelonOf, ranksOf } from './ranks.ts';

const scores = fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 1, maxLength: 40 });

describe('ranks', () => {
  it('skip after a tie', () => {
    expect(competitionRanks([90, 95, 90, 80])).toEqual([2, 1, 2, 4]);
    expect(competitionRanks([])).toEqual([]);
  });

  it('move with the units when these are put in another order', () => {
    fc.assert(
      fc.property(scores, fc.infiniteStream(fc.nat()), (values, numbers) => {
        const order = values
          .map((_, place) => ({ place, key: numbers.next().value ?? 0 }))
          .sort((a, b) => a.key - b.key || a.place - b.place)
          .map(({ place }) => place);
        const ranks = competitionRanks(values);
        const moved = competitionRanks(order.map((place) => values[place] ?? 0));
        expect(moved).toEqual(order.map((place) => ranks[place]));
      }),
    );
  });

  it('count who is ahead, and their middles add up to n(n + 1)/2', () => {
    fc.assert(
      fc.property(scores, (values) => {
        const ahead = values.map((value) => 1 + values.filter((other) => other > value).length);
        expect(competitionRanks(values)).toEqual(ahead);
        const total = ranksOf(values, 'middle').reduce((sum, rank) => sum + rank, 0);
        expect(total).toBe((values.length * (values.length + 1)) / 2);
      }),
    );
  });
});

describe('echelons', () => {
  it('end at ⌈n/3⌉ and ⌈2n/3⌉', () => {
    expect(echelonEnds(10)).toEqual([4, 7]);
    expect([1, 4, 5, 7, 8, 10].map((rank) => echelonOf(rank, 10))).toEqual([
      'first',
      'first',
      'second',
      'second',
      'third',
      'third',
    ]);
    expect(echelonOf(1, 1)).toBe('first');
  });
});
