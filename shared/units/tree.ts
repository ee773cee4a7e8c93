import type { Unit } from './kinds.ts';

/** Unit levels from the top down. */
export const LEVELS = ['province', 'city', 'county', 'station'] as const;
export type Level = (typeof LEVELS)[number];

/** The units in force on a day, as a tree. Unknown codes answer undefined or nothing. */
export class UnitTree {
  /** In the order of the file. */
  readonly units: readonly Unit[];
  readonly #byCode: ReadonlyMap<string, Unit>;
  #children: ReadonlyMap<string, Unit[]> | undefined;

  /** Takes rows that passed the checks of `parseReference`: one root, levels strictly downward. */
  constructor(units: readonly Unit[]) {
    this.units = units;
    this.#byCode = new Map(units.map((unit) => [unit.code, unit]));
  }

  /** How many units there are; 0 before the first are in force. */
  get size(): number {
    return this.units.length;
  }

  unit(code: string): Unit | undefined {
    return this.#byCode.get(code);
  }

  /** The unit's direct children, in the order of the file. */
  childrenOf(code: string): readonly Unit[] {
    this.#children ??= Map.groupBy(this.units, (unit) => unit.parent ?? '');
    return this.#children.get(code) ?? [];
  }

  /** The unit itself, its parent, and so on up to the province. */
  chainOf(code: string): Unit[] {
    const chain: Unit[] = [];
    for (
      let unit = this.unit(code);
      unit;
      unit = unit.parent ? this.unit(unit.parent) : undefined
    ) {
      chain.push(unit);
    }
    return chain;
  }

  /** The code of the city that a unit belongs to (its own for a city); none for the province. */
  cityOf(code: string): string | undefined {
    return this.chainOf(code).find((unit) => unit.level === 'city')?.code;
  }

  /** Whether `code` is the branch's unit or below it. Both must be units in force. */
  isWithin(branch: string, code: string): boolean {
    return this.chainOf(code).some((unit) => unit.code === branch);
  }

  ofLevel(level: Level): readonly Unit[] {
    return this.units.filter((unit) => unit.level === level);
  }

  /** The stations of a branch; a station's own branch is itself. */
  stationsOf(branch: string): readonly Unit[] {
    const unit = this.unit(branch);
    if (!unit) return [];
    if (unit.level === 'station') return [unit];
    return this.childrenOf(branch).flatMap((child) => this.stationsOf(child.code));
  }
}
