import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SampledFigure } from '../scorecards/figures.ts';
import {
  CASE_MEASURES,
  type CaseHistory,
  type CaseMeasure,
  type CasePriors,
  cellsOf,
  fitCasePriors,
  shrinkCases,
} from './cases.ts';
import { station } from './fixture.ts';

const everyMeasure = <T>(value: T) =>
  Object.fromEntries(CASE_MEASURES.map((measure) => [measure, value])) as Record<
    (typeof CASE_MEASURES)[number],
    T
  >;

/** A prior of 6 cases in 600,000 person-days: 3 a month among 10,000 people. */
const PRIORS: CasePriors = everyMeasure({ shape: 6, rate: 600_000 });

describe('shrunken case KPIs', () => {
  it('are the posterior means of a gamma prior, both years alike', () => {
    const unit = station('1', {
      case_rate: [9, 10_000],
      criminal_case_change: [9, 3],
      clearance_rate: [4, 9],
      clearance_change: [4, 2],
    });
    const shrunken = shrinkCases(unit, PRIORS);
    // (6 + 9) / (600,000 + 300,000) cases a person-day, × 30 days × 10,000 people.
    expect(shrunken.case_rate).toBeCloseTo(5, 12);
    expect(shrunken.criminal_case_change).toBeCloseTo(15 / 9 - 1, 12);
    expect(shrunken.clearance_rate).toBeCloseTo(10 / 15, 12);
    expect(shrunken.clearance_change).toBeCloseTo(10 / 8 - 1, 12);
  });

  it('compare rates a day: as many in 28 days as in 29 is a rise', () => {
    const counts = { criminal_case_change: [50, 50] } as const;
    const exposure = { days: 28, daysBefore: 29 };
    const { criminal_case_change: change } = shrinkCases(
      station('1', counts, { exposure }),
      PRIORS,
    );
    expect(change).toBeCloseTo(56 / 880_000 / (56 / 890_000) - 1, 12);
  });

  it('are null without a prior, and where there is no raw value', () => {
    const unit = station('1', { case_rate: [9, 10_000], theft_change: [3, 0] });
    expect(shrinkCases(unit, undefined).case_rate).toBeNull();
    expect(shrinkCases(unit, PRIORS).theft_change).toBeNull();
  });

  it('are null where too little of the year before is known', () => {
    const unit = station('1', { criminal_case_change: [9, 3], theft_change: [3, 4] });
    const change = { ...unit.kpis.criminal_case_change, note: 'base_incomplete' } as SampledFigure;
    const kpis = { ...unit.kpis, criminal_case_change: change };
    const shrunken = shrinkCases({ ...unit, kpis }, PRIORS);
    expect(shrunken.criminal_case_change).toBeNull();
    expect(shrunken.theft_change).not.toBeNull();
  });

  it('lie between the raw rate and that of the peers', () => {
    fc.assert(
      fc.property(
        fc.nat(200),
        fc.double({ min: 0.01, max: 1000, noNaN: true }),
        fc.double({ min: 1, max: 1e7, noNaN: true }),
        (cases, shape, rate) => {
          const unit = station('1', {
            case_rate: [cases, 10_000],
            criminal_case_change: [cases, 1],
          });
          const { case_rate: value } = shrinkCases(unit, everyMeasure({ shape, rate }));
          const usual = (shape / rate) * 30 * 10_000;
          expect(value).toBeGreaterThanOrEqual(Math.min(cases, usual) * (1 - 1e-9));
          expect(value).toBeLessThanOrEqual(Math.max(cases, usual) * (1 + 1e-9));
        },
      ),
    );
  });
});

describe('cells of case measures', () => {
  it('add up to every measure, none counted twice', () => {
    const part = fc.nat(9);
    const kinds = fc.record({
      ...{ theft: part, snatching: part, robbery: part, homicide: part },
      ...{ rape: part, telecom: part, assault: part },
    });
    fc.assert(
      fc.property(kinds, ({ theft, snatching, robbery, homicide, rape, telecom, assault }) => {
        const property = theft + snatching + robbery;
        const major = robbery + homicide + rape;
        const criminal = theft + snatching + robbery + homicide + rape + telecom + assault;
        const { kpis } = station('1', {
          criminal_case_change: [criminal, 1],
          eight_major_change: [major, 1],
          theft_change: [theft, 1],
          theft_robbery_fraud_change: [property, 1],
          telecom_fraud_change: [telecom, 1],
          homicide_change: [homicide, 1],
        });
        const sumOf = (measure: CaseMeasure) =>
          cellsOf(kpis, measure, 'now').reduce((total, { count }) => total + count, 0);
        expect(sumOf('criminal_filed')).toBe(criminal);
        expect(sumOf('eight_major_filed')).toBe(major);
        expect(sumOf('theft_robbery_fraud_filed')).toBe(property);
        expect(sumOf('theft_filed')).toBe(theft);
      }),
    );
  });
});

describe('priors of case rates', () => {
  const unitsOf = (codes: readonly string[]) => codes.map((code) => station(code, {}).unit);
  const past = (cases: number): CaseHistory => ({
    personDays: 3_650_000,
    counts: everyMeasure(cases),
  });

  it('have the mean of the peers, and do not depend on their order', () => {
    const history = new Map([
      ['1', past(10)],
      ['2', past(90)],
      ['3', past(35)],
      ['4', past(20)],
      ['5', past(45)],
    ]);
    const priors = fitCasePriors(unitsOf(['1', '2', '3', '4', '5']), history);
    const { shape, rate } = priors['station-urban-1']?.criminal_filed ?? { shape: 0, rate: 1 };
    expect(shape / rate).toBeCloseTo(200 / (5 * 3_650_000), 12);
    expect(fitCasePriors(unitsOf(['3', '5', '1', '4', '2']), history)).toEqual(priors);
  });

  it('are left out where there is no history', () => {
    expect(fitCasePriors(unitsOf(['1', '2']), new Map([['1', past(3)]]))).toEqual({});
  });
});
