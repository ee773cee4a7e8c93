import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays } from './day.ts';
import { writtenDay } from './written-day.ts';

describe('a day', () => {
  test.each([
    '2024-04-15',
    '2024/4/15 08:30',
    '2024-4-15 8:30:00',
    '2024.04.15',
    '20240415',
    '20240415083000',
    '2024年4月15日',
    '2024年4月15日 8时30分',
    '２０２４-０４-１５',
    '2024-04-15T08:30:00+08:00',
    '2024-04-14T23:30:00Z',
    '2024-04-14 23:30:00.5Z',
    '2024-04-15T08:30:00',
  ])('%s', (text) => {
    expect(writtenDay(text)).toBe('2024-04-15');
  });

  test.each(['', '2024-02-30', '15/4/2024', '2024', '45397', '20241315', '2024-04-15a', '昨天'])(
    '%j is none',
    (text) => {
      expect(writtenDay(text)).toBeUndefined();
    },
  );

  test('every day in every form', () => {
    fc.assert(
      fc.property(fc.nat({ max: 40_000 }), (days) => {
        const day = addDays('1990-01-01', days);
        const [year, month, date] = day.split('-').map(Number);
        const forms = [day, `${year}/${month}/${date}`, `${year}年${month}月${date}日`];
        expect([...forms, day.replaceAll('-', '')].map(writtenDay)).toEqual([day, day, day, day]);
      }),
    );
  });
});
