import { describe, expect, it } from 'vitest';
import rc07 from '../../test/reference-cases/rc07-xmr-limits-nhs.json' with { type: 'json' };
import rc08 from '../../test/reference-cases/rc08-spc-rules-nhs.json' with { type: 'json' };
import rc09 from '../../test/reference-cases/rc09-shewhart-montgomery.json' with { type: 'json' };
import {
  assuranceOf,
  sevenOneSide,
  sevenTrend,
  specialCauses,
  stretches,
  twoOfThree,
} from './control-chart.ts';
import { individualsChart, pLimits, xmrLimits } from './control-limits.ts';
import { expectAllClose, expectClose } from './testing.ts';

describe(`rc07 ${rc07.title}`, () => {
  it.each(rc07.cases)('$name', ({ name, y, full, published }) => {
    const limits = xmrLimits(y, !name.includes('not screened'));
    const found = [limits?.center, limits?.lower[0], limits?.upper[0]];
    expectAllClose(found, [full.mean, full.lpl, full.upl], rc07.tolerance);
    // The published figures are rounded to two digits (captions) or seven (snapshots).
    const digits = name.includes('vignette') ? 0.005 : 1e-6;
    [published.mean, published.lpl, published.upl].forEach((value, place) => {
      expect(Math.abs((found[place] ?? 0) - value)).toBeLessThan(digits);
    });
  });
});

type Sign = -1 | 0 | 1;
const signs = (values: readonly number[] = []) => values as readonly Sign[];
const flags = (values: readonly number[] = []) => values.map((value) => value === 1);
const ones = (values: readonly number[]) => values.map((value) => Math.abs(value));

describe(`rc08 ${rc08.title}`, () => {
  const named = (...names: string[]) =>
    rc08.cases.filter(({ rule }) => names.some((name) => rule.startsWith(name)));

  it.each(named('seven_one_side'))('seven on one side: $in_', ({ in_, out }) => {
    expect(sevenOneSide(signs(in_))).toEqual(out);
  });

  it.each(named('seven_trend'))('a trend of seven: $in_', ({ in_ = [], out }) => {
    expect(sevenTrend(in_)).toEqual(out);
  });

  it.each(named('part_of_seven'))('the seven that a rule marks: $in_', ({ in_, out }) => {
    expect(stretches(signs(in_))).toEqual(out);
  });

  it.each(named('two_in_three'))('two of three: $close $rtm', ({ close, rtm, out }) => {
    expect(ones(twoOfThree(flags(close), signs(rtm)))).toEqual(out);
  });

  it('two points near opposite limits are common cause', () => {
    const [{ y = [] } = {}] = named('regression');
    const limits = xmrLimits(y);
    if (!limits) throw new Error('no limits');
    expect(specialCauses(y, limits).slice(-2)).toEqual([null, null]);
  });

  it.each(named('assurance'))('assurance where $direction is good', (row) => {
    const { direction, target = 0, lpl = [], upl = [], out = [] } = row;
    const names = {
      reliably_met: 'consistent_pass',
      reliably_missed: 'consistent_fail',
      by_chance: 'inconsistent',
    } as const;
    const better = direction === 'increase' ? 'higher' : 'lower';
    const found = lpl.map((lower, place) =>
      assuranceOf({ lower, upper: upl[place] ?? 0 }, target, better),
    );
    expect(found.map((assurance) => names[assurance])).toEqual(out);
  });

  it.each(named('full series'))('$rule', ({ rule, rows = [] }) => {
    const series = rows.map(({ breaches, attendances }) =>
      rule.includes('%') ? (100 * breaches) / attendances : breaches,
    );
    const limits = xmrLimits(series);
    if (!limits) throw new Error('no limits');
    const causes = specialCauses(series, limits);
    const names = {
      outside_limits: { high: 'Above UCL', low: 'Below LCL' },
      trend: { high: '7 Point Trend (Increasing)', low: '7 Point Trend (Decreasing)' },
      two_of_three: { high: '2 in 3 Above CL', low: '2 in 3 Below CL' },
      one_side: { high: '7 Points Above CL', low: '7 Points Below CL' },
    } as const;
    rows.forEach((row, place) => {
      expectAllClose(
        [limits.center, limits.lower[place], limits.upper[place]],
        [row.mean_col, row.lpl, row.upl],
        rc08.tolerance,
      );
    });
    expect(
      causes.map((cause) => (cause ? names[cause.rule][cause.direction] : 'Common Cause')),
    ).toEqual(rows.map(({ special_cause_type }) => special_cause_type));
    expect(causes.map((cause) => (cause ? cause.direction : 'none'))).toEqual(
      rows.map(({ point_type }) => {
        if (point_type === 'common_cause') return 'none';
        return point_type === 'special_cause_improvement' ? 'low' : 'high';
      }),
    );
  });
});

describe(`rc09 ${rc09.title}`, () => {
  const [individuals, range, shares] = rc09.cases;
  const { tolerance } = rc09;

  it('individuals and their moving ranges, limits frozen at 20', () => {
    const chart = individualsChart((individuals?.rows ?? []).slice(0, 20).map(({ y }) => y));
    expectClose(chart.center, individuals?.cl ?? 0, tolerance);
    expectClose(chart.lower, individuals?.lcl ?? 0, tolerance);
    expectClose(chart.upper, individuals?.ucl ?? 0, tolerance);
    expectClose(chart.movingRange, range?.cl ?? 0, tolerance);
    expectClose(chart.movingRangeUpper, range?.ucl ?? 0, tolerance);
  });

  it('p chart of varying sizes', () => {
    const rows = (shares?.rows ?? []) as Readonly<Record<string, number>>[];
    const limits = pLimits(rows.map(({ y = 0, n = 0 }) => ({ value: y, denominator: n })));
    rows.forEach(({ cl = 0, lcl = 0, ucl = 0 }, place) => {
      expectClose(limits?.center, cl, tolerance);
      expectClose(Math.max(0, limits?.lower[place] ?? 0), lcl, tolerance);
      expectClose(Math.min(1, limits?.upper[place] ?? 1), ucl, tolerance);
    });
  });
});
