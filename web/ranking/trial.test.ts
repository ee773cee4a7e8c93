import { describe, expect, it } from 'vitest';
import { agreementOf, DRAWN, moversOf, slopeRows } from './trial.ts';
import type { SimulatedUnit } from './use-simulation.ts';

const unit = (
  code: string,
  before: number | null,
  after: number | null,
  echelons = ['first', 'first'] as const,
): SimulatedUnit => {
  const place = (rank: number | null, echelon: 'first' | 'second' | 'third') => ({
    score: 80,
    rank,
    echelon,
    stability: 1,
  });
  return {
    unit: { code, name: code, level: 'station', parent: null },
    before: place(before, echelons[0]),
    after: place(after, echelons[1]),
    moved: before === null || after === null ? null : before - after,
  };
};

describe('a trial', () => {
  it('lists those that move, the greatest moves first, and only those', () => {
    const items = [unit('a', 1, 1), unit('b', 2, 3), unit('c', 9, 4), unit('d', 3, 2)];
    const movers = moversOf(items);
    expect(movers.map((one) => one.unit.code)).toEqual(['c', 'b', 'd']);
    expect(slopeRows(movers).map(({ before, after }) => [before, after])).toEqual([
      [9, 4],
      [2, 3],
      [3, 2],
    ]);
  });

  it('knows changes of echelons where positions are withheld, and draws none', () => {
    const movers = moversOf([
      unit('a', null, null),
      { ...unit('b', null, null), after: { score: 1, rank: null, echelon: 'third', stability: 1 } },
    ]);
    expect(movers.map((one) => one.unit.code)).toEqual(['b']);
    expect(slopeRows(movers)).toEqual([]);
  });

  it('draws no more than there is room for', () => {
    const items = Array.from({ length: 100 }, (_, place) =>
      unit(String(place), place + 1, place + 2),
    );
    expect(slopeRows(moversOf(items))).toHaveLength(DRAWN);
  });

  it('says in a word how much the rankings agree', () => {
    expect([1, 0.97, 0.9, 0.5, 0, -0.4, null].map(agreementOf)).toEqual([
      'same',
      'close',
      'alike',
      'apart',
      'unlike',
      'unlike',
      null,
    ]);
  });
});
