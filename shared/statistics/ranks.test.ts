import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Random } from './random.ts';
import { competitionRanks, echelonEnds, echelonOf, rankDraws, ranksOf } from './ranks.ts';

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

describe('ranks of draws', () => {
  it('are certain where the draws are', () => {
    const draws = Float64Array.from(
      { length: 100 * 3 },
      (_, place) => [70, 90, 80][place % 3] ?? 0,
    );
    const [last, first] = rankDraws(draws, 3, [0, 1, 2]);
    expect(first).toEqual({ expected: 1, interval: [1, 1], topTenth: 1, bottomTenth: 0 });
    expect(last).toEqual({ expected: 3, interval: [3, 3], topTenth: 0, bottomTenth: 1 });
  });

  it('leave out the same number of draws on both sides', () => {
    // One unit that is first in 20 draws, last in 30 and second in all others.
    const draws = new Float64Array(1000 * 3);
    for (let draw = 0; draw < 1000; draw++) {
      const own = draw < 20 ? 3 : draw < 50 ? 0 : 1.5;
      draws.set([own, 2, 1], 3 * draw);
    }
    expect(rankDraws(draws, 3, [0, 1, 2])[0]).toMatchObject({
      expected: 2.01,
      interval: [2, 3],
      topTenth: 0.02,
      bottomTenth: 0.03,
    });
  });

  it('are those of the members alone, in their order', () => {
    const draws = new Float64Array(200 * 6);
    new Random('field').fillNormal(draws, 50, 10);
    const members = [4, 1, 3];
    const alone = Float64Array.from({ length: 200 * 3 }, (_, place) => {
      const draw = Math.floor(place / 3);
      return draws[6 * draw + (members[place % 3] ?? 0)] ?? 0;
    });
    expect(rankDraws(draws, 6, members)).toEqual(rankDraws(alone, 3, [0, 1, 2]));
  });

  it('of units that do not differ cover the field', () => {
    const draws = new Float64Array(1000 * 40);
    new Random('equal').fillNormal(draws, 50, 10);
    const all = Array.from({ length: 40 }, (_, place) => place);
    for (const { expected, interval, topTenth } of rankDraws(draws, 40, all)) {
      expect(Math.abs(expected - 20.5)).toBeLessThan(2);
      expect(interval[0]).toBeLessThanOrEqual(3);
      expect(interval[1]).toBeGreaterThanOrEqual(38);
      expect(Math.abs(topTenth - 0.1)).toBeLessThan(0.04);
    }
  });
});
