import type { FigureUnit } from '../scorecards/figures.ts';

/** A peer group of fewer units tells little of how they differ: all of its level stand in for it. */
const GROUP_ENOUGH = 20;
/** With fewer even at the level nothing is told. */
const FEWEST_UNITS = 5;

function unitsIn<T>(members: readonly T[], unitOf: (member: T) => FigureUnit): number {
  return new Set(members.map((member) => unitOf(member).code)).size;
}

/**
 * By peer group the units (or unit-months) that tell what is usual in it: its own members, or
 * those of the whole level where it has fewer than 20 units. A group whose level has fewer than 5
 * is left out. In the order of the groups' names, members in the order given.
 */
export function poolsOf<T>(
  members: readonly T[],
  unitOf: (member: T) => FigureUnit,
): [group: string, members: readonly T[]][] {
  const levels = Map.groupBy(members, (member) => unitOf(member).level);
  const groups = Map.groupBy(members, (member) => unitOf(member).peerGroup);
  const pools: [string, readonly T[]][] = [];
  for (const [group, own] of [...groups].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const level = own[0] && unitOf(own[0]).level;
    const all = (level && levels.get(level)) ?? own;
    const pool = unitsIn(own, unitOf) < GROUP_ENOUGH ? all : own;
    if (unitsIn(pool, unitOf) >= FEWEST_UNITS) pools.push([group, pool]);
  }
  return pools;
}
