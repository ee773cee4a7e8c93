/**
 * What an exported table is made of, before any file format: columns with what they mean, and rows
 * of raw values. A cell shows what the API gives, rounded by its format alone.
 */

/**
 * What a number is, which decides how it is shown: `count` (whole unless it is not), `whole`,
 * `percent` and `change` (fractions; a change has its sign), `points` (scores) and `gain` (their
 * differences), `places` (ranks won or lost), `rate` (to 10,000 people), `days`, `tenths`; `plain` as
 * a document writes it (a weight, a threshold).
 */
export type NumberKind =
  | 'count'
  | 'whole'
  | 'percent'
  | 'change'
  | 'points'
  | 'gain'
  | 'places'
  | 'rate'
  | 'tenths'
  | 'days'
  | 'plain';

/** What a column holds; `date` is of days, written `2024-04-15`. */
export type Kind = NumberKind | 'text' | 'date';

/** No value, and why. */
export interface Absent {
  readonly absent: string;
}

/** A number of another kind than its column's. */
export interface Measured {
  readonly kind: NumberKind;
  readonly value: number;
}

/** What a cell holds; null where there is nothing to say. */
export type Value = string | number | Measured | Absent | null;

export interface ColumnHead {
  readonly name: string;
  readonly kind: Kind;
  /** What it means, where the name alone does not say; it stands on the sheet of notes. */
  readonly means?: string | undefined;
  /** In characters, of which a Chinese one takes two; as wide as its content where left out. */
  readonly width?: number | undefined;
}

/** A column of rows of type R. */
export interface Column<R> extends ColumnHead {
  readonly of: (row: R) => Value;
}

/** A table as a sheet shows it. */
export interface ExportTable {
  /** What the sheet is called. */
  readonly name: string;
  readonly columns: readonly ColumnHead[];
  readonly rows: readonly (readonly Value[])[];
}

export function tableOf<R>(
  name: string,
  columns: readonly Column<R>[],
  rows: readonly R[],
): ExportTable {
  return {
    name,
    columns: columns.map(({ name: head, kind, means, width }) => ({
      ...{ name: head, kind, means, width },
    })),
    rows: rows.map((row) => columns.map(({ of }) => of(row))),
  };
}

/** A value that may be missing; `reason` says why it is. Limits without end are missing, too. */
export function orAbsent(value: number | null | undefined, reason: string): number | Absent {
  return typeof value === 'number' && Number.isFinite(value) ? value : { absent: reason };
}

/** The same of a kind of its own. */
export function measured(
  kind: NumberKind,
  value: number | null | undefined,
  reason: string,
): Measured | Absent {
  const found = orAbsent(value, reason);
  return typeof found === 'number' ? { kind, value: found } : found;
}

/** A line of the notes: what it is about, and what is said of it. */
export type NoteLine = readonly [term: string, text: string];

export interface NoteSection {
  readonly title: string;
  readonly lines: readonly NoteLine[];
}

/** Everything that a workbook says. */
export interface ExportBook {
  readonly title: string;
  readonly tables: readonly ExportTable[];
  /** Period, revision, scheme and the like. */
  readonly facts: readonly NoteLine[];
  /** Definitions, and how the numbers are to be read. */
  readonly sections: readonly NoteSection[];
  /** Where the numbers come from. */
  readonly source: string;
}
