import { describe, expect, it } from 'vitest';
import { type Appeal, appealable, faultOfText, powersOver } from './appeal.ts';

const PUBLISHED = '2024-05-09T10:00:00+08:00';
const DAY = 86_400_000;
const APPEAL: Appeal = {
  ...{ id: '2024-04.410481002000.grid_presence.01', period: '2024-04', reason: '理由' },
  ...{ unit: { code: '410481002000', name: '寺坡街道' }, kpi: 'grid_presence', ledger: null },
  ...{ state: 'open', filedAt: '2024-05-10T09:00:00+08:00', deadline: '2024-05-16T10:00:00+08:00' },
  ...{ comment: null, decision: null },
};

describe('what a unit may appeal', () => {
  const at = (instant: number, appeals: readonly Appeal[] = []) =>
    appealable(PUBLISHED, instant, appeals);
  const published = Date.parse(PUBLISHED);

  it('ends seven days after the publication', () => {
    expect(at(published + 7 * DAY).may('grid_presence')).toBe(true);
    expect(at(published + 7 * DAY + 1).may('grid_presence')).toBe(false);
    expect(at(published).deadline).toBe('2024-05-16T10:00:00+08:00');
  });

  it('is a KPI whose appeals are decided, and no third time', () => {
    expect(at(published, [APPEAL]).may('grid_presence')).toBe(false);
    expect(at(published, [APPEAL]).may('disputes_settled')).toBe(true);
    const first: Appeal = { ...APPEAL, state: 'rejected' };
    expect(at(published, [first]).may('grid_presence')).toBe(true);
    const second = { ...first, filedAt: '2024-05-11T09:00:00+08:00' };
    expect(at(published, [second, first]).may('grid_presence')).toBe(false);
    expect(at(published, [second, first]).of('grid_presence')).toEqual([first, second]);
  });
});

describe('who judges an appeal', () => {
  const powers = (unit: string, role: string, level: 'province' | 'city' | 'county') =>
    powersOver(APPEAL, { unit, role }, { level }, []);

  it('is those above: they comment, the province decides', () => {
    expect(powers('410481000000', 'reviewer', 'county')).toEqual({
      comments: true,
      decides: false,
    });
    expect(powers('410000000000', 'reviewer', 'province')).toEqual({
      comments: false,
      decides: true,
    });
  });

  it('is neither the unit itself nor who only reads, nor anybody after the decision', () => {
    const none = { comments: false, decides: false };
    expect(powers('410481002000', 'reviewer', 'county')).toEqual(none);
    expect(powers('410481000000', 'viewer', 'county')).toEqual(none);
    const decided: Appeal = { ...APPEAL, state: 'accepted' };
    const session = { unit: '410000000000', role: 'reviewer' };
    expect(powersOver(decided, session, { level: 'province' }, [])).toEqual(none);
  });
});

it('refuses what the server would refuse of a text', () => {
  expect(faultOfText('  ', 2000)).toBe('empty');
  expect(faultOfText('字'.repeat(2001), 2000)).toBe('too_long');
  expect(faultOfText('联系 138 0013 8000', 2000)).toBe('personal_data');
  expect(faultOfText(`${'字'.repeat(2000)} `, 2000)).toBeUndefined();
});
