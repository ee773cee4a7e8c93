import { expect, it } from 'vitest';
import type { RankingRow } from '../api.ts';
import { isUnclear, pickedOf } from './moved.ts';

function row(
  rank: number | null,
  change: number | null = null,
  interval: [number, number] | null = null,
): RankingRow {
  const place = { of: 5, expected: null, topTenth: null, bottomTenth: null, stability: null };
  const code = `41048100${rank ?? 9}000`;
  return {
    ...{ ...place, rank, interval, echelon: rank === null ? null : 'first', distinguishable: null },
    unit: { code, name: code, level: 'station', parent: '410481000000' },
    score: { value: 90, interval: null, grade: null },
    ...{ completeness: 1, change, unranked: rank === null ? 'incomplete' : null },
    ...{ peerGroup: 'station-rural-1', peers: null },
  };
}

const ranks = (rows: readonly { readonly rank: number }[]) => rows.map(({ rank }) => rank);

it('names nobody both at the head and at the foot', () => {
  const of = (...places: number[]) => {
    const { best, weakest } = pickedOf(
      places.map((place) => row(place)),
      undefined,
    );
    return [ranks(best), ranks(weakest)];
  };
  expect(of(1, 2, 3, 4, 5, 6, 7)).toEqual([
    [1, 2, 3],
    [7, 6, 5],
  ]);
  expect(of(1, 2, 3)).toEqual([[1, 2], [3]]);
  expect(of(1)).toEqual([[1], []]);
  expect(of()).toEqual([[], []]);
});

const scored = (code: string, rank: number, change: number, low: number, high: number) => ({
  ...row(rank, change),
  unit: { code, name: code, level: 'station', parent: null } as const,
  score: { value: (low + high) / 2, interval: [low, high] as [number, number], grade: null },
});

it('puts first what the score shows to be beyond chance, however far the ranks moved', () => {
  const now = [scored('a', 1, 3, 84, 90), scored('b', 2, -1, 80, 82), scored('c', 3, 0, 70, 72)];
  const before = [
    ...[scored('a', 4, 0, 80, 85), scored('b', 1, 0, 83, 88), scored('c', 3, 0, 74, 76)],
  ];
  const told = (earlier: Parameters<typeof pickedOf>[1]) =>
    pickedOf([...now, row(4), row(null)], earlier).changed.map(
      ({ row: { unit }, change, judged }) => [...[unit.code, change, judged]],
    );
  expect(told(before)).toEqual([
    ['b', -1, 'fell'],
    ['c', 0, 'fell'],
    ['a', 3, 'chance'],
  ]);
  // A period before that is not published has no changes.
  expect(told(undefined)).toEqual([]);
  expect(pickedOf([row(1), row(null)], undefined).unranked).toHaveLength(1);
});

it('says whether the first and the last are apart', () => {
  expect(isUnclear(pickedOf([row(1, null, [1, 1]), row(2, null, [2, 2])], undefined))).toBe(false);
  expect(isUnclear(pickedOf([row(1, null, [1, 2]), row(2, null, [1, 2])], undefined))).toBe(true);
});
