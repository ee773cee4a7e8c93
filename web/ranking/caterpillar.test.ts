import { describe, expect, it } from 'vitest';
import { type CaterpillarRow, caterpillarOption } from '../charts/caterpillar.ts';
import { inOrder, sureOf } from './caterpillar-view.tsx';
import { entriesOfScores } from './entry.ts';
import { row } from './testing.ts';

const entries = entriesOfScores(
  [
    row({ code: 'a', rank: 2, expected: 1, interval: [1, 6], distinguishable: false }),
    row({ code: 'b', rank: 1, expected: 3, interval: [1, 2] }),
    row({ code: 'c', rank: 3, echelon: 'third', interval: [3, 3] }),
    row({ code: 'd', rank: null, echelon: null, unranked: 'incomplete' }),
  ],
  '',
  new Map(),
);
const codes = (list: readonly { readonly unit: { readonly code: string } }[]) =>
  list.map(({ unit }) => unit.code);

describe('a caterpillar plot', () => {
  it('has its units in the order of their ranks, without those that have none', () => {
    expect(codes(inOrder(entries, undefined, true))).toEqual(['b', 'a', 'c']);
  });

  it('keeps echelons together where ranks are withheld', () => {
    const vague = entries.map((entry) => ({ ...entry, rank: null }));
    expect(codes(inOrder(vague, undefined, true))).toEqual(['b', 'a', 'c']);
  });

  it('says what is beyond chance: the echelon, or a difference from the whole', () => {
    expect(entries.slice(0, 3).map((one) => sureOf(one, undefined, undefined))).toEqual([
      ...[undefined, 'better', 'worse'],
    ]);
    const figure = (low: number, high: number) => ({
      ...{ place: undefined, interval: [low, high] as const },
    });
    const whole = { value: 0.5 };
    expect(sureOf(figure(0.6, 0.8), { better: 'higher' }, whole)).toBe('better');
    expect(sureOf(figure(0.6, 0.8), { better: 'lower' }, whole)).toBe('worse');
    expect(sureOf(figure(0.1, 0.4), { better: 'lower' }, whole)).toBe('better');
    expect(sureOf(figure(0.4, 0.6), { better: 'lower' }, whole)).toBeUndefined();
    expect(
      sureOf({ place: undefined, interval: null }, { better: 'lower' }, whole),
    ).toBeUndefined();
  });

  it('names few and puts many side by side', () => {
    const rows = (count: number): CaterpillarRow[] =>
      Array.from({ length: count }, (_, place) => ({
        ...{ name: `n${place}`, value: place, interval: null, sure: undefined },
        ...{ isOwn: false, told: [] },
      }));
    const option = (count: number) =>
      caterpillarOption({ rows: rows(count), ends: [], print: String, isInverse: false }, 'zh');
    expect(option(14).yAxis).toMatchObject({ inverse: true, max: 13.5 });
    expect(option(2586).xAxis).toMatchObject({ min: -0.5, max: 2585.5 });
  });

  it('marks whole units across many, the last one too, and none beside another', () => {
    const rows = Array.from({ length: 2586 }, (): CaterpillarRow => {
      return { name: '', value: 1, interval: null, sure: undefined, isOwn: false, told: [] };
    });
    const across = (count: number, seen?: readonly [number, number]) =>
      caterpillarOption(
        {
          ...{ rows: rows.slice(0, count), ends: [], print: String, isInverse: false },
          ...(seen && { seen }),
        },
        'zh',
      ).xAxis;
    const marks = (...numbers: number[]) => ({
      axisLabel: { customValues: numbers.map((number) => number - 1) },
    });
    expect(across(2586)).toMatchObject(marks(1, 500, 1000, 1500, 2000, 2586));
    expect(across(82)).toMatchObject(marks(1, 20, 40, 60, 82));
    expect(across(2586, [647, 1940])).toMatchObject(
      marks(648, 800, 1000, 1200, 1400, 1600, 1800, 1940),
    );
  });
});
