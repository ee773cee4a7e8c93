import { expect, it } from 'vitest';
import { entriesOfKpi, isAnswerTo, type KpiRankingRow } from './entry.ts';

it('knows an answer to another question', () => {
  const place = { period: '2026-10', within: '410000000000', level: 'city' } as const;
  const asked = { ...place, revision: undefined, kpi: '' };
  const score = { ...place, revision: 2 };
  expect(isAnswerTo(asked, score)).toBe(true);
  expect(isAnswerTo({ ...asked, revision: 2 }, score)).toBe(true);
  for (const other of [
    { period: '2026-09' },
    { within: '410400000000' },
    { level: 'county' } as const,
    { kpi: 'grid_presence' },
    { revision: 1 },
  ]) {
    expect(isAnswerTo({ ...asked, ...other }, score), JSON.stringify(other)).toBe(false);
  }
  const byKpi = { ...score, kpi: 'grid_presence' };
  expect(isAnswerTo({ ...asked, kpi: 'grid_presence' }, byKpi)).toBe(true);
  expect(isAnswerTo({ ...asked, kpi: 'follow_up_rate' }, byKpi)).toBe(false);
  expect(isAnswerTo(asked, byKpi)).toBe(false);
});

it('prints no change against a year of which too little is known', () => {
  const unit = { code: '410100000000', name: '郑州市', level: 'city', parent: null } as const;
  const row: KpiRankingRow = {
    ...{ unit, rank: null, of: 0, numerator: 181, denominator: 40, value: 3.5 },
    ...{ interval: [2.2, 5.5], shrunken: null, note: 'base_incomplete' },
  };
  const [entry] = entriesOfKpi([row], '', new Map(), undefined);
  expect(entry).toMatchObject({ value: null, interval: null, isApart: true });
  expect(entry?.figure).toMatchObject({ numerator: 181, denominator: 40 });
});
