import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyLedger, cappedGrade, type LedgerRules } from './adjust.ts';

const GRADES = [{ grade: '优秀' }, { grade: '良好' }, { grade: '达标' }, { grade: '未达标' }];
const RULES: LedgerRules = { maximumBonus: 5, maximumDeduction: 10, vetoGrade: '达标' };

const entry = (id: string, kind: 'veto' | 'deduction' | 'bonus', points: number | null) => ({
  ...{ id, kind, points, gradeCap: null },
});

describe('the ledger on a score', () => {
  it('caps bonuses and deductions in sum, in the order of entry', () => {
    const entries = [entry('3', 'bonus', 2), entry('1', 'bonus', 4), entry('2', 'deduction', 12)];
    expect(applyLedger(80, entries, RULES, GRADES)).toEqual({
      score: 75,
      adjustments: [
        { id: '1', kind: 'bonus', points: 4 },
        { id: '3', kind: 'bonus', points: 1 },
        { id: '2', kind: 'deduction', points: -10 },
      ],
      gradeCap: null,
    });
  });

  it('leaves the score to a veto and caps the grade at the lowest', () => {
    const veto = (id: string, gradeCap: string | null) => ({
      ...entry(id, 'veto', null),
      gradeCap,
    });
    const capOf = (...caps: (string | null)[]) =>
      applyLedger(
        95,
        caps.map((cap, index) => veto(String(index), cap)),
        RULES,
        GRADES,
      );
    expect(capOf('良好')).toMatchObject({ score: 95, gradeCap: '良好' });
    expect(capOf('良好', '未达标').gradeCap).toBe('未达标');
    expect(capOf('良好', null).gradeCap).toBe('达标');
    expect(capOf('no grade of this scheme').gradeCap).toBe('达标');
    expect(cappedGrade('优秀', '达标', GRADES)).toBe('达标');
    expect(cappedGrade('未达标', '达标', GRADES)).toBe('未达标');
    expect(cappedGrade('优秀', null, GRADES)).toBe('优秀');
    expect(cappedGrade(null, '达标', GRADES)).toBeNull();
  });

  const entries = fc.uniqueArray(
    fc.record({
      id: fc.string({ minLength: 1, maxLength: 4 }),
      kind: fc.constantFrom('bonus', 'deduction', 'veto'),
      points: fc.double({ min: 0.01, max: 20, noNaN: true }),
      gradeCap: fc.constant(null),
    }),
    { selector: ({ id }) => id, maxLength: 12 },
  );
  const score = fc.double({ min: 0, max: 100, noNaN: true });

  it('stays within 0 to 100 and within the caps, in whatever order entries come', () => {
    fc.assert(
      fc.property(score, entries, (base, all) => {
        const adjusted = applyLedger(base, all, RULES, GRADES);
        expect(adjusted).toEqual(applyLedger(base, all.toReversed(), RULES, GRADES));
        expect(adjusted.score).toBeGreaterThanOrEqual(Math.max(0, base - 10 - 1e-9));
        expect(adjusted.score).toBeLessThanOrEqual(Math.min(100, base + 5 + 1e-9));
        for (const { id, points } of adjusted.adjustments) {
          const entered = all.find((one) => one.id === id)?.points ?? 0;
          expect(Math.abs(points)).toBeLessThanOrEqual(entered);
        }
      }),
    );
  });

  it('never lowers a score by a bonus or raises it by a deduction', () => {
    fc.assert(
      fc.property(score, entries, score, (base, all, points) => {
        const before = applyLedger(base, all, RULES, GRADES).score;
        const and = (kind: 'bonus' | 'deduction') =>
          applyLedger(base, [...all, entry('zzzzz', kind, points)], RULES, GRADES).score;
        expect(and('bonus')).toBeGreaterThanOrEqual(before - 1e-9);
        expect(and('deduction')).toBeLessThanOrEqual(before + 1e-9);
      }),
    );
  });
});
