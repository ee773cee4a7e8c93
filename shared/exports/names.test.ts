import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyText } from '../workbook/testing.ts';
import { contentDisposition, fileName, sheetNames } from './names.ts';

test('sheets have names that Excel takes, and no two alike', () => {
  const text = fc.oneof(
    anyText,
    fc.constantFrom("'", "''''", 'History', 'history', '', '[a]', 'a'.repeat(40), '𠮷'.repeat(20)),
  );
  fc.assert(
    fc.property(fc.array(text, { minLength: 1, maxLength: 8 }), (wanted) => {
      const names = sheetNames(wanted);
      for (const name of names) {
        expect(name.length).toBeGreaterThan(0);
        expect(name.length).toBeLessThanOrEqual(31);
        expect(name).not.toMatch(/[\\/?*[\]:\p{Cc}]|^'|'$|^history$/iu);
        expect(name.isWellFormed()).toBe(true);
      }
      expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length);
    }),
  );
  expect(sheetNames(['“三零”村(社区)占比', '排名', '排名'])).toEqual([
    ...['“三零”村(社区)占比', '排名', '排名 (2)'],
  ]);
});

test('a file is named in Chinese, and in ASCII for clients that know nothing else', () => {
  const name = fileName(['考核排名', '舞钢市(演示)', '2026年10月', '第1版', ''], 'xlsx');
  expect(name).toBe('考核排名_舞钢市(演示)_2026年10月_第1版.xlsx');
  const header = contentDisposition(name, 'ranking.xlsx');
  expect(header).toMatch(/^attachment; filename="ranking\.xlsx"; filename\*=UTF-8''[\w%.~-]+$/);
  expect(decodeURIComponent(header.split("''")[1] ?? '')).toBe(name);
});

test('no name breaks out of its header or its folder', () => {
  fc.assert(
    fc.property(fc.array(anyText, { minLength: 1, maxLength: 4 }), (parts) => {
      const name = fileName(parts, 'xlsx');
      expect(name).not.toMatch(/[\\/:*?"<>|\p{Cc}]/u);
      expect(contentDisposition(name, 'x.xlsx')).toMatch(/^[\x20-\x7e]+$/);
    }),
  );
});
