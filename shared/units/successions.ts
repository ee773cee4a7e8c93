import type { Day } from '../calendar/day.ts';
import type { Succession } from './kinds.ts';

/**
 * Stations that were merged or renamed. Each hands its past to one successor, which may have
 * handed it on in turn; a step is taken on a day at or after its `since`.
 */
export class Successions {
  readonly rows: readonly Succession[];
  readonly #byFrom: ReadonlyMap<string, Succession>;

  /** Takes rows that passed the checks of `parseReference`: each `from` once, no cycles. */
  constructor(rows: readonly Succession[]) {
    this.rows = rows;
    this.#byFrom = new Map(rows.map((row) => [row.from, row]));
  }

  /** The station that holds this station's past on the day: the end of the chain, or itself. */
  successorOn(station: string, day: Day): string {
    let current = station;
    for (let step = this.#byFrom.get(current); step; step = this.#byFrom.get(current)) {
      if (step.since > day) break;
      current = step.to;
    }
    return current;
  }

  /** Every other station whose past this one holds on the day, in the order of the file. */
  predecessorsOf(station: string, day: Day): string[] {
    return this.rows
      .filter(({ from }) => from !== station && this.successorOn(from, day) === station)
      .map(({ from }) => from);
  }
}

/** A station whose past another one holds. */
export interface Ancestor {
  readonly station: string;
  /** First day on which all steps between the two hold. */
  readonly since: Day;
  readonly steps: number;
}

/** Every chain of successions, by the station at its end, the shortest first. */
export function ancestry(rows: readonly Succession[]): ReadonlyMap<string, readonly Ancestor[]> {
  const byFrom = new Map(rows.map((row) => [row.from, row]));
  const found = new Map<string, Ancestor[]>();
  for (const { from } of rows) {
    let since = '';
    let steps = 0;
    for (let step = byFrom.get(from); step; step = byFrom.get(step.to)) {
      since = step.since > since ? step.since : since;
      steps += 1;
      const ancestor = { station: from, since, steps };
      const held = found.get(step.to);
      if (held) held.push(ancestor);
      else found.set(step.to, [ancestor]);
    }
  }
  for (const held of found.values()) {
    held.sort((a, b) => a.steps - b.steps || (a.station < b.station ? -1 : 1));
  }
  return found;
}
