import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays } from '../calendar/day.ts';
import { LIST_NAMES, LISTS } from '../submissions/contract.ts';
import { ALL_FIELDS, choiceNamed, fieldNamed, fieldsOf, listNamed } from './layout.ts';
import { anyText } from './testing.ts';
import { type CellInput, dayOf, fieldValue, gridLabel, NO_VALUE } from './values.ts';

const fields = LIST_NAMES.flatMap(fieldsOf);
const gridField = ALL_FIELDS.get('grid');
const NONE: ReadonlyMap<string, string> = new Map();

test('every list, heading and choice is found by each of its names, and by no other', () => {
  for (const list of LIST_NAMES) {
    for (const name of [list, ...Object.values(LISTS[list].names)]) {
      expect(listNamed(` ${name.toUpperCase()}\u200b`)).toBe(list);
    }
  }
  for (const [name, field] of fields) {
    expect([fieldNamed(field.names.zh), fieldNamed(field.names.en)]).toEqual([name, name]);
    // Full-width brackets are the same brackets.
    expect(fieldNamed(field.names.zh.replace('(', '（').replace(')', '）'))).toBe(name);
    if (field.kind !== 'choice') continue;
    for (const [code, { zh, en }] of Object.entries(field.values)) {
      expect([code, zh, en].map((text) => choiceNamed(field, text))).toEqual([code, code, code]);
    }
  }
});

test('a day is the same however it is written', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 36_526, max: 73_049 }),
      fc.double({ min: 0, max: 0.99 }),
      (serial, time) => {
        const day = addDays('1899-12-30', serial);
        const [year = '', month = '', date = ''] = day.split('-');
        const written = [
          serial,
          serial + (Number.isNaN(time) ? 0 : time),
          new Date(`${day}T13:00:00Z`),
          day,
          `${year}/${Number(month)}/${Number(date)}`,
          `${year}.${month}.${date}`,
          ` ${year} 年 ${Number(month)} 月 ${Number(date)} 日 `,
          `${year}年${Number(month)}月${Number(date)}日`,
          `${year}${month}${date}`,
          Number(`${year}${month}${date}`),
          `${day} 08:30`,
          `${day}T08:30:00`,
        ];
        for (const cell of written) expect(dayOf(cell)).toBe(day);
      },
    ),
  );
  // A time that says how far it is from UTC is of Shanghai's day, as in an import.
  expect(dayOf('2026-11-14T23:30:00Z')).toBe('2026-11-15');
  const none: readonly CellInput[] = [
    '2024-02-30',
    '15/4/2024',
    '24-4-15',
    '',
    45,
    1e9,
    true,
    null,
    NO_VALUE,
    new Date(Number.NaN),
  ];
  for (const cell of none) expect(dayOf(cell)).toBeUndefined();
});

test('a grid reads back from its label, its code, its number and its name', () => {
  const grid = { code: '410481002201', name: '寺坡村' };
  const byName = new Map([[grid.name, grid.code]]);
  if (!gridField) throw new Error('no such field');
  for (const cell of [
    gridLabel(grid),
    grid.code,
    Number(grid.code),
    grid.name,
    ` ${grid.code}　别名`,
  ]) {
    expect(fieldValue(gridField, cell, byName)).toBe(grid.code);
  }
  expect(fieldValue(gridField, '4104810022011 寺坡村', byName)).toBe('4104810022011 寺坡村');
});

test('whatever stands in a cell becomes text, a number, or what the validation refuses', () => {
  const cell: fc.Arbitrary<CellInput | undefined> = fc.oneof(
    anyText,
    fc.double(),
    fc.boolean(),
    fc.date({ noInvalidDate: false }),
    fc.constantFrom(null, undefined),
    fc.constant<CellInput>(NO_VALUE),
  );
  fc.assert(
    fc.property(fc.constantFrom(...fields), cell, ([, field], value) => {
      const read = fieldValue(field, value, NONE);
      expect(['string', 'number', 'object', 'undefined']).toContain(typeof read);
      if (field.kind !== 'integer') expect(typeof read).not.toBe('number');
    }),
  );
  const minutes = ALL_FIELDS.get('minutes');
  if (!minutes) throw new Error('no such field');
  expect(
    ['60', '６０', '60.0', 60, '6 0', '1e2'].map((text) => fieldValue(minutes, text, NONE)),
  ).toEqual([60, 60, 60, 60, '6 0', '1e2']);
});
