import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Card } from './card.ts';
import { competitionRanks, echelonOf, rankAll } from './ranking.ts';

function card(
  code: string,
  level: Card['unit']['level'],
  parent: string | null,
  value: number | null,
  unranked: Card['unranked'] = value === null ? 'no_score' : null,
): Card {
  return {
    period: '2024-04',
    scheme: 'henan-baseline@1',
    unit: { code, name: code, level, parent },
    completeness: { expected: 30, submitted: unranked === 'incomplete' ? 10 : 30, onTime: 0 },
    score: { value, interval: null, grade: null },
    ranks: [],
    unranked,
    kpis: [],
    flags: [],
  };
}

const cards = [
  card('p', 'province', null, 80),
  card('a', 'city', 'p', 80),
  card('a1', 'county', 'a', 81),
  card('a2', 'county', 'a', 79),
  card('a1x', 'station', 'a1', 90),
  card('a1y', 'station', 'a1', 85),
  card('a1z', 'station', 'a1', 85),
  card('a2x', 'station', 'a2', 70),
  card('a2y', 'station', 'a2', 99, 'incomplete'),
  card('a2z', 'station', 'a2', null),
];

describe('ranks', () => {
  it('share a place where scores tie: 1, 2, 2, 4', () => {
    expect(competitionRanks([85, 90, 70, 85])).toEqual([2, 1, 4, 2]);
  });

  it('are permuted as the units are', () => {
    const scores = fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 1 });
    fc.assert(
      fc.property(scores, (before) => {
        const after = [...before].reverse();
        expect(competitionRanks(after).reverse()).toEqual(competitionRanks(before));
      }),
    );
  });

  it('make the first third, rounded up, the first echelon', () => {
    expect([1, 5, 6, 10, 11, 14].map((rank) => echelonOf(rank, 14))).toEqual([
      'first',
      'first',
      'second',
      'second',
      'third',
      'third',
    ]);
  });
});

describe('a ranking', () => {
  const past = new Map([['a1y', { values: {}, ranks: { a1: 1, p: 3 } }]]);
  const { rankings, cards: ranked } = rankAll(cards, past);
  const rows = (level: string, within: string) =>
    rankings
      .find((ranking) => ranking.level === level && ranking.within === within)
      ?.rows.map(({ unit, rank, of, change }) => [unit.code, rank, of, change]);

  it('is made within every unit above', () => {
    expect(rows('station', 'a1')).toEqual([
      ['a1x', 1, 3, null],
      ['a1y', 2, 3, -1],
      ['a1z', 2, 3, null],
    ]);
    expect(rows('county', 'p')).toEqual([
      ['a1', 1, 2, null],
      ['a2', 2, 2, null],
    ]);
  });

  it('lists units with too little data apart, unranked', () => {
    expect(rows('station', 'p')).toEqual([
      ['a1x', 1, 4, null],
      ['a1y', 2, 4, 1],
      ['a1z', 2, 4, null],
      ['a2x', 4, 4, null],
      ['a2y', null, 4, null],
      ['a2z', null, 4, null],
    ]);
  });

  it('stands on the cards by parent and province', () => {
    const ranksOf = (code: string) =>
      ranked
        .find(({ unit }) => unit.code === code)
        ?.ranks.map(({ scope, rank, of }) => [scope, rank, of]);
    expect(ranksOf('a2x')).toEqual([
      ['parent', 1, 1],
      ['province', 4, 4],
    ]);
    expect(ranksOf('a2y')).toEqual([]);
    expect(ranksOf('p')).toEqual([]);
  });
});
