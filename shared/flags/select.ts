import { bind, type ParameterValue } from '../kpis/statement.ts';
import type { QueryEngine } from '../ports.ts';

/** A row of an answer: text by column, null for NULL. */
export type Selected = Readonly<Record<string, string | null>>;

type Values = Readonly<Record<string, ParameterValue>>;

/** Stations of one statement; each is a parameter. */
const STATIONS_AT_ONCE = 500;

/** The rows of a statement of ours. */
export async function select(engine: QueryEngine, sql: string, values: Values) {
  const { statement, parameters } = bind(sql, values);
  const { columns, rows } = await engine.query(statement, parameters);
  return rows.map(
    (row): Selected => Object.fromEntries(columns.map((name, index) => [name, row[index] ?? null])),
  );
}

/** The rows of a statement with `:stations`, by station; of no station without asking. */
export async function selectOf(
  engine: QueryEngine,
  sql: string,
  values: Values,
  stations: readonly string[],
): Promise<ReadonlyMap<string, readonly Selected[]>> {
  const answers: Selected[][] = [];
  for (let from = 0; from < stations.length; from += STATIONS_AT_ONCE) {
    const batch = stations.slice(from, from + STATIONS_AT_ONCE);
    answers.push(await select(engine, sql, { ...values, stations: batch }));
  }
  return Map.groupBy(answers.flat(), (row) => textOf(row, 'station'));
}

/** A cell that is never NULL. */
export function textOf(row: Selected, column: string): string {
  const cell = row[column];
  if (cell === null || cell === undefined) throw new Error(`the answer has no ${column}`);
  return cell;
}

/** A number of a cell that is never NULL. */
export function numberOf(row: Selected, column: string): number {
  return Number(textOf(row, column));
}
