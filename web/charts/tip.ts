/** A tooltip's content: lines of plain text, the first one strong. Names are never taken for HTML. */
export function tip(first: string, ...lines: readonly string[]): HTMLElement {
  const box = document.createElement('div');
  const strong = document.createElement('strong');
  strong.textContent = first;
  box.append(strong);
  for (const line of lines) {
    const row = document.createElement('div');
    row.textContent = line;
    box.append(row);
  }
  return box;
}
