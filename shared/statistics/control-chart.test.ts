import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { signalOf, specialCauses } from './control-chart.ts';
import { meanMovingRange, pLimits, pPrimeLimits, xmrLimits } from './control-limits.ts';
import { Random } from './random.ts';

const asPoints = (values: readonly (number | null)[], denominator = 100) =>
  values.map((value) => (value === null ? null : { value, denominator }));

const asked = { better: 'higher', share: false, target: null } as const;

/** Twelve quiet months around 10. */
const QUIET = [10, 11, 9, 10, 11, 9, 10, 11, 9, 10, 11, 10];

describe('a series that never moves', () => {
  it('has no signal, whatever its value and its gaps', () => {
    const value = fc.double({ min: 1e-6, max: 1e6, noNaN: true });
    const present = fc.array(fc.boolean(), { minLength: 12, maxLength: 24 });
    fc.assert(
      fc.property(value, present, fc.boolean(), (constant, there, share) => {
        const own = share ? Math.min(1, constant) : constant;
        const series = there.map((is) => (is ? own : null));
        const limits = xmrLimits(series);
        if (limits)
          expect(specialCauses(series, limits).every((cause) => cause === null)).toBe(true);
        const { signal } = signalOf(asPoints(series, 2000), { ...asked, share });
        expect(['none', null]).toContain(signal);
      }),
    );
  });

  it('but for one point signals there alone', () => {
    const series = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 5];
    expect(signalOf(asPoints(series), asked)).toMatchObject({
      signal: 'improving',
      rule: 'outside_limits',
    });
    expect(signalOf(asPoints([...series, 0]), asked)).toMatchObject({ signal: 'none' });
  });
});

describe('a gap', () => {
  it('has no moving range on either side', () => {
    expect(meanMovingRange([1, 2, null, 9, 10], false)).toBe(1);
    expect(meanMovingRange([1, null, 9], true)).toBe(0);
  });

  it('breaks runs, trends and windows of three', () => {
    const limits = {
      center: 10,
      lower: new Array<number>(9).fill(0),
      upper: new Array<number>(9).fill(20),
    };
    const ruleOfLast = (series: readonly (number | null)[]) =>
      specialCauses(series, limits).at(-1)?.rule ?? null;
    expect(ruleOfLast([11, 11, 11, 11, 11, 11, 11])).toBe('one_side');
    expect(ruleOfLast([11, 11, 11, null, 11, 11, 11, 11])).toBeNull();
    expect(ruleOfLast([4, 5, 6, 7, 8, 9, 9.5])).toBe('trend');
    expect(ruleOfLast([4, 5, 6, null, 7, 8, 9, 9.5])).toBeNull();
    expect(ruleOfLast([18, 11, 18])).toBe('two_of_three');
    expect(ruleOfLast([18, null, 18])).toBeNull();
  });

  it('at the end makes no signal, and leaves those before it as they were', () => {
    const series = [...QUIET, 30];
    const limits = xmrLimits(series);
    const longer = xmrLimits([...series, null]);
    if (!limits || !longer) throw new Error('no limits');
    expect(longer.center).toBe(limits.center);
    const causes = specialCauses([...series, null], longer);
    expect(causes.slice(0, -1)).toEqual(specialCauses(series, limits));
    expect(causes.at(-1)).toBeNull();
    expect(signalOf(asPoints([...series, null]), asked)).toMatchObject({ signal: null });
  });
});

describe('the signal of the last month', () => {
  it('needs ten months', () => {
    expect(signalOf(asPoints(QUIET.slice(0, 9)), asked).signal).toBeNull();
    expect(signalOf(asPoints(QUIET.slice(0, 10)), asked).signal).toBe('none');
  });

  it('has the direction that is good for the KPI, and none where neither is', () => {
    const risen = asPoints([...QUIET, 30]);
    expect(signalOf(risen, asked).signal).toBe('improving');
    expect(signalOf(risen, { ...asked, better: 'lower' }).signal).toBe('deteriorating');
    expect(signalOf(risen, { ...asked, better: null, target: 5 })).toMatchObject({
      signal: null,
      rule: 'outside_limits',
      assurance: null,
    });
  });

  it('is held against the target', () => {
    const assurance = (target: number) => signalOf(asPoints(QUIET), { ...asked, target }).assurance;
    expect([1, 10, 30].map(assurance)).toEqual(['reliably_met', 'by_chance', 'reliably_missed']);
  });

  it('uses the p′ chart from a median denominator of 1,000 on, within 0 and 1', () => {
    const shares = QUIET.map((value) => value / 1000);
    const small = signalOf(asPoints(shares, 999), { ...asked, share: true });
    const large = signalOf(asPoints(shares, 1000), { ...asked, share: true });
    const limits = pPrimeLimits(asPoints(shares, 1000));
    expect(large.upper).toBe(limits?.upper.at(-1));
    expect(large.upper).not.toBe(small.upper);
    expect(large.lower).toBeGreaterThanOrEqual(0);
  });
});

describe('the p′ chart', () => {
  it('has the limits of a p chart where shares vary by chance, and wider ones otherwise', () => {
    const random = new Random('laney');
    const denominator = 50_000;
    const binomial = Math.sqrt((0.3 * 0.7) / denominator);
    const series = (spread: number) =>
      Array.from({ length: 24 }, () => ({
        value: 0.3 + spread * binomial * random.normal(),
        denominator,
      }));
    const quiet = series(0.5);
    expect(pPrimeLimits(quiet)).toEqual(pLimits(quiet));
    const wild = series(6);
    const sigma = (pPrimeLimits(wild)?.upper[0] ?? 0) - (pPrimeLimits(wild)?.center ?? 0);
    expect(sigma / (3 * binomial)).toBeGreaterThan(4);
    expect(sigma / (3 * binomial)).toBeLessThan(8);
  });

  it('of shares that are all 0 or all 1 has no width', () => {
    for (const value of [0, 1]) {
      const points = asPoints(new Array<number>(12).fill(value), 4000);
      expect(signalOf(points, { ...asked, share: true })).toMatchObject({
        signal: 'none',
        lower: value,
        upper: value,
      });
    }
    expect(pPrimeLimits([null, null])).toBeNull();
  });
});
