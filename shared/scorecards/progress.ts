import { shanghaiTime } from '../calendar/day.ts';
import { renewWrite } from '../lease.ts';
import type { Clock, ItemTable } from '../ports.ts';
import { findRun, leaseOf, type Run, runWrite, type Step, type StepName } from './runs.ts';

/** The run is to end here; not a fault. */
export class Ended extends Error {
  readonly as: 'stopped' | 'superseded';
  constructor(as: 'stopped' | 'superseded') {
    super(as);
    this.as = as;
  }
}

export interface ProgressPorts {
  readonly items: ItemTable;
  readonly clock: Clock;
}

/** Writes a run's steps as they go, keeps its lease, and hears when it is to stop. */
export class Progress {
  #steps: Step[];
  readonly #ports: ProgressPorts;
  readonly #run: Run;

  constructor(ports: ProgressPorts, run: Run) {
    this.#ports = ports;
    this.#run = run;
    this.#steps = run.steps.map((step) => ({
      ...step,
      state: 'waiting',
      done: 0,
      of: 0,
      startedAt: null,
      endedAt: null,
    }));
  }

  /** Does one step; `work` tells how far it is. */
  async step<T>(
    name: StepName,
    of: number,
    work: (advance: (done: number, of: number) => Promise<void>) => Promise<T>,
  ): Promise<T> {
    await this.begin(name, of);
    const result = await work((done, total) => this.#save(name, { done, of: total }));
    this.#steps = this.ended(name);
    await this.#save(name, {});
    return result;
  }

  async begin(name: StepName, of: number): Promise<void> {
    const startedAt = shanghaiTime(this.#ports.clock());
    await this.#save(name, { state: 'running', done: 0, of, startedAt, endedAt: null });
  }

  /** The steps with this one done. */
  ended(name: StepName): Step[] {
    const endedAt = shanghaiTime(this.#ports.clock());
    return this.#steps.map((step) =>
      step.name === name ? { ...step, state: 'done', done: step.of, endedAt } : step,
    );
  }

  async #save(name: StepName, change: Partial<Step>): Promise<void> {
    const { items, clock } = this.#ports;
    this.#steps = this.#steps.map((step) => (step.name === name ? { ...step, ...change } : step));
    const kept = await items.transact([
      renewWrite(leaseOf(this.#run), clock()),
      runWrite(this.#run.id, { steps: this.#steps }),
    ]);
    const run = await findRun(items, this.#run.id);
    if (run?.stopRequested) throw new Ended('stopped');
    if (!kept) throw new Ended('superseded');
  }
}
