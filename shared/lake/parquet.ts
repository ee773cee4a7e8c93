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

/** How a type's cells are written. Of dates there are few, so each is worked out once. */
function storing(type: ColumnType): (cell: Exclude<Cell, null>) => unknown {
  if (type === 'bigint') return BigInt;
  if (type !== 'date') return (cell) => cell;
  const days = new Map<Exclude<Cell, null>, number>();
  return (cell) => {
    const day = days.get(cell) ?? Date.parse(`${cell}T00:00:00Z`) / MILLISECONDS_PER_DAY;
    days.set(cell, day);
    return day;
  };
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
    columnData: table.columns.map(({ name, type }) => {
      const stored = storing(type);
      return { name, data: rows.map((row) => (row[name] == null ? undefined : stored(row[name]))) };
    }),
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
