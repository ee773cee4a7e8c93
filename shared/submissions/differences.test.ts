import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LIST_NAMES, type Submission } from './contract.ts';
import { type DraftLists, differencesOf, differenceWords, rowWords } from './differences.ts';
import { GRID, OFFICER, perfectDocument } from './fixture.ts';

const NAMES = { grid: (code: string) => (code === GRID ? '奋飞社区' : code) };
const DUTY = { officer: OFFICER, activity: 'station_duty', minutes: 60 };
const CASE = { case: 'A-1', event: 'solved' };

const inWords = (before: DraftLists, after: DraftLists, language: 'zh' | 'en' = 'zh') =>
  differencesOf(before, after).map(
    (difference) => `${difference.kind} ${differenceWords(difference, NAMES, language)}`,
  );

describe('differences', () => {
  it('are rows added, removed and changed, matched by the contract’s keys', () => {
    const before = perfectDocument();
    const after = perfectDocument();
    after.officerTime = [
      { officer: OFFICER, activity: 'station_duty', minutes: 90 },
      { officer: OFFICER, grid: GRID, activity: 'publicity', minutes: 150 },
    ];
    after.disputes.pop();
    expect(inWords(before, after)).toEqual([
      `changed ${OFFICER} · 值班备勤 · 90分钟（分钟：60分钟 → 90分钟）`,
      `added ${OFFICER} · 法治防范宣传 · 奋飞社区 · 150分钟`,
      `removed ${OFFICER} · 入户走访 · 奋飞社区 · 150分钟`,
      'removed D-2024-0402-03 · 化解 · 警务工作站(村)',
    ]);
    expect(inWords(before, after, 'en')[0]).toBe(
      `changed ${OFFICER} · station duty · 90 min (minutes: 60 min → 90 min)`,
    );
  });

  it('name every field of a changed row, also one that came or went', () => {
    const before = { cases: [{ ...CASE, category: 'theft' }] };
    expect(differencesOf(before, { cases: [CASE] })).toEqual([
      {
        ...{ list: 'cases', kind: 'changed', row: CASE },
        ...{ before: { ...CASE, category: 'theft' }, fields: ['category'] },
      },
    ]);
    expect(inWords(before, { cases: [CASE] })).toEqual([
      'changed A-1 · 破案（类别：盗窃 → (未填)）',
    ]);
  });

  it('pair rows of a list without a key by everything but the count', () => {
    const row = (count: number) => ({ kind: 'petition', grid: GRID, count });
    const before = { incidents: [row(1), row(2)] };
    // The 2 was left alone; the 1 became a 3.
    expect(inWords(before, { incidents: [row(2), row(3)] })).toEqual([
      'changed 上访 · 奋飞社区 · 3（数量：1 → 3）',
    ]);
  });

  it('take incomplete rows as they are: empty is missing, and text may be a number', () => {
    expect(inWords({}, { officerTime: [{}, { officer: '', minutes: ' ' }] })).toEqual([
      'added (空行)',
      'added (空行)',
    ]);
    const typed = { officerTime: [{ ...DUTY, grid: '', minutes: '60' }] };
    expect(differencesOf({ officerTime: [DUTY] }, typed)).toEqual([]);
    expect(rowWords('counts', { kind: 'toString', grid: 'x' }, NAMES, 'zh')).toBe('toString · x');
  });

  it('are none between a document and itself in any order, and all rows against nothing', () => {
    const perfect: Submission = perfectDocument() as Submission;
    const reordered = fc.record(
      Object.fromEntries(
        LIST_NAMES.map((list) => [
          list,
          fc.shuffledSubarray([...perfect[list]], { minLength: perfect[list].length }),
        ]),
      ),
    );
    fc.assert(
      fc.property(reordered, (lists) => {
        expect(differencesOf(perfect, lists as DraftLists)).toEqual([]);
      }),
    );
    const rows = LIST_NAMES.flatMap((list) => perfect[list].map(() => list));
    expect(differencesOf({}, perfect).map(({ list }) => list)).toEqual(rows);
    expect(differencesOf(perfect, {}).every(({ kind }) => kind === 'removed')).toBe(true);
  });
});
