import { describe, expect, test } from 'vitest';
import { readTable } from './table.ts';

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
  });
});
