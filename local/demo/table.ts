/** A table for a terminal in which Chinese characters take two columns. */

const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u;

/** Columns that the text takes in a terminal. */
export function widthOf(text: string): number {
  let width = 0;
  for (const character of text) width += WIDE.test(character) ? 2 : 1;
  return width;
}

export interface Column {
  /** One line of heading each. */
  readonly heading: readonly string[];
  readonly align: 'left' | 'right';
}

/** The table's lines; the columns are as wide as their widest cell. */
export function tableOf(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
): string[] {
  const headings = Math.max(...columns.map(({ heading }) => heading.length));
  const head = Array.from({ length: headings }, (_, line) =>
    columns.map(({ heading }) => heading[line] ?? ''),
  );
  const widths = columns.map((_, column) =>
    Math.max(...[...head, ...rows].map((row) => widthOf(row[column] ?? ''))),
  );
  const line = (row: readonly string[]) =>
    columns
      .map(({ align }, column) => {
        const cell = row[column] ?? '';
        const space = ' '.repeat((widths[column] ?? 0) - widthOf(cell));
        return align === 'right' ? space + cell : cell + space;
      })
      .join('  ')
      .trimEnd();
  const rule = '─'.repeat(widths.reduce((sum, width) => sum + width + 2, -2));
  return [...head.map(line), rule, ...rows.map(line)];
}
