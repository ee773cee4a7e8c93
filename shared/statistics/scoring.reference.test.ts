import { describe, expect, it } from 'vitest';
import rc17 from '../../test/reference-cases/rc17-rank-confidence.json' with { type: 'json' };
import rc18 from '../../test/reference-cases/rc18-composite-functions.json' with { type: 'json' };
import rc20 from '../../test/reference-cases/rc20-digit-heaping.json' with { type: 'json' };
import { type ScoreFunction, scoreOf } from '../scoring/functions.ts';
import { whipple } from './heaping.ts';
import { competitionRanks, ranksOf } from './ranks.ts';
import { expectAllClose, expectClose } from './testing.ts';

describe(`rc17 ${rc17.title}`, () => {
  it.each(rc17.cases)('$fn of $x', ({ x, omega0, omega05, omega1 }) => {
    expect(ranksOf(x, 'best')).toEqual(omega0);
    expect(ranksOf(x, 'middle')).toEqual(omega05);
    expect(ranksOf(x, 'worst')).toEqual(omega1);
    expect(competitionRanks(x)).toEqual(omega0);
  });
});

describe(`rc18 ${rc18.title}`, () => {
  const score = (fn: ScoreFunction, value: number) =>
    scoreOf(fn, value, { better: 'higher', area: 'urban', months: 1 });
  const [goalposts, targets, runs] = rc18.cases;

  it('goalposts, both ways, without credit beyond them', () => {
    const cases = (goalposts?.cases ?? []) as [number, [number, number, number], number, number][];
    expect(cases).toHaveLength(6);
    for (const [value, [low, high], direction, published] of cases) {
      const [zero, hundred] = direction === 1 ? [low, high] : [high, low];
      const found = score({ function: 'peers', zero, hundred }, value);
      expectClose(found / 100, published, rc18.tolerance);
    }
  });

  it('a target with a cap, both ways, from the least favourable value', () => {
    const cases = (targets?.cases ?? []) as {
      x: number[];
      targ: number;
      direction: number;
      cap: boolean;
      y: number[];
    }[];
    const capped = cases.filter(({ cap }) => cap);
    expect(capped).toHaveLength(2);
    for (const { x, targ, direction, y } of capped) {
      const floor = direction === 1 ? Math.min(...x) : Math.max(...x);
      const found = x.map((value) => score({ function: 'target', floor, target: targ }, value));
      expectAllClose(
        found.map((points) => points / 100),
        y,
        rc18.tolerance,
      );
    }
  });

  it('one list of values under three functions', () => {
    const values = [80, 85, 90, 97, 100];
    const scores = (fn: ScoreFunction) => values.map((value) => score(fn, value));
    const { minmax_0_100 = [], goalposts_60_95_100 = [], dist2targ85_cap = [] } = runs ?? {};
    const { tolerance } = rc18;
    expectAllClose(scores({ function: 'peers', zero: 80, hundred: 100 }), minmax_0_100, tolerance);
    const posts = scores({ function: 'peers', zero: 60, hundred: 95 });
    expectAllClose(posts, goalposts_60_95_100, tolerance);
    const distance = scores({ function: 'target', floor: 80, target: 85 });
    expectAllClose(
      distance.map((points) => points / 100),
      dist2targ85_cap,
      tolerance,
    );
  });
});

describe(`rc20 ${rc20.title}`, () => {
  const years = { first: 23, last: 62 };
  const [males] = rc20.cases;
  const counts = males?.pop ?? [];

  it("Whipple's index, of both digits and of 0", () => {
    expectClose(whipple(counts, years, 5), males?.whipple_25_60 ?? 0, rc20.tolerance);
    expectClose(whipple(counts, years, 10), males?.whipple_digit0 ?? 0, rc20.tolerance);
  });

  it('even counts show no preference', () => {
    expect(whipple(new Array<number>(100).fill(10), years, 5)).toBe(rc20.cases[1]?.whipple);
  });
});
