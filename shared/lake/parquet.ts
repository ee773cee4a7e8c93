import { parquetReadObjects, type SchemaElement } from 'hyparquet';
import { parquetWriteBuffer } from 'hyparquet-writer';
import type { Cell, ColumnType, LakeTable, Row } from './tables.ts';

const PHYSICAL: Record<ColumnType, Omit<SchemaElement, 'name' | 'repetition_type'>> = {
  string: { type: 'BYTE_ARRAY', converted_type: 'UTF8', logical_type: { type: 'STRING' } },
  int: { type: 'INT32' },
  bigint: { type: 'INT64' },
  double: { type: 'DOUBLE' },
  boolean: { type: 'BOOLEAN' },
  date: { type: 'INT32', converted_type: 'DATE', logical_type: { type: 'DATE' } },
};

/** The Parquet schema of a table: its columns in order, every one nullable. */
export function parquetSchema(table: LakeTable): SchemaElement[] {
  return [
    { name: 'root', num_children: table.columns.length },
    ...table.columns.map(({ name, type }) => ({
      name,
      repetition_type: 'OPTIONAL' as const,
      ...PHYSICAL[type],
    })),
  ];
}

const MILLISECONDS_PER_DAY = 86_400_000;

function stored(cell: Cell | undefined, type: ColumnType): unknown {
  if (cell === null || cell === undefined) return undefined;
  if (type === 'date') return Date.parse(`${cell}T00:00:00Z`) / MILLISECONDS_PER_DAY;
  if (type === 'bigint') return BigInt(cell);
  return cell;
}

function restored(value: unknown, type: ColumnType): Cell {
  if (value === null || value === undefined) return null;
  if (type === 'date') return (value as Date).toISOString().slice(0, 10);
  if (type === 'bigint') return Number(value);
  return value as Cell;
}

/** Rows as one Parquet object; the same rows give the same bytes. Cells not given are null. */
export function encodeParquet(table: LakeTable, rows: readonly Row[]): Uint8Array {
  const buffer = parquetWriteBuffer({
    schema: parquetSchema(table),
    columnData: table.columns.map(({ name, type }) => ({
      name,
      data: rows.map((row) => stored(row[name], type)),
    })),
    createdBy: 'fengqiao',
  });
  return new Uint8Array(buffer);
}

/** The rows of an object that `encodeParquet` made. Throws where it is damaged. */
export async function decodeParquet(table: LakeTable, bytes: Uint8Array): Promise<Row[]> {
  const file = bytes.buffer.slice(
    bytes.byteOffset,
    bytes.byteOffset + bytes.byteLength,
  ) as ArrayBuffer;
  const objects = await parquetReadObjects({ file });
  return objects.map((object) =>
    Object.fromEntries(
      table.columns.map(({ name, type }) => [name, restored(object[name], type)] as const),
    ),
  );
}
