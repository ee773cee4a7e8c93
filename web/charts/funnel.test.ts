import { describe, expect, it } from 'vitest';
import { curveSizes, funnelOf, INNER, limitsAt, OUTER, standingOf } from './funnel.ts';
import { roundedExtent } from './funnel-option.ts';

const unit = (numerator: number, denominator: number, factor = 1) => ({
  ...{ numerator, denominator },
  value: (numerator / denominator) * factor,
});

describe('a funnel', () => {
  it('has exact binomial limits around a share of the whole', () => {
    const units = [unit(90, 100), unit(450, 500), unit(60, 100)];
    const funnel = funnelOf('share', units, { numerator: 600, denominator: 700 }, 1);
    if (!funnel) throw new Error('no funnel');
    const [lower, upper] = limitsAt(funnel, 100, INNER, false);
    const target = 600 / 700;
    const reach = 1.959964 * Math.sqrt((target * (1 - target)) / 100);
    expect(lower).toBeCloseTo(target - reach, 1);
    expect(upper).toBeCloseTo(target + reach, 1);
    expect(units.map((one) => standingOf(funnel, one, false))).toEqual([
      ...['within', 'high_95', 'low_998'],
    ]);
  });

  it('has exact Poisson limits around a rate, on the scale on which it is told', () => {
    const units = [
      ...[unit(5, 10_000, 10_000), unit(40, 20_000, 10_000)],
      ...[unit(0, 8_000, 10_000), unit(0, 500, 10_000)],
    ];
    const funnel = funnelOf('rate', units, { numerator: 45, denominator: 38_500 }, 10_000);
    if (!funnel) throw new Error('no funnel');
    // So many are expected where Garwood's limits of 10 events, 4.795 and 18.39, end.
    const at = (expected: number) => limitsAt(funnel, expected / funnel.target, INNER, false);
    const rate = (events: number, expected: number) => (events / expected) * funnel.target * 10_000;
    expect(at(18.39)[0]).toBeCloseTo(rate(10, 18.39), 2);
    expect(at(4.795)[1]).toBeCloseTo(rate(10, 4.795), 2);
    // That nothing happened in a place of 500 says nothing.
    expect(units.map((one) => standingOf(funnel, one, false))).toEqual([
      ...['low_95', 'high_95', 'low_998', 'within'],
    ]);
  });

  it('puts units where the curves are drawn', () => {
    const units = Array.from({ length: 60 }, (_, place) => unit(place, 60));
    for (const isWide of [false, true]) {
      const funnel = funnelOf('share', units, { numerator: 55, denominator: 60 }, 1);
      if (!funnel) throw new Error('no funnel');
      for (const one of units) {
        const [lower, upper] = limitsAt(funnel, 60, INNER, isWide);
        const isOutside = one.value < lower - 1e-9 || one.value > upper + 1e-9;
        expect(standingOf(funnel, one, isWide) !== 'within').toBe(isOutside);
      }
    }
  });

  it('widens its limits where units differ by more than chance, and not where they do not', () => {
    const unlike = Array.from({ length: 40 }, (_, place) => unit(place % 2 ? 900 : 700, 1000));
    const wide = funnelOf('share', unlike, { numerator: 32_000, denominator: 40_000 }, 1);
    if (!wide) throw new Error('no funnel');
    expect(wide.dispersion.phi).toBeGreaterThan(20);
    expect(wide.isDispersed).toBe(true);
    expect(standingOf(wide, unit(900, 1000), false)).toBe('high_998');
    expect(standingOf(wide, unit(900, 1000), true)).toBe('within');
    const [lower, upper] = limitsAt(wide, 3, OUTER, true);
    expect([lower >= 0, upper <= 1]).toEqual([true, true]);

    const alike = Array.from({ length: 40 }, () => unit(800, 1000));
    const narrow = funnelOf('share', alike, { numerator: 32_000, denominator: 40_000 }, 1);
    expect(narrow?.isDispersed).toBe(false);
  });

  it('is not drawn where chance has nothing to act on', () => {
    expect(funnelOf('share', [unit(5, 5)], { numerator: 5, denominator: 5 }, 1)).toBeUndefined();
    expect(funnelOf('rate', [unit(0, 5)], { numerator: 0, denominator: 5 }, 1)).toBeUndefined();
    expect(funnelOf('share', [], { numerator: 1, denominator: 2 }, 1)).toBeUndefined();
  });

  it('draws its curves from the smallest unit to beyond the greatest', () => {
    const sizes = curveSizes([unit(1, 40), unit(1, 4000)]);
    expect(sizes[0]).toBeLessThan(40);
    expect(sizes.at(-1)).toBeGreaterThan(4000);
    expect(sizes.toSorted((a, b) => a - b)).toEqual(sizes);
  });
});

it('ends an axis at round values not far beyond what is drawn', () => {
  expect(roundedExtent([0, 117], 'rate')).toEqual({ min: 0, max: 140, interval: 20 });
  const { min, max } = roundedExtent([0.33, 1], 'share');
  expect([min.toFixed(2), max]).toEqual(['0.20', 1]);
});
