import { expect, it } from 'vitest';
import { isAnswerTo } from './entry.ts';

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
