import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { readXlsx, writeXlsx } from 'hucre/xlsx';
import { expect, test } from 'vitest';
import { unpack } from './archive.ts';
import { cellText, csvFile, workbookSheet } from './cells.ts';
import { anyText } from './testing.ts';

/** Texts that have been formulas, errors, escapes or trouble. */
const text = fc.oneof(
  anyText,
  fc
    .tuple(
      fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\n', ' =', '\u200b=', '＝', '|', "'", ''),
      fc.constantFrom('1+1', 'cmd|"/c calc"!A1', 'HYPERLINK("http://a","b")', '', '0042'),
    )
    .map(([start, rest]) => start + rest),
  fc.constantFrom(
    '#N/A',
    '#REF!',
    '_x0041_',
    '_x005F_x0041_',
    '410481002201',
    '2024-04-15',
    'TRUE',
  ),
);

test('text is text in a workbook, whatever it begins with', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 20 }), async (texts) => {
      const bytes = await writeXlsx({ sheets: [workbookSheet('表', [texts])] });
      const unpacked = unpack(bytes, 1 << 24);
      if (!unpacked.ok) throw new Error('the library wrote no archive');
      const xml = Buffer.from(unpacked.entries.get('xl/worksheets/sheet1.xml') ?? []).toString();
      expect(xml).toContain('<sheetData');
      expect(xml).not.toMatch(/<f[\s>/]/);
      // Only shared and inline strings: no number, no boolean, no error.
      for (const [cell] of xml.matchAll(/<c [^>]*>/g)) {
        expect(cell).toMatch(/ t="(s|inlineStr)"|\/>$/);
      }
      const { sheets } = await readXlsx(bytes);
      texts.forEach((written, column) => {
        // XML reads line ends as one character.
        const readable = cellText(written).replace(/\r\n?/g, '\n');
        const read = String(sheets[0]?.rows[0]?.[column] ?? '');
        expect(read.replace(/\r\n?/g, '\n')).toBe(readable);
      });
    }),
    { numRuns: 60 },
  );
});

test('no field of a CSV file begins like a formula, and the rest reads back', () => {
  fc.assert(
    fc.property(fc.array(text, { minLength: 1, maxLength: 20 }), (texts) => {
      const [read = []]: string[][] = parse(Buffer.from(csvFile([['x', ...texts]])), {
        bom: true,
      });
      texts.forEach((written, column) => {
        const field = read[column + 1] ?? '';
        expect(field).not.toMatch(/^[\s\u200b]*[=+\-@＝＋－＠|]|^[\t\r\n]/);
        expect([cellText(written), `'${cellText(written)}`]).toContain(field);
      });
    }),
  );
});

test('numbers are numbers, negative ones too', async () => {
  const bytes = await writeXlsx({ sheets: [workbookSheet('表', [[-5, 1.5, null]])] });
  expect((await readXlsx(bytes)).sheets[0]?.rows[0]).toEqual([-5, 1.5]);
  expect(Buffer.from(csvFile([[-5, null]])).toString()).toBe('\uFEFF-5,\r\n');
});
