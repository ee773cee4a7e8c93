import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays } from '../calendar/day.ts';
import { dayOfText } from './days.ts';
import { headingsOf, readTable } from './table.ts';

/** `编号,日期` and `纠纷,今天` in GBK. */
const GBK = Uint8Array.from([
  ...[0xb1, 0xe0, 0xba, 0xc5, 0x2c, 0xc8, 0xd5, 0xc6, 0xda, 0x0a],
  ...[0xbe, 0xc0, 0xb7, 0xd7, 0x2c, 0xbd, 0xf1, 0xcc, 0xec, 0x0a],
]);
const utf8 = (text: string) => new TextEncoder().encode(text);

describe('a table', () => {
  test('in UTF-8, with its mark or without, in GBK, and in UTF-16 as Excel writes "Unicode text"', () => {
    const text = '编号,日期\n纠纷,今天\n';
    const utf16 = new Uint8Array(Buffer.from(`\uFEFF${text.replaceAll(',', '\t')}`, 'utf16le'));
    for (const bytes of [utf8(text), utf8(`\uFEFF${text}`), GBK, utf16]) {
      expect(readTable(bytes)).toEqual({
        ...{ ok: true, headings: ['编号', '日期'] },
        rows: [{ row: 2, cells: ['纠纷', '今天'] }],
      });
    }
  });

  test('with commas, semicolons or tabs; the others may stand in cells', () => {
    for (const separator of [',', ';', '\t']) {
      const table = readTable(utf8(`a${separator}"b;c,d"\r\n1${separator}"x,y;z"\r\n`));
      expect(table).toMatchObject({ headings: ['a', 'b;c,d'], rows: [{ cells: ['1', 'x,y;z'] }] });
    }
  });

  test('rows are counted as a spreadsheet counts them', () => {
    const table = readTable(utf8('a,b\n\n1,"two\nlines"\n,\n2,\n'));
    expect(table.ok && table.rows).toEqual([
      { row: 3, cells: ['1', 'two\nlines'] },
      { row: 5, cells: ['2', ''] },
    ]);
  });

  test.each([
    ['a workbook', Uint8Array.from([0x50, 0x4b, 3, 4, 0, 0, 0, 0]), 'not_csv'],
    ['no text in any encoding', Uint8Array.from([0xff, 0xff, 0xff, 0x2c]), 'not_csv'],
    ['quotes that do not match', utf8('a,b\n"1,2\n'), 'bad_quotes'],
    ['nothing', utf8(''), 'empty_file'],
    ['headings alone', utf8('a,b\n,\n'), 'empty_file'],
  ])('%s is refused', (_, bytes, code) => {
    expect(readTable(bytes)).toMatchObject({ ok: false, errors: [{ code }] });
    expect(headingsOf(bytes)).toEqual([]);
  });

  test('headings stand once each, empty ones not', () => {
    expect(headingsOf(utf8('a,,b,a\n1,2,3,4\n'))).toEqual(['a', 'b']);
  });
});

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
    '2024-04-15T08:30:00',
  ])('%s', (text) => {
    expect(dayOfText(text)).toBe('2024-04-15');
  });

  test.each(['', '2024-02-30', '15/4/2024', '2024', '45397', '20241315', '2024-04-15a', '昨天'])(
    '%j is none',
    (text) => {
      expect(dayOfText(text)).toBeUndefined();
    },
  );

  test('every day in every form', () => {
    fc.assert(
      fc.property(fc.nat({ max: 40_000 }), (days) => {
        const day = addDays('1990-01-01', days);
        const [year, month, date] = day.split('-').map(Number);
        const forms = [day, `${year}/${month}/${date}`, `${year}年${month}月${date}日`];
        expect([...forms, day.replaceAll('-', '')].map(dayOfText)).toEqual([day, day, day, day]);
      }),
    );
  });
});
