import { expect, it } from 'vitest';
import type { RankingRow } from '../api.ts';
import { changesOf, notCompared } from './changes.ts';
import { type Entry, entriesOfScores } from './entry.ts';
import { row } from './testing.ts';

const entries = (...rows: RankingRow[]): Entry[] => entriesOfScores(rows, '', new Map());
const at = (code: string, rank: number | null, low: number, high: number, change: number | null) =>
  row({
    code,
    rank,
    change,
    score: { value: (low + high) / 2, interval: [low, high], grade: '良好' },
  });

it('tells changes beyond chance only where intervals do not overlap, greatest moves first', () => {
  const now = entries(
    at('a', 1, 90, 95, 1),
    at('b', 2, 70, 79, -1),
    at('c', 3, 60, 80, 0),
    row({ code: 'd', rank: 4, score: { value: 50, interval: null, grade: null }, change: 5 }),
    at('new', 5, 40, 50, null),
  );
  const before = entries(
    at('a', 2, 80, 89.9, null),
    at('b', 1, 80, 90, null),
    at('c', 3, 70, 90, null),
    at('d', 9, 40, 50, null),
    at('gone', 8, 40, 50, null),
  );
  const found = changesOf(now, before, 'higher');
  expect(found.map(({ entry, moved, judged }) => [entry.unit.code, moved, judged])).toEqual([
    ['d', 5, 'unknown'],
    ['a', 1, 'rose'],
    ['b', -1, 'fell'],
    ['c', 0, 'chance'],
  ]);
  // Of a KPI of which less is better, a rise is for the worse.
  expect(changesOf(now, before, 'lower').find(({ entry }) => entry.unit.code === 'a')?.judged).toBe(
    'fell',
  );
});

it('leaves out units that stood apart in either period', () => {
  const apart = row({ code: 'a', rank: null, unranked: 'incomplete', echelon: null });
  expect(changesOf(entries(apart), entries(at('a', 1, 1, 2, null)), 'higher')).toEqual([]);
  expect(changesOf(entries(at('a', 1, 1, 2, null)), entries(apart), 'higher')).toEqual([]);
});

it('names every unit that is not compared, with the reason', () => {
  const none = { value: null, interval: null, grade: null };
  const apart = { rank: null, unranked: 'other_scheme', echelon: null } as const;
  const now = entries(
    ...['both', 'new', 'before'].map((code) => at(code, 1, 1, 2, null)),
    row({ code: 'now', rank: null, unranked: 'no_score', score: none }),
    row({ code: 'apart', ...apart }),
    at('apart before', 1, 1, 2, null),
  );
  const before = entries(
    ...['both', 'now', 'apart'].map((code) => at(code, 1, 1, 2, null)),
    row({ code: 'before', rank: null, unranked: 'no_score', score: none }),
    row({ code: 'apart before', ...apart }),
  );
  const found = [...notCompared(now, before)].map(([why, [first, ...rest]]) => [
    why,
    first?.unit.code,
    rest.length,
  ]);
  expect(found).toEqual([
    ['new', 'new', 0],
    ['valueBefore', 'before', 0],
    ['valueNow', 'now', 0],
    ['apartNow', 'apart', 0],
    ['apartBefore', 'apart before', 0],
  ]);
  expect(changesOf(now, before, 'higher')).toHaveLength(now.length - found.length);
});
