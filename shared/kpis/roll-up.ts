import type { Level } from '../units/tree.ts';
import type { MeasureQuery, RollUp } from './definition.ts';
import type { Measures } from './evaluate.ts';

/** A unit in force at the end of the period, as far as adding up needs it. */
export interface TreeNode {
  readonly code: string;
  readonly level: Level;
  readonly parent: string | null;
}

/** What one query gave: by unit, the measures that were not NULL. */
export interface QueryRows {
  readonly query: Pick<MeasureQuery, 'rollUp' | 'kinds'>;
  readonly rows: readonly { readonly unit: string; readonly measures: Measures }[];
}

type Totals = Map<string, Record<string, number>>;

function addTo(totals: Totals, unit: string, measures: Measures): void {
  const sums = totals.get(unit);
  if (!sums) return;
  for (const [name, amount] of Object.entries(measures)) sums[name] = (sums[name] ?? 0) + amount;
}

/** The unit and every unit above it. */
function branchOf(unit: string, parents: ReadonlyMap<string, string | null>): string[] {
  const branch: string[] = [];
  for (let code: string | null = unit; code !== null && parents.has(code); ) {
    branch.push(code);
    code = parents.get(code) ?? null;
  }
  return branch;
}

function pick(measures: Measures, names: readonly string[]): Record<string, number> {
  return Object.fromEntries(
    names.flatMap((name) => (measures[name] === undefined ? [] : [[name, measures[name]]])),
  );
}

/**
 * Measures of every unit from the rows of the queries: stations' sums are added up the tree
 * station → county → city → province. Rows of a station that handed over go to `successorOf` it;
 * rows of units no longer in force go nowhere.
 */
export function rollUp(
  units: readonly TreeNode[],
  results: readonly QueryRows[],
  successorOf: (station: string) => string,
): ReadonlyMap<string, Measures> {
  const parents = new Map(units.map(({ code, parent }) => [code, parent]));
  const totals: Totals = new Map(units.map(({ code }) => [code, {}]));
  const ways: Record<RollUp, (result: QueryRows) => void> = {
    sum: ({ rows }) => {
      for (const { unit, measures } of rows) {
        for (const code of branchOf(successorOf(unit), parents)) addTo(totals, code, measures);
      }
    },
    own: ({ rows }) => {
      for (const { unit, measures } of rows) addTo(totals, unit, measures);
    },
    own_or_children: ({ rows, query }) => {
      for (const kind of query.kinds ?? []) {
        const own = new Map(
          rows
            .map(({ unit, measures }) => [unit, pick(measures, kind)] as const)
            .filter(([unit, measures]) => parents.has(unit) && Object.keys(measures).length > 0),
        );
        for (const [unit, measures] of own) {
          // A row counts for its own unit and for each unit above up to one with its own rows.
          addTo(totals, unit, measures);
          for (const above of branchOf(unit, parents).slice(1)) {
            if (own.has(above)) break;
            addTo(totals, above, measures);
          }
        }
      }
    },
  };
  for (const result of results) ways[result.query.rollUp](result);
  return totals;
}
