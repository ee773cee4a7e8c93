import type { Day } from '../../shared/calendar/day.ts';
import { type Branch, branchOf } from '../../shared/review/pages.ts';
import type { UnitTree } from '../../shared/units/tree.ts';
import { sees } from './access.ts';
import type { ApiContext } from './environment.ts';

/** The units of a day that a list is of. */
export interface SeenBranch {
  readonly tree: UnitTree;
  readonly branch: Branch;
}

/** The part of the caller's branch that begins at `within`; undefined where that is none of it. */
export function seenBranch(
  c: ApiContext,
  day: Day,
  within: string = c.get('caller').unit,
): SeenBranch | undefined {
  const book = c.get('book');
  const tree = book.unitsOn(day);
  const branch = sees(c.get('caller'), book, within, day) ? branchOf(tree, within) : undefined;
  return branch && { tree, branch };
}
