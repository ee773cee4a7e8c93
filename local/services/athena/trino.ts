/** Trino as the front's engine: the same statements and literals, run by a server of its own. */
import type { GlueTable } from './catalogue.ts';
import { type Lane, requireSelect, StatementFault } from './engine.ts';
import { columnLabel, doubleText, type ResultColumn } from './text.ts';
import { createTrinoClient, type TrinoAddress, TrinoFailure } from './trino-client.ts';
import { declareTables } from './trino-tables.ts';
import { quoteText } from './views.ts';

/** Queries at once: Trino shares itself out among them; more than a run asks for is no use. */
const LANES = 8;

/**
 * Declares the tables in Trino and opens its lanes. Throws TrinoUnreachable, and an error that says
 * why where Trino refuses a table.
 */
export async function openTrino(
  address: TrinoAddress,
  databases: readonly string[],
  tables: readonly GlueTable[],
  now: number,
): Promise<readonly Lane[]> {
  const client = createTrinoClient(address);
  await declareTables(client, databases, tables, now);
  const lane: Lane = {
    async run({ statement, parameters, database, cancelled }) {
      requireSelect(statement);
      try {
        const bound =
          parameters.length === 0
            ? statement
            : `EXECUTE IMMEDIATE ${quoteText(statement)} USING ${parameters.map(({ text }) => text).join(', ')}`;
        const { columns, rows, bytesScanned } = await client.run(bound, database, cancelled);
        const types = columns.map(({ name, type }, index) => trinoColumn(name, type, index));
        return {
          columns: types,
          rows: rows.map((row) => types.map(({ type }, index) => trinoText(row[index], type))),
          bytesScanned,
        };
      } catch (error) {
        if (error instanceof TrinoFailure && error.kind !== 'INTERNAL_ERROR') {
          throw new StatementFault(error.message, { cause: error });
        }
        throw error;
      }
    },
    close() {},
  };
  return Array(LANES).fill(lane);
}

const PRECISIONS: Readonly<Record<string, number>> = {
  boolean: 0,
  tinyint: 3,
  smallint: 5,
  integer: 10,
  bigint: 19,
  double: 17,
  varchar: 2_147_483_647,
  date: 0,
  timestamp: 3,
  'timestamp with time zone': 3,
  unknown: 0,
};

/** The column as Athena names and types it. Throws on a type that no query here gives. */
function trinoColumn(name: string, declared: string, index: number): ResultColumn {
  const [, first = '', inner = '', rest = ''] =
    /^([a-z ]+)(?:\((.*?)\))?(.*)$/.exec(declared) ?? [];
  const type = `${first}${rest}`;
  const label = columnLabel(name, index);
  if (type === 'decimal') {
    const [precision = 0, scale = 0] = inner.split(',').map(Number);
    return { name: label, type, precision, scale };
  }
  const precision = Object.hasOwn(PRECISIONS, type) ? PRECISIONS[type] : undefined;
  if (precision === undefined) {
    throw new StatementFault(`NOT_SUPPORTED: type ${declared} of column ${name}`);
  }
  return { name: label, type, precision, scale: 0 };
}

/** The protocol's value as Athena prints it; null for NULL. */
function trinoText(value: unknown, type: string): string | null {
  if (value === null || value === undefined) return null;
  return type === 'double' ? doubleText(Number(value)) : String(value);
}
