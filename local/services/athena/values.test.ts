import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseLiteral } from './literals.ts';
import { doubleText } from './text.ts';

test.each([
  ["'it''s'", "it's", 'VARCHAR'],
  ["''", '', 'VARCHAR'],
  ['-7', '-7', 'INTEGER'],
  ['2147483648', '2147483648', 'BIGINT'],
  ['-0.05', '-0.05', 'DECIMAL(2,2)'],
  ['12.50', '12.50', 'DECIMAL(4,2)'],
  ['1e3', '1000', 'DOUBLE'],
  ['TRUE', 'true', 'BOOLEAN'],
  ["DATE '2024-02-29'", '2024-02-29', 'DATE'],
  ["timestamp '2024-02-29 08:30:00'", '2024-02-29 08:30:00', 'TIMESTAMP'],
  ['NULL', 'null', 'SQLNULL'],
])('the literal %s', (text, value, type) => {
  const literal = parseLiteral(text);
  expect([String(literal?.value), String(literal?.type)]).toEqual([value, type]);
});

test.each(['', 'abc', "'a'b'", "'a", '1 OR 1=1', "DATE '2024-02-30'", '.', '9223372036854775808'])(
  'no literal: %s',
  (text) => expect(parseLiteral(text)).toBeUndefined(),
);

test.each([
  [0, '0.0'],
  [-0, '-0.0'],
  [1, '1.0'],
  [0.001, '0.001'],
  [0.0001, '1.0E-4'],
  [9_999_999, '9999999.0'],
  [1e7, '1.0E7'],
  [1.25e21, '1.25E21'],
  [NaN, 'NaN'],
  [-Infinity, '-Infinity'],
])('the double %d is written %s', (value, text) => expect(doubleText(value)).toBe(text));

test('a double read back is the same double', () => {
  fc.assert(
    fc.property(fc.double(), (value) => {
      expect(Number(doubleText(value))).toBe(value);
    }),
  );
});
