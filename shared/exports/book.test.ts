import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unpack } from '../workbook/archive.ts';
import { anyText } from '../workbook/testing.ts';
import { writeBook } from './book.ts';
import { type ExportBook, type ExportTable, measured, orAbsent, tableOf } from './table.ts';
import { readBook } from './testing.ts';

interface Row {
  readonly name: string;
  readonly share: number | null;
  readonly change: number;
}

const ROWS: readonly Row[] = [
  { name: '垭口街道', share: 2 / 3, change: -0.14035087719298245 },
  { name: '寺坡街道', share: null, change: 0 },
];

const table = tableOf<Row>(
  '占比',
  [
    { name: '单位', kind: 'text', of: ({ name }) => name },
    { name: '占比', kind: 'percent', means: '分子 ÷ 分母', of: (row) => orAbsent(row.share, '无') },
    { name: '同比', kind: 'change', of: ({ change }) => change },
    { name: '用时', kind: 'tenths', of: ({ change }) => measured('days', change + 2, '无') },
    { name: '日期', kind: 'date', of: () => '2024-02-29' },
    { name: '备注', kind: 'text', of: ({ share }) => (share === null ? null : '=1+1') },
  ],
  ROWS,
);

const bookOf = (...tables: ExportTable[]): ExportBook => ({
  ...{ title: '试验', tables, facts: [['考核期', '2024年2月']], source: '每日报送' },
  sections: [{ title: '读法', lines: [['区间', '95%']] }],
});

describe('a workbook', () => {
  it('has the raw numbers with their formats, days as days, and text as nothing but text', async () => {
    const [sheet] = await readBook(await writeBook(bookOf(table), 'zh'));
    expect(sheet?.value('垭口街道', '占比')).toBe(2 / 3);
    expect(sheet?.format('垭口街道', '占比')).toMatch(/^#,##0\.0%;/);
    expect(sheet?.value('垭口街道', '同比')).toBe(-0.14035087719298245);
    expect(sheet?.format('垭口街道', '同比')).toBe('+#,##0.0%;"−"#,##0.0%;#,##0.0%');
    expect(sheet?.format('垭口街道', '用时')).toContain('"天"');
    expect(sheet?.value('垭口街道', '日期')).toEqual(new Date('2024-02-29T00:00:00Z'));
    expect([sheet?.value('垭口街道', '备注'), sheet?.format('垭口街道', '备注')]).toEqual([
      ...['=1+1', '@'],
    ]);
  });

  it('keeps its heading and first column in view, and can be filtered', async () => {
    const bytes = await writeBook(bookOf(table), 'zh');
    const unpacked = unpack(bytes, 1 << 24);
    const part = (path: string) =>
      Buffer.from((unpacked.ok && unpacked.entries.get(path)) || []).toString();
    const xml = part('xl/worksheets/sheet1.xml');
    expect(xml).toMatch(/<pane xSplit="1" ySplit="1" topLeftCell="B2" state="frozen"/);
    expect(xml).toContain('<autoFilter ref="A1:F3"/>');
    // Quoted, or Excel would call the file damaged.
    expect(part('xl/workbook.xml')).toContain(">'占比'!$A:$A,'占比'!$1:$1<");
    const [sheet] = await readBook(bytes);
    expect(sheet?.cell(0, 1)?.style).toMatchObject({
      font: { bold: true },
      alignment: { horizontal: 'right', wrapText: true },
    });
    // Chinese names of four characters take eight places, and some room.
    expect(sheet?.sheet.columns?.[0]?.width).toBe(10);
  });

  it('says why a value is missing, by a number that its notes explain', async () => {
    const [sheet, notes] = await readBook(await writeBook(bookOf(table), 'zh'));
    expect(sheet?.value('寺坡街道', '占比')).toBe('—①');
    expect(sheet?.value('寺坡街道', '备注') ?? null).toBeNull();
    expect(notes?.name).toBe('说明');
    const lines = notes?.rows.map((row) => row.filter((cell) => cell !== null));
    expect(lines).toContainEqual(['考核期', '2024年2月']);
    expect(lines).toContainEqual(['来源', '每日报送']);
    expect(lines).toContainEqual(['占比', '分子 ÷ 分母']);
    expect(lines).toContainEqual(['区间', '95%']);
    expect(lines).toContainEqual(['—①', '无']);
    expect(JSON.stringify(lines)).not.toContain('演示');
  });

  it('says that a demo is one, in either language', async () => {
    const demo = { ...table, rows: table.rows.map((row) => ['垭口街道(演示)', ...row.slice(1)]) };
    for (const [language, words] of [
      ['zh', '演示数据'],
      ['en', 'Demo data'],
    ] as const) {
      const sheets = await readBook(await writeBook(bookOf(demo), language));
      expect(sheets.at(-1)?.rows.map(([term]) => term)).toContain(words);
    }
    const named = { ...bookOf(table), facts: [['单位', '舞钢市(演示)'] as const] };
    const [, notes] = await readBook(await writeBook(named, 'zh'));
    expect(notes?.rows.map(([term]) => term)).toContain('演示数据');
  });

  it('holds no formula, whatever its texts are', async () => {
    const text = fc.oneof(
      anyText,
      fc.constantFrom('=1+1', '+1', '-1', '@SUM(A1)', '＝1', '\t=1', '#N/A', "'=1", '_x0041_'),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 12 }), async (texts) => {
        const odd = tableOf<string>(
          texts[0] ?? '',
          [{ name: texts.at(-1) ?? '', kind: 'text', means: texts[0], of: (cell) => cell }],
          texts,
        );
        const bytes = await writeBook({ ...bookOf(odd), title: texts[0] ?? '' }, 'zh');
        const unpacked = unpack(bytes, 1 << 24);
        if (!unpacked.ok) throw new Error('the library wrote no archive');
        for (const sheet of ['sheet1', 'sheet2']) {
          const part = unpacked.entries.get(`xl/worksheets/${sheet}.xml`);
          const xml = Buffer.from(part ?? []).toString();
          expect(xml).toContain('<sheetData');
          expect(xml).not.toMatch(/<f[\s>/]/);
          // No number, boolean or error: shared and inline strings, and empty cells.
          for (const [cell] of xml.matchAll(/<c [^>]*>/g)) {
            expect(cell).toMatch(/ t="(s|inlineStr)"|\/>$/);
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  it('is a workbook also of no rows', async () => {
    const [sheet] = await readBook(await writeBook(bookOf({ ...table, rows: [] }), 'en'));
    expect(sheet?.rows).toHaveLength(1);
  });
});
