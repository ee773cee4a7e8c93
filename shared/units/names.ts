/** Units and grids by what people call them. */

/** Codes by name; a name that several have says nothing and is left out. */
export function codesByName(
  rows: readonly { readonly name: string; readonly code: string }[],
): ReadonlyMap<string, string> {
  const groups = Map.groupBy(rows, ({ name }) => name);
  return new Map(
    [...groups].flatMap(([name, [first, ...others]]) =>
      first && others.length === 0 ? [[name, first.code] as const] : [],
    ),
  );
}
