/** A workbook of tables, with a sheet of notes that says what they are. */
import { type CellStyle, type WriteSheet, writeXlsx } from 'hucre/xlsx';
import { count, type Language } from '../format.ts';
import { isMadeUp } from '../units/made-up.ts';
import { cellText, workbookSheet } from '../workbook/cells.ts';
import { heightOf, linesOf } from './formats.ts';
import { sheetNames } from './names.ts';
import { FONT, Reasons, tableSheet } from './sheet.ts';
import type { ExportBook, ExportTable, NoteLine, NoteSection, Value } from './table.ts';
import { wordsOf } from './words.ts';

/** Widths of the notes' two columns: a term, and what is said of it. */
const TERMS = 26;
const TEXTS = 96;

/** The workbook as a file. */
export function writeBook(book: ExportBook, language: Language): Promise<Uint8Array> {
  const words = wordsOf(language);
  const names = sheetNames([...book.tables.map(({ name }) => name), words.notes]);
  const reasons = new Reasons();
  // Also heads and properties can hold no control character.
  const title = cellText(book.title);
  const sheets = book.tables.map((table, index) =>
    tableSheet(table, { sheetName: names[index] ?? '', title, language, reasons }),
  );
  // After the tables: they number the reasons.
  const notes = notesSheet(names.at(-1) ?? words.notes, book, reasons, language);
  return writeXlsx({
    sheets: [...sheets, notes],
    namedRanges: sheets.map(repeatedHeading),
    activeSheet: 0,
    defaultFont: FONT,
    properties: { title },
  });
}

/**
 * Prints a sheet's heading row and first column on every page. The library itself leaves the names
 * of sheets unquoted.
 */
function repeatedHeading({ name: scope }: WriteSheet) {
  const sheet = `'${scope.replaceAll("'", "''")}'`;
  return { name: '_xlnm.Print_Titles', range: `${sheet}!$A:$A,${sheet}!$1:$1`, scope };
}

/** Whether a table names a unit of the demo. */
const isOfDemo = ({ rows }: ExportTable): boolean =>
  rows.some((row) => row.some((value: Value) => typeof value === 'string' && isMadeUp(value)));

/** A row of the sheet of notes: a line of two cells, a heading of one, or nothing. */
type Row = NoteLine | readonly [heading: string] | readonly [];

function sectionRows({ title, lines }: NoteSection): Row[] {
  return lines.length === 0 ? [] : [[], [title], ...lines];
}

function notesSheet(
  name: string,
  book: ExportBook,
  reasons: Reasons,
  language: Language,
): WriteSheet {
  const words = wordsOf(language);
  const { tables } = book;
  const isDemo = tables.some(isOfDemo) || book.facts.some(([, text]) => isMadeUp(text));
  const facts: NoteLine[] = [
    ...book.facts,
    [
      words.about,
      tables.map((table) => words.rows(table.name, count(table.rows.length))).join('\n'),
    ],
    [words.source, book.source],
    ...(isDemo ? [[words.madeUp, words.madeUpMore] as const] : []),
  ];
  const rows: Row[] = [
    [book.title],
    ...facts,
    ...tables.flatMap((table) => {
      const told = table.columns.flatMap(({ name: column, means }): NoteLine[] =>
        means === undefined ? [] : [[column, means]],
      );
      return sectionRows({ title: words.columnsOf(table.name), lines: told });
    }),
    ...book.sections.flatMap(sectionRows),
    ...sectionRows({ title: words.absent, lines: reasons.all }),
  ];
  const sheet = workbookSheet(name, rows, {
    columns: [{ width: TERMS }, { width: TEXTS }],
    rowDefs: new Map(
      rows.flatMap(([term = '', text = ''], index) => {
        const lines =
          text === '' ? 1 : Math.max(linesOf(text, TEXTS - 2), linesOf(term, TERMS - 2));
        return lines > 1 ? [[index, { height: heightOf(lines) }] as const] : [];
      }),
    ),
    pageSetup: { paperSize: 'a4', orientation: 'landscape', fitToPage: true, fitToHeight: 0 },
  });
  for (const [key, cell] of sheet.cells) {
    const row = rows[Number(key.split(',')[0])];
    cell.style = { ...cell.style, ...styleOf(key, row?.length === 1) };
  }
  return sheet;
}

function styleOf(key: string, isHeading: boolean): CellStyle {
  if (key === '0,0') return { font: { ...FONT, bold: true, size: 14 } };
  // A heading may be wider than its column; the cell beside it is empty.
  if (isHeading) return { font: { ...FONT, bold: true } };
  return { alignment: { wrapText: true, vertical: 'top' } };
}
