/** Pages of a result as GetQueryResults gives them. */
import type { JsonObject } from '../json-server.ts';
import type { Outcome } from './engine.ts';

const LARGEST_PAGE = 1000;

/**
 * One page; the header is the first row of the first one and counts as a row. Undefined where
 * the page size or the token is not one of ours.
 */
export function resultsPage(outcome: Outcome, input: JsonObject): JsonObject | undefined {
  const { MaxResults: size = LARGEST_PAGE, NextToken: token = '0' } = input;
  if (typeof size !== 'number' || !Number.isInteger(size)) return undefined;
  if (size < 1 || size > LARGEST_PAGE) return undefined;
  if (typeof token !== 'string' || !/^\d{1,12}$/.test(token)) return undefined;
  const { columns } = outcome;
  const header = columns.map(({ name }) => name);
  const start = Number(token);
  const end = start + size;
  const page =
    start === 0
      ? [header, ...outcome.rows.slice(0, size - 1)]
      : outcome.rows.slice(start - 1, end - 1);
  return {
    UpdateCount: 0,
    ...(end <= outcome.rows.length ? { NextToken: String(end) } : {}),
    ResultSet: {
      Rows: page.map((row) => ({
        Data: row.map((value) => (value === null ? {} : { VarCharValue: value })),
      })),
      ResultSetMetadata: {
        ColumnInfo: columns.map(({ name, type, precision, scale }) => ({
          CatalogName: 'hive',
          SchemaName: '',
          TableName: '',
          Name: name,
          Label: name,
          Type: type,
          Precision: precision,
          Scale: scale,
          Nullable: 'UNKNOWN',
          CaseSensitive: type === 'varchar',
        })),
      },
    },
  };
}
