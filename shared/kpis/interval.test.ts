import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KPIS } from './catalogue.ts';
import { figureOf, type Measures } from './evaluate.ts';
import { type Chance, chanceOf } from './interval.ts';

function kpiNamed(id: string) {
  const kpi = KPIS.find((one) => one.id === id);
  if (!kpi) throw new Error(`no ${id}`);
  return kpi;
}

/** Chance of a KPI with the two counts and what stands beside them; April against April. */
function chance(
  id: string,
  numerator: number,
  denominator: number,
  measures: Measures = {},
  exposure = { days: 30, daysBefore: 30 },
) {
  const kpi = kpiNamed(id);
  return chanceOf(kpi, figureOf(kpi.form, numerator, denominator), measures, exposure);
}

describe('the interval of a KPI', () => {
  it('of a share is that of Wilson, without a standard error', () => {
    const { interval, error } = chance('dispute_resolution_rate', 65, 100);
    expect(interval?.[0]).toBeCloseTo(0.5525444329688797, 9);
    expect(interval?.[1]).toBeCloseTo(0.7363575175690247, 9);
    expect(error).toBeNull();
  });

  it('of a rate is exact below 10 events, and scaled to 10,000 people', () => {
    const { interval } = chance('case_rate', 5, 10_000);
    expect(interval?.[0]).toBeCloseTo(1.62348639011842, 9);
    expect(interval?.[1]).toBeCloseTo(11.668332079322669, 9);
  });

  it('of a share of time comes from the officers: three by hand', () => {
    // Officers of 100 minutes each, 70, 80 and 90 of them in the community: r = 0.8,
    // Σ(y − 0.8x)² = 200, variance 3/2 × 200 / 300² = 1/300; t with 2 degrees is 4.302653.
    const { interval, error } = chance('time_in_community', 240, 300, {
      time_officers: 3,
      community_community: 19_400,
      working_community: 24_000,
      working_working: 30_000,
    });
    expect(error).toBeCloseTo(Math.sqrt(1 / 300), 12);
    expect(interval?.[0]).toBeCloseTo(0.8 - 4.302652729911275 * Math.sqrt(1 / 300), 9);
    expect(interval?.[1]).toBe(1);
  });

  it('of one officer, or one day, is not known', () => {
    const alone = { time_officers: 1, working_working: 90_000 };
    expect(chance('time_in_community', 240, 300, alone)).toEqual({ interval: null, error: null });
    const day = { household_visits_variance: 0, station_day_degrees: 0 };
    expect(chance('household_visit_rate', 5, 300, day).interval).toBeNull();
  });

  it('of counts of work comes from the days: four by hand', () => {
    // 1, 3, 5 and 7 visits: mean 4, Σ(y − 4)² = 20, variance of the sum 4/3 × 20 = 80/3.
    const measures = { household_visits_variance: 80 / 3, station_day_degrees: 3 };
    const { error, interval } = chance('household_visit_rate', 16, 100, measures);
    expect(error).toBeCloseTo(Math.sqrt(80 / 3) / 100, 12);
    expect(interval?.[0]).toBe(0);
    expect(interval?.[1]).toBeCloseTo(0.16 + (3.182446305284263 * Math.sqrt(80 / 3)) / 100, 9);
  });

  it('of a change is that of two rates, by the day where the spans differ', () => {
    const same = chance('homicide_change', 4, 7);
    expect(same.interval?.[0]).toBeCloseTo(0.122666396771199 - 1, 9);
    expect(same.interval?.[1]).toBeCloseTo(2.24775799539827 - 1, 9);
    const leap = chance('homicide_change', 4, 7, {}, { days: 29, daysBefore: 28 });
    expect(leap.interval?.[1]).toBeCloseTo((2.24775799539827 * 28) / 29 - 1, 9);
  });

  it('is not known where officers, days or disputes are all alike', () => {
    // Thirds are not exact: rounding leaves a spread of some 1e-12 of the sums.
    const officers = { time_officers: 3, community_community: 14_700, working_working: 132_300 };
    const time = chance('time_in_community', 210, 630, { ...officers, working_community: 44_100 });
    expect(time).toEqual({ interval: null, error: 0 });
    const days = { records_registered_before_variance: 12, station_day_degrees: 29 };
    const degrees = { ...days, station_day_degrees_before: 29 };
    expect(chance('records_change', 0, 12, degrees)).toEqual({ interval: null, error: 0 });
    const disputes = { days_to_resolution_squared: 12 };
    expect(chance('dispute_days', 6, 3, disputes)).toEqual({ interval: null, error: 0 });
  });

  it('of a mean is by t: 1, 2 and 6 days by hand', () => {
    const { error } = chance('dispute_days', 9, 3, { days_to_resolution_squared: 41 });
    expect(error).toBeCloseTo(Math.sqrt(7 / 3), 12);
  });

  it('is none where nothing is sampled, or there is no value', () => {
    expect(chance('completeness', 29, 30).interval).toBeNull();
    expect(chance('people_per_officer', 5000, 2).interval).toBeNull();
    expect(chance('dispute_resolution_rate', 0, 0).interval).toBeNull();
    expect(chance('theft_change', 3, 0).interval).toBeNull();
  });

  it('contains the value (of a change: a day), and is narrower with ten times the data', () => {
    const days = fc.integer({ min: 28, max: 31 });
    const counts = fc.record({
      n: fc.integer({ min: 2, max: 20_000 }),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
      exposure: fc.record({ days, daysBefore: days }),
    });
    fc.assert(
      fc.property(counts, fc.constantFrom('share', 'rate', 'counts'), (drawn, kind) => {
        const { n, share, exposure } = drawn;
        const id = { share: 'follow_up_rate', rate: 'case_rate', counts: 'theft_change' }[kind];
        const of = (times: number) => {
          const part = Math.round(n * share) * times;
          const figure = figureOf(kpiNamed(id).form, part, n * times);
          const found = chance(id, part, n * times, {}, exposure);
          // Over spans of different length the interval is of the change a day.
          const aDay = exposure.daysBefore / exposure.days;
          const value = Number(figure.value);
          return { value: kind === 'counts' ? (value + 1) * aDay - 1 : value, ...found };
        };
        const few = of(1);
        const many = of(10);
        for (const { value, interval } of [few, many]) {
          expect(interval?.[0]).toBeLessThanOrEqual(Number(value) + 1e-12);
          expect(interval?.[1]).toBeGreaterThanOrEqual(Number(value) - 1e-12);
        }
        const width = (interval: typeof few.interval) =>
          (interval?.[1] ?? 0) - (interval?.[0] ?? 0);
        // Of rates the counts grow with the population, so the rate stays where it is.
        expect(width(many.interval)).toBeLessThan(width(few.interval));
      }),
    );
  });

  it('of clusters and days contains the value and shrinks as they are repeated', () => {
    const clusters = fc.array(
      fc.record({
        x: fc.integer({ min: 1, max: 1000 }),
        share: fc.double({ min: 0, max: 1, noNaN: true }),
      }),
      { minLength: 2, maxLength: 30 },
    );
    fc.assert(
      fc.property(clusters, (drawn) => {
        const of = (times: number) => {
          const sum = (term: (x: number, y: number) => number) =>
            times *
            drawn.reduce((total, { x, share }) => total + term(x, Math.floor(x * share)), 0);
          const y = sum((_, part) => part);
          const x = sum((whole) => whole);
          const { interval } = chance('time_in_community', y, x, {
            time_officers: drawn.length * times,
            community_community: sum((_, part) => part * part),
            working_community: sum((whole, part) => whole * part),
            working_working: sum((whole) => whole * whole),
          });
          return { value: y / x, interval };
        };
        const few = of(1);
        const many = of(10);
        // All alike once, all alike however often.
        expect(many.interval === null).toBe(few.interval === null);
        if (!few.interval) return;
        for (const { value, interval } of [few, many]) {
          expect(interval?.[0]).toBeLessThanOrEqual(value + 1e-12);
          expect(interval?.[1]).toBeGreaterThanOrEqual(value - 1e-12);
        }
        const width = (interval: Chance['interval']) => (interval?.[1] ?? 0) - (interval?.[0] ?? 0);
        expect(width(many.interval)).toBeLessThanOrEqual(width(few.interval) + 1e-12);
      }),
    );
  });
});
