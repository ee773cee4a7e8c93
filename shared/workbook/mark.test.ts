import { openXlsx, readXlsx, type Sheet, saveXlsx, writeXlsx } from 'hucre/xlsx';
import { expect, test } from 'vitest';
import { markCsv, markWorkbook } from './mark.ts';
import { desk, parts, zip } from './testing.ts';

const DAY = '2024-04-15';
const RED = { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'FFC7CE' } };
const { answer, receive } = desk();

const opened = (bytes: Uint8Array) => openXlsx(bytes, { readStyles: true });
const cellAt = (book: Awaited<ReturnType<typeof opened>>, sheet: string, key: string) =>
  book.sheets.find(({ name }) => name === sheet)?.cells?.get(key);

const kept = ({ name, dataValidations, columns, freezePane }: Sheet) => ({
  ...{ name, dataValidations, columns, freezePane },
});

test('faulty cells come back coloured and commented, and the rest as it was', async () => {
  const file = await writeXlsx({
    sheets: [
      {
        name: '案件',
        columns: [{ width: 14 }, { width: 24 }, { width: 20, style: { numFmt: '@' } }],
        rows: [
          ['日期', '案件编号', '事件'],
          [DAY, 'A-1', '睡觉'],
          [DAY, 'A-2', '破案'],
          [DAY, 'A-2', '破案'],
        ],
        dataValidations: [{ type: 'list', values: ['立案', '破案'], range: 'C2:C9' }],
        freezePane: { rows: 1 },
      },
      { name: '代码', rows: [['x']] },
    ],
  });
  const { errors } = await answer(file);
  const book = await opened(await markWorkbook(file, errors, 'zh'));
  const faulty = cellAt(book, '案件', '1,2');
  expect(faulty).toMatchObject({ value: '睡觉', style: { fill: RED, numFmt: '@' } });
  expect(faulty?.comment?.text).toMatch(/^「案件」表 C2「事件」：只能填/);
  // A row that is wrong as a whole: its first cells.
  expect(cellAt(book, '案件', '3,0')).toMatchObject({ style: { fill: RED }, comment: {} });
  expect(cellAt(book, '案件', '3,2')?.style?.fill).toEqual(RED);
  expect(cellAt(book, '案件', '2,1')?.style?.fill).toBeUndefined();
  const before = await opened(file);
  expect(book.sheets.map(kept)).toEqual(before.sheets.map(kept));

  // Corrected and sent again, the marks of the first time are gone.
  const sheet = book.sheets.find(({ name }) => name === '案件');
  const cell = sheet?.cells?.get('1,2');
  if (!sheet?.rows[1] || !cell) throw new Error('no such cell');
  sheet.rows[1][2] = '破案';
  cell.value = '破案';
  const corrected = await saveXlsx(book);
  const rest = await answer(corrected);
  expect(rest.errors).toMatchObject([{ code: 'duplicate_row', row: 4 }]);
  const english = await opened(await markWorkbook(corrected, rest.errors, 'en'));
  expect(cellAt(english, '案件', '1,2')?.comment).toBeUndefined();
  expect(cellAt(english, '案件', '1,2')?.style?.fill).toBeUndefined();
  expect(cellAt(english, '案件', '3,0')?.comment?.text).toMatch(/^sheet 案件, row 4: /);
});

test('no formula leaves with it: values stay, and text that would be one is text', async () => {
  const text = (ref: string, content: string) =>
    `<c r="${ref}" t="inlineStr"><is><t>${content}</t></is></c>`;
  const rows =
    `<row r="1">${text('A1', '日期')}${text('B1', '案件编号')}${text('C1', '事件')}${text('D1', '类别')}</row>` +
    '<row r="2"><c r="A2"><f>TODAY()</f><v>45397</v></c><c r="B2" t="str"><f>"A-"&amp;1</f><v>A-1</v></c>' +
    '<c r="C2" t="str"><f>HYPERLINK("http://example.test/?"&amp;B2,"破案")</f><v>破案</v></c></row>' +
    '<row r="3"><c r="A3"><f>TODAY()</f><v>45397</v></c><c r="B3" t="str"><f>cmd|"/c calc"!A0</f><v>=1+1</v></c>' +
    `${text('C3', "=cmd|'/c calc'!A0")}<c r="D3" t="str"><f t="array" ref="D3:D4">X1</f><v>盗窃</v></c></row>`;
  const file = zip(parts({ 案件: rows }));
  const { errors } = await answer(file);
  const marked = await markWorkbook(file, errors, 'zh');
  expect((await answer(marked)).errors).toEqual(errors);
  const book = await opened(marked);
  const cells = [...(book.sheets[0]?.cells?.values() ?? [])];
  expect(cells.filter(({ formula }) => formula !== undefined)).toEqual([]);
  expect(book.sheets[0]?.rows.slice(1)).toMatchObject([
    [45_397, 'A-1', '破案', null],
    [45_397, '=1+1', "=cmd|'/c calc'!A0", '盗窃'],
  ]);
  for (const key of ['2,1', '2,2']) {
    expect(cellAt(book, '案件', key)?.style?.numFmt).toBe('@');
  }
});

test('a CSV comes back as a workbook of text, which can be corrected and sent', async () => {
  const csv = '表,日期,案件编号,事件\n案件,2024-04-15,A-1,睡觉\n案件,2024-04-15,=1+1,破案\n';
  const outcome = await receive(new TextEncoder().encode(csv), false);
  if (!outcome.ok) throw new Error('not read');
  const { tables, answer: checked } = outcome;
  const marked = await markCsv(tables, checked.errors, 'zh');
  const { sheets } = await readXlsx(marked, { readStyles: true });
  expect(sheets[0]?.rows[2]).toEqual(['案件', '2024-04-15', '=1+1', '破案']);
  expect(sheets[0]?.cells?.get('2,2')).toMatchObject({ type: 'string', comment: {} });
  expect(sheets[0]?.cells?.get('2,2')?.formula).toBeUndefined();
  expect((await answer(marked)).errors).toEqual(checked.errors);
});
