/** The columns of a table, found by their headings in any order. */
import type { Names } from '../submissions/contract.ts';
import { fieldNamed, isNamed } from './layout.ts';
import { type CellInput, isBlank } from './values.ts';
import { WORDS } from './words.ts';

export interface Columns {
  /** Each field of the contract that has a heading, and its column. */
  readonly fields: readonly (readonly [name: string, column: number])[];
  /** The column of a field, or of another heading by its English name. */
  of(name: string): number | undefined;
}

export interface HeadingFault {
  readonly code: string;
  readonly text: Names;
  readonly row: number;
  readonly column: number;
}

/**
 * The columns of a table whose headings stand in row `heading`. `others` are the headings
 * besides the contract's fields, which count only where the table `hasFields`. A heading that is none, one that stands twice, and a column of
 * values without a heading are faults.
 */
export function columnsOf(
  rows: readonly (readonly CellInput[])[],
  heading: number,
  others: readonly Names[],
  hasFields: boolean,
): { readonly columns: Columns; readonly faults: readonly HeadingFault[] } {
  const faults: HeadingFault[] = [];
  const found = new Map<string, number>();
  const fields: [string, number][] = [];
  const width = Math.max(0, ...rows.map((row) => row.length));
  for (let column = 0; column < width; column += 1) {
    const cell = rows[heading]?.[column];
    const fault = (text: Names, row = heading) =>
      faults.push({ code: 'unknown_field', text, row, column });
    if (isBlank(cell)) {
      const row = rows.findIndex((cells) => !isBlank(cells[column]));
      if (row >= 0) fault(WORDS.noHeading, row);
      continue;
    }
    const text = typeof cell === 'string' ? cell : '';
    const other = others.find((names) => isNamed(text, names));
    const name = other?.en ?? (hasFields ? fieldNamed(text) : undefined);
    if (name === undefined) fault(WORDS.unknownHeading);
    else if (found.has(name)) fault(WORDS.headingTwice);
    else {
      found.set(name, column);
      if (!other) fields.push([name, column]);
    }
  }
  return { columns: { fields, of: (name) => found.get(name) }, faults };
}
