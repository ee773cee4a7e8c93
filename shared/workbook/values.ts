/** From what stands in a cell to what the contract wants. */
import { addDays, type Day, isDay } from '../calendar/day.ts';
import { writtenDay } from '../calendar/written-day.ts';
import type { Field } from '../submissions/contract.ts';
import { containsPersonalData } from '../submissions/personal-data.ts';
import { choiceNamed, plain } from './layout.ts';

/** A formula of which the file does not say the value. */
export const NO_VALUE = Symbol('a formula without a value');

/** What stands in a cell; a Date's UTC day is meant. */
export type CellInput = string | number | boolean | Date | typeof NO_VALUE | null;

/** Whether nothing stands in the cell that anyone could see. */
export function isBlank(cell: CellInput | undefined): boolean {
  return cell === undefined || cell === null || (typeof cell === 'string' && plain(cell) === '');
}

/** Day 0 of a workbook's numbers for days, from March 1900 on. */
const SERIAL_EPOCH: Day = '1899-12-30';
/** The years 2000 to 2099; a number outside of them means something else. */
const FIRST_SERIAL = 36_526;
const LAST_SERIAL = 73_050;

/** The day that stands in a cell: as a day of the workbook (a Date, or its number), or written. */
export function dayOf(cell: CellInput | undefined): Day | undefined {
  if (cell instanceof Date) {
    return Number.isNaN(cell.getTime()) ? undefined : existing(cell.toISOString().slice(0, 10));
  }
  if (typeof cell === 'number' && cell >= FIRST_SERIAL && cell < LAST_SERIAL) {
    return addDays(SERIAL_EPOCH, Math.floor(cell));
  }
  if (typeof cell !== 'string' && typeof cell !== 'number') return undefined;
  return writtenDay(String(cell));
}

const existing = (day: string) => (isDay(day) ? day : undefined);

/** Excel keeps 15 digits of a number: one that may have had more is not what was typed. */
const MAX_EXACT = 1e15;

/**
 * The value for a field; undefined where the cell is blank. What cannot be read as the field
 * wants it comes back as something that the validation refuses with the fitting code: the text
 * itself, or null for what is no text at all. `gridsByName` are the codes of the station's grids.
 */
export function fieldValue(
  field: Field,
  cell: CellInput | undefined,
  gridsByName: ReadonlyMap<string, string>,
): string | number | null | undefined {
  if (cell === undefined || isBlank(cell)) return undefined;
  if (field.kind === 'integer') return integerOf(cell);
  let text: string;
  if (typeof cell === 'string') text = plain(cell);
  else if (typeof cell === 'number' && Number.isInteger(cell) && Math.abs(cell) < MAX_EXACT) {
    text = String(cell);
  } else return null;
  switch (field.kind) {
    case 'choice':
      return choiceNamed(field, text) ?? text;
    case 'grid':
      return gridOf(text, gridsByName);
    default:
      return text;
  }
}

function integerOf(cell: CellInput): string | number | null {
  if (typeof cell === 'number') return cell;
  if (typeof cell !== 'string') return null;
  const text = plain(cell);
  return /^[+-]?\d{1,15}(?:\.0+)?$/.test(text) ? Number(text) : text;
}

/** A grid as the drop-down shows it, its code before its name. */
export const gridLabel = (grid: { readonly code: string; readonly name: string }) =>
  `${grid.code} ${grid.name}`;

/** `410481002201 寺坡村`, the code alone, or the name where it is the only such grid. */
function gridOf(text: string, gridsByName: ReadonlyMap<string, string>): string {
  if (containsPersonalData(text)) return text;
  return /^(\d{12})(?:\s|$)/.exec(text)?.[1] ?? gridsByName.get(text) ?? text;
}
