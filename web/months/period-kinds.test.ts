import { describe, expect, it } from 'vitest';
import { parsePeriod } from '../../shared/calendar/period.ts';
import { lastMonth, PERIOD_KINDS, periodsIn } from './period-kinds.ts';

describe('the periods to choose from', () => {
  it('are periods, each once', () => {
    const all = PERIOD_KINDS.flatMap((kind) => periodsIn(kind, 2026));
    expect(all).toHaveLength(12 + 4 + 2 + 1 + 12);
    expect(new Set(all).size).toBe(all.length);
    expect(all.filter((id) => parsePeriod(id)?.id !== id)).toEqual([]);
  });

  it('begin with the month before', () => {
    expect(lastMonth('2026-11-29')).toBe('2026-10');
    expect(lastMonth('2026-01-05')).toBe('2025-12');
  });
});
