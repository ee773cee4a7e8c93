import { describe, expect, it } from 'vitest';
import { readMapping } from '../../shared/imports/mapping.ts';
import type { Table } from '../../shared/imports/table.ts';
import {
  codesOf,
  columnChoice,
  distinctOf,
  isName,
  kindsOf,
  type Matching,
  mappingOf,
  matchingOf,
  suggested,
  unknownOf,
} from './imports.ts';

const TABLE: Table = {
  headings: ['单位', '日期', '案件编号', '性质', '联系人'],
  rows: [
    ['寺坡街道', '2024-04-15', 'A-1', '盗窃', '13800138000'],
    ['寺坡街道', '2024-04-15', 'A-2', '盗窃案', ''],
    ['朱兰街道', '2024-04-16', 'A-3', '盗窃案', '王'],
  ].map((cells, index) => ({ row: index + 2, cells })),
};
const { category } = kindsOf('cases');
if (!category) throw new Error('cases have a category');
const CODES = codesOf(category, 'zh');

describe('matching columns to fields', () => {
  it('begins with the columns that are called what the fields are called', () => {
    const { choices } = suggested('cases', TABLE.headings);
    expect(choices.date).toEqual({ from: 'column', column: '日期', values: {} });
    expect(choices.case).toMatchObject({ column: '案件编号' });
    expect(choices.station).toEqual({ from: 'nowhere' });
  });

  it('asks only for words that say none of ours, with a guess', () => {
    expect(unknownOf(distinctOf(TABLE, '性质'), CODES)).toEqual([{ text: '盗窃案', rows: 2 }]);
    expect(columnChoice(TABLE, '性质', CODES)).toEqual({
      from: 'column',
      column: '性质',
      values: { 盗窃案: 'theft' },
    });
  });

  it('neither shows nor saves personal data', () => {
    expect(distinctOf(TABLE, '联系人')).toEqual({
      values: [{ text: '王', rows: 1 }],
      hidden: 1,
      more: 0,
    });
    const matching: Matching = {
      list: 'cases',
      choices: {
        category: { from: 'column', column: '性质', values: { '13800138000': 'theft', 丙: '' } },
      },
    };
    expect(mappingOf(matching).fields.category).toEqual({ column: '性质' });
  });

  it('makes a mapping that the server takes, and reads it back', () => {
    const matching = suggested('cases', TABLE.headings);
    const choices = {
      ...matching.choices,
      station: columnChoice(TABLE, '单位', []),
      event: { from: 'constant', constant: 'filed' },
      category: columnChoice(TABLE, '性质', CODES),
      grid: { from: 'constant', constant: '410481002001' },
    } as const;
    const mapping = mappingOf({ list: 'cases', choices });
    expect(readMapping(mapping)).toEqual({ ok: true, mapping });
    expect(mappingOf(matchingOf(mapping))).toEqual(mapping);
  });
});

it('takes names of 1 to 64 characters, none of control, without personal data', () => {
  expect(['警综/案件', 'a'.repeat(64)].every(isName)).toBe(true);
  expect([' ', 'a'.repeat(65), 'a\nb', '13800138000'].some(isName)).toBe(false);
});
