/** Where the keyboard goes next. Cells carry `data-cell`, rows `data-row`, lists `data-list`. */

const isShown = (element: HTMLElement) => element.offsetParent !== null;

const within = (root: Element | null | undefined, selector: string): HTMLElement[] =>
  [...(root?.querySelectorAll<HTMLElement>(selector) ?? [])].filter(isShown);

/** The cell or button after this one, in the order of the page. */
export function after(from: HTMLElement): HTMLElement | undefined {
  const stops = within(from.closest('[data-form]'), '[data-cell], [data-add], [data-confirm]');
  return stops[stops.indexOf(from) + 1];
}

/** The row's first cell that is still empty. */
export const firstEmpty = (row: Element | null | undefined): HTMLElement | undefined =>
  within(row, '[data-cell]').find((cell) => cell instanceof HTMLInputElement && cell.value === '');

/** The row's next empty cell, else the list's button that confirms it or adds another row. */
export function nextEmpty(from: HTMLElement): HTMLElement | undefined {
  const row = from.closest('[data-row]');
  return firstEmpty(row) ?? within(from.closest('[data-list]'), '[data-confirm], [data-add]')[0];
}

/** A field's cell, else its row, else the section. */
export function placeInPage(...ids: readonly string[]): HTMLElement | undefined {
  for (const id of ids) {
    const found = document.getElementById(id);
    if (found && isShown(found)) return found;
  }
  return undefined;
}
