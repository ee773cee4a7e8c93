/** A table of the catalogue as a view over the files that stand behind it. */
import { duckType, type GlueTable, type LakeFile } from './catalogue.ts';

export const quoteName = (name: string) => `"${name.replaceAll('"', '""')}"`;
export const quoteText = (text: string) => `'${text.replaceAll("'", "''")}'`;

/** The statement that makes the view; with no file it is empty, of the declared types. */
export function viewOf(table: GlueTable, files: readonly LakeFile[]): string {
  const columns = [...table.columns, ...table.partitionKeys];
  const name = `${quoteName(table.database)}.${quoteName(table.name)}`;
  if (files.length === 0) {
    const nulls = columns.map(
      (column) => `CAST(NULL AS ${duckType(column)}) AS ${quoteName(column.name)}`,
    );
    return `CREATE OR REPLACE VIEW ${name} AS SELECT ${nulls.join(', ')} WHERE false`;
  }
  const paths = files.map(({ path }) => quoteText(path)).join(', ');
  const [key] = table.partitionKeys;
  const hive = key
    ? `hive_partitioning = true, hive_types = {${quoteText(key.name)}: ${duckType(key)}}`
    : 'hive_partitioning = false';
  const names = columns.map((column) => quoteName(column.name)).join(', ');
  return `CREATE OR REPLACE VIEW ${name} AS SELECT ${names} FROM read_parquet([${paths}], ${hive})`;
}

/** The query that gives file, column and type of every column in the files. */
export function schemaQuery(files: readonly LakeFile[]): string {
  const paths = files.map(({ path }) => quoteText(path)).join(', ');
  return `SELECT file_name, name, duckdb_type FROM parquet_schema([${paths}]) WHERE duckdb_type IS NOT NULL`;
}

/**
 * What is wrong with a file of the table: the first declared column that it lacks or has in
 * another type; undefined where it fits. (Athena reads a missing column as nulls; compaction
 * writes every column, so that here it can only be a mistake.)
 */
export function misfit(
  table: GlueTable,
  typesInFile: ReadonlyMap<string, string>,
): string | undefined {
  for (const column of table.columns) {
    const declared = duckType(column);
    const found = typesInFile.get(column.name);
    if (found !== declared) {
      return `column ${column.name} of ${table.name} is declared ${declared}, a file has ${found ?? 'none'}`;
    }
  }
  return undefined;
}
