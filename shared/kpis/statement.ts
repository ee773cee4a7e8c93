/** What a named placeholder stands for; a list fills as many `?` as it has members. */
export type ParameterValue = string | number | readonly (string | number)[];

/** A statement with positional placeholders and what fills them, in order. */
export interface BoundStatement {
  readonly statement: string;
  readonly parameters: readonly (string | number)[];
}

/**
 * Athena knows positional `?` only; our SQL files name their parameters (`:first`, `IN (:desk)`).
 * Comments go, each name becomes `?` (a list: `?, ?, …`), and the values are lined up to be bound.
 * Throws where a name has no value or a list is empty: that is a mistake in the code.
 */
export function bind(
  sql: string,
  values: Readonly<Record<string, ParameterValue>>,
): BoundStatement {
  const parameters: (string | number)[] = [];
  const statement = sql
    .replace(/--.*$/gm, '')
    .replace(/:([a-z_]+)/g, (_, name: string) => {
      const value = values[name];
      if (value === undefined) throw new Error(`no value for the parameter ${name}`);
      const members = Array.isArray(value) ? (value as (string | number)[]) : [value as string];
      if (members.length === 0) throw new Error(`the list ${name} is empty`);
      parameters.push(...members);
      return members.map(() => '?').join(', ');
    })
    .trim();
  return { statement, parameters };
}
