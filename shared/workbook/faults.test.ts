import fc from 'fast-check';
import { writeXlsx } from 'hucre/xlsx';
import { describe, expect, test } from 'vitest';
import { openTables } from './tables.ts';
import { anyText, desk, parts, small, zip } from './testing.ts';

const DAY = '2024-04-15';
const CASE = [DAY, 'A-1', '破案'];
const { fault, answer } = desk();
const cases = () => small({ 案件: [CASE] });

async function codeOf(bytes: Uint8Array): Promise<string | undefined> {
  const told = await fault(bytes);
  expect(told?.messages.zh ?? '').toMatch(/请/);
  return told?.code;
}

describe('a file that is none of ours says what it is', () => {
  test('cut off, or changed in the middle', async () => {
    const whole = await cases();
    expect(await codeOf(whole.subarray(0, whole.length / 2))).toBe('workbook_damaged');
    expect(await codeOf(whole.subarray(0, 4))).toBe('workbook_damaged');
    const changed = whole.slice();
    changed.fill(0xff, 60, 120);
    expect(await codeOf(changed)).toBe('workbook_damaged');
    const noXml = { ...parts({ 案件: '' }), 'xl/workbook.xml': '<workbook><sheets' };
    expect(await codeOf(zip(noXml))).toMatch(/workbook_(damaged|not_template)/);
  });

  test('with a password', async () => {
    const locked = await writeXlsx({
      sheets: [{ name: '案件', rows: [CASE] }],
      encryption: { password: 'secret', spinCount: 1 },
    });
    expect(Buffer.from(locked.subarray(0, 4)).toString('hex')).toBe('d0cf11e0');
    expect(await codeOf(locked)).toBe('workbook_protected');
  });

  test('of another format: .xls, .docx, .ods, a picture', async () => {
    const xls = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(2048)]);
    expect((await fault(new Uint8Array(xls)))?.messages.zh).toContain('另存为 .xlsx');
    expect(await codeOf(zip({ '[Content_Types].xml': '', 'word/document.xml': '' }))).toBe(
      'workbook_not_template',
    );
    expect(await codeOf(zip({ mimetype: 'application/vnd.oasis', 'content.xml': '' }))).toBe(
      'workbook_not_template',
    );
    expect(await codeOf(new Uint8Array(Buffer.from('89504e470d0a1a0a0000000d', 'hex')))).toBe(
      'workbook_not_template',
    );
  });

  test('with macros', async () => {
    const plain = parts({ 案件: '' });
    const types = plain['[Content_Types].xml'] ?? '';
    const enabled = types.replace(
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml',
      'application/vnd.ms-excel.sheet.macroEnabled.main+xml',
    );
    expect(enabled).not.toBe(types);
    expect(await codeOf(zip({ ...plain, '[Content_Types].xml': enabled }))).toBe('workbook_macros');
    expect(await codeOf(zip({ ...plain, 'xl/vbaProject.bin': 'x' }))).toBe('workbook_macros');
    expect(await codeOf(zip({ ...plain, 'xl/macrosheets/sheet1.xml': 'x' }))).toBe(
      'workbook_macros',
    );
  });

  test('empty, or without a sheet of the template', async () => {
    expect(await codeOf(new Uint8Array())).toBe('workbook_empty');
    expect(await codeOf(await small({ 案件: [] }))).toBe('workbook_empty');
    expect(await codeOf(zip(parts({ Sheet1: '' })))).toBe('workbook_not_template');
    const other = '<row><c t="inlineStr"><is><t>x</t></is></c></row>';
    expect(await codeOf(zip(parts({ Sheet1: other })))).toBe('workbook_not_template');
  });
});

describe('a small file that would be a large one', () => {
  const sheet = (rows: string) => zip(parts({ 案件: rows }));

  test('unpacking stops at the limit, whatever size the file says it has', async () => {
    const bomb = { ...parts({ 案件: '' }), 'xl/media/a.bin': Buffer.alloc(64 * 1024 * 1024) };
    const bytes = zip(bomb);
    expect(bytes.length).toBeLessThan(300_000);
    expect(await codeOf(bytes)).toBe('workbook_too_large');
    const many = Object.fromEntries(
      Array.from({ length: 9 }, (_, index) => [`xl/media/${index}.bin`, Buffer.alloc(4 << 20)]),
    );
    expect(await codeOf(zip({ ...parts({ 案件: '' }), ...many }))).toBe('workbook_too_large');
    for (const size of [0, 1]) {
      expect(await codeOf(zip({ 'xl/a.bin': Buffer.alloc(1 << 20) }, size))).toMatch(
        /workbook_(damaged|too_large)/,
      );
    }
  });

  test('a cell far away is refused, and one that hides there is not read', async () => {
    for (const ref of ['XFD1048576', 'A1048576', 'XFD1', 'CW1', 'A20001']) {
      expect(await codeOf(sheet(`<row><c r="${ref}"><v>1</v></c></row>`))).toBe(
        'workbook_too_large',
      );
    }
    const hidden = sheet(`<row><c r="A1"><v>1</v></c><c r="A1e6"><v>1</v></c></row>`);
    const opened = await openTables(hidden);
    expect(opened.ok && opened.tables.map(({ rows }) => rows.length)).toEqual([1]);
    const columns = '<cols>'.concat('<col min="1" max="16384" width="9"/>'.repeat(1001), '</cols>');
    expect(await codeOf(sheet(columns))).toBe('workbook_too_large');
  });

  test('a sheet that is named again, or parts that are led to again, are not read again', async () => {
    const whole = parts({ 案件: '<row><c r="A1"><v>1</v></c></row>' });
    const part = (path: string, from: string | RegExp, to: string) =>
      zip({ ...whole, [path]: (whole[path] ?? '').replace(from, to) });
    const sheet = (name: number, id: string) => `<sheet name="S${name}" sheetId="9" r:id="${id}"/>`;
    const workbook = (...sheets: string[]) =>
      part('xl/workbook.xml', /<sheet .*\/>/, sheets.join(''));
    expect((await openTables(workbook(sheet(1, 'rId1')))).ok).toBe(true);
    const many = Array.from({ length: 100_000 }, (_, index) => sheet(index, `x${index}`));
    for (const file of [
      workbook(sheet(1, 'rId1'), sheet(2, 'rId1')),
      workbook(sheet(1, 'rId1'), sheet(2, 'rId&#49;')),
      workbook(...many),
    ]) {
      expect(await codeOf(file)).toBe('workbook_too_large');
    }
    const rows = '<row><c><v>1</v></c></row>'.repeat(20_000);
    const large = parts({ 案件: rows });
    const links = large['xl/_rels/workbook.xml.rels'] ?? '';
    for (const target of ['worksheets/sheet1.xml', './worksheets//sheet&#x31;.xml']) {
      const again = Array.from(
        { length: 38 },
        (_, index) => `<Relationship Id="a${index}" Type="x/worksheet" Target="${target}"/>`,
      );
      const file = { 'xl/_rels/workbook.xml.rels': links.replace('</', `${again.join('')}</`) };
      expect(await codeOf(zip({ ...large, ...file }))).toBe('workbook_too_large');
    }
  });

  test('too many sheets, or days', async () => {
    const sheets = Array.from({ length: 41 }, (_, index) => [`S${index}`, '']);
    expect(await codeOf(zip(parts(Object.fromEntries(sheets))))).toBe('workbook_too_large');
    const days = Array.from({ length: 101 }, (_, index) => [45_000 + index, `A-${index}`, '破案']);
    expect(await codeOf(await small({ 案件: days }))).toBe('workbook_too_large');
  });
});

test('whatever the XML of a sheet says, the file is read or refused', async () => {
  const whole =
    '<row r="1"><c r="A1" t="inlineStr"><is><t>日期</t></is></c><c r="B1" t="s"><v>0</v></c></row>' +
    '<row r="2"><c r="A2"><f>NOW()</f><v>45397.5</v></c><c r="B2" t="str"><v>A-1</v></c></row>';
  const piece = fc.oneof(
    anyText.map((text) => text.toWellFormed()),
    fc.constantFrom(
      '<row',
      '</c>',
      ' r="ZZ9"',
      ' t="b"',
      '<f t="shared" si="0"/>',
      '-1',
      '1e9',
      '&#x0;',
    ),
  );
  await fc.assert(
    fc.asyncProperty(fc.nat(whole.length), fc.nat(30), piece, async (at, cut, inserted) => {
      const rows = whole.slice(0, at) + inserted + whole.slice(at + cut);
      const { ok } = await desk().receive(zip(parts({ 案件: rows }, ['案件编号'])), false);
      expect(typeof ok).toBe('boolean');
    }),
    { numRuns: 150 },
  );
});

describe('CSV', () => {
  const rows = [
    ['表', '日期', '案件编号', '事件', '类别', '村(社区)', '数量', '种类'],
    ['案件', '2024/4/15', 'A-1', '立案', '盗窃', '410481002201 寺坡村', '', ''],
    ['上访和事故', '20240415', '', '', '', '410481002201', '1', '上访'],
    ['', '', '', '', '', '', '', ''],
    ['零报告', '2024-04-16', '', '', '', '', '', ''],
  ];
  const text = (delimiter: string, line = '\r\n') =>
    rows.map((row) => row.join(delimiter)).join(line);
  const days = [
    { date: '2024-04-15', outcome: 'ready', counts: { cases: 1, incidents: 1 } },
    { date: '2024-04-16', outcome: 'ready', counts: { cases: 0 } },
  ];

  test.each([',', ';', '\t'])(
    'in UTF-8, with or without a mark, apart by %j',
    async (delimiter) => {
      for (const mark of ['', '\uFEFF']) {
        const file = new TextEncoder().encode(mark + text(delimiter));
        expect(await answer(file)).toMatchObject({ rows: 2, days, errors: [] });
      }
    },
  );

  test('in UTF-16, and with a line that tells the separator', async () => {
    const utf16 = new Uint8Array(Buffer.from(`\uFEFF${text('\t')}`, 'utf16le'));
    expect(await answer(utf16)).toMatchObject({ rows: 2, days, errors: [] });
    const told = new TextEncoder().encode(`sep=;\r\n${text(';').replace('盗窃', '偷盗')}`);
    expect((await answer(told)).errors).toMatchObject([{ row: 3, cell: 'E3' }]);
  });

  test('in GBK', async () => {
    // What Excel in Chinese writes: a byte of these pairs is no UTF-8.
    const gbk = gbkOf(text(','));
    expect(() => new TextDecoder('utf-8', { fatal: true }).decode(gbk)).toThrow();
    expect(await answer(gbk)).toMatchObject({ rows: 2, days, errors: [] });
  });

  test('errors name the line and the column', async () => {
    const wrong = text(',').replace('盗窃', '偷盗').replace('上访和事故,', '上访,');
    const { errors } = await answer(new TextEncoder().encode(wrong));
    expect(errors).toMatchObject([
      { code: 'not_allowed', date: null, sheet: 'CSV', row: 3, column: '表', cell: 'A3' },
      { code: 'not_allowed', date: '2024-04-15', row: 2, column: '类别', cell: 'E2' },
    ]);
  });

  test('a list that is none is told, also where nothing else stands in its row', async () => {
    const wrong = text(',').replace('零报告,', '零报,').replace(',,,,,,,', '备注,,,,,,,');
    const { errors, days: read } = await answer(new TextEncoder().encode(wrong), 'send');
    expect(errors).toMatchObject([
      { code: 'not_allowed', date: null, cell: 'A4' },
      { code: 'not_allowed', date: null, cell: 'A5' },
    ]);
    expect(read).toMatchObject([{ date: '2024-04-15', outcome: 'refused' }]);
  });

  test.each([
    ['lines', '\n'.repeat(4_000_000)],
    ['short rows', `表,日期\n${'a\n'.repeat(1_900_000)}`],
    ['columns', ','.repeat(4_000_000)],
  ])('too many %s are refused before they are read', async (_, content) => {
    expect(await codeOf(new TextEncoder().encode(content))).toBe('workbook_too_large');
  });

  test('what is said of it speaks of its rows, not of sheets that it has not', async () => {
    const said = async (content: string) => {
      const outcome = await desk().receive(new TextEncoder().encode(content), false);
      return JSON.stringify(outcome.ok ? outcome.answer.errors : outcome);
    };
    for (const content of [
      '\n\n',
      '表,日期,案件编号\n',
      '表,日期,案件编号\n案件,,A-1\n零报告,,\n',
    ]) {
      const words = await said(content);
      expect(words).toMatch(/workbook_empty|missing_field/);
      expect(words).not.toMatch(/「日期」表|sheet 日期/);
    }
  });

  test('of one sheet alone, or with loose quotes, says what to do', async () => {
    const one = new TextEncoder().encode('日期,案件编号,事件\n2024-04-15,A-1,破案\n');
    expect((await fault(one))?.messages.zh).toContain('「表」');
    const loose = new TextEncoder().encode('表,日期\n"案件,2024-04-15\n');
    expect((await fault(loose))?.messages.zh).toContain('引号');
    expect(await codeOf(new TextEncoder().encode('\n \n'))).toBe('workbook_empty');
  });
});

/** Encodes by asking the decoder what each pair of bytes means. */
function gbkOf(text: string): Uint8Array {
  const decoder = new TextDecoder('gbk');
  const pairs = new Map<string, readonly number[]>();
  for (let first = 0x81; first <= 0xfe; first += 1) {
    for (let second = 0x40; second <= 0xfe; second += 1) {
      if (second !== 0x7f) {
        pairs.set(decoder.decode(new Uint8Array([first, second])), [first, second]);
      }
    }
  }
  return new Uint8Array(
    [...text].flatMap((character) => {
      const code = character.charCodeAt(0);
      const pair = pairs.get(character);
      if (code >= 0x80 && !pair) throw new Error(`no GBK for U+${code.toString(16)}`);
      return pair ?? [code];
    }),
  );
}
