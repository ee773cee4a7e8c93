/** Where a KPI's two counts come from: which SQL file gives which of the measures it adds up. */
import { QUERIES } from './catalogue.ts';
import type { Kpi, MeasureQuery, Sum } from './definition.ts';

/** The columns that a query of ours gives. Its own SELECT stands at the margin, those before it do not. */
export function columnsOf(sql: string): string[] {
  const bare = sql.replace(/--.*$/gm, '');
  const list = [...bare.matchAll(/^SELECT\b([\s\S]*?)^FROM\b/gm)].at(-1)?.[1] ?? '';
  let depth = 0;
  let item = '';
  const items: string[] = [];
  for (const character of list) {
    if (character === '(') depth += 1;
    if (character === ')') depth -= 1;
    if (character === ',' && depth === 0) {
      items.push(item);
      item = '';
    } else item += character;
  }
  return [...items, item].flatMap((text) => /(\w+)\s*$/.exec(text)?.[1] ?? []);
}

const QUERY_OF: ReadonlyMap<string, MeasureQuery> = new Map(
  QUERIES.flatMap((query) => columnsOf(query.sql).map((column) => [column, query] as const)),
);

/** The query that gives a measure; undefined for what a rule asks for (visits of leaders). */
export function queryOf(measure: string): MeasureQuery | undefined {
  return QUERY_OF.get(measure);
}

/** The file that a query's text stands in. */
export const fileOf = ({ name }: MeasureQuery) => `${name}.sql`;

/** The queries that a KPI's numerator and denominator are computed from, in the catalogue's order. */
export function queriesOf({ numerator, denominator }: Kpi): readonly MeasureQuery[] {
  const wanted = new Set([...Object.keys(numerator), ...Object.keys(denominator)].map(queryOf));
  return QUERIES.filter((query) => wanted.has(query));
}

/** One measure of a sum. */
export interface Summand {
  readonly measure: string;
  readonly factor: number;
  /** The SQL file that gives it; null where a rule does. */
  readonly file: string | null;
}

/** The measures that a sum adds up, each with its factor and its file. */
export function summandsOf(sum: Sum): Summand[] {
  return Object.entries(sum).map(([measure, factor]) => {
    const query = queryOf(measure);
    return { measure, factor, file: query ? fileOf(query) : null };
  });
}
