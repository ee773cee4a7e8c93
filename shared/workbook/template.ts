/** The template that a station fills in: a workbook, or one CSV file. */

import type { WriteSheet } from 'hucre/xlsx';
import {
  type Cell,
  type CellStyle,
  cellRef,
  colToLetter,
  type DataValidation,
  writeXlsx,
} from 'hucre/xlsx';
import type { Day } from '../calendar/day.ts';
import {
  type Field,
  LIST_NAMES,
  LISTS,
  type ListName,
  type Names,
} from '../submissions/contract.ts';
import type { Grid } from '../units/kinds.ts';
import { csvFile, workbookSheet } from './cells.ts';
import { GUIDE } from './guide.ts';
import {
  ALL_FIELDS,
  CODES_SHEET,
  DATE_COLUMN,
  DAYS_SHEET,
  fieldsOf,
  GUIDE_SHEET,
  LIST_COLUMN,
  NIL,
  YES,
} from './layout.ts';
import { gridLabel } from './values.ts';

/** What the template of a station knows. */
export interface TemplateContent {
  readonly station: { readonly code: string; readonly name: string };
  readonly grids: readonly Pick<Grid, 'code' | 'name'>[];
  /** Service numbers; empty where the asker may not see them. */
  readonly officers: readonly string[];
  /** Days to begin with on the sheet of days. */
  readonly days: readonly Day[];
}

/** Rows that are prepared for typing: ids and codes stay text, days are shown as such; */
const PREPARED_ROWS = 1000;
/** and rows that have drop-downs. */
const CHECKED_ROWS = 5000;

const FONT = { name: '宋体', size: 11 };
const HEADING: CellStyle = {
  font: { ...FONT, bold: true },
  fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'DDE8E0' } },
  alignment: { vertical: 'center' },
};
const TEXT: CellStyle = { numFmt: '@' };
const DATE: CellStyle = { numFmt: 'yyyy-mm-dd' };

/** The template as a workbook. */
export function workbookTemplate(content: TemplateContent): Promise<Uint8Array> {
  const codes = new CodeLists(content);
  const lists = LIST_NAMES.map((list) => listSheet(list, codes));
  return writeXlsx({
    sheets: [guideSheet(content), daysSheet(content.days), ...lists, codes.sheet()],
    activeSheet: 1,
    defaultFont: FONT,
  });
}

/** The template as a CSV file: all lists in one, the first column says which. */
export function csvTemplate(): Uint8Array {
  const fields = [...ALL_FIELDS.values()].map(({ names }) => names.zh);
  return csvFile([[LIST_COLUMN.zh, DATE_COLUMN.zh, ...fields]]);
}

function guideSheet({ station }: TemplateContent): WriteSheet {
  const rows = [
    [`${station.name} ${station.code}`],
    ...GUIDE.flatMap(({ zh, en }) => [[zh], [en], []]),
  ];
  const sheet = workbookSheet(GUIDE_SHEET.zh, rows, { columns: [{ width: 110 }] });
  for (const [key, cell] of sheet.cells) {
    const isTitle = key === '0,0';
    cell.style = {
      ...cell.style,
      alignment: { wrapText: true, vertical: 'top' },
      ...(isTitle && { font: { ...FONT, bold: true, size: 14 } }),
    };
  }
  return sheet;
}

/** A heading row that stays in view, and prepared rows below it. */
function table(
  name: string,
  columns: readonly { readonly names: Names; readonly width: number; readonly style?: CellStyle }[],
  dataValidations: DataValidation[],
): WriteSheet & { readonly cells: Map<string, Partial<Cell>> } {
  const sheet = workbookSheet(name, [columns.map(({ names }) => names.zh)], {
    columns: columns.map(({ width }) => ({ width })),
    freezePane: { rows: 1 },
    dataValidations,
  });
  columns.forEach(({ style }, column) => {
    const heading = sheet.cells.get(`0,${column}`);
    if (heading) heading.style = HEADING;
    if (!style) return;
    for (let row = 1; row <= PREPARED_ROWS; row += 1) {
      sheet.cells.set(`${row},${column}`, { value: null, style });
    }
  });
  return sheet;
}

const columnRange = (column: number) => `${cellRef(1, column)}:${cellRef(CHECKED_ROWS, column)}`;

function daysSheet(days: readonly Day[]): WriteSheet {
  const sheet = table(
    DAYS_SHEET.zh,
    [
      { names: DATE_COLUMN, width: 14, style: DATE },
      { names: NIL, width: 12 },
    ],
    [
      {
        type: 'list',
        values: [YES.zh],
        range: columnRange(1),
        allowBlank: true,
        showErrorMessage: true,
        showInputMessage: true,
        inputTitle: NIL.zh,
        inputMessage: '当天六个表都没有内容时填「是」',
      },
    ],
  );
  days.forEach((day, index) => {
    sheet.cells.set(`${index + 1},0`, { value: new Date(`${day}T00:00:00Z`), style: DATE });
  });
  return sheet;
}

function listSheet(list: ListName, codes: CodeLists): WriteSheet {
  const fields = fieldsOf(list);
  const validations = fields.flatMap(([, field], index) => validationOf(field, index + 1, codes));
  const columns = fields.map(([, field]) => ({
    names: field.names,
    width: WIDTHS[field.kind],
    ...(field.kind !== 'integer' && { style: TEXT }),
  }));
  return table(
    LISTS[list].names.zh,
    [{ names: DATE_COLUMN, width: 14, style: DATE }, ...columns],
    validations,
  );
}

/** In characters, of which a Chinese one takes two. */
const WIDTHS: Readonly<Record<Field['kind'], number>> = {
  ...{ id: 24, officer: 16, grid: 30, choice: 24, integer: 10 },
};

function validationOf(field: Field, column: number, codes: CodeLists): DataValidation[] {
  const common = { range: columnRange(column), allowBlank: true, showErrorMessage: true };
  if (field.kind === 'integer') {
    const { minimum, maximum } = field;
    return [
      {
        ...{ ...common, type: 'whole', operator: 'between' },
        ...{ formula1: String(minimum), formula2: String(maximum) },
        ...{ errorTitle: field.names.zh, errorMessage: `请填 ${minimum} 至 ${maximum} 的整数` },
      },
    ];
  }
  const formula1 = codes.rangeOf(field);
  if (formula1 === undefined) return [];
  // Grids and officers change from day to day: others than today's may be right.
  const errorStyle = field.kind === 'choice' ? 'stop' : 'warning';
  const errorMessage = '请从下拉列表中选择';
  return [
    { ...common, type: 'list', formula1, errorStyle, errorTitle: field.names.zh, errorMessage },
  ];
}

/** The lists that the drop-downs offer, each a column of a sheet: a list in a cell may be too long. */
class CodeLists {
  readonly #columns: { readonly heading: string; readonly values: readonly string[] }[] = [];
  readonly #ranges = new Map<unknown, string>();
  readonly #grids = {};
  readonly #officers = {};

  constructor({ grids, officers }: TemplateContent) {
    for (const list of LIST_NAMES) {
      for (const [, field] of fieldsOf(list)) {
        const heading = field.names.zh;
        if (field.kind === 'grid') this.#add(this.#grids, heading, grids.map(gridLabel));
        if (field.kind === 'officer') this.#add(this.#officers, heading, officers);
        if (field.kind === 'choice') {
          const values = Object.values(field.values).map(({ zh }) => zh);
          this.#add(field.values, `${LISTS[list].names.zh} ${heading}`, values);
        }
      }
    }
  }

  #add(key: unknown, heading: string, values: readonly string[]): void {
    if (this.#ranges.has(key) || values.length === 0) return;
    const letter = colToLetter(this.#columns.length);
    this.#columns.push({ heading, values });
    this.#ranges.set(key, `'${CODES_SHEET.zh}'!$${letter}$2:$${letter}$${values.length + 1}`);
  }

  /** The range with a field's values; undefined where none are known. */
  rangeOf(field: Field): string | undefined {
    if (field.kind === 'grid') return this.#ranges.get(this.#grids);
    if (field.kind === 'officer') return this.#ranges.get(this.#officers);
    return field.kind === 'choice' ? this.#ranges.get(field.values) : undefined;
  }

  sheet(): WriteSheet {
    const height = Math.max(0, ...this.#columns.map(({ values }) => values.length));
    const rows = Array.from({ length: height + 1 }, (_, row) =>
      this.#columns.map(({ heading, values }) => (row === 0 ? heading : (values[row - 1] ?? null))),
    );
    const sheet = workbookSheet(CODES_SHEET.zh, rows, {
      columns: this.#columns.map(() => ({ width: 28 })),
      freezePane: { rows: 1 },
    });
    this.#columns.forEach((_, column) => {
      const heading = sheet.cells.get(`0,${column}`);
      if (heading) heading.style = HEADING;
    });
    return sheet;
  }
}
