import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDecimals,
  compareDecimals,
  type Decimal,
  formatDecimal,
  parseDecimal,
} from './decimal.ts';

const read = (text: string): Decimal => {
  const value = parseDecimal(text);
  if (typeof value === 'string') throw new Error(value);
  return value;
};
/** Hundredths as text: `-1234` is `-12.34`. */
const hundredths = (value: bigint) => {
  const digits = (value < 0n ? -value : value).toString().padStart(3, '0');
  return `${value < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
};
const value = fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n });

describe('decimals', () => {
  it('come back in full and in one form', () => {
    const forms = { '007.50': '7.5', '-0': '0', '1e3': '1000', '.5E-2': '0.005', '+12.': '12' };
    for (const [given, written] of Object.entries(forms)) {
      expect(formatDecimal(read(given))).toBe(written);
    }
  });

  it('refuse what is no number, has too many digits or is out of range', () => {
    for (const text of [
      '',
      '-',
      '.',
      'NaN',
      '1e',
      '0x1',
      '1 2',
      '1e126',
      '1e-131',
      '1'.repeat(39),
    ]) {
      expect(typeof parseDecimal(text)).toBe('string');
    }
    expect(read(`${'9'.repeat(38)}e88`).digits).toHaveLength(38);
    expect(typeof addDecimals(read('1e36'), read('0.1'))).toBe('object');
    expect(typeof addDecimals(read('1e37'), read('0.1'))).toBe('string');
  });

  it('add and compare exactly', () => {
    fc.assert(
      fc.property(value, value, (left, right) => {
        const [a, b] = [read(hundredths(left)), read(hundredths(right))];
        const total = addDecimals(a, b);
        expect(typeof total === 'string' ? total : formatDecimal(total)).toBe(
          formatDecimal(read(hundredths(left + right))),
        );
        expect(compareDecimals(a, b)).toBe(left < right ? -1 : left > right ? 1 : 0);
      }),
    );
  });
});
