import { describe, expect, it } from 'vitest';
import { byNumber, matching, numberOf } from './choices.ts';
import { formOf } from './form.ts';
import { errorPlace } from './labels.ts';
import { matrixOf } from './matrix.ts';
import { caseStem, freeNumber } from './numbers.ts';
import type { Known } from './shapes.ts';
import { ticksOf } from './ticks.ts';
import { communityShare, minutesOf, officerLines, totalsOf } from './time.ts';
import { formWordsOf } from './words.ts';

const KNOWN: Known = {
  grids: [],
  officers: ['a', 'b', 'c'].map((officer) => ({ officer, role: '', grids: [] })),
  ...{ disputes: [], cases: [], followUps: [] },
  patterns: [
    { officer: 'a', rows: [{ activity: 'paperwork', minutes: 60 }] },
    { officer: 'b', rows: [{ activity: 'publicity', grid: 'g', minutes: 240 }] },
  ],
  numbers: { dispute: '', item: '' },
};

describe('working time', () => {
  it('is shared out over community, diverted and desk; leave is no working time', () => {
    const rows = [
      { activity: 'publicity', minutes: 240 },
      { activity: 'case_handling', minutes: 30 },
      { activity: 'paperwork', minutes: 30 },
      { activity: 'leave', minutes: 480 },
      { activity: 'publicity', minutes: '60' },
      { activity: 'toString', minutes: 60 },
    ];
    expect(minutesOf(rows)).toEqual({ community: 240, diverted: 30, desk: 30, leave: 480 });
    expect(communityShare(minutesOf(rows))).toBe(0.8);
    expect(communityShare(minutesOf([]))).toBeNull();
  });

  it('has a line for everybody on the roster and everybody named; only confirmed ones count', () => {
    const form = formOf({
      officerTime: [
        { officer: 'a', activity: 'paperwork', minutes: 30 },
        { officer: 'z', activity: 'leave', minutes: 30 },
        { officer: '13800138000' },
        'x',
      ],
    });
    const { lines, strays } = officerLines(form.lists, ['a'], KNOWN);
    expect(lines.map(({ officer, state }) => `${officer} ${state}`)).toEqual([
      ...['a confirmed', 'b suggested', 'c empty', 'z opened'],
    ]);
    expect(strays).toHaveLength(2);
    expect(totalsOf(lines)).toEqual({
      ...{ officers: 4, confirmed: 1, unconfirmed: 2 },
      minutes: { community: 0, diverted: 0, desk: 30, leave: 0 },
    });
  });
});

describe('choices', () => {
  const named = (count: number) =>
    Array.from({ length: count }, (_, place) => ({ value: `v${place}`, label: `第${place}` }));

  it('up to ten have one digit, more have two', () => {
    expect(numberOf(named(10), 9)).toBe('0');
    expect(byNumber(named(10), '3')?.value).toBe('v2');
    expect(byNumber(named(16), '1')).toBeUndefined();
    expect(byNumber(named(16), '１2')?.value).toBe('v11');
    expect(byNumber(named(16), '17')).toBeUndefined();
  });

  it('match by name, by code and by the beginning of their number', () => {
    expect(matching(named(16), '第15').map(({ value }) => value)).toEqual(['v15']);
    expect(matching(named(16), 'V3').map(({ value }) => value)).toEqual(['v3']);
    expect(matching(named(16), '').length).toBe(16);
  });
});

describe('numbers', () => {
  it('count up to the next that is free', () => {
    expect(freeNumber('D-0415-09', ['D-0415-09', 'D-0415-10'])).toBe('D-0415-11');
    expect(freeNumber('D-0415-99', ['D-0415-99'])).toBe('D-0415-100');
    expect(freeNumber('D', ['D'])).toBe('D');
  });

  it('of cases begin like the last one of the year', () => {
    const cases = [
      { case: 'A410481-2024-00311', filed: '2024-04-10' },
      { case: 'B-2024-1', filed: '2024-04-01' },
    ];
    expect(caseStem(cases, '2024-04-15')).toBe('A410481-2024-');
    expect(caseStem(cases, '2025-01-02')).toBe('');
    expect(caseStem([], '2024-04-15')).toBe('');
  });
});

describe('rows', () => {
  it('are ticks where they say only how something open ended', () => {
    const { lists } = formOf({
      disputes: [
        { dispute: 'D-1', event: 'resolved', level: 'post' },
        { dispute: 'D-2', event: 'resolved', level: 'moon' },
        { dispute: 'D-1', event: 'escalated' },
        { dispute: 'D-3', event: 'escalated', grid: 'g' },
        { dispute: 'D-9', event: 'escalated' },
      ],
    });
    const { ticks, others } = ticksOf('disputes', lists.disputes, new Set(['D-1', 'D-2', 'D-3']));
    expect([...ticks.keys()]).toEqual(['D-1']);
    expect(others).toHaveLength(4);
  });

  it('have a cell of the matrix, or stand below it', () => {
    const { lists } = formOf({
      counts: [
        { kind: 'k', grid: 'g', officer: 'o', count: 1 },
        { kind: 'k', grid: 'g', count: 2 },
        { kind: 'k', grid: 'h', count: 3 },
        { kind: 'k', grid: 'g2', count: 'x', more: 1 },
      ],
    });
    const { cells, strays } = matrixOf(lists.counts, ['k'], ['g', 'g2']);
    expect([...cells.keys()]).toEqual(['k g']);
    expect(strays).toHaveLength(3);
  });

  it('are named in the list of errors without repeating what may be a person’s', () => {
    const { lists } = formOf({ disputes: [{ dispute: '张三' }, { dispute: 'D-1' }] });
    const at = (place: number, field: string) =>
      errorPlace(
        {
          ...{ code: '', list: 'disputes', key: lists.disputes[place]?.key ?? 0, field },
          text: { zh: '', en: '' },
        },
        lists,
        formWordsOf('zh'),
        'zh',
        (code) => code,
      );
    expect(at(0, 'grid')).toBe('矛盾纠纷 · 第1行 · 村(社区)');
    expect(at(1, '13800138000')).toBe('矛盾纠纷 · D-1');
  });
});
