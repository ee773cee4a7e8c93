import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KPIS } from '../kpis/catalogue.ts';
import { type ScoreContext, type ScoreFunction, scoreOf, targetsOf } from './functions.ts';
import { BUILT_IN, type Scheme } from './scheme.ts';

const higher: ScoreContext = { better: 'higher', area: 'urban', months: 1 };
const lower: ScoreContext = { ...higher, better: 'lower' };
const band: ScoreFunction = { function: 'band', floor: 0.6, meets: 0.8, excels: 0.85 };

describe('scoring functions', () => {
  it.each([
    [0.5, 0],
    [0.6, 0],
    [0.7, 40],
    [0.8, 80],
    [0.825, 90],
    [0.85, 100],
    [0.97, 100],
  ])('band gives %d the score %d', (value, score) => {
    expect(scoreOf(band, value, higher)).toBeCloseTo(score, 9);
  });

  it('target runs down where lower is better, and by area', () => {
    const days: ScoreFunction = { function: 'target', floor: 21, target: 7 };
    expect([5, 7, 14, 21, 40].map((value) => scoreOf(days, value, lower))).toEqual([
      100, 100, 50, 0, 0,
    ]);
    const people: ScoreFunction = {
      function: 'target',
      byArea: { urban: { floor: 6000, target: 3000 }, rural: { floor: 10_000, target: 5000 } },
    };
    expect(scoreOf(people, 4500, lower)).toBe(50);
    expect(scoreOf(people, 4500, { ...lower, area: 'rural' })).toBe(100);
  });

  it('change is judged as the contract says', () => {
    const change: ScoreFunction = { function: 'change' };
    const score = (context: ScoreContext) => (value: number) => scoreOf(change, value, context);
    expect([-0.3, -0.1, 0, 0.125, 0.25, 2].map(score(lower))).toEqual([100, 100, 80, 40, 0, 0]);
    expect([0.3, 0.1, 0, -0.125, -0.25, -1].map(score(higher))).toEqual([100, 100, 80, 40, 0, 0]);
  });

  it('goalposts of sums grow with the period', () => {
    const peers: ScoreFunction = { function: 'peers', zero: 0, hundred: 0.3, perMonth: true };
    expect(scoreOf(peers, 0.3, higher)).toBe(100);
    expect(scoreOf(peers, 0.3, { ...higher, months: 3 })).toBeCloseTo(100 / 3, 9);
  });

  it('are monotone and stay within 0 and 100', () => {
    const scores = Object.assign(
      {},
      ...BUILT_IN.map((scheme) => scheme.scores),
    ) as Scheme['scores'];
    const scored = KPIS.filter(({ id }) => scores[id]);
    fc.assert(
      fc.property(
        fc.constantFrom(...scored),
        fc.double({ min: -2, max: 20_000, noNaN: true }),
        fc.double({ min: 0, max: 100, noNaN: true }),
        fc.constantFrom('urban', 'rural'),
        fc.integer({ min: 1, max: 12 }),
        (kpi, value, more, area, months) => {
          const fn = scores[kpi.id];
          if (!fn || !kpi.better) return;
          const context = { better: kpi.better, area, months } as const;
          const [from, to] = [scoreOf(fn, value, context), scoreOf(fn, value + more, context)];
          for (const score of [from, to]) {
            expect(score).toBeGreaterThanOrEqual(0);
            expect(score).toBeLessThanOrEqual(100);
          }
          if (kpi.better === 'higher') expect(to).toBeGreaterThanOrEqual(from - 1e-9);
          else expect(to).toBeLessThanOrEqual(from + 1e-9);
        },
      ),
    );
  });

  it('say their points', () => {
    expect(targetsOf(band, higher)).toEqual({ floor: 0.6, meets: 0.8, excels: 0.85 });
  });
});
