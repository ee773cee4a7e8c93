import type { Level } from '../units/tree.ts';
import { type ScoredUnit, schemeOf } from './score.ts';

/** Units that are ranked with each other, and those that are listed apart. */
export interface Field {
  readonly level: Level;
  /** The unit whose branch it is, or the peer group. */
  readonly within: string;
  readonly scope: 'branch' | 'peers';
  /** Places in the list of all units, by code. */
  readonly members: readonly number[];
  readonly apart: readonly number[];
}

/** Every unit above one, the nearest first. */
export function unitsAbove(
  { figures }: ScoredUnit,
  byCode: ReadonlyMap<string, ScoredUnit>,
): string[] {
  const codes: string[] = [];
  let code = figures.unit.parent;
  while (code !== null) {
    codes.push(code);
    code = byCode.get(code)?.figures.unit.parent ?? null;
  }
  return codes;
}

/**
 * The tables of a revision: the units of a level below each unit above them, and each peer group
 * over the province. Units that another scheme judges than the table's own unit (for peers: the
 * province) are not comparable with the rest: they stand apart, as do incomplete ones.
 */
export function fieldsOf(units: readonly ScoredUnit[]): Field[] {
  const byCode = new Map(units.map((unit) => [unit.figures.unit.code, unit]));
  const fields = new Map<
    string,
    Omit<Field, 'members' | 'apart'> & { members: number[]; apart: number[] }
  >();
  const enter = (
    place: number,
    unit: ScoredUnit,
    scope: Field['scope'],
    within: string,
    judgedBy: string | undefined,
  ) => {
    const { level } = unit.figures.unit;
    const key = `${scope} ${level} ${within}`;
    const field = fields.get(key) ?? { level, within, scope, members: [], apart: [] };
    fields.set(key, field);
    const isComparable = unit.unranked === null && schemeOf(unit) === judgedBy;
    (isComparable ? field.members : field.apart).push(place);
  };
  const order = units
    .map((unit, place) => ({ unit, place }))
    .sort((a, b) => (a.unit.figures.unit.code < b.unit.figures.unit.code ? -1 : 1));
  for (const { unit, place } of order) {
    const above = unitsAbove(unit, byCode);
    for (const within of above) {
      const head = byCode.get(within);
      enter(place, unit, 'branch', within, head && schemeOf(head));
    }
    const province = byCode.get(above.at(-1) ?? '');
    if (province) enter(place, unit, 'peers', unit.figures.unit.peerGroup, schemeOf(province));
  }
  return [...fields.values()];
}
