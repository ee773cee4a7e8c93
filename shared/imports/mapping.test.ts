import { describe, expect, test } from 'vitest';
import { readMapping } from './mapping.ts';

const CASES = {
  list: 'cases',
  fields: {
    station: { column: '办案单位', values: { 垭口所: '410481001000' } },
    date: { column: '立案时间' },
    case: { column: '案件编号' },
    event: { constant: 'filed' },
    category: { column: '案由', values: { 盗窃案: 'theft' } },
    grid: { column: '村' },
  },
};
const errorsOf = (body: unknown) => {
  const read = readMapping(body);
  return read.ok ? [] : read.errors.map(({ code, pointer }) => `${code} ${pointer}`);
};
const withField = (name: string, source: unknown) => ({
  ...CASES,
  fields: { ...CASES.fields, [name]: source },
});

test('a mapping reads as it was written', () => {
  expect(readMapping(CASES)).toEqual({ ok: true, mapping: CASES });
});

describe('what is wrong is said where it stands', () => {
  const { grid: _, date: __, ...without } = CASES.fields;
  test.each([
    ['none', 1, ['wrong_type ']],
    ['another list', { ...CASES, list: 'officerTime' }, ['not_allowed /list']],
    ['a name too many', { ...CASES, more: 1 }, ['unknown_field /more']],
    [
      'fields left out',
      { ...CASES, fields: without },
      ['missing_field /fields/date', 'missing_field /fields/grid'],
    ],
    [
      'a field of another list',
      withField('level', { constant: 'post' }),
      ['unknown_field /fields/level'],
    ],
    [
      'a field that the event does not have',
      withField('event', { constant: 'withdrawn' }),
      ['field_not_expected /fields/category', 'field_not_expected /fields/grid'],
    ],
    [
      'column and constant',
      withField('case', { column: 'a', constant: 'b' }),
      ['wrong_type /fields/case'],
    ],
    [
      'an unknown word of ours',
      withField('category', { column: 'a', values: { 盗: 'thief' } }),
      ['not_allowed /fields/category/values/盗'],
    ],
    [
      'a station that is no code',
      withField('station', { constant: '垭口' }),
      ['invalid_id /fields/station/constant'],
    ],
    [
      'a constant day that does not exist',
      withField('date', { constant: '2024-02-30' }),
      ['invalid_date /fields/date/constant'],
    ],
    [
      'words for days',
      withField('date', { column: 'a', values: { a: '2024-04-15' } }),
      ['wrong_type /fields/date/values'],
    ],
    [
      'personal data in a heading',
      withField('case', { column: '13800138000' }),
      ['personal_data /fields/case/column'],
    ],
    [
      'personal data in a word',
      withField('category', { column: 'a', values: { '13800138000': 'theft' } }),
      ['personal_data /fields/category/values'],
    ],
    [
      'words for numbers',
      withField('case', { column: 'a', values: { 张三: 'A' } }),
      ['not_allowed /fields/case/values'],
    ],
    [
      'too many words',
      withField('category', {
        column: 'a',
        values: Object.fromEntries(
          Array.from({ length: 2000 }, (_, n) => [`${'案由'.repeat(6)}${n}`, 'theft']),
        ),
      }),
      ['too_large '],
    ],
    [
      'of any depth',
      withField('grid', JSON.parse(`${'[{"a":'.repeat(50_000)}1${'}]'.repeat(50_000)}`)),
      ['wrong_type /fields/grid'],
    ],
  ])('%s', (_, body, errors) => {
    expect(errorsOf(body)).toEqual(errors);
  });

  test('the names of officers are not kept, whatever they are matched to', () => {
    const disputes = {
      list: 'disputes',
      fields: {
        ...{ station: { column: '所' }, date: { column: '日' }, dispute: { column: '编号' } },
        ...{ event: { constant: 'opened' }, category: { column: '类' }, grid: { column: '村' } },
        officer: { column: '民警', values: { 张三: 'P-1' } },
      },
    };
    expect(errorsOf(disputes)).toEqual(['not_allowed /fields/officer/values']);
  });

  test('with the event in a column, each row will tell which fields it needs', () => {
    const { grid: _, category: __, ...fields } = CASES.fields;
    expect(errorsOf({ ...CASES, fields: { ...fields, event: { column: '状态' } } })).toEqual([]);
  });
});
