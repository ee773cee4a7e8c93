import { describe, expect, it } from 'vitest';
import { monthsBefore, parsePeriod } from '../calendar/period.ts';
import { BASELINE, figureUnit, unitWithMeasures } from '../testing/scored.ts';
import { decodeFigures, encodeFigures, type PastFigures, type UnitFigures } from './figures.ts';
import { goalpostsOf, signalsOf } from './history.ts';
import { peerGroups } from './peers.ts';

const station = (code: string) => figureUnit({ code, level: 'station', parent: 'c' });

/** A station with so many visits to 1,000 households, and 80 % of its time in the community. */
function figuresWith(code: string, visits: number, community = 800): UnitFigures {
  const measures = {
    households: 1000,
    household_visits: visits,
    working_minutes: 1000,
    community_minutes: community,
    time_officers: 4,
    days_expected: 30,
    days_sent: 30,
    days_expected_before: 30,
    days_sent_before: 30,
  };
  return unitWithMeasures(station(code), measures).figures;
}

function past(period: string, units: readonly UnitFigures[]): PastFigures {
  return { period, revision: 1, units: new Map(units.map((unit) => [unit.unit.code, unit])) };
}

describe('figures', () => {
  it('are kept as they are, the same ones as the same bytes', () => {
    const units = [figuresWith('a', 10), figuresWith('b', 20)];
    const bytes = encodeFigures('2024-04', units, { months: 1 });
    expect(decodeFigures(bytes)).toEqual({ period: '2024-04', units, rest: { months: 1 } });
    expect(encodeFigures('2024-04', units, { months: 1 })).toEqual(bytes);
  });
});

describe('peer groups', () => {
  it('are thirds of the stations by population, apart by area; of others the level', () => {
    const rural = [50, 10, 30, 20, 40, 60].map((population, index) => ({
      code: `r${index}`,
      level: 'station' as const,
      area: 'rural' as const,
      population,
    }));
    const county = { code: 'c', level: 'county', area: 'urban', population: 9 } as const;
    const groups = peerGroups([county, ...rural]);
    expect([...groups].map(([code, group]) => `${code} ${group}`)).toEqual([
      'c county',
      ...['r0 station-rural-3', 'r1 station-rural-1', 'r2 station-rural-2'],
      ...['r3 station-rural-1', 'r4 station-rural-2', 'r5 station-rural-3'],
    ]);
    expect(peerGroups([...rural].reverse()).get('r4')).toBe('station-rural-2');
  });
});

describe('goalposts', () => {
  const units = Array.from({ length: 21 }, (_, index) => figuresWith(`s${index}`, index * 10));
  const yearAgo = past('2023-04', units);

  it('are the 5th and 95th percentile of the peers a year before', () => {
    const goalposts = goalpostsOf([BASELINE], units, yearAgo, 1);
    expect(goalposts.station?.household_visit_rate?.[0]).toBeCloseTo(0.01, 12);
    expect(goalposts.station?.household_visit_rate?.[1]).toBeCloseTo(0.19, 12);
    expect(goalposts.station?.time_in_community).toBeUndefined();
  });

  it('grow with the days gone by', () => {
    const goalposts = goalpostsOf([BASELINE], units, yearAgo, 0.5);
    expect(goalposts.station?.household_visit_rate?.[1]).toBeCloseTo(0.095, 12);
  });

  it('are the scheme’s own where fewer than 20 have values, or none was published', () => {
    expect(goalpostsOf([BASELINE], units, past('2023-04', units.slice(2)), 1)).toEqual({});
    expect(goalpostsOf([BASELINE], units, undefined, 1)).toEqual({});
  });
});

describe('signals', () => {
  const period = parsePeriod('2024-04');
  if (!period) throw new Error('no period');
  const target = () => ({ floor: 0.6, meets: 0.8, excels: 0.85 });
  const months = (values: readonly (number | null)[]) =>
    new Map(
      monthsBefore(period, values.length).flatMap((month, index) => {
        const value = values[index];
        if (value === null || value === undefined) return [];
        return [[month, past(month, [figuresWith('a', 10, value)])] as const];
      }),
    );
  const steady = [700, 702, 699, 701, 700, 698, 701, 700, 699, 701, 700, 702];
  const signalOf = (values: readonly (number | null)[], last: number) =>
    signalsOf(period, figuresWith('a', 10, last), months(values), target, true).time_in_community;

  it('tell a change from chance, and which way is better', () => {
    expect(signalOf(steady, 700)).toMatchObject({ signal: 'none', assurance: 'reliably_missed' });
    expect(signalOf(steady, 790)).toMatchObject({ signal: 'improving', rule: 'outside_limits' });
    expect(signalOf(steady, 600)).toMatchObject({ signal: 'deteriorating' });
  });

  it('are silent under ten months, and for other periods', () => {
    expect(signalOf(steady.slice(-8), 790)?.signal).toBeNull();
    const quarter = parsePeriod('2024-Q1');
    expect(quarter && signalsOf(quarter, figuresWith('a', 1), new Map(), target, true)).toEqual({});
    expect(signalsOf(period, figuresWith('a', 1), months(steady), target, false)).toEqual({});
  });

  it('are broken by a month that was not published', () => {
    const rising = [700, 700, 700, 701, 702, 703, 704, 705, 706, 707, 708, 709];
    expect(signalOf(rising, 710)?.rule).toBe('trend');
    const gap = rising.map((value, index) => (index === 9 ? null : value));
    expect(signalOf(gap, 710)?.rule).not.toBe('trend');
  });
});
