/**
 * The demo marks every unit in its name, so that whatever shows or exports one says what it is.
 * A page that says so in a line of its own leaves the mark out.
 */
const MARK = '(演示)';

export const markMadeUp = (name: string): string => name + MARK;

/** Whether the unit of this name belongs to a demo. */
export const isMadeUp = (name: string): boolean => name.endsWith(MARK);

/** The name without the mark. */
export const placeName = (name: string): string =>
  isMadeUp(name) ? name.slice(0, -MARK.length) : name;
