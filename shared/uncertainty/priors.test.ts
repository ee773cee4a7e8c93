import { describe, expect, it } from 'vitest';
import { Random } from '../statistics/random.ts';
import { type Counts, month, station } from './fixture.ts';
import { fitPriors, type GroupPriors, NO_PRIORS } from './priors.ts';

const GROUP = 'station-urban-1';

/** Twelve months of some stations, each station's figures drawn anew every month. */
function history(
  stations: number,
  counts: (random: Random) => Counts,
  random = new Random('past'),
) {
  return Array.from({ length: 12 }, (_, index) =>
    month(
      `2023-${String(index + 1).padStart(2, '0')}`,
      Array.from({ length: stations }, (__, code) => station(String(code), counts(random))),
    ),
  );
}

function groupOf(months: ReturnType<typeof history>): GroupPriors {
  const group = fitPriors(months, new Map(), []).groups[GROUP];
  if (!group) throw new Error('no priors');
  return group;
}

function binomial(random: Random, trials: number, p: number): number {
  return Array.from({ length: trials }, () => random.uniform() < p).filter(Boolean).length;
}

describe('priors', () => {
  it('find the beta distribution that shares were drawn from', () => {
    const { a, b } = groupOf(
      history(100, (random) => ({
        awareness_rate: [binomial(random, 60, random.beta(24, 6)), 60],
      })),
    ).shares.awareness_rate ?? { a: 0, b: 0 };
    expect(a / (a + b)).toBeCloseTo(0.8, 2);
    // 30, with a standard error of their spread taken off.
    expect(a + b).toBeGreaterThan(20);
    expect(a + b).toBeLessThan(30);
  });

  it('find the mean and spread of values, net of their errors', () => {
    const prior = groupOf(
      history(100, (random) => {
        const true_ = 0.5 + 0.1 * random.normal();
        const present = 300 * (true_ + 0.05 * random.normal());
        return { grid_presence: [present, 300, 0.05], grid_coverage: [10, 10] };
      }),
    ).values.grid_presence;
    expect(prior?.mean).toBeCloseTo(0.5, 1);
    // A standard error more than 0.1.
    expect(Math.sqrt(prior?.variance ?? 0)).toBeGreaterThan(0.1);
    expect(Math.sqrt(prior?.variance ?? 0)).toBeLessThan(0.115);
    // By the grids, of which there are 10.
    expect(prior?.noise).toBeCloseTo(0.05 ** 2 * 10, 9);
  });

  it('are by the day for sums that grow with the period', () => {
    const prior = groupOf(
      history(10, (random) => ({ household_visit_rate: [90 + 10 * random.normal(), 1000, 0.001] })),
    ).values.household_visit_rate;
    expect(prior?.mean).toBeCloseTo(0.09 / 30, 4);
    // The same for a unit of more households and a longer period.
    expect(prior?.noise).toBeCloseTo((0.001 / 30) ** 2 * 1000 * 30, 12);
  });

  it('take no month without a spread for an exact one', () => {
    // 5 visits ± 3 in four months of five, none on any day in the fifth: 4 a month, all chance.
    const months = Array.from({ length: 12 }, (_, index) =>
      month(
        `2023-${index + 10}`,
        Array.from({ length: 10 }, (__, code) =>
          station(String(code), {
            household_visit_rate: (code + index) % 5 === 0 ? [0, 1000, 0] : [5, 1000, 0.003],
          }),
        ),
      ),
    );
    const prior = groupOf(months).values.household_visit_rate;
    expect((prior?.mean ?? 0) * 30 * 1000).toBeCloseTo(4, 0);
    // Nothing, and the doubt of ten units: √(2/9) of what chance does.
    expect(prior?.variance).toBeLessThan(0.5 * (0.003 / 30) ** 2);
  });

  it('of the time shares never have a negative variance', () => {
    const random = new Random('time');
    const months = history(3, () => ({})).map(({ period }) =>
      month(
        period,
        Array.from({ length: 5 }, (_, code) => {
          const community = 700 + 10 * random.normal();
          return station(
            String(code),
            {
              time_in_community: [community, 1000],
              diverted_time: [900 - community, 1000],
              desk_time: [100, 1000],
            },
            // Chance alone would make them differ more than they do.
            { timeCovariance: [0.01, 0, 0, 0.01, 0, 0.01] },
          );
        }),
      ),
    );
    const time = groupOf(months).time;
    expect(time?.mean[0]).toBeCloseTo(0.7, 1);
    // Nothing, and the doubt of five units: √(2/4) of what chance does.
    for (const place of [0, 3, 5]) {
      expect(time?.covariance[place]).toBeCloseTo(0.01 * Math.SQRT1_2, 9);
    }
    // 0.01 × 1,000 minutes in 30 days.
    for (const place of [0, 3, 5]) expect(time?.noise[place]).toBeCloseTo(1 / 3, 12);
  });

  it('do not depend on the order of months and units, and are plain JSON', () => {
    const months = history(20, (random) => ({
      awareness_rate: [binomial(random, 60, random.beta(24, 6)), 60],
      dispute_days: [50 + 5 * random.normal(), 8, 1],
    }));
    const priors = fitPriors(months, new Map(), []);
    const turned = months
      .toReversed()
      .map(({ period, units }) => month(period, [...units.values()].reverse()));
    expect(JSON.stringify(fitPriors(turned, new Map(), []))).toBe(JSON.stringify(priors));
    expect(JSON.parse(JSON.stringify(priors))).toEqual(priors);
  });

  it('are none without a published month, and for a KPI that nobody had', () => {
    expect(fitPriors([], new Map(), [])).toEqual(NO_PRIORS);
    const { shares, values, time } = groupOf(history(10, () => ({})));
    expect({ shares, values, time }).toEqual({ shares: {}, values: {}, time: null });
  });
});
