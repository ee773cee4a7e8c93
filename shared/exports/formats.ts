/** How cells show their numbers, and how wide that is. */
import { change, count, type Language, NOTHING, type Printed, percent, points } from '../format.ts';
import type { Kind, NumberKind } from './table.ts';

/** Number formats write the minus sign of `format.ts`; it is quoted, as anything beyond ASCII. */
const MINUS = '"−"';
const WHOLE = '#,##0';
const TENTHS = '#,##0.0';

/** The same with its own minus sign. */
const withMinus = (format: string) => `${format};${MINUS}${format};${format}`;
/** The same, always with its sign. */
const signed = (format: string) => `+${format};${MINUS}${format};${format}`;
/** The same without one. */
const unsigned = (format: string) => `${format};${format};${format}`;

const SIGNED: ReadonlySet<NumberKind> = new Set(['change', 'gain', 'places']);

/**
 * The number format of a value. One that is printed as zero has no sign, as on the pages. The value
 * decides, and not a condition (`[>=0.0005]`) in the format: programs do not agree on whether a section
 * with a condition shows the minus sign of a negative number by itself.
 */
export function numberFormat(kind: NumberKind, value: number, language: Language): string {
  const format = digitsOf(kind, value, language);
  if (printsZero(kind, value)) return unsigned(format);
  return SIGNED.has(kind) ? signed(format) : withMinus(format);
}

function digitsOf(kind: NumberKind, value: number, language: Language): string {
  switch (kind) {
    case 'count':
      return Number.isInteger(value) ? WHOLE : TENTHS;
    case 'whole':
    case 'places':
      return WHOLE;
    case 'percent':
    case 'change':
      return `${TENTHS}%`;
    case 'points':
    case 'tenths':
    case 'gain':
      return TENTHS;
    case 'rate':
      return `${TENTHS}${language === 'zh' ? '"/万人"' : '" per 10,000"'}`;
    case 'days':
      return `${TENTHS}${language === 'zh' ? '"天"' : '" days"'}`;
  }
}

/** Whether a value is so small that no digit of it is printed. */
function printsZero(kind: NumberKind, value: number): boolean {
  switch (kind) {
    case 'whole':
    case 'places':
      return Math.abs(value) < 0.5;
    case 'percent':
    case 'change':
      return !/[1-9]/.test(percent(value));
    default:
      return !/[1-9]/.test(points(value));
  }
}

export const TEXT_FORMAT = '@';
export const DATE_FORMAT = 'yyyy-mm-dd';

/** A number about as its format shows it: for the width of its column. */
export function shownAs(kind: NumberKind, value: number): string {
  switch (kind) {
    case 'count':
    case 'whole':
    case 'places':
      return `${count(value)} `;
    case 'percent':
    case 'change':
      return change(value);
    case 'points':
    case 'gain':
    case 'tenths':
      return `${points(value)} `;
    case 'rate':
      return `${points(value)} per 10,000`;
    case 'days':
      return `${points(value)} days`;
  }
}

/** How many characters wide a text is; a Chinese one, and all beyond Latin, takes two. */
export function widthOf(text: string): number {
  let width = 0;
  for (const character of text) width += (character.codePointAt(0) ?? 0) > 0x2e7f ? 2 : 1;
  return width;
}

/** How many lines a text takes in a column of that width. */
export function linesOf(text: string, width: number): number {
  return text
    .split('\n')
    .reduce((lines, line) => lines + Math.max(1, Math.ceil(widthOf(line) / width)), 0);
}

const LINE_HEIGHT = 15;
const TALLEST = 400;

/** The height of a row of so many lines, in points: not every program finds it by itself. */
export const heightOf = (lines: number): number => Math.min(TALLEST, lines * LINE_HEIGHT + 3);

/** The kind of a KPI's values. */
export function kindOf({ form, display }: Printed): NumberKind {
  if (display !== 'number') return display;
  // As in format.ts: people to an officer are not counted in tenths.
  return form === 'ratio' ? 'whole' : 'rate';
}

const CIRCLED = '①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳';

/** What stands where there is no value, with the number of its reason in the notes: `—①`. */
export function absentMark(reason: number): string {
  return NOTHING + (CIRCLED[reason] ?? `(${reason + 1})`);
}

/** Whether a column's cells stand on the right, as numbers do. */
export function isNumeric(kind: Kind): kind is NumberKind {
  return kind !== 'text' && kind !== 'date';
}
