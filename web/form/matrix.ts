/** Counts as a matrix of kinds and grids: which row stands in which cell. */
import { type FormRow, valuesOf } from './rows.ts';

export const cellOf = (kind: string, grid: string): string => `${kind} ${grid}`;

/**
 * The rows by cell, and those that have none: a second row of a cell (another officer's), a kind
 * or grid that is not in the matrix, a field that does not belong there.
 */
export function matrixOf(
  rows: readonly FormRow[],
  kinds: readonly string[],
  grids: readonly string[],
): { readonly cells: ReadonlyMap<string, FormRow>; readonly strays: readonly FormRow[] } {
  const cells = new Map<string, FormRow>();
  const strays = rows.filter((row) => {
    const values = valuesOf(row);
    const { kind, grid, count } = values;
    const cell = cellOf(String(kind), String(grid));
    const fits =
      typeof kind === 'string' &&
      typeof grid === 'string' &&
      kinds.includes(kind) &&
      grids.includes(grid) &&
      ['string', 'number', 'undefined'].includes(typeof count) &&
      Object.keys(values).every((name) => FIELDS.has(name)) &&
      !cells.has(cell);
    if (fits) cells.set(cell, row);
    return !fits;
  });
  return { cells, strays };
}

const FIELDS: ReadonlySet<string> = new Set(['kind', 'grid', 'officer', 'count']);
