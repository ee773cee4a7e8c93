/** The Glue catalogue, and which files of the lake stand behind a table at the moment. */
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

export interface GlueColumn {
  readonly name: string;
  readonly type: string;
}

export interface GlueTable {
  readonly database: string;
  readonly name: string;
  readonly columns: readonly GlueColumn[];
  /** At most one; its folders are projected as dates. */
  readonly partitionKeys: readonly GlueColumn[];
  /** `s3://bucket/prefix/` */
  readonly location: string;
  /** The table's properties, partition projection among them. */
  readonly parameters: Readonly<Record<string, string>>;
}

/** A file as it was seen: replaced ones differ in time or inode. */
export interface LakeFile {
  readonly path: string;
  readonly version: string;
}

/** DuckDB's name of a Glue column type. Throws on one that the lake does not use. */
export function duckType(column: GlueColumn): string {
  const type = Object.hasOwn(TYPES, column.type) ? TYPES[column.type] : undefined;
  if (type === undefined) throw new Error(`column ${column.name}: unknown type ${column.type}`);
  return type;
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'VARCHAR',
  int: 'INTEGER',
  bigint: 'BIGINT',
  double: 'DOUBLE',
  boolean: 'BOOLEAN',
  date: 'DATE',
};

/** Bucket and key prefix of `s3://bucket/prefix/`. */
export function parseLocation(location: string): {
  readonly bucket: string;
  readonly prefix: string;
} {
  const [, bucket, prefix] = /^s3:\/\/([^/]+)\/(.*)$/.exec(location) ?? [];
  if (bucket === undefined || prefix === undefined) {
    throw new Error(`no location in S3: ${location}`);
  }
  return { bucket, prefix };
}

/**
 * The table's files in `folder` (its location on disk), in order of their names: those of the
 * projected partitions, or those in the folder itself where the table has none. Names that begin
 * with a dot or an underscore are hidden, as they are from Athena.
 */
export async function listFiles(
  table: GlueTable,
  folder: string,
  now: number,
): Promise<readonly LakeFile[]> {
  const [key] = table.partitionKeys;
  if (!key) return filesIn(folder);
  const { from, to, pattern } = projectedRange(table, key.name, now);
  const folders = (await entriesIn(folder))
    .filter((entry) => entry.isDirectory() && entry.name.startsWith(`${key.name}=`))
    .map(({ name }) => name)
    .filter((name) => {
      const value = name.slice(key.name.length + 1);
      return pattern.test(value) && from <= value && value <= to;
    })
    .sort();
  const files = await Promise.all(folders.map((name) => filesIn(join(folder, name))));
  return files.flat();
}

async function filesIn(folder: string): Promise<readonly LakeFile[]> {
  const names = (await entriesIn(folder))
    .filter((entry) => entry.isFile() && !/^[._]/.test(entry.name))
    .map(({ name }) => name)
    .sort();
  return Promise.all(
    names.map(async (name) => {
      const path = join(folder, name);
      const { ino, mtimeNs, size } = await stat(path, { bigint: true });
      return { path, version: `${ino} ${mtimeNs} ${size}` };
    }),
  );
}

async function entriesIn(folder: string) {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

/** What partition projection finds: dates of a format in a range, both ends included. */
function projectedRange(table: GlueTable, key: string, now: number) {
  const property = (name: string) => table.parameters[`projection.${key}.${name}`] ?? '';
  const format = property('format');
  const pattern = Object.hasOwn(FORMATS, format) ? FORMATS[format] : undefined;
  const [first = '', last = ''] = property('range').split(',');
  const enabled = table.parameters['projection.enabled'] === 'true';
  if (!enabled || property('type') !== 'date' || !pattern || !first || !last) {
    throw new Error(`table ${table.name}: only date projection with a range is known`);
  }
  return { from: bound(first, format, now), to: bound(last, format, now), pattern };
}

/** Months that a catalogue lists ahead, so that it need not be declared anew every month. */
const MONTHS_AHEAD = 36;

/** Every month of a projected range such as `2020-01,NOW+1MONTHS`, and those to come, in order. */
export function projectedMonths(range: string, now: number): readonly string[] {
  const [first = ''] = range.split(',');
  const last = bound(`NOW+${MONTHS_AHEAD}MONTHS`, 'yyyy-MM', now);
  const months: string[] = [];
  const at = new Date(`${first}-01T00:00:00Z`);
  for (; at.toISOString().slice(0, 7) <= last; at.setUTCMonth(at.getUTCMonth() + 1)) {
    months.push(at.toISOString().slice(0, 7));
  }
  return months;
}

const FORMATS: Readonly<Record<string, RegExp>> = {
  'yyyy-MM-dd': /^\d{4}-\d{2}-\d{2}$/,
  'yyyy-MM': /^\d{4}-\d{2}$/,
};

/** A written date, or `NOW+1DAYS` with NOW in UTC, in the format. */
function bound(text: string, format: string, now: number): string {
  const [, amount, unit] = /^NOW(?:([+-]\d+)(DAYS|MONTHS))?$/.exec(text) ?? [];
  if (!text.startsWith('NOW')) return text;
  const date = new Date(now);
  if (unit === 'DAYS') date.setUTCDate(date.getUTCDate() + Number(amount));
  if (unit === 'MONTHS') date.setUTCMonth(date.getUTCMonth() + Number(amount), 1);
  return date.toISOString().slice(0, format.length);
}
