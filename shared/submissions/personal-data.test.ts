import { describe, expect, it } from 'vitest';
import { containsPersonalData, holdsPersonalData } from './personal-data.ts';

/** The made-up numbers of GB 11643-1999, annexes A and B. */
const RESIDENT_IDS = ['11010519491231002X', '440524188001010014', '34052419800101001X'];
/** The same with a wrong check digit, or with a month 13 that the check digit no longer fits. */
const NO_RESIDENT_IDS = [
  '110105194912310021',
  '440524188001010015',
  '340524198001010010',
  '11010519491331002X',
];
/** A mobile number that belongs to nobody, and runs of digits that are none. */
const MOBILE = '13800138000';
const NO_MOBILES = ['12800138000', '138001380001'];
/** Cards of 16 and 19 digits, made up; the last digit is Luhn's. */
const CARDS = ['6222021234567894', '6217000010001234569'];

const PERSONAL = [
  ...RESIDENT_IDS,
  MOBILE,
  ...CARDS,
  '11010519491231002x',
  '１１０１０５１９４９１２３１００２Ｘ',
  '１３８００１３８０００',
  '110105 19491231 002X',
  '110105-19491231-002-X',
  '110105\u200b19491231\u200b002X',
  '138-0013-8000',
  '138 0013 8000',
  '138－0013－8000',
  '1-3-8-0-0-1-3-8-0-0-0',
  '8613800138000',
  '+86 138 0013 8000',
  'D-138-0013-8000',
  'tel_13800138000',
  '0415/13800138000',
  '张三13800138000',
  '6222 0212 3456 7894',
  '京A12345',
  '京A·12345',
  '豫D 123 45',
  '豫d-12345',
  '豫AD12345',
  '京Ａ１２３４５',
  '豫D1234警',
];

const HARMLESS = [
  ...NO_RESIDENT_IDS,
  ...NO_MOBILES,
  '',
  '410481-0217',
  '410481002201',
  'D-2024-0415-01',
  'A410481-2024-00311',
  'T-0415-2',
  `A${MOBILE}`,
  `${MOBILE}B`,
  `A4104${RESIDENT_IDS[0]}`,
  '410481-138-0013-8000',
  '6222021234567895',
  '豫D123',
  '豫D12345678',
  '鑫源社区居民委员会',
];

describe('personal data', () => {
  it.each(PERSONAL)('is found in %s', (text) => {
    expect(containsPersonalData(text)).toBe(true);
  });

  it.each(HARMLESS)('is not found in %s', (text) => {
    expect(containsPersonalData(text)).toBe(false);
  });

  it('is found anywhere in a JSON value, in names too', () => {
    expect(holdsPersonalData({ a: [{ b: MOBILE }] })).toBe(true);
    expect(holdsPersonalData({ a: [{ [MOBILE]: 1 }] })).toBe(true);
    expect(holdsPersonalData({ a: [{ b: '410481-0217' }, null, 1, true] })).toBe(false);
  });

  it('is looked for in linear time', () => {
    for (const text of ['1-'.repeat(300_000), '京A '.repeat(100_000), `${'1'.repeat(600_000)}A`]) {
      expect(containsPersonalData(text)).toBe(false);
    }
  });
});
