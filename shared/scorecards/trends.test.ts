import { describe, expect, it } from 'vitest';
import type { KpiFigure } from './card.ts';
import { trendsOf } from './trends.ts';

function figure(id: string, value: number | null, rest: Partial<KpiFigure> = {}): KpiFigure {
  return {
    ...{ id, family: 'time', numerator: (value ?? 0) * 500, denominator: 500, value },
    ...{ interval: null, shrunken: null, scored: value, score: null, weight: 0, schemeWeight: 0 },
    ...{ lost: null, target: { floor: 0.6, meets: 0.8, excels: 0.85 }, function: 'band' },
    ...{ previous: null, yearAgo: null, signal: null, rule: null, assurance: null },
    ...{ note: null, dropped: null, ...rest },
  };
}

const month = (value: number | null, rest?: Partial<KpiFigure>) => ({
  kpis: [figure('time_in_community', value, rest), figure('case_rate', 3)],
});

/** Values around 0.7, whose XmR limits are 0.7 ± 2.66 × 0.02. */
const CALM = Array.from({ length: 11 }, (_, index) => 0.7 + (index % 2 === 0 ? 0.01 : -0.01));

describe('trends', () => {
  it('say what holds of each month, and of the last what the run says', () => {
    const [trend] = trendsOf([...CALM, 0.9].map((value) => month(value)));
    expect(trend).toMatchObject({ kpi: 'time_in_community', chart: 'xmr', target: 0.8 });
    expect(trend).toMatchObject({ signal: 'improving', assurance: 'reliably_missed' });
    const last = trend?.points.at(-1);
    expect(last).toMatchObject({ value: 0.9, numerator: 450, denominator: 500, note: null });
    expect(last?.cause).toEqual({ rule: 'outside_limits', direction: 'high' });
    expect(last?.value).toBeGreaterThan(last?.upper ?? 1);
    // The mean of all months is above every earlier one.
    const before = trend?.points.slice(0, -1).map(({ cause }) => cause);
    expect(before).toEqual(CALM.map(() => ({ rule: 'one_side', direction: 'low' })));
  });

  it('leave gaps for months without a card or with too few days, and have no limits under ten', () => {
    const months = [month(0.7), undefined, month(0.72, { note: 'incomplete' }), month(null)];
    const [trend] = trendsOf(months);
    expect(trend?.chart).toBeNull();
    expect(trend?.points.map(({ value, note, lower }) => [value, note, lower])).toEqual([
      [0.7, null, null],
      [null, 'missing', null],
      [0.72, 'incomplete', null],
      [null, null, null],
    ]);
    const [long] = trendsOf([...CALM.map((value) => month(value)), undefined, month(0.7)]);
    expect(long?.chart).toBe('xmr');
    expect(long?.points.at(-2)).toMatchObject({ value: null, note: 'missing', cause: null });
    // Nothing is said of a last month that is missing.
    const [ended] = trendsOf([...CALM.map((value) => month(value)), undefined]);
    expect(ended).toMatchObject({ signal: null, target: null });
  });

  it('keep to the KPIs asked for', () => {
    expect(trendsOf([month(0.7)], new Set(['case_rate'])).map(({ kpi }) => kpi)).toEqual([
      'case_rate',
    ]);
    expect(trendsOf([])).toEqual([]);
  });
});
