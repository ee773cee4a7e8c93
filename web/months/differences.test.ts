import { describe, expect, it } from 'vitest';
import { effectsOf } from './differences.ts';
import type { UnitDifference } from './months.ts';

const same = { from: null, to: null };
const unit = {
  code: '410481002000',
  name: '院岭街道',
  level: 'station',
  parent: '410481000000',
} as const;
const one = (parts: Partial<UnitDifference>): UnitDifference => ({
  ...{ unit, changed: [], score: same, grade: same, scheme: same, gradeCap: same },
  ...{ ranks: [], kpis: [], because: [], corrections: 0 },
  ...parts,
});

describe('the effects of another revision', () => {
  it('are counted unit by unit', () => {
    const items = [
      one({ score: { from: 90, to: 91 }, ranks: [{ within: '410481000000', from: 2, to: 1 }] }),
      one({ score: { from: null, to: 80 }, grade: { from: null, to: '良好' } }),
      one({ score: { from: 80, to: 80 } }),
    ];
    expect(effectsOf(items)).toEqual({ units: 3, score: 2, grade: 1, rank: 1 });
    expect(effectsOf([])).toEqual({ units: 0, score: 0, grade: 0, rank: 0 });
  });
});
