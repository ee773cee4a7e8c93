/** Values and types as Athena writes them in results. */
import {
  DuckDBDateValue,
  DuckDBDecimalType,
  DuckDBDecimalValue,
  DuckDBTimestampTZValue,
  DuckDBTimestampValue,
  type DuckDBType,
  DuckDBTypeId,
  type DuckDBValue,
} from '@duckdb/node-api';

export interface ResultColumn {
  readonly name: string;
  readonly type: string;
  readonly precision: number;
  readonly scale: number;
}

const TYPES: ReadonlyMap<DuckDBTypeId, readonly [type: string, precision: number]> = new Map([
  [DuckDBTypeId.BOOLEAN, ['boolean', 0]],
  [DuckDBTypeId.TINYINT, ['tinyint', 3]],
  [DuckDBTypeId.SMALLINT, ['smallint', 5]],
  [DuckDBTypeId.INTEGER, ['integer', 10]],
  [DuckDBTypeId.BIGINT, ['bigint', 19]],
  // The sum of integers: a bigint in Trino.
  [DuckDBTypeId.HUGEINT, ['bigint', 19]],
  [DuckDBTypeId.DOUBLE, ['double', 17]],
  [DuckDBTypeId.VARCHAR, ['varchar', 2_147_483_647]],
  [DuckDBTypeId.DATE, ['date', 0]],
  [DuckDBTypeId.TIMESTAMP, ['timestamp', 3]],
  [DuckDBTypeId.TIMESTAMP_TZ, ['timestamp with time zone', 3]],
  [DuckDBTypeId.SQLNULL, ['unknown', 0]],
]);

/** The name under which a result shows a column: lower case, `_col0` where it has none. */
export function columnLabel(name: string, index: number): string {
  return /^[\p{L}_][\p{L}\p{N}_ ]*$/u.test(name) ? name.toLowerCase() : `_col${index}`;
}

/** The column as Athena names and types it; undefined for a type that no query here gives. */
export function resultColumn(
  name: string,
  type: DuckDBType,
  index: number,
): ResultColumn | undefined {
  const label = columnLabel(name, index);
  if (type instanceof DuckDBDecimalType) {
    return { name: label, type: 'decimal', precision: type.width, scale: type.scale };
  }
  const known = TYPES.get(type.typeId);
  return known && { name: label, type: known[0], precision: known[1], scale: 0 };
}

/** The value of a result column as text; null for NULL. Throws where `resultColumn` knows none. */
export function resultText(value: DuckDBValue, type: DuckDBType): string | null {
  if (value === null || typeof value === 'string') return value;
  if (typeof value === 'number' && type.typeId === DuckDBTypeId.DOUBLE) return doubleText(value);
  if (value instanceof DuckDBTimestampValue) return instantText(value.micros);
  if (value instanceof DuckDBTimestampTZValue) return `${instantText(value.micros)} UTC`;
  const plain = value instanceof DuckDBDateValue || value instanceof DuckDBDecimalValue;
  if (plain || typeof value !== 'object') return String(value);
  throw new Error(`no text for a ${value.constructor.name}`);
}

/** `2024-04-15 08:30:00.000`, in UTC, to the millisecond. */
function instantText(micros: bigint): string {
  return new Date(Number(micros / 1000n)).toISOString().slice(0, 23).replace('T', ' ');
}

/**
 * A double as Java prints it: 1.0, 0.001, 1.0E7, 1.0E-4, NaN, Infinity. Both take the shortest
 * digits that give the number back.
 */
export function doubleText(value: number): string {
  const size = Math.abs(value);
  if (Object.is(value, -0)) return '-0.0';
  if (!Number.isFinite(value)) return String(value);
  if (size === 0 || (size >= 1e-3 && size < 1e7)) {
    const text = String(value);
    return text.includes('.') ? text : `${text}.0`;
  }
  const [digits = '', exponent = ''] = value.toExponential().split('e');
  return `${digits.includes('.') ? digits : `${digits}.0`}E${Number(exponent)}`;
}

/** Rows as Athena's CSV object: header first, every value quoted, NULL as nothing. */
export function csv(
  columns: readonly ResultColumn[],
  rows: readonly (readonly (string | null)[])[],
): string {
  const cell = (value: string | null) => (value === null ? '' : `"${value.replaceAll('"', '""')}"`);
  const lines = [columns.map(({ name }) => name), ...rows];
  return lines.map((line) => `${line.map(cell).join(',')}\n`).join('');
}
