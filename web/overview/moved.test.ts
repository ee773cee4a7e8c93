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
    const { best, weakest } = pickedOf(places.map((place) => row(place)));
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

it('calls a move sure only where the rank before lies outside the interval', () => {
  const rows = [row(1, 3, [1, 2]), row(2, -1, [1, 4]), row(3, 0, [2, 4]), row(4, null), row(null)];
  const { changed, unranked } = pickedOf(rows);
  expect(changed.map(({ row: { rank }, change, isSure }) => [rank, change, isSure])).toEqual([
    [1, 3, true],
    [2, -1, false],
  ]);
  expect(unranked).toHaveLength(1);
});

it('says whether the first and the last are apart', () => {
  expect(isUnclear(pickedOf([row(1, null, [1, 1]), row(2, null, [2, 2])]))).toBe(false);
  expect(isUnclear(pickedOf([row(1, null, [1, 2]), row(2, null, [1, 2])]))).toBe(true);
});
