/** How wide a column has to be for its title. */

/** A letter at 13 px, bold, and what stands beside it: padding and the mark of the sort. */
const LETTER = 7.6;
const BESIDE = 36;

/** Latin words are not broken; Chinese ones break anywhere. In pixels, `least` or more. */
export function headerWidth(title: string, least: number): number {
  const longest = Math.max(0, ...title.split(/[\s\p{Script=Han}]+/u).map(({ length }) => length));
  return Math.max(least, Math.ceil(longest * LETTER) + BESIDE);
}
