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
