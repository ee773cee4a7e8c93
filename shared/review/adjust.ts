/** What the ledger does to a score. Pure. */
import type { LedgerEntry } from './ledger.ts';

/** The scheme's caps: points in sum, and the best grade that a veto leaves. */
export interface LedgerRules {
  readonly maximumBonus: number;
  readonly maximumDeduction: number;
  readonly vetoGrade: string;
}

/** What an entry added to the score after the caps: below 0 for a deduction, 0 for a veto. */
export interface Adjustment {
  readonly id: string;
  readonly kind: LedgerEntry['kind'];
  readonly points: number;
}

export interface Adjusted {
  /** 0 to 100, not rounded. */
  readonly score: number;
  /** Bonuses, deductions and vetoes, each in the order in which they were entered. */
  readonly adjustments: readonly Adjustment[];
  /** The best grade that the vetoes leave; null where there is none. */
  readonly gradeCap: string | null;
}

type Entry = Pick<LedgerEntry, 'id' | 'kind' | 'points' | 'gradeCap'>;

/** Each entry's points as far as the cap on their sum still has room. */
function capped(entries: readonly Entry[], maximum: number, sign: 1 | -1): Adjustment[] {
  let left = maximum;
  return entries.map(({ id, kind, points }) => {
    const counted = Math.min(points ?? 0, left);
    left -= counted;
    // Never −0, which no test of equality takes for 0.
    return { id, kind, points: counted === 0 ? 0 : sign * counted };
  });
}

const sumOf = (adjustments: readonly Adjustment[]) =>
  adjustments.reduce((sum, { points }) => sum + points, 0);

/**
 * Applies a unit's entries to its score. Bonuses and deductions are capped in sum, the result
 * stays within 0 to 100. A veto leaves the score as it is and caps the grade: at the lowest of
 * the vetoes' own grades, where the entry names none (or one that `grades` does not have) at the
 * scheme's. `grades` are the scheme's, from the best down.
 */
export function applyLedger(
  score: number,
  entries: readonly Entry[],
  rules: LedgerRules,
  grades: readonly { readonly grade: string }[],
): Adjusted {
  const inOrder = entries.toSorted((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  const of = (wanted: LedgerEntry['kind']) => inOrder.filter(({ kind }) => kind === wanted);
  const bonuses = capped(of('bonus'), rules.maximumBonus, 1);
  const deductions = capped(of('deduction'), rules.maximumDeduction, -1);
  const vetoes = of('veto');
  const placeOf = (grade: string) => grades.findIndex((known) => known.grade === grade);
  const caps = vetoes.map(({ gradeCap }) =>
    gradeCap !== null && placeOf(gradeCap) >= 0 ? gradeCap : rules.vetoGrade,
  );
  return {
    score: Math.min(100, Math.max(0, score + sumOf(bonuses) + sumOf(deductions))),
    adjustments: [
      ...bonuses,
      ...deductions,
      ...vetoes.map(({ id, kind }) => ({ id, kind, points: 0 })),
    ],
    gradeCap: caps.toSorted((a, b) => placeOf(b) - placeOf(a))[0] ?? null,
  };
}

/** The grade that is left under a cap: the worse of the two, by `grades` from the best down. */
export function cappedGrade(
  grade: string | null,
  cap: string | null,
  grades: readonly { readonly grade: string }[],
): string | null {
  if (grade === null || cap === null) return grade;
  const placeOf = (wanted: string) => grades.findIndex((known) => known.grade === wanted);
  return placeOf(cap) > placeOf(grade) ? cap : grade;
}
