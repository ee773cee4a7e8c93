import type { Period, Span } from '../calendar/period.ts';
import { forEachOf } from '../concurrency.ts';
import { QUERIES } from '../kpis/catalogue.ts';
import { queryParameters } from '../kpis/parameters.ts';
import type { QueryRows } from '../kpis/roll-up.ts';
import { bind, type ParameterValue } from '../kpis/statement.ts';
import type { QueryEngine, QueryResult } from '../ports.ts';
import type { Scheme } from '../scoring/scheme.ts';
import { activitiesOf } from '../submissions/contract.ts';

const QUERIES_AT_ONCE = 4;

/** What fills the named parameters of a run's SQL files. */
export function runParameters(
  period: Period,
  span: Span,
  scheme: Scheme,
): Readonly<Record<string, ParameterValue>> {
  return queryParameters(period, span, {
    community: activitiesOf('community'),
    diverted: activitiesOf('diverted'),
    desk: activitiesOf('desk'),
    eight_major: scheme.eightMajor,
  });
}

/**
 * Rows of a measure query, by unit: the first column is the unit, each other one a measure. In one
 * order whatever the engine's, since sums of floating point depend on it.
 */
function measureRows(result: QueryResult): QueryRows['rows'] {
  const [, ...names] = result.columns;
  return result.rows
    .map(([unit, ...cells]) => {
      const measures: Record<string, number> = {};
      names.forEach((name, index) => {
        const cell = cells[index];
        if (cell !== null && cell !== undefined) measures[name] = Number(cell);
      });
      return { unit: unit ?? '', measures };
    })
    .sort((a, b) => (a.unit < b.unit ? -1 : 1));
}

/** Runs every query of the catalogue; `advance` hears how many are done. In the catalogue's order. */
export async function queryMeasures(
  engine: QueryEngine,
  parameters: Readonly<Record<string, ParameterValue>>,
  advance: (done: number, of: number) => Promise<void>,
): Promise<QueryRows[]> {
  const results = new Map<string, QueryRows>();
  await forEachOf(QUERIES, QUERIES_AT_ONCE, async (query) => {
    const bound = bind(query.sql, parameters);
    const result = await engine.query(bound.statement, bound.parameters);
    results.set(query.name, { query, rows: measureRows(result) });
    await advance(results.size, QUERIES.length);
  });
  return QUERIES.flatMap(({ name }) => results.get(name) ?? []);
}
