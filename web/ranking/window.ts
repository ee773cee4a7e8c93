/** Which rows of a long table are drawn. */

export interface RowWindow {
  readonly from: number;
  readonly to: number;
}

/** Rows drawn beyond what is seen, on either side, so that scrolling finds them there. */
const BEYOND = 12;
/** The window moves by so many rows at once, not with every row. */
const STEP = 4;

/** The rows to draw of `count`, each of one height, where so much is scrolled and seen. */
export function windowOf(
  count: number,
  rowHeight: number,
  scrolled: number,
  seen: number,
): RowWindow {
  const first = Math.floor(Math.max(0, scrolled) / rowHeight) - BEYOND;
  const last = Math.ceil((Math.max(0, scrolled) + seen) / rowHeight) + BEYOND;
  // Where rows were filtered away, more may be scrolled than there is left.
  const most = Math.max(0, count - Math.ceil(seen / rowHeight) - BEYOND);
  const from = Math.min(Math.max(0, Math.floor(first / STEP) * STEP), most);
  return { from, to: Math.min(count, Math.max(from, Math.ceil(last / STEP) * STEP)) };
}
